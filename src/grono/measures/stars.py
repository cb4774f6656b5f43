"""Stars for size, specialisation and focus: how a region stands in an industry among the regions of reference."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from grono.measures.result import Measured, Reason, as_cells, divide
from grono.measures.shares import shares
from grono.measures.specialisation import location_quotient

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.margins import Margins
    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.uncertainty import Posterior


@dataclass(frozen=True)
class StarScheme:
    """What a star is given for.

    Parameters
    ----------
    name, source : str
        What the scheme is called and where it is from.
    top_percent : int
        Size and focus: the region is among so many per cent of the regions of reference.
    least_location_quotient : float
        Specialisation: least location quotient.
    certain : float
        A star is certain when it is due with at least this probability.
    """

    name: str
    source: str
    top_percent: int
    least_location_quotient: float
    certain: float


ECO_STARS = StarScheme(
    name="eco_stars",
    source="European Cluster Observatory, http://www.clusterobservatory.eu/index.php?id=49; certainty is ours",
    top_percent=10,
    least_location_quotient=2.0,
    certain=0.95,
)


@dataclass(frozen=True)
class Star:
    """One kind of star, each of shape (regions, industries).

    Parameters
    ----------
    given : numpy.ndarray of bool
        Where the figures give it.
    certain : numpy.ndarray of bool
        Where it is given and due with the scheme's probability.
    probability : Measured
        Probability that it is due; without a posterior it has no value.
    """

    given: BoolArray
    certain: BoolArray
    probability: Measured


@dataclass(frozen=True)
class Stars:
    """The stars of each region in each industry (or cluster).

    Parameters
    ----------
    size, specialisation, focus : Star
        One star each.
    count, certain : Measured, shape (regions, industries)
        Stars given, and those of them that are certain, 0 to 3.
    reference : numpy.ndarray of bool, shape (regions,)
        The regions of reference.
    scheme : StarScheme
        What they were given for.
    """

    size: Star
    specialisation: Star
    focus: Star
    count: Measured
    certain: Measured
    reference: BoolArray
    scheme: StarScheme


def eco_stars(
    employees: ArrayLike,
    sums: Margins | None = None,
    *,
    posterior: Posterior | None = None,
    reference: ArrayLike | None = None,
    scheme: StarScheme = ECO_STARS,
) -> Stars:
    """Give stars for size, specialisation and focus as the European Cluster Observatory did.

    A region has the star for *size* when it is among the top 10 % of the regions of reference by employees in the industry,
    for *specialisation* when its location quotient is 2 or more, for *focus* when it is among the top 10 % by the industry's
    share of the region's employees. Of n regions the top 10 % are ⌈n/10⌉; ties all get the star; no star without employees.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees by industry, or by cluster; NaN where missing.
    sums : Margins, optional
        Margins to use.
    posterior : Posterior, optional
        Of the region's shares of the industries: gives the probability that a star is due. The 10 % mark is held where
        the figures put it.
    reference : array of bool, shape (regions,), optional
        The regions compared with; by default all that have employees.
    scheme : StarScheme
        What a star is given for.

    Returns
    -------
    Stars
        ``MISSING`` for a missing cell, ``EMPTY`` for an empty region or industry. A region with a missing cell is not
        counted among the industry's regions of reference.

    References
    ----------
    European Cluster Observatory, http://www.clusterobservatory.eu/index.php?id=49; rule MAP-40.

    Examples
    --------
    >>> found = eco_stars([[60, 40], [30, 470], [30, 470]])
    >>> found.count.value.tolist()
    [[3.0, 0.0], [0.0, 2.0], [0.0, 2.0]]
    """
    cells = as_cells(employees)
    share = shares(cells, sums)
    inhabited = share.sums.region > 0
    chosen = inhabited if reference is None else np.asarray(reference, dtype=bool) & inhabited
    filled = np.where(share.known, cells, 0.0)
    quotient = location_quotient(cells, share.sums)
    size_mark = _mark(filled, share.known & chosen[:, None], scheme.top_percent)
    focus_mark = _mark(share.of_region, share.known & chosen[:, None], scheme.top_percent)
    least = scheme.least_location_quotient
    of_industry = divide(np.ones_like(share.industry), share.sums.industry)[None, :]
    scale = share.sums.region[:, None] * of_industry
    employed = filled > 0
    stars = (
        _star(employed & (filled >= size_mark), _least_share(size_mark, of_industry), posterior, scheme),
        _star(employed & (quotient.value >= least), least * share.region[:, None], posterior, scheme),
        _star(employed & (share.of_region >= focus_mark), _least_share(focus_mark, scale), posterior, scheme),
    )
    count, certain = (
        Measured(np.sum([getattr(star, name) for star in stars], axis=0).astype(np.float64), quotient.reason)
        for name in ("given", "certain")
    )
    return Stars(*stars, count, certain, chosen, scheme)


def _mark(value: FloatArray, counted: BoolArray, top_percent: int) -> FloatArray:
    """Return the lowest value that belongs to the top, by industry, shape (1, industries); infinite where nobody is counted."""
    ordered = -np.sort(np.where(counted, -value, np.inf), axis=0)
    count = counted.sum(axis=0)
    places = -(-count * top_percent // 100)  # ⌈n · percent / 100⌉ in whole numbers
    mark = np.take_along_axis(ordered, np.maximum(places - 1, 0)[None, :], axis=0)
    return np.where(places > 0, mark, np.inf)


def _least_share(mark: FloatArray, scale: FloatArray) -> FloatArray:
    """Return the share of the industry at which the mark is reached; 1 where there is no mark."""
    there = np.isfinite(mark)
    return np.where(there, np.where(there, mark, 0.0) * scale, 1.0)


def _star(given: BoolArray, least_share: FloatArray, posterior: Posterior | None, scheme: StarScheme) -> Star:
    """Add to a star how probable it is that the region's share of the industry reaches what the star is due for."""
    if posterior is None:
        unknown = Measured(np.zeros(given.shape), np.full(given.shape, Reason.FEW_PLANTS, dtype=np.uint8))
        return Star(given, np.zeros_like(given), unknown)
    least = np.broadcast_to(np.clip(least_share, 0.0, 1.0), given.shape)
    chance = np.zeros(given.shape)
    usable = posterior.usable
    chance[usable] = 1 - betainc(posterior.alpha[usable], posterior.beta[usable], least[usable])
    probability = Measured(chance, posterior.reason)
    return Star(given, given & usable & (chance >= scheme.certain), probability)
