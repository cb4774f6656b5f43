"""Traded or local: whether an industry sells beyond its region, by a cluster definition, else by how it is spread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.inequality import locational_gini_weighted_01
from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shares import shares
from grono.measures.specialisation import location_quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.margins import Margins
    from grono.measures.result import FloatArray
    from grono.measures.shares import Shares

HIGHEST_QUOTIENTS = 5
"""How many of an industry's highest location quotients are averaged (MAP-23)."""


@dataclass(frozen=True)
class TradedCuts:
    """Values from which an industry counts as traded: all three of its spread, where no definition knows the industry.

    Parameters
    ----------
    name, dated, origin : str
        What the cuts are called, since when they hold, and whose they are.
    employment_in_strong_regions : float
        Least share of the industry's employees in regions with LQ ≥ 1.
    mean_of_highest_quotients : float
        Least mean of its five highest location quotients.
    gini : float
        Least locational Gini, weighted, on the scale to 1.
    share_of_members : float
        Where a cluster definition splits an industry: least share of it in traded clusters.
    """

    name: str
    dated: str
    origin: str
    employment_in_strong_regions: float
    mean_of_highest_quotients: float
    gini: float
    share_of_members: float = 0.5


OUR_CUTS = TradedCuts(
    name="grono-2026",
    dated="2026-11-21",
    origin="Ours, chosen for some fifty regions; the method is Porter's (2003), his cuts were not at hand.",
    employment_in_strong_regions=0.5,
    mean_of_highest_quotients=2.0,
    gini=0.3,
)


class Basis(IntEnum):
    """What a verdict rests on."""

    NONE = 0
    DEFINITION = 1
    SPREAD = 2


@dataclass(frozen=True)
class TradedOrLocal:
    """The verdict on each industry, each of shape (industries,).

    Parameters
    ----------
    traded : Measured
        1 traded, 0 local.
    basis : numpy.ndarray of uint8
        :class:`Basis`.
    employment_in_strong_regions, mean_of_highest_quotients, gini : Measured
        The three criteria of its spread, also where a definition decides.
    cuts : TradedCuts
        The cuts used.
    """

    traded: Measured
    basis: NDArray[np.uint8]
    employment_in_strong_regions: Measured
    mean_of_highest_quotients: Measured
    gini: Measured
    cuts: TradedCuts


def traded_or_local(
    employees: ArrayLike,
    sums: Margins | None = None,
    *,
    traded_share: ArrayLike | None = None,
    cuts: TradedCuts = OUR_CUTS,
) -> TradedOrLocal:
    """Judge each industry traded or local: a location quotient says nothing of a local one.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    sums : Margins, optional
        Margins to use.
    traded_share : array, shape (industries,), optional
        Share of the industry in traded clusters of a definition, from :func:`traded_share_of_members`; NaN where the
        definition does not know the industry: its spread decides.
    cuts : TradedCuts
        Cuts to use. They suit a few dozen regions; with thousands of small ones nearly every industry is spread unevenly.

    Returns
    -------
    TradedOrLocal
        ``EMPTY`` for an industry without employees, ``ONE_REGION`` with one region and no definition.

    References
    ----------
    Porter, M. E. (2003), doi:10.1080/0034340032000108688; rule MAP-23.

    Examples
    --------
    >>> found = traded_or_local([[90, 50], [5, 400], [5, 550]], traded_share=[float("nan"), 0.1])
    >>> found.traded.value.tolist(), [Basis(code).name for code in found.basis]
    ([1.0, 0.0], ['SPREAD', 'DEFINITION'])
    """
    share = shares(employees, sums)
    gaps = share.industry_gaps()
    quotient = np.where(share.known, location_quotient(employees, share.sums).value, 0.0)
    strong = measured(np.where(quotient >= 1, share.of_industry, 0.0).sum(axis=0), gaps)
    highest = measured(_mean_of_highest(quotient, share), gaps)
    gini = locational_gini_weighted_01(employees, share.sums)
    spread = (
        (strong.value >= cuts.employment_in_strong_regions)
        & (highest.value >= cuts.mean_of_highest_quotients)
        & (gini.value >= cuts.gini)
    )
    given = np.full(share.industry.size, np.nan) if traded_share is None else np.asarray(traded_share, dtype=np.float64)
    defined = ~np.isnan(given)
    traded = np.where(defined, np.nan_to_num(given) >= cuts.share_of_members, spread)
    reason = np.where(defined & (gini.reason != Reason.EMPTY), np.uint8(Reason.PRESENT), gini.reason)
    there = reason == Reason.PRESENT
    basis = np.where(there, np.where(defined, np.uint8(Basis.DEFINITION), np.uint8(Basis.SPREAD)), np.uint8(Basis.NONE))
    return TradedOrLocal(Measured(np.where(there, traded, 0.0), reason), basis, strong, highest, gini, cuts)


def traded_share_of_members(industry: ArrayLike, share: ArrayLike, traded: ArrayLike, industries: int) -> FloatArray:
    """Sum up a cluster definition by industry: the share of each that belongs to traded clusters.

    Parameters
    ----------
    industry : array of int, shape (rows,)
        Index of the industry of each row of the definition.
    share : array, shape (rows,)
        Share of the industry in the row's cluster.
    traded : array of bool, shape (rows,)
        Whether the row's cluster is traded.
    industries : int
        Number of industries.

    Returns
    -------
    numpy.ndarray, shape (industries,)
        Relative to what the definition knows of the industry; NaN where it knows nothing.

    References
    ----------
    Rule MAP-23.

    Examples
    --------
    >>> traded_share_of_members([0, 0, 2], [0.75, 0.25, 1.0], [True, False, False], 3).tolist()
    [0.75, nan, 0.0]
    """
    index, part = np.asarray(industry, dtype=np.intp), np.asarray(share, dtype=np.float64)
    known = np.bincount(index, weights=part, minlength=industries)
    of_traded = np.bincount(index, weights=part * np.asarray(traded, dtype=bool), minlength=industries)
    return np.where(known > 0, divide(of_traded.astype(np.float64), known.astype(np.float64)), np.nan)


def _mean_of_highest(quotient: FloatArray, share: Shares) -> FloatArray:
    """Mean of the five highest quotients of an industry, or of as many as are known."""
    ordered = -np.sort(-quotient, axis=0)[:HIGHEST_QUOTIENTS]
    count = np.minimum(share.known.sum(axis=0), HIGHEST_QUOTIENTS).astype(np.float64)
    return divide(ordered.sum(axis=0), count)
