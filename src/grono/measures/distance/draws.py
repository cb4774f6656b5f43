"""Real draws of sites, for industries too small for the Gaussian limit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.lattice import DistanceBins, Lattice
    from grono.measures.result import FloatArray

    Places = NDArray[np.int32]

WORKERS = 2
"""Threads over draws; the result does not depend on them."""

LANES = 8
"""Industries of similar size that share one walk over the pairs of a draw: eight doubles are one line of the cache."""


@kernel(
    "void(int32[:, :, ::1], uint8[::1], int64[::1], int64[:, :, ::1])",
)
def _count_nested(
    place: NDArray[np.int32],
    table: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    into: NDArray[np.int64],
) -> None:
    """Count the pairs among the first n sites of each draw, by bin, for every n in ``sizes`` (ascending)."""
    last, bins = np.uint32(table.size - 1), into.shape[2]
    counts, squared = np.zeros(1024, dtype=np.uint32), np.empty(place.shape[2], dtype=np.int32)
    for draw in range(place.shape[0]):
        counts[:] = 0
        row, column = place[draw, 0], place[draw, 1]
        site = 0
        for step in range(sizes.size):
            while site < sizes[step]:
                for other in range(site):
                    down, across = row[other] - row[site], column[other] - column[site]
                    squared[other] = np.int32(down * down + across * across)
                for other in range(site):
                    # four histograms in turn: an addition need not wait for the one before it
                    lane = (np.uint32(other) & np.uint32(3)) << np.uint32(8)
                    counts[lane | np.uint32(table[min(np.uint32(squared[other]), last)])] += np.uint32(1)
                site += 1
            for number in range(bins):
                into[draw, step, number] = (
                    counts[number] + counts[256 + number] + counts[512 + number] + counts[768 + number]
                )


@kernel(
    "void(int32[:, :, ::1], uint8[::1], int64[::1], float64[:, :, ::1], float32[:, :, :, ::1])",
)
def _weigh(
    place: NDArray[np.int32],
    table: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    weight: FloatArray,
    into: NDArray[np.float32],
) -> None:
    """Sum w_i·w_j over the pairs of each draw, by bin, for groups of eight industries of at most ``sizes`` plants."""
    last, bins = table.size - 1, into.shape[2]
    most = place.shape[2]
    pair_bin = np.empty(most * (most - 1) // 2, dtype=np.uint8)
    sums = np.zeros((256, 8))
    for draw in range(place.shape[0]):
        at = 0
        for site in range(1, most):
            for other in range(site):
                down, across = (
                    place[draw, 0, other] - place[draw, 0, site],
                    place[draw, 1, other] - place[draw, 1, site],
                )
                pair_bin[at] = table[min(down * down + across * across, last)]
                at += 1
        for group in range(sizes.size):
            sums[:] = 0
            at = 0
            for site in range(1, sizes[group]):
                for other in range(site):
                    number = pair_bin[at]
                    for lane in range(8):
                        sums[number, lane] += weight[group, site, lane] * weight[group, other, lane]
                    at += 1
            for number in range(bins):
                for lane in range(8):
                    into[draw, group, number, lane] = sums[number, lane]


@kernel(
    "void(int32[:, :, ::1], uint8[::1], float64[::1], float64[::1], float64[:, ::1])",
)
def _weigh_cross(
    place: NDArray[np.int32],
    table: NDArray[np.uint8],
    weight: FloatArray,
    other_weight: FloatArray,
    into: FloatArray,
) -> None:
    """Sum w_i·v_j over the first sites of each draw and those after them, by bin."""
    last, bins = np.uint32(table.size - 1), into.shape[1]
    sums, squared = np.zeros(1024), np.empty(other_weight.size, dtype=np.int32)
    for draw in range(place.shape[0]):
        into[draw] = 0
        row, column = place[draw, 0, weight.size :], place[draw, 1, weight.size :]
        for one in range(weight.size):
            sums[:] = 0
            for other in range(other_weight.size):
                down, across = row[other] - place[draw, 0, one], column[other] - place[draw, 1, one]
                squared[other] = np.int32(down * down + across * across)
            for other in range(other_weight.size):
                # four histograms in turn: an addition need not wait for the one before it
                lane = (np.uint32(other) & np.uint32(3)) << np.uint32(8)
                sums[lane | np.uint32(table[min(np.uint32(squared[other]), last)])] += other_weight[other]
            for number in range(bins):
                into[draw, number] += weight[one] * (
                    sums[number] + sums[256 + number] + sums[512 + number] + sums[768 + number]
                )


def drawn_cells(sites: Lattice, draws: int, most: int, seed: int, *keys: str) -> NDArray[np.int32]:
    """Draw sites in random order without replacement, and return their cells, shape (draws, most)."""
    random = stream(seed, *keys)
    site_cell = np.repeat(np.arange(sites.count.size, dtype=np.int32), sites.count)
    chosen = np.stack([random.choice(site_cell.size, most, replace=False) for _ in range(draws)])
    return site_cell[chosen]


def drawn_places(sites: Lattice, draws: int, most: int, seed: int, *keys: str) -> Places:
    """Draw sites in random order without replacement, and return rows and columns, shape (draws, 2, most)."""
    cell = drawn_cells(sites, draws, most, seed, *keys)
    return np.stack([sites.row[cell], sites.column[cell]], axis=1)


def nested_draws(places: Places, bins: DistanceBins, sizes: Sequence[int]) -> NDArray[np.float32]:
    """Return the share of pairs in each bin among the first n sites of each draw.

    Parameters
    ----------
    places : numpy.ndarray of int32, shape (draws, 2, most)
        From :func:`drawn_places`.
    bins : DistanceBins
        Distance bins.
    sizes : sequence of int
        n, ascending and at least 2.

    Returns
    -------
    numpy.ndarray of float32, shape (sizes, bins, draws)
    """
    steps = np.asarray(sizes, dtype=np.int64)
    counts = np.empty((places.shape[0], steps.size, bins.bins), dtype=np.int64)
    _over_draws(places, lambda place, part: _count_nested(place, bins.table, steps, counts[part]))
    pairs = steps * (steps - 1) / 2
    return np.ascontiguousarray((counts / pairs[:, None]).transpose(1, 2, 0), dtype=np.float32)


def weighted_draws(places: Places, bins: DistanceBins, weights: Sequence[FloatArray]) -> list[NDArray[np.float32]]:
    """Return the weighted share of pairs in each bin of each draw, for every industry.

    The sites of a draw stand in random order, so an industry of n plants takes the first n, its plants in any order.

    Parameters
    ----------
    places : numpy.ndarray of int32, shape (draws, 2, most)
        From :func:`drawn_places`; as many sites in each draw as the largest industry has plants.
    bins : DistanceBins
        Distance bins.
    weights : sequence of array
        Weights of the plants of each industry, two at least.

    Returns
    -------
    list of numpy.ndarray of float32, each of shape (bins, draws)
    """
    order = sorted(range(len(weights)), key=lambda industry: len(weights[industry]))
    groups = [order[first : first + LANES] for first in range(0, len(order), LANES)]
    sizes = np.array([len(weights[group[-1]]) for group in groups], dtype=np.int64)
    lanes = np.zeros((len(groups), int(sizes.max()), LANES))
    for number, group in enumerate(groups):
        for lane, industry in enumerate(group):
            lanes[number, : len(weights[industry]), lane] = weights[industry]
    sums = np.empty((places.shape[0], len(groups), bins.bins, LANES), dtype=np.float32)
    _over_draws(places, lambda place, part: _weigh(place, bins.table, sizes, lanes, sums[part]))
    found: dict[int, NDArray[np.float32]] = {}
    for number, group in enumerate(groups):
        for lane, industry in enumerate(group):
            size = weights[industry]
            whole = (size.sum() ** 2 - np.square(size).sum()) / 2
            found[industry] = np.ascontiguousarray(sums[:, number, :, lane].T) / np.float32(whole)
    return [found[industry] for industry in range(len(weights))]


def cross_draws(places: Places, bins: DistanceBins, weights: tuple[FloatArray, FloatArray]) -> NDArray[np.float32]:
    """Return the share of pairs between two industries in each bin of each draw, shape (bins, draws)."""
    one, other = (np.ascontiguousarray(part, dtype=np.float64) for part in weights)
    sums = np.empty((places.shape[0], bins.bins))
    _over_draws(places, lambda place, part: _weigh_cross(place, bins.table, one, other, sums[part]))
    return np.ascontiguousarray(sums.T / (one.sum() * other.sum()), dtype=np.float32)


def _over_draws(places: Places, work: Callable[[Places, slice], None]) -> None:
    """Give each thread its share of the draws."""
    half = -(-places.shape[0] // WORKERS)
    parts = [slice(first, first + half) for first in range(0, places.shape[0], half)]
    with ThreadPoolExecutor(WORKERS) as pool:
        for done in [pool.submit(work, places[part], part) for part in parts]:
            done.result()
