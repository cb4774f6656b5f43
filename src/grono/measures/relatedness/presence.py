"""Who is present where: the table of ones and zeros that relatedness and complexity start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import margins
from grono.measures.result import Reason, as_cells

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, Measured

LEAST_QUOTIENT = 1.0
"""An industry is present where its location quotient reaches the average."""

LEAST_PROBABILITY = 0.95
"""Presence by probability asks that the quotient exceeds 1 this surely (MAP-24…28)."""


@dataclass(frozen=True)
class Presence:
    """Which industries a region has.

    Parameters
    ----------
    matrix : numpy.ndarray of bool, shape (regions, industries)
        M; false where the cell is unknown.
    known : numpy.ndarray of bool, shape (regions, industries)
        Where the cell says whether the industry is there; sums over the others are only part of the truth.
    rule : str
        ``lq``, ``probability``, ``per_head`` or ``given``: the name that stands beside every result.
    """

    matrix: BoolArray
    known: BoolArray
    rule: str

    @property
    def diversity(self) -> NDArray[np.int64]:
        """Industries present in each region, d."""
        return np.asarray(self.matrix.sum(axis=1, dtype=np.int64))

    @property
    def ubiquity(self) -> NDArray[np.int64]:
        """Regions each industry is present in, u."""
        return np.asarray(self.matrix.sum(axis=0, dtype=np.int64))

    @property
    def region_partial(self) -> BoolArray:
        """Regions with an unknown cell."""
        return np.asarray(~self.known.all(axis=1))

    @property
    def industry_partial(self) -> BoolArray:
        """Industries with an unknown cell."""
        return np.asarray(~self.known.all(axis=0))

    def as_numbers(self) -> NDArray[np.float64]:
        """Return M as zeros and ones."""
        return self.matrix.astype(np.float64)


def presence(matrix: ArrayLike) -> Presence:
    """Take a table of presences as it is (rule ``given``).

    Parameters
    ----------
    matrix : array, shape (regions, industries)
        0 absent, 1 present, NaN unknown.

    Raises
    ------
    ValueError
        When the array is not two-dimensional or holds anything else.
    """
    cells = as_cells(matrix)
    known = ~np.isnan(cells)
    if not np.isin(cells[known], (0.0, 1.0)).all():
        message = "a table of presences holds 0 (absent), 1 (present) and NaN (unknown) only"
        raise ValueError(message)
    return Presence(np.nan_to_num(cells) == 1, known, "given")


def presence_by_quotient(quotient: Measured, *, least: float = LEAST_QUOTIENT) -> Presence:
    """Present where the location quotient is at least ``least`` (rule ``lq``).

    Parameters
    ----------
    quotient : Measured, shape (regions, industries)
        From :func:`grono.measures.location_quotient`. A missing cell is unknown; an empty region or industry is absent.
    least : float
        The threshold, reached by ≥ (MAP-10).

    Examples
    --------
    >>> from grono.measures import location_quotient
    >>> presence_by_quotient(location_quotient([[100, 0], [50, 50]])).matrix.tolist()
    [[True, False], [False, True]]
    """
    return _reaching(quotient, least, "lq", unknown=(Reason.MISSING,))


def presence_by_probability(probability: Measured, *, least: float = LEAST_PROBABILITY) -> Presence:
    """Present where the location quotient exceeds 1 with at least this probability (rule ``probability``).

    Parameters
    ----------
    probability : Measured, shape (regions, industries)
        ``probability_above_one`` of :func:`grono.measures.location_quotient_interval`. Where plants are too few to say, the
        cell is unknown.
    least : float
        The threshold, reached by ≥.
    """
    return _reaching(probability, least, "probability", unknown=(Reason.MISSING, Reason.FEW_PLANTS, Reason.ONE_REGION))


def presence_per_head(employees: ArrayLike, *, population: ArrayLike) -> Presence:
    r"""Present where a region has at least as many employees per inhabitant as all regions together (rule ``per_head``).

    .. math:: \frac{e_{ri}}{n_r} \ge \frac{e_i}{\sum_r n_r}

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    population : array, shape (regions,)
        Inhabitants n; NaN where unknown, which leaves the region out of both sums. Only by name: a year is no population.

    Raises
    ------
    ValueError
        When there is not one population for each region, or one is not positive.
    """
    cells = as_cells(employees)
    heads = np.asarray(population, dtype=np.float64)
    if heads.shape != cells.shape[:1]:
        message = f"population needs one number for each of the {cells.shape[0]} regions, not the shape {heads.shape}"
        raise ValueError(message)
    if not (heads[~np.isnan(heads)] > 0).all():
        message = "a population must be positive; use NaN where it is unknown"
        raise ValueError(message)
    counted = ~np.isnan(heads)
    inside = np.where(counted[:, None], cells, np.nan)
    industry = margins(inside).industry
    whole = float(heads[counted].sum())
    there = np.nan_to_num(inside) * whole >= industry[None, :] * np.nan_to_num(heads)[:, None]
    return Presence(there & (np.nan_to_num(inside) > 0), ~np.isnan(inside), "per_head")


def _reaching(values: Measured, least: float, rule: str, *, unknown: tuple[Reason, ...]) -> Presence:
    if values.value.ndim != 2:
        message = f"presence needs one value for each region and industry, not the shape {values.value.shape}"
        raise ValueError(message)
    return Presence(values.present & (values.value >= least), ~np.isin(values.reason, unknown), rule)
