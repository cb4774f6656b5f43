"""Regions that are strong in one industry and lie beside each other, judged as one: clusters cross borders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import Margins, margins
from grono.measures.plant_sizes import PlantSizes
from grono.measures.result import Measured, Reason, as_cells, divide, measured
from grono.measures.uncertainty import LocationQuotientInterval, location_quotient_interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.space.weights import SpatialWeights


@dataclass(frozen=True)
class JoinedRegions:
    """Groups of adjacent regions, each of one industry; arrays of shape (groups,) unless said otherwise.

    Parameters
    ----------
    group : numpy.ndarray of int32, shape (regions, industries)
        Which group a region belongs to in an industry; −1 where to none.
    industry : numpy.ndarray of int
        Place of the industry.
    members : tuple of numpy.ndarray of int
        Places of the regions, rising.
    employees : numpy.ndarray
        Employees of the industry in the group.
    region_share : numpy.ndarray
        x, the group's share of all employees.
    quotient : Measured
        Location quotient of the group; ``EMPTY`` where the group or the industry has no employees.
    interval : LocationQuotientInterval
        Its posterior; ``FEW_PLANTS`` where the sizes of plants are unknown, ``ONE_REGION`` where the group is the whole.
    """

    group: NDArray[np.int32]
    industry: NDArray[np.intp]
    members: tuple[NDArray[np.intp], ...]
    employees: FloatArray
    region_share: FloatArray
    quotient: Measured
    interval: LocationQuotientInterval


def joined_regions(  # noqa: PLR0913 - two arrays and neighbours, the rest by name with a default
    employees: ArrayLike,
    strong: ArrayLike,
    weights: SpatialWeights,
    *,
    sums: Margins | None = None,
    sizes: PlantSizes | None = None,
    gamma: Measured | None = None,
    level: float = 0.95,
) -> JoinedRegions:
    """Join adjacent regions that are strong in an industry, and judge each group as if it were one region.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    strong : array of bool, shape (regions, industries)
        Where a region is strong, as a rule where the lower bound of its location quotient is 1 or more. A missing cell is not.
    weights : SpatialWeights
        Neighbours, in either direction; their weights do not matter.
    sums : Margins, optional
        Margins to use.
    sizes : PlantSizes, optional
        Plants of each industry; without them there are no intervals.
    gamma : Measured, shape (industries,), optional
        γ̃ from :func:`~grono.measures.shrunk_gamma`; goes with ``sizes``.
    level : float
        Probability inside the interval.

    Returns
    -------
    JoinedRegions
        Groups of two regions or more, by industry and then by their first region.

    References
    ----------
    Rule MAP-32; the interval is that of MAP-12 for the pooled share.

    Examples
    --------
    >>> from grono.measures.space import weights_from_pairs
    >>> line = weights_from_pairs([(0, 1), (1, 2), (2, 3)], 4)
    >>> found = joined_regions([[30, 70], [30, 70], [0, 100], [0, 100]], [[1, 0], [1, 0], [0, 1], [0, 1]], line)
    >>> [group.tolist() for group in found.members], found.quotient.value.round(3).tolist()
    ([[0, 1], [2, 3]], [2.0, 1.176])
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    chosen = np.asarray(strong, dtype=bool) & ~np.isnan(cells)
    group = np.full(cells.shape, -1, dtype=np.int32)
    industries: list[int] = []
    members: list[NDArray[np.intp]] = []
    for industry, regions in _groups(chosen, weights):
        group[regions, industry] = len(members)
        industries.append(industry)
        members.append(regions)
    place = np.array(industries, dtype=np.intp)
    pooled = np.array([cells[regions, one].sum() for one, regions in zip(industries, members, strict=True)])
    share = np.array([sums.region_share[regions].sum() for regions in members])
    of_industry = sums.industry[place]
    own = divide(pooled, of_industry)
    known = PlantSizes.unknown(cells.shape[1]) if sizes is None or gamma is None else sizes
    return JoinedRegions(
        group=group,
        industry=place,
        members=tuple(members),
        employees=pooled,
        region_share=share,
        quotient=measured(divide(own, share), {Reason.EMPTY: (of_industry == 0) | (share == 0)}),
        interval=_intervals(own, share, place, known, _nothing(cells.shape[1]) if gamma is None else gamma, level),
    )


def _nothing(industries: int) -> Measured:
    return measured(np.zeros(industries), {Reason.FEW_PLANTS: np.ones(industries, dtype=bool)})


def _groups(chosen: BoolArray, weights: SpatialWeights) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """Yield industry and regions of every connected group of two or more."""
    from scipy.sparse.csgraph import (
        connected_components,  # loads a tenth of a second of solvers that nothing else needs
    )

    for industry in np.flatnonzero(chosen.sum(axis=0) > 1).tolist():
        regions = np.flatnonzero(chosen[:, industry])
        _, label = connected_components(weights.raw[regions][:, regions], directed=False)
        for one in np.flatnonzero(np.bincount(label) > 1).tolist():
            yield industry, regions[label == one]


def _intervals(  # noqa: PLR0913 - what the posterior needs
    own: FloatArray,
    share: FloatArray,
    place: NDArray[np.intp],
    sizes: PlantSizes,
    gamma: Measured,
    level: float,
) -> LocationQuotientInterval:
    """Return the posterior of every group with the plants of its own industry."""
    parts = [
        location_quotient_interval(
            own[place == one][:, None], share[place == one], _of_one(sizes, one), _one(gamma, one), level=level
        )
        for one in np.unique(place).tolist()
    ]

    def joined(name: str) -> Measured:
        values = [getattr(part, name) for part in parts]
        empty = np.zeros(0)
        return Measured(
            np.concatenate([empty, *(one.value.ravel() for one in values)]),
            np.concatenate([empty, *(one.reason.ravel() for one in values)]).astype(np.uint8),
        )

    return LocationQuotientInterval(joined("shrunk"), joined("lower"), joined("upper"), joined("probability_above_one"))


def _of_one(sizes: PlantSizes, industry: int) -> PlantSizes:
    one = slice(industry, industry + 1)
    return PlantSizes(
        sizes.plants[one], sizes.herfindahl[one], sizes.fourth_moment[one], sizes.known[one], sizes.equal_sizes[one]
    )


def _one(gamma: Measured, industry: int) -> Measured:
    one = slice(industry, industry + 1)
    return Measured(gamma.value[one], gamma.reason[one])
