"""K-density of Duranton and Overman for all industries at once, with global bands, exact moments and effect sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Source, real_source
from grono.measures.distance.curves import DistanceCurves, Judgement, judgement
from grono.measures.distance.draws import drawn_cells, weighted_draws
from grono.measures.distance.heavy import heavy_sources
from grono.measures.distance.industries import CountedPlants, counted_plants, industry_cells, plant_weights, unjudged
from grono.measures.distance.judging import Subject, judged, no_curves
from grono.measures.distance.moments import own_pairs
from grono.measures.distance.pairs import pair_histograms
from grono.measures.distance.reference import DistanceSettings, KGround, Reference, k_ground
from grono.measures.distance.smoothing import binned_bandwidths
from grono.measures.result import Reason

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.industries import IndustryCells
    from grono.measures.distance.lattice import Lattice
    from grono.measures.result import FloatArray

LARGEST_WEIGHTED = 999
"""Weighted industries of up to this many plants have all of them placed in draws of their own (MAP-51); see ``heavy``."""


@dataclass(frozen=True)
class KDensity(CountedPlants, Judgement):
    """K-densities of all industries: curves, effect sizes and verdicts of :class:`Judgement`, and what they rest on."""


def k_density(  # noqa: PLR0913 - the table, the rest by name with a default
    points: ArrayLike,
    industry: ArrayLike,
    industries: int,
    *,
    weights: ArrayLike | None = None,
    settings: DistanceSettings | None = None,
    ground: KGround | None = None,
) -> KDensity:
    r"""Density of the distances between the plants of each industry, and whether they are nearer than chance has it.

    .. math:: \hat K(r) = \frac{\sum_{i<j} w_i w_j \left[\varphi\left(\frac{r - d_{ij}}{h}\right)
              + \varphi\left(\frac{r + d_{ij}}{h}\right)\right]}{h \sum_{i<j} w_i w_j}

    The null puts the same plants, with their sizes, on a random subset of all sites, without replacement. Its mean and
    covariance are exact; only the shape of the largest deviation is drawn. Distances are those of the lattice, for the
    observed curve and the null alike.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out and counted.
    industry : array of whole numbers, shape (sites,)
        Industry of the plant at each site, 0 … industries − 1; −1 for a site that belongs to none of them.
    industries : int
        Number of industries.
    weights : array, shape (sites,), optional
        Employees. A plant with a missing weight is left out of its industry and counted, one with 0 is none; their
        sites stay.
    settings : DistanceSettings, optional
        Longest distance, draws, level, floor, seed.
    ground : KGround, optional
        The same points as :func:`k_ground` prepared them, with its settings; made here without it.

    Returns
    -------
    KDensity
        ``EMPTY`` without plants, ``FEW_PLANTS`` below ``least_plants``, ``ONE_REGION`` where all sites share a cell,
        ``ONE_INDUSTRY`` for an industry of all sites.

    References
    ----------
    Duranton, G. & Overman, H. G. (2005), doi:10.1111/0034-6527.00362; rules MAP-33, MAP-35, MAP-50 to MAP-52.

    Examples
    --------
    >>> import numpy as np
    >>> random = np.random.default_rng(1)
    >>> place = random.random((3000, 2)) * 100_000
    >>> place[:60] = 50_000 + random.normal(0, 5_000, (60, 2))
    >>> found = k_density(place, np.repeat([0, 1, -1], [60, 60, 2880]), 2)
    >>> found.verdict.tolist()
    [1, 0]
    """
    prepared = ground or k_ground(points, settings, weighted=weights is not None)
    sites, settings = prepared.sites, prepared.settings
    groups = industry_cells(sites, industry, industries, weights)
    reason = unjudged(sites, groups.number, settings.least_plants)
    if not (reason == Reason.PRESENT).any():
        return _result(no_curves(reason), np.zeros(industries), groups, sites, settings)
    base = prepared.reference
    shares, bandwidth = _observed(base, groups, weighted=weights is not None)
    own = {}
    if weights is not None:
        judged_ones = np.flatnonzero(reason == Reason.PRESENT)
        own = _own_draws(base, groups, judged_ones, plant_weights(sites, industry, weights, judged_ones))
    subjects = []
    for number in np.flatnonzero(reason == Reason.PRESENT).tolist():
        source = own.get(number) or base.draws_for(int(groups.number[number]))
        mixture = own_pairs(groups.power_sums[:, number])
        subjects.append(Subject(number, shares[number], float(bandwidth[number]), mixture, source))
    return _result(judged(base, subjects, reason), bandwidth, groups, sites, settings)


def _observed(ground: Reference, groups: IndustryCells, *, weighted: bool) -> tuple[FloatArray, FloatArray]:
    """Return observed shares of pairs, and the bandwidths: an industry with no pair near takes that of the null."""
    counts = pair_histograms(ground.sites, ground.bins, groups, weighted=False)
    sums = pair_histograms(ground.sites, ground.bins, groups, weighted=True) if weighted else counts
    first, second = groups.power_sums[:2]
    whole = np.where(groups.number > 1, (first**2 - second) / 2, 1.0)
    expected = (groups.number * (groups.number - 1) / 2)[:, None] * ground.moments.mean
    near, anywhere = (binned_bandwidths(pairs, ground.bins.edges) for pairs in (counts, expected))
    return sums / whole[:, None], np.where(near > 0, near, anywhere)


def _own_draws(
    ground: Reference, groups: IndustryCells, numbers: NDArray[np.int64], weights: list[FloatArray]
) -> dict[int, Source]:
    """Make draws for each industry with sizes of its own: all plants placed, or of many plants the heaviest."""
    settings, sites, most = ground.settings, ground.sites, min(LARGEST_WEIGHTED, ground.sites.sites)
    cells = drawn_cells(sites, settings.draws, most, settings.seed, "kd", "weighted sites")
    few, many = (
        [place for place, size in enumerate(weights) if (size.size <= LARGEST_WEIGHTED) == small]
        for small in (True, False)
    )
    found = {}
    if few:
        used = cells[:, : max(weights[place].size for place in few)]
        places = np.stack([sites.row[used], sites.column[used]], axis=1)
        made = weighted_draws(places, ground.bins, [weights[place] for place in few])
        for place, draws in zip(few, made, strict=True):
            mixture = own_pairs(groups.power_sums[:, numbers[place]])
            found[int(numbers[place])] = real_source(draws, ground.moments, mixture)
    if many and ground.counts is not None:
        made_heavy = heavy_sources(ground, ground.counts, cells, [weights[place] for place in many])
        found |= {int(numbers[place]): source for place, source in zip(many, made_heavy, strict=True)}
    return found


def _result(
    curves: DistanceCurves, bandwidth: FloatArray, groups: IndustryCells, sites: Lattice, settings: DistanceSettings
) -> KDensity:
    found = judgement(curves, bandwidth, settings.level, settings.least_excess)
    return KDensity(**vars(found), **vars(counted_plants(groups, sites)))
