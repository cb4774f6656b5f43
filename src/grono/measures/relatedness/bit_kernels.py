"""Sums over presences kept as bits: counting regions that two industries share, and products with a table of ones and zeros."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cells = NDArray[np.float32]
    Words = NDArray[np.uint64]

PAIRS_MASK, NIBBLE_PAIRS_MASK, NIBBLES_MASK, ONES_MASK = (
    np.uint64(0x5555555555555555),
    np.uint64(0x3333333333333333),
    np.uint64(0x0F0F0F0F0F0F0F0F),
    np.uint64(0x0101010101010101),
)
"""Of the usual population count, which the compiler turns into one instruction where the processor has it."""


@kernel("void(uint64[:, ::1], int64, int64, float64[::1], int32[:, ::1], float32[:, ::1])")
def count_together(  # noqa: PLR0913 - a kernel takes plain arrays
    bits: Words, first: int, last: int, ubiquity: NDArray[np.float64], together: NDArray[np.int32], proximity: Cells
) -> None:
    """Fill rows ``first`` to ``last`` of the co-occurrence, and of C/max(u_i, u_j) with a diagonal of 0."""
    words, industries = bits.shape
    counts = np.empty(industries, np.uint64)
    one, two, four, top = np.uint64(1), np.uint64(2), np.uint64(4), np.uint64(56)
    for i in range(first, last):
        counts[:] = np.uint64(0)
        for word in range(words):
            own = bits[word, i]
            if own != np.uint64(0):
                for j in range(industries):
                    x = bits[word, j] & own
                    x = x - ((x >> one) & PAIRS_MASK)
                    x = (x & NIBBLE_PAIRS_MASK) + ((x >> two) & NIBBLE_PAIRS_MASK)
                    x = (x + (x >> four)) & NIBBLES_MASK
                    counts[j] += (x * ONES_MASK) >> top
        for j in range(industries):
            together[i, j] = np.int32(counts[j])
        for j in range(industries):
            most = max(ubiquity[i], ubiquity[j], 1.0)
            proximity[i, j] = np.float32(np.float64(together[i, j]) / most)
        proximity[i, i] = np.float32(0)


@kernel("void(uint8[:, ::1], float64[::1], float64[::1])")
def add_present(bits: NDArray[np.uint8], values: NDArray[np.float64], sums: NDArray[np.float64]) -> None:
    """Fill the sum of the values whose bits are set, for each row of bits; values has one for each bit of a row.

    The sums of all subsets of eight values are made once, so that a byte of presences costs one addition.
    """
    rows, groups = bits.shape
    subsets = np.zeros((groups, 256))
    for group in range(groups):
        for member in range(8):
            size = 1 << member
            for subset in range(size):
                subsets[group, size + subset] = subsets[group, subset] + values[8 * group + member]
    for row in range(rows):
        one, two, three, four = 0.0, 0.0, 0.0, 0.0
        for group in range(0, groups, 4):
            one += subsets[group, bits[row, group]]
            two += subsets[group + 1, bits[row, group + 1]]
            three += subsets[group + 2, bits[row, group + 2]]
            four += subsets[group + 3, bits[row, group + 3]]
        sums[row] = (one + two) + (three + four)
