"""Observed M of every industry, and M of random subsets of the sites: loops over pairs of plants on the lattice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.rings import WORKERS
from grono.measures.kernels import kernel
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.distance.industries import IndustryCells
    from grono.measures.distance.m_disks import Disks
    from grono.measures.result import FloatArray

    Whole = NDArray[np.int32]
    Single = NDArray[np.float32]

PAIRS_PER_POINT = 20.0
"""A point of one transform costs about as much time as this many pairs of the loop (measured)."""

SITES_AT_ONCE = 4_000_000
"""Drawn sites held at once."""


@kernel("void(int32[::1], int32[::1], float64[::1], float32[:, ::1], uint8[::1], float64[:, ::1])")
def _observe(  # noqa: PLR0913 - a kernel takes bare arrays
    row: Whole, column: Whole, plants: FloatArray, inverse: Single, table: NDArray[np.uint8], into: FloatArray
) -> None:
    """Sum u_r(i)·(plants within r of i) over the plants of one industry, and count those that have any neighbour."""
    cells, last, radii = row.size, table.size - 1, inverse.shape[1]
    sums = np.zeros(1024)
    for one in range(cells):
        sums[:] = 0
        here, there = row[one], column[one]
        other = 0
        while other + 3 < cells:  # four histograms in turn: an addition need not wait for the one before it
            for lane in range(4):
                down, across = row[other + lane] - here, column[other + lane] - there
                sums[np.uint64(256 * lane) + table[min(down * down + across * across, last)]] += plants[other + lane]
            other += 4
        while other < cells:
            down, across = row[other] - here, column[other] - there
            sums[table[min(down * down + across * across, last)]] += plants[other]
            other += 1
        within = -1.0  # the plant itself
        for radius in range(radii):
            within += sums[radius] + sums[256 + radius] + sums[512 + radius] + sums[768 + radius]
            if inverse[one, radius] > 0:
                into[0, radius] += plants[one] * inverse[one, radius] * within
                into[1, radius] += plants[one]


@kernel("void(int32[:, ::1], int32[::1], int32[::1], float32[:, ::1], uint8[::1], int64[::1], float32[:, :, ::1])")
def _observe_nested(  # noqa: PLR0913 - a kernel takes bare arrays
    cell: Whole,
    row: Whole,
    column: Whole,
    inverse: Single,
    table: NDArray[np.uint8],
    sizes: NDArray[np.int64],
    into: Single,
) -> None:
    """Do the same for the first n sites of each draw, for every n in ``sizes`` (ascending); the ratio of the two sums."""
    last, radii, most = table.size - 1, inverse.shape[1], cell.shape[1]
    places = np.empty((2, most), dtype=np.int32)
    own = np.empty((most, radii), dtype=np.float32)
    sums, reached = np.empty(radii), np.empty(radii)
    for draw in range(cell.shape[0]):
        for site in range(most):
            places[0, site], places[1, site] = row[cell[draw, site]], column[cell[draw, site]]
            own[site] = inverse[cell[draw, site]]
        sums[:] = 0
        reached[:] = 0
        site = 0
        for step in range(sizes.size):
            while site < sizes[step]:
                here, there = places[0, site], places[1, site]
                for other in range(site):
                    down, across = places[0, other] - here, places[1, other] - there
                    for radius in range(table[min(down * down + across * across, last)], radii):
                        sums[radius] += own[site, radius] + own[other, radius]
                for radius in range(radii):
                    if own[site, radius] > 0:
                        reached[radius] += 1
                site += 1
            for radius in range(radii):
                into[draw, step, radius] = sums[radius] / reached[radius] if reached[radius] > 0 else np.nan


def observed_sums(around: Disks, groups: IndustryCells) -> tuple[FloatArray, FloatArray]:
    r"""Return, for every industry and radius, the two sums that M is made of.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    groups : IndustryCells
        Plants of the industries; every plant counts as one.

    Returns
    -------
    tuple of numpy.ndarray, each of shape (industries, radii)
        :math:`\sum_{i \in A} D_A(i, r) / D(i, r)`, and the plants of A that have a neighbour within r.
    """
    result = np.zeros((groups.industries, 2, around.radii.size))

    def one(industry: int) -> None:
        part = groups.of(industry)
        cell, plants = groups.cell[part], groups.plants[part]
        points = around.spectra[0].shape[0] * 2 * around.spectra[0].shape[1] * 2
        if float(cell.size) ** 2 > PAIRS_PER_POINT * points * (around.radii.size + 1):
            result[industry] = _correlated(around, cell, plants)
            return
        sites = around.sites
        inverse = np.ascontiguousarray(around.inverse[cell])
        _observe(sites.row[cell], sites.column[cell], plants, inverse, around.bins.table, result[industry])

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, np.argsort(-np.diff(groups.start), kind="stable")))
    return result[:, 0], result[:, 1]


def _correlated(around: Disks, cell: Whole, plants: FloatArray) -> FloatArray:
    """Do the same for a large industry from transforms alone: one of its plants, one more for each radius."""
    sums = np.zeros((2, around.radii.size))
    field = np.zeros(around.sites.count.size, dtype=np.float32)
    field[cell] = plants
    plain = around.rings.transform(field)
    for radius in range(around.radii.size):
        inverse = around.inverse[cell, radius].astype(np.float64)
        field[cell] = plants * inverse
        pairs = around.rings.inner_product(around.rings.transform(field), plain, around.spectra[radius])
        sums[:, radius] = pairs - plants @ inverse, plants[inverse > 0].sum()
    return sums


def nested_m(around: Disks, sizes: Sequence[int], draws: int, seed: int) -> Single:
    """Return M of the first n sites of each draw, for every n; NaN where no site of a draw has a neighbour.

    One draw puts sites in random order without replacement, so that all n share its pairs.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    sizes : sequence of int
        n, ascending, two at least.
    draws, seed : int
        Number of draws, and the seed of the run.

    Returns
    -------
    numpy.ndarray of float32, shape (sizes, draws, radii)
    """
    steps = np.asarray(sizes, dtype=np.int64)
    sites, most = around.sites, int(steps[-1])
    site_cell = np.repeat(np.arange(sites.count.size, dtype=np.int32), sites.count)
    random = stream(seed, "m", "draws")
    found = np.empty((draws, steps.size, around.radii.size), dtype=np.float32)

    def part(first: int, cell: Whole) -> None:
        _observe_nested(
            cell, sites.row, sites.column, around.inverse, around.bins.table, steps, found[first : first + len(cell)]
        )

    at_once = max(min(SITES_AT_ONCE // most, -(-draws // WORKERS)), 1)
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting = []
        for first in range(0, draws, at_once):
            number = min(at_once, draws - first)
            chosen = np.stack([random.choice(site_cell.size, most, replace=False) for _ in range(number)])
            waiting.append(pool.submit(part, first, site_cell[chosen]))
        for done in waiting:
            done.result()
    scale = (sites.sites - 1) / (steps - 1)
    return np.ascontiguousarray((found * scale[:, None]).transpose(1, 0, 2), dtype=np.float32)
