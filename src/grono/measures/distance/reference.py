"""All sites, prepared once: whatever the null distribution of every industry is made from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Source, gaussian_fields, real_source
from grono.measures.distance.correlation import correlated_pairs
from grono.measures.distance.draws import drawn_places, nested_draws
from grono.measures.distance.lattice import CELLS, DistanceBins, Lattice, distance_bins, lattice
from grono.measures.distance.moments import PairMoments, own_pairs, pair_moments, ring_sums
from grono.measures.distance.rings import ring_counts
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.distance.bands import Envelope
    from grono.measures.result import FloatArray

LARGEST_REAL = 400
"""Industries of up to this many plants are judged by real draws (MAP-51): the Gaussian limit is still far."""

REAL_SIZES = 12
"""Numbers of plants drawn, evenly on a logarithmic scale; an industry uses the nearest."""

FAR_WIDTHS = 8
"""Beyond the longest distance bins become wider: each width twice, then the next, up to this many times the first."""

COARSE = 4
"""Cells are merged by this many in each direction to find the median distance."""


@dataclass(frozen=True)
class DistanceSettings:
    """How distances are looked at (each ⚙ of the specification).

    Parameters
    ----------
    longest : float, optional
        Longest distance r of the curve in metres; the median distance of two sites without it.
    steps : int
        Bins up to that distance; wider ones follow to twice as far, for the kernel and the bandwidth.
    cells : int
        Cells of the lattice along its longer side.
    draws : int
        Draws of each null distribution.
    level : float
        Probability outside of the bands, on each side; and the share of false discoveries.
    envelope : "largest" or "rank"
        How the global bands are made.
    least_plants : int
        An industry with fewer plants is not judged.
    least_excess : float
        Effect floor: share of pairs that must be in excess (or lacking) for a verdict to count. Our own choice.
    seed : int
        Seed of the run.
    """

    longest: float | None = None
    steps: int = 50
    cells: int = CELLS
    draws: int = 999
    level: float = 0.05
    envelope: Envelope = "largest"
    least_plants: int = 10
    least_excess: float = 0.02
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.steps <= 127 or self.draws < 19 or not 0 < self.level < 1 or self.least_plants < 2:
            message = "settings: 1 to 127 steps, 19 draws or more, a level between 0 and 1, and least_plants 2 or more"
            raise ValueError(message)
        if self.longest is not None and not 0 < self.longest < np.inf:
            message = f"the longest distance must be above 0 metres, not {self.longest}"
            raise ValueError(message)


@dataclass(frozen=True)
class Reference:
    """The sites with their rings; null draws are made when first asked for.

    Parameters
    ----------
    sites : Lattice
        All sites.
    bins : DistanceBins
        Distances to twice the longest of the curve.
    radii : numpy.ndarray, shape (steps + 1,)
        Distances of the curve in metres, from 0.
    moments : PairMoments
        Exact moments of pair shares.
    settings : DistanceSettings
        How the sites are looked at.
    counts : numpy.ndarray of float32, shape (bins, cells), optional
        Other sites in each ring around the sites of a cell, where they were to be kept.
    """

    sites: Lattice
    bins: DistanceBins
    radii: FloatArray
    moments: PairMoments
    settings: DistanceSettings
    counts: NDArray[np.float32] | None = None

    @cached_property
    def fields(self) -> Source:
        """The Gaussian fields that larger industries mix."""
        return gaussian_fields(self.moments, self.settings.draws, stream(self.settings.seed, "kd", "fields"))

    @cached_property
    def real_sizes(self) -> NDArray[np.int64]:
        """Numbers of plants of the real draws."""
        most = min(LARGEST_REAL, self.sites.sites - 1)
        least = min(self.settings.least_plants, most)
        return np.unique(np.rint(np.geomspace(least, most, REAL_SIZES)).astype(np.int64))

    @cached_property
    def real_draws(self) -> list[Source]:
        """Pair shares of the real draws, one source for each size."""
        sizes = self.real_sizes
        places = drawn_places(self.sites, self.settings.draws, int(sizes[-1]), self.settings.seed, "kd", "sites")
        made = nested_draws(places, self.bins, sizes.tolist())
        mixtures = [own_pairs(np.full(4, float(size))) for size in sizes]
        return [real_source(draws, self.moments, of) for draws, of in zip(made, mixtures, strict=True)]

    def draws_for(self, plants: int) -> Source:
        """Return the draws that stand for an industry of so many plants, each of weight 1."""
        if plants > LARGEST_REAL:
            return self.fields
        return self.real_draws[int(np.abs(np.log(self.real_sizes / plants)).argmin())]


def reference(sites: Lattice, settings: DistanceSettings, *, keep_counts: bool = False) -> Reference:
    """Prepare all sites once for every industry.

    Parameters
    ----------
    sites : Lattice
        Four sites at least, in two cells at least.
    settings : DistanceSettings
        How to look at them.
    keep_counts : bool
        Whether to keep the ring counts, which weighted industries need: 4 bytes for each bin and occupied cell.

    References
    ----------
    Rule MAP-50.
    """
    longest = settings.longest or median_distance(sites)
    edges = bin_edges(longest, settings.steps)
    bins = distance_bins(sites, edges)
    counts = ring_counts(sites, bins)
    sums, products = ring_sums(counts, sites.count)
    moments = pair_moments(sums, products, float(sites.sites))
    return Reference(sites, bins, edges[: settings.steps + 1], moments, settings, counts if keep_counts else None)


@dataclass(frozen=True)
class KGround:
    """All sites on a lattice, and what is prepared from them once that is asked for: for industries and for pairs of them.

    Parameters
    ----------
    sites : Lattice
        All sites.
    settings : DistanceSettings
        How to look at them.
    keep_counts : bool
        Whether to keep the ring counts, which weighted industries need.
    """

    sites: Lattice
    settings: DistanceSettings
    keep_counts: bool

    @cached_property
    def reference(self) -> Reference:
        """What the null distribution of every industry is made from."""
        return reference(self.sites, self.settings, keep_counts=self.keep_counts)


def k_ground(points: ArrayLike, settings: DistanceSettings | None = None, *, weighted: bool = False) -> KGround:
    """Put all sites on a lattice, to look at them several times.

    Parameters
    ----------
    points : array, shape (sites, 2)
        x and y in metres of a projection. A site with a missing coordinate (NaN) is left out.
    settings : DistanceSettings, optional
        How to look at them.
    weighted : bool
        Whether plants will count with their employees.
    """
    chosen = settings or DistanceSettings()
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    return KGround(lattice(*places.T, cells=chosen.cells), chosen, weighted)


def bin_edges(longest: float, steps: int) -> FloatArray:
    """Return even bins up to the longest distance, and ever wider ones to twice as far.

    Examples
    --------
    >>> bin_edges(10.0, 10).tolist()
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0, 14.0, 16.0, 20.0]
    """
    widths = np.minimum(np.repeat(np.arange(1, steps + 1), 2), FAR_WIDTHS)
    far = np.cumsum(widths)
    far = np.append(far[far < steps - widths[: far.size] / 2], steps)
    return np.append(np.arange(steps + 1), steps + far) * (longest / steps)


def median_distance(sites: Lattice) -> float:
    """Return the median distance of two sites in metres, from merged cells by one autocorrelation.

    Examples
    --------
    >>> from grono.measures.distance.lattice import lattice
    >>> sites = lattice([0, 0, 800, 800], [0, 600, 0, 600])
    >>> round(median_distance(sites), -1)
    800.0
    """
    row, column = sites.row // COARSE, sites.column // COARSE
    width = int(column.max(initial=0)) + 1
    merged = np.bincount(row.astype(np.int64) * width + column, sites.count)
    place = np.flatnonzero(merged)
    down, across = (part.astype(np.int32) for part in np.divmod(place, width))
    side = COARSE * sites.side
    shape = (int(row.max(initial=0)) + 1, width)
    coarse = Lattice(side, shape, place.astype(np.int32), down, across, merged[place].astype(np.int32))
    longest = float(np.hypot(*shape)) * side
    bins = distance_bins(coarse, np.linspace(0.0, longest, min(254, 2 * max(shape)) + 1))
    weight = merged[place].astype(np.float64)
    pairs = correlated_pairs([(np.stack([down, across]), weight)], bins, whole=True)
    pairs[0] += (np.square(weight).sum() - weight.sum()) / 2
    below = np.cumsum(pairs)
    number = int(np.searchsorted(below, below[-1] / 2))
    share = (below[-1] / 2 - (below[number] - pairs[number])) / pairs[number]
    return float(bins.edges[number] + share * (bins.edges[number + 1] - bins.edges[number]))
