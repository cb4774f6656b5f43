"""Observed pairs of each industry by distance: a loop over occupied cells, or one autocorrelation when there are many."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.correlation import correlated_pairs, transform_points
from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.distance.industries import IndustryCells
    from grono.measures.distance.lattice import DistanceBins, Lattice
    from grono.measures.result import FloatArray

WORKERS = 2
"""Threads over industries; the result does not depend on them."""

PAIRS_PER_POINT = 8.0
"""A point of the two transforms costs about as much time as this many pairs of the loop (measured)."""


@kernel("float64[::1](int32[:, ::1], float64[::1], uint8[::1])")
def own_histogram(place: NDArray[np.int32], weight: FloatArray, table: NDArray[np.uint8]) -> FloatArray:
    """Sum w_i·w_j over pairs of different cells (rows and columns: ``place``) by the bin of their distance."""
    row, column, last = place[0], place[1], np.uint32(table.size - 1)
    total, sums, squared = np.zeros(256), np.zeros(1024), np.empty(row.size, dtype=np.int32)
    for one in range(row.size):
        sums[:] = 0
        for other in range(one):
            down, across = row[other] - row[one], column[other] - column[one]
            squared[other] = np.int32(down * down + across * across)
        for other in range(one):
            # four histograms in turn: an addition need not wait for the one before it
            lane = (np.uint32(other) & np.uint32(3)) << np.uint32(8)
            sums[lane | np.uint32(table[min(np.uint32(squared[other]), last)])] += weight[other]
        for number in range(256):
            total[number] += weight[one] * (sums[number] + sums[256 + number] + sums[512 + number] + sums[768 + number])
    return total


@kernel("float64[::1](int32[:, ::1], float64[::1], int32[:, ::1], float64[::1], uint8[::1])")
def cross_histogram(
    place: NDArray[np.int32],
    weight: FloatArray,
    other_place: NDArray[np.int32],
    other_weight: FloatArray,
    table: NDArray[np.uint8],
) -> FloatArray:
    """Sum w_i·v_j over the cells of one industry and those of another by the bin of their distance."""
    last = table.size - 1
    total, sums = np.zeros(256), np.zeros((4, 256))
    for one in range(place.shape[1]):
        sums[:] = 0
        for other in range(other_place.shape[1]):
            down, across = other_place[0, other] - place[0, one], other_place[1, other] - place[1, one]
            sums[other & 3, table[min(down * down + across * across, last)]] += other_weight[other]
        for number in range(256):
            total[number] += weight[one] * (sums[0, number] + sums[1, number] + sums[2, number] + sums[3, number])
    return total


def pair_histograms(sites: Lattice, bins: DistanceBins, groups: IndustryCells, *, weighted: bool) -> FloatArray:
    """Sum w_i·w_j over the pairs of plants of each industry, by distance bin.

    Parameters
    ----------
    sites : Lattice
        The lattice.
    bins : DistanceBins
        Distance bins.
    groups : IndustryCells
        Plants of the industries.
    weighted : bool
        Whether a pair counts the product of the weights, or 1.

    Returns
    -------
    numpy.ndarray of float64, shape (industries, bins)
        Exact counts when a pair counts 1. Plants of one cell are at distance 0.
    """
    result = np.zeros((groups.industries, bins.bins))

    def one(industry: int) -> None:
        part = groups.of(industry)
        weight = groups.weight[part] if weighted else groups.plants[part]
        result[industry] = _histogram(sites.place(groups.cell[part]), weight, bins, whole=not weighted)
        if bins.table[0] < bins.bins:
            squares = groups.squared[part] if weighted else groups.plants[part]
            result[industry, bins.table[0]] += (np.square(weight).sum() - squares.sum()) / 2

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, np.argsort(-np.diff(groups.start), kind="stable")))
    return result


def cross_pair_histogram(
    sites: Lattice, bins: DistanceBins, groups: IndustryCells, pair: tuple[int, int], *, weighted: bool
) -> FloatArray:
    """Sum w_i·v_j over the plants of two industries, by distance bin, shape (bins,)."""
    parts = [groups.of(industry) for industry in pair]
    (place, weight), (other_place, other_weight) = places = [
        (sites.place(groups.cell[part]), (groups.weight if weighted else groups.plants)[part]) for part in parts
    ]
    if weight.size == 0 or other_weight.size == 0:
        return np.zeros(bins.bins)
    points = transform_points([place, other_place], bins)
    if weight.size * other_weight.size > PAIRS_PER_POINT * points:
        return correlated_pairs(places, bins, whole=not weighted)
    return np.asarray(cross_histogram(place, weight, other_place, other_weight, bins.table)[: bins.bins])


def _histogram(place: NDArray[np.int32], weight: FloatArray, bins: DistanceBins, *, whole: bool) -> FloatArray:
    if weight.size < 2:
        return np.zeros(bins.bins)
    if weight.size * (weight.size - 1) / 2 > PAIRS_PER_POINT * transform_points([place], bins):
        return correlated_pairs([(place, weight)], bins, whole=whole)
    return np.asarray(own_histogram(place, weight, bins.table)[: bins.bins])
