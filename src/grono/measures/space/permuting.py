"""Random neighbours: the same permuted sets for all industries and all regions (MAP-55).

A draw puts the regions in random order. The neighbours that a region with k of them gets in it are the first k other than
itself, so that the sum over them is one of a few running sums, whatever the region: the work of a draw does not grow with
the number of neighbour pairs. Only weights that differ within a row need every sum on its own.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from grono.measures.randomness import stream
from grono.measures.result import Reason
from grono.measures.space.kernels import (
    count_equal,
    count_weighted,
    first_of_permutations,
    sums_of_first,
)
from grono.measures.space.values import RegionValues
from grono.measures.testing import PERMUTATIONS, permutation_p_value, two_sided_p_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import FloatArray, Measured
    from grono.measures.space.values import Block
    from grono.measures.space.weights import SpatialWeights

    Integers = NDArray[np.int32]

THREADS = 2
"""Blocks of industries worked on at once."""

TIE = 1e-11
"""Sums nearer than this share of k·max|z| are equal: what is left of adding in another order (k rounding errors of 1e-16)."""

BLOCK = 32
"""Industries side by side in the inner loop: 3,100 regions of them are 0.8 MB and stay in the second cache of a core."""


@dataclass(frozen=True)
class NeighbourDraws:
    """How the neighbours of each region compare with random ones, the region itself held fast.

    Parameters
    ----------
    as_large, as_small : numpy.ndarray of int32, shape (regions, industries)
        Draws whose weighted sum over random neighbours is at least, and at most, the observed one; ties count in both.
    draws : int
        Number of draws.
    given : RegionValues
        What was looked at, with the reasons where there is no answer.
    """

    as_large: Integers
    as_small: Integers
    draws: int
    given: RegionValues

    @property
    def high(self) -> Measured:
        """One-sided p-values of neighbours with high values."""
        return self._measured(permutation_p_value(self.every_count, self.draws), self.as_large)

    @property
    def low(self) -> Measured:
        """One-sided p-values of neighbours with low values."""
        return self._measured(permutation_p_value(self.every_count, self.draws), self.as_small)

    @property
    def two_sided(self) -> Measured:
        """Two-sided p-values."""
        table = two_sided_p_value(self.every_count, self.every_count, self.draws)
        return self._measured(table, np.minimum(self.as_large, self.as_small))

    @property
    def every_count(self) -> NDArray[np.int64]:
        """All counts there can be: p-values are looked up, not computed for every cell."""
        return np.arange(self.draws + 1)

    def _measured(self, table: FloatArray, counts: Integers) -> Measured:
        return self.given.local(np.where(self.given.reason == Reason.PRESENT, table[counts], 0.0))


def conditional_permutation(
    values: ArrayLike,
    weights: SpatialWeights,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    threads: int = THREADS,
) -> NeighbourDraws:
    """Compare the neighbours of every region with random sets of as many other regions.

    Parameters
    ----------
    values : array, shape (regions,) or (regions, industries)
        What is looked at; NaN where missing: such a region is left out for that industry.
    weights : SpatialWeights
        Neighbours.
    seed : int
        Seed of the run. The draws depend on it, on the number of regions with a value and on the largest number of
        neighbours, never on the other industries or on the threads.
    permutations : int
        Draws.
    threads : int
        Blocks of industries worked on at once; changes no result.

    Returns
    -------
    NeighbourDraws
        ``NO_NEIGHBOUR`` for an island, ``CONSTANT`` where all values are equal, ``MISSING`` for a missing value.

    References
    ----------
    Anselin, L. (1995), doi:10.1111/j.1538-4632.1995.tb00338.x, conditional permutation; rules MAP-30, MAP-35, MAP-55.
    """
    return drawn_neighbours(RegionValues.of(values, weights), seed, permutations, threads)


def drawn_neighbours(given: RegionValues, seed: int, permutations: int, threads: int) -> NeighbourDraws:
    """Do the same for values that are already checked."""
    found = [counts_of_block(block, seed, permutations, threads) for block in given.blocks]
    large, small = (given.assembled([one[side] for one in found]).astype(np.int32, copy=False) for side in (0, 1))
    return NeighbourDraws(large, small, permutations, given)


def counts_of_block(block: Block, seed: int, permutations: int, threads: int) -> tuple[Integers, Integers]:
    """Return the two counts of a block, shape (block, kept regions); 0 without any neighbour."""
    large, small = (np.zeros(block.values.shape[::-1], dtype=np.int32) for _ in range(2))
    if not block.weights.raw.nnz:
        return large, small
    most = int(block.weights.neighbours.max())
    uniform = stream(seed, "neighbours").random((permutations, most + 1))
    drawn = first_of_permutations(uniform, len(block.values))
    count = _EqualWeights(block, drawn) if block.weights.equal_in_rows else _UnequalWeights(block, drawn)

    def work(part: slice) -> None:
        count(part, large[part], small[part])

    in_parts(work, len(large), threads)
    return large, small


def in_parts(work: Callable[[slice], None], industries: int, threads: int) -> None:
    """Work on all industries, some side by side, in several threads."""
    parts = [slice(start, start + BLOCK) for start in range(0, industries, BLOCK)]
    with ThreadPoolExecutor(max_workers=threads) as pool:
        list(pool.map(work, parts))


class _EqualWeights:
    """Neighbours that count alike: sums over the first k places of a draw, sorted once for all regions with k neighbours."""

    def __init__(self, block: Block, drawn: Integers) -> None:
        raw, neighbours = block.weights.raw, block.weights.neighbours
        self._z = block.by_industry
        self._drawn = drawn
        self._sizes = np.unique(neighbours[neighbours > 0]).astype(np.int32)
        self._row_of_region = np.where(neighbours > 0, np.searchsorted(self._sizes, neighbours), -1)
        self._binary = sparse.csr_array((np.ones(raw.nnz), raw.indices, raw.indptr), shape=raw.shape)
        self._hits_from, self._hit_draw, self._hit_next = _hits(drawn, neighbours)

    def __call__(self, part: slice, large: Integers, small: Integers) -> None:
        observed = np.ascontiguousarray((self._binary @ self._z[part].T).T)
        for z, seen, as_large, as_small in zip(self._z[part], observed, large, small, strict=True):
            sums = sums_of_first(z, self._drawn, self._sizes)
            tolerance = TIE * np.abs(z).max() * self._sizes
            count_equal(
                z, self._row_of_region, sums, np.sort(sums, axis=1), seen, tolerance,
                self._hits_from, self._hit_draw, self._hit_next, as_large, as_small,
            )  # fmt: skip


def _hits(drawn: Integers, neighbours: NDArray[np.int64]) -> tuple[NDArray[np.int64], Integers, Integers]:
    """Find, by region, the draws that hold it among the first k, k its number of neighbours, and who comes after those."""
    draw, place = np.nonzero(np.arange(drawn.shape[1])[None, :] < neighbours[drawn])
    region = drawn[draw, place]
    order = np.argsort(region, kind="stable")
    draw, region = draw[order], region[order]
    starts = np.searchsorted(region, np.arange(len(neighbours) + 1)).astype(np.int64)
    return starts, draw.astype(np.int32), drawn[draw, neighbours[region]]


class _UnequalWeights:
    """Weights that differ within a row: every region's sum on its own, industries side by side."""

    def __init__(self, block: Block, drawn: Integers) -> None:
        self._z = block.deviations
        self._drawn = drawn
        self._matrix = block.weights.matrix
        self._largest_row = float(np.asarray(self._matrix.sum(axis=1)).max())

    def __call__(self, part: slice, large: Integers, small: Integers) -> None:
        z = np.ascontiguousarray(self._z[:, part])
        as_large, as_small = (np.zeros(z.shape, dtype=np.int32) for _ in range(2))
        tolerance = TIE * np.abs(z).max(axis=0) * self._largest_row
        matrix = self._matrix
        count_weighted(
            z, self._drawn, matrix.indptr.astype(np.int32), matrix.data, matrix @ z, tolerance, as_large, as_small
        )
        large[:], small[:] = as_large.T, as_small.T
