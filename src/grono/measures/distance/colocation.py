"""Whether the plants of two industries stand near one another: K-density of the pairs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Source, real_source
from grono.measures.distance.curves import Judgement, judgement
from grono.measures.distance.draws import cross_draws, drawn_places
from grono.measures.distance.industries import industry_cells, plant_weights, unjudged_pairs
from grono.measures.distance.judging import Subject, judged, no_curves
from grono.measures.distance.moments import cross_pairs
from grono.measures.distance.pairs import cross_pair_histogram
from grono.measures.distance.reference import LARGEST_REAL, DistanceSettings, KGround, Reference, k_ground
from grono.measures.distance.smoothing import binned_bandwidths
from grono.measures.result import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from grono.measures.distance.industries import IndustryCells
    from grono.measures.result import FloatArray

MOST_REAL_PAIRS = LARGEST_REAL**2
"""Up to so many pairs between two industries, their null is drawn; beyond, it is taken as Gaussian."""


def k_density_colocation(  # noqa: PLR0913 - two tables, the rest by name with a default
    points: ArrayLike,
    industry: ArrayLike,
    pairs: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    settings: DistanceSettings | None = None,
    names: Sequence[str] | None = None,
    ground: KGround | None = None,
) -> Judgement:
    r"""Density of the distances between the plants of two industries, and whether they are nearer than chance has it.

    .. math:: \hat K_{AB}(r) = \frac{\sum_{i \in A} \sum_{j \in B} w_i w_j
              \left[\varphi\left(\frac{r - d_{ij}}{h}\right) + \varphi\left(\frac{r + d_{ij}}{h}\right)\right]}
              {h \sum_{i \in A} w_i \sum_{j \in B} w_j}

    The null puts the plants of both on a random subset of all sites. Its mean and covariance are exact.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out.
    industry : array of whole numbers, shape (sites,)
        Industry of the plant at each site, from 0; −1 for a site that belongs to none.
    pairs : array of whole numbers, shape (pairs, 2)
        Two different industries each.
    weights : array, shape (sites,), optional
        Employees; a plant with a missing weight, or 0, is left out of its industry.
    settings : DistanceSettings, optional
        Longest distance, draws, level, floor, seed.
    names : sequence of str, optional
        Code of each industry, in the order of their numbers: the random numbers of a pair depend on these, so that they stay
        when other industries come or go. Without them the numbers stand for the names.
    ground : KGround, optional
        The same points as :func:`k_ground` prepared them, with its settings; made here without it.

    Returns
    -------
    Judgement
        For each pair; ``EMPTY`` where one has no plants, ``FEW_PLANTS`` where one has fewer than ``least_plants``,
        ``ONE_REGION`` where all sites share a cell.

    References
    ----------
    Duranton, G. & Overman, H. G. (2005), doi:10.1111/0034-6527.00362; rules MAP-33 and MAP-50.

    Examples
    --------
    >>> import numpy as np
    >>> random = np.random.default_rng(2)
    >>> place = random.random((3000, 2)) * 100_000
    >>> place[:80] = 50_000 + random.normal(0, 5_000, (80, 2))
    >>> found = k_density_colocation(place, np.repeat([0, 1, -1], [40, 40, 2920]), [[0, 1]])
    >>> found.verdict.tolist()
    [1]
    """
    code, wanted = np.asarray(industry, dtype=np.int64), np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    count = int(max(code.max(initial=-1), wanted.max(initial=-1))) + 1
    if wanted.min(initial=0) < 0 or (wanted[:, 0] == wanted[:, 1]).any():
        message = "each pair must name two different industries by their numbers, from 0"
        raise ValueError(message)
    prepared = ground or k_ground(points, settings)
    sites, settings = prepared.sites, prepared.settings
    groups = industry_cells(sites, code, count, weights)
    reason = unjudged_pairs(sites, groups.number[wanted], settings.least_plants)
    bandwidth = np.zeros(len(wanted))
    if not (reason == Reason.PRESENT).any():
        return judgement(no_curves(reason), bandwidth, settings.level, settings.least_excess)
    base, subjects = prepared.reference, []
    called = [str(number) for number in range(count)] if names is None else [str(name) for name in names]
    for row in np.flatnonzero(reason == Reason.PRESENT).tolist():
        pair = (int(wanted[row, 0]), int(wanted[row, 1]))
        sizes = [plant_weights(sites, code, weights, np.array([number]))[0] for number in pair]
        subjects.append(_subject(base, groups, pair, (sizes[0], sizes[1]), (called[pair[0]], called[pair[1]]), row))
        bandwidth[row] = subjects[-1].bandwidth
    return judgement(judged(base, subjects, reason), bandwidth, settings.level, settings.least_excess)


def _subject(  # noqa: PLR0913 - what the test of one pair needs
    ground: Reference,
    groups: IndustryCells,
    pair: tuple[int, int],
    sizes: tuple[FloatArray, FloatArray],
    names: tuple[str, str],
    row: int,
) -> Subject:
    weighted = any((size != 1).any() for size in sizes)
    counts = cross_pair_histogram(ground.sites, ground.bins, groups, pair, weighted=False)
    sums = cross_pair_histogram(ground.sites, ground.bins, groups, pair, weighted=True) if weighted else counts
    whole = sizes[0].size * sizes[1].size
    near, anywhere = binned_bandwidths(np.stack([counts, whole * ground.moments.mean]), ground.bins.edges)
    mixture = cross_pairs(groups.power_sums[:2, pair[0]], groups.power_sums[:2, pair[1]])
    source = ground.fields if whole > MOST_REAL_PAIRS else _drawn(ground, names, sizes, mixture)
    shares = sums / (sizes[0].sum() * sizes[1].sum())
    return Subject(row, shares, float(near if near > 0 else anywhere), mixture, source)


def _drawn(
    ground: Reference, names: tuple[str, str], sizes: tuple[FloatArray, FloatArray], mixture: tuple[float, float]
) -> Source:
    """Make real draws for one pair of industries."""
    settings, keys = ground.settings, ("kd", "colocation", *names)
    places = drawn_places(ground.sites, settings.draws, sizes[0].size + sizes[1].size, settings.seed, *keys)
    return real_source(cross_draws(places, ground.bins, sizes), ground.moments, mixture)
