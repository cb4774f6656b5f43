"""Observed M of every industry, and M of random subsets of the sites: one loop over pairs of plants on the lattice."""

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
    from grono.measures.distance.lattice import DistanceBins
    from grono.measures.distance.m_disks import Disks
    from grono.measures.result import FloatArray

    Whole = NDArray[np.int32]
    Long = NDArray[np.int64]
    Single = NDArray[np.float32]


@kernel("int32(int32[::1], int32[::1], int32)")
def _within(squared: Whole, plants: Whole, most: np.int32) -> np.int32:
    """Count plants within a squared distance: comparisons of 32 bits without a branch, eight or sixteen at once."""
    total = np.int32(0)
    for other in range(squared.size):
        total = np.int32(total + (plants[other] if squared[other] <= most else np.int32(0)))
    return np.int32(total)


@kernel(
    "void(int32[::1], int32[::1], int32[::1], float32[:, ::1], int32[::1], int32[::1], int32[::1], int64[::1], int64[::1],"
    " int32, float64[:, ::1])"
)
def _observe(  # noqa: PLR0913 - a kernel takes bare arrays
    row: Whole, column: Whole, plants: Whole, inverse: Single, other_row: Whole, other_column: Whole, other_plants: Whole,
    reach: Long, limit: Long, itself: np.int32, into: FloatArray,
) -> None:  # fmt: skip
    """Sum u_r(i)·(plants of another industry within r of i) over the plants of one, and count those that have any neighbour.

    Cells ascend, so what may be within r of a cell stands in one stretch of the others. ``itself``: 1 where both industries
    are the same one, so that a plant is not its own neighbour.
    """
    cells, others, radii = row.size, other_row.size, reach.size
    first, behind = np.zeros(radii, dtype=np.int64), np.zeros(radii, dtype=np.int64)
    squared = np.empty(others, dtype=np.int32)
    for one in range(cells):
        here, there = row[one], column[one]
        for radius in range(radii):
            while first[radius] < others and other_row[first[radius]] < here - reach[radius]:
                first[radius] += 1
            while behind[radius] < others and other_row[behind[radius]] <= here + reach[radius]:
                behind[radius] += 1
        rows = other_row[first[radii - 1] : behind[radii - 1]]
        columns = other_column[first[radii - 1] : behind[radii - 1]]
        squares = squared[first[radii - 1] : behind[radii - 1]]
        for other in range(rows.size):
            down, across = np.int32(rows[other] - here), np.int32(columns[other] - there)
            squares[other] = np.int32(np.int32(down * down) + np.int32(across * across))
        for radius in range(radii):
            if inverse[one, radius] > 0:
                stretch = slice(first[radius], behind[radius])
                near = _within(squared[stretch], other_plants[stretch], np.int32(limit[radius])) - itself
                into[0, radius] += plants[one] * (inverse[one, radius] * np.float64(near))
                into[1, radius] += plants[one]


@kernel("void(int32[::1], uint16[:, ::1], float32[:, ::1], float32[::1])")
def _add_shares(cell: Whole, near: NDArray[np.uint16], inverse: Single, into: Single) -> None:
    """Turn neighbours by bin into the mean of u_r(i)·(plants within r of i); NaN where no site has a neighbour."""
    radii = into.size
    sums, reached = np.zeros(radii), np.zeros(radii)
    for one in range(cell.size):
        within = 0
        for radius in range(radii):
            within += near[one, radius]
            sums[radius] += inverse[cell[one], radius] * within
            reached[radius] += inverse[cell[one], radius] > 0
    for radius in range(radii):
        into[radius] = sums[radius] / reached[radius] if reached[radius] > 0 else np.nan


@kernel("void(int32[:, ::1], int32[::1], int32[::1], float32[:, ::1], uint8[::1], int64[::1], float32[:, :, ::1])")
def _observe_nested(  # noqa: PLR0913 - a kernel takes bare arrays
    cell: Whole, row: Whole, column: Whole, inverse: Single, table: NDArray[np.uint8], sizes: Long, into: Single
) -> None:
    """Do the same for the first n sites of each draw, for every n in ``sizes`` (ascending); the ratio of the two sums."""
    last, radii, most = table.size - 1, inverse.shape[1], cell.shape[1]
    places = np.empty((2, most), dtype=np.int32)
    near = np.empty((most, radii + 1), dtype=np.uint16)
    for draw in range(cell.shape[0]):
        for site in range(most):
            places[0, site], places[1, site] = row[cell[draw, site]], column[cell[draw, site]]
        near[:] = 0
        site = 0
        for step in range(sizes.size):
            while site < sizes[step]:
                for other in range(site):
                    down, across = places[0, other] - places[0, site], places[1, other] - places[1, site]
                    number = table[min(down * down + across * across, last)]
                    near[site, number] += 1
                    near[other, number] += 1
                site += 1
            _add_shares(cell[draw, :site], near, inverse, into[draw, step])


def disk_limits(bins: DistanceBins, radii: int) -> tuple[Long, Long]:
    """Return, for each disk, how many lines it reaches up and down, and its largest squared distance in cells."""
    limit = np.searchsorted(bins.table[:-1], np.arange(radii), side="right") - 1
    return np.sqrt(np.maximum(limit, 0)).astype(np.int64), limit.astype(np.int64)


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
    every = np.arange(groups.industries)
    return observed_between(around, groups, np.stack([every, every], axis=1))


def observed_between(around: Disks, groups: IndustryCells, pairs: Long) -> tuple[FloatArray, FloatArray]:
    r"""Return the same sums for plants of one industry around those of another.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    groups : IndustryCells
        Plants of the industries; every plant counts as one.
    pairs : numpy.ndarray of int, shape (pairs, 2)
        Whose plants ask, and whose are counted around them.

    Returns
    -------
    tuple of numpy.ndarray, each of shape (pairs, radii)
        :math:`\sum_{i \in A} D_B(i, r) / D(i, r)`, and the plants of A that have a neighbour within r.
    """
    result = np.zeros((len(pairs), 2, around.radii.size))
    plants = groups.plants.astype(np.int32)
    sites, limits = around.sites, disk_limits(around.bins, around.radii.size)

    def one(number: int) -> None:
        asking, counted = (groups.of(int(industry)) for industry in pairs[number])
        cell, other = groups.cell[asking], groups.cell[counted]
        _observe(
            sites.row[cell], sites.column[cell], plants[asking], around.inverse[cell],
            sites.row[other], sites.column[other], plants[counted],
            *limits, np.int32(asking == counted), result[number],
        )  # fmt: skip

    size = np.diff(groups.start)[pairs]
    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(one, np.argsort(-size.prod(axis=1), kind="stable")))
    return result[:, 0], result[:, 1]


def drawn_m(around: Disks, sizes: Sequence[int], draws: int, seed: int) -> Single:
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
    sites, steps = around.sites, np.asarray(sizes, dtype=np.int64)
    site_cell = np.repeat(np.arange(sites.count.size, dtype=np.int32), sites.count)
    random = stream(seed, "m", "draws")
    cell = site_cell[np.stack([random.choice(site_cell.size, sizes[-1], replace=False) for _ in range(draws)])]
    found = np.empty((draws, steps.size, around.radii.size), dtype=np.float32)

    def part(which: slice) -> None:
        _observe_nested(cell[which], sites.row, sites.column, around.inverse, around.bins.table, steps, found[which])

    with ThreadPoolExecutor(WORKERS) as pool:
        at_once = -(-draws // WORKERS)
        list(pool.map(part, [slice(first, first + at_once) for first in range(0, draws, at_once)]))
    scale = (sites.sites - 1) / (steps - 1)
    return np.ascontiguousarray((found * scale[:, None]).transpose(1, 0, 2), dtype=np.float32)
