"""What hidden cells can and cannot be: bounds from size bands and from the sums that contain the cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.suppression.cells import TOLERANCE, HiddenCells

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray

MOST_ROUNDS = 200
"""Rounds after which tightening stops; bounds hold after every round, later rounds only narrow them."""


@dataclass(frozen=True)
class Tightened:
    """Bounds after all sums were used.

    Parameters
    ----------
    cells : HiddenCells
        The cells with their new bounds, contradictory sums set aside.
    contradictory : numpy.ndarray of bool, shape (sums,)
        Sums of the cells as given that no values within the bounds can meet; nothing was concluded from them.
    rounds : int
        Passes over all sums until nothing moved, or :data:`MOST_ROUNDS`.
    """

    cells: HiddenCells
    contradictory: BoolArray
    rounds: int


@dataclass(frozen=True)
class BandBounds:
    """Employees of cells whose plants are counted by size band, each of shape (cells,).

    Parameters
    ----------
    lower, upper : numpy.ndarray
        Every plant at the lower, or at the upper end of its band.
    middle : numpy.ndarray
        Every plant at the geometric mean of the ends (MAP-12), in the open band at its lower end.
    """

    lower: FloatArray
    upper: FloatArray
    middle: FloatArray


def band_bounds(plants: ArrayLike, lower: ArrayLike, upper: ArrayLike) -> BandBounds:
    r"""Bound the employees of cells by their plants in each size band.

    .. math:: \sum_b n_b l_b \le e \le \sum_b n_b u_b

    Parameters
    ----------
    plants : array, shape (cells, bands)
        Plants of each cell in each band.
    lower, upper : arrays, shape (bands,)
        Inclusive ends of the bands, in employees; ``numpy.inf`` for the open band.

    Returns
    -------
    BandBounds
        A cell without plants has [0, 0].

    References
    ----------
    Isserman, A. M. & Westervelt, J. (2006), doi:10.1177/0160017606290359; rule MAP-42.

    Examples
    --------
    >>> bounds = band_bounds([[2, 0], [0, 1]], [5, 20], [9, 49])
    >>> bounds.lower.tolist(), bounds.upper.tolist()
    ([10.0, 20.0], [18.0, 49.0])
    """
    count = np.asarray(plants, dtype=np.float64)
    low, high = np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)
    is_open = np.isinf(high)
    closed = np.where(is_open, 0.0, high)
    most = count @ closed
    most[(count[:, is_open] > 0).any(axis=1)] = np.inf
    return BandBounds(count @ low, most, count @ np.where(is_open, low, np.sqrt(np.maximum(low, 0.0) * closed)))


def tighten(cells: HiddenCells) -> Tightened:
    """Narrow the bounds of hidden cells until no sum says anything more.

    A part is at most its whole less the least of the other parts, and at least the whole less the most of the others. Each
    round asks this of every sum; the bounds of one round are the known facts of the next.

    Parameters
    ----------
    cells : HiddenCells
        Cells, bounds and sums.

    Returns
    -------
    Tightened
        The new bounds contain every table that meets the sums. They are not always the narrowest:
        :func:`exact_bounds` asks a linear program.

    References
    ----------
    Isserman, A. M. & Westervelt, J. (2006), doi:10.1177/0160017606290359; rule MAP-42.

    Examples
    --------
    >>> from grono.measures.suppression import hidden_cells
    >>> block = hidden_cells([0] * 4, [np.inf] * 4, [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]], [10, 6, 9, 7])
    >>> found = tighten(block).cells
    >>> found.lower.tolist(), found.upper.tolist()
    ([3.0, 1.0, 0.0, 0.0], [9.0, 7.0, 6.0, 6.0])
    """
    contradictory = np.zeros(cells.least.size, dtype=bool)
    sums = _Sums(cells)
    while True:  # each turn sets at least one more sum aside, and begins again without it
        lower, upper = cells.lower.copy(), cells.upper.copy()
        rounds, new = sums.settle(lower, upper, contradictory)
        if not new.any():
            return Tightened(cells.within(lower, upper).without(contradictory), contradictory, rounds)
        contradictory |= new


class _Sums:
    """Sums as pairs (sum, cell): every pair is a part of a whole."""

    def __init__(self, cells: HiddenCells) -> None:
        start, self._cell, sign = cells.entries
        self._sum = np.repeat(np.arange(cells.least.size), np.diff(start))
        self._count = cells.least.size
        self._plus = sign > 0
        self._least, self._most = cells.least, cells.most
        self._slack = TOLERANCE * cells.scale

    def _parts(self, lower: FloatArray, upper: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the least and the most that each pair adds to its sum."""
        low, high = lower[self._cell], upper[self._cell]
        return np.where(self._plus, low, -high), np.where(self._plus, high, -low)

    def _without_own(self, part: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the sums of the parts, and for each pair the sum of the others; infinite as soon as one other is."""
        is_open = np.isinf(part)
        closed = np.where(is_open, 0.0, part)
        total = np.bincount(self._sum, closed, self._count)
        opens = np.bincount(self._sum, is_open, self._count)
        infinite = part[is_open][0] if is_open.any() else np.inf
        others = np.where(opens[self._sum] - is_open > 0, infinite, total[self._sum] - closed)
        return np.where(opens > 0, infinite, total), others

    def settle(self, lower: FloatArray, upper: FloatArray, aside: BoolArray) -> tuple[int, BoolArray]:
        """Narrow the bounds in place to the fixed point; return the rounds, and sums that cannot be met."""
        for number in range(1, MOST_ROUNDS + 1):
            impossible = self.impossible(lower, upper) & ~aside
            if impossible.any() or not self.narrow(lower, upper, aside):
                return number, impossible
        return MOST_ROUNDS, np.zeros_like(aside)

    def impossible(self, lower: FloatArray, upper: FloatArray) -> BoolArray:
        """Return the sums that cannot be met."""
        low, high = self._parts(lower, upper)
        least, most = self._without_own(low)[0], self._without_own(high)[0]
        return np.asarray((least > self._most + self._slack) | (most < self._least - self._slack))

    def narrow(self, lower: FloatArray, upper: FloatArray, aside: BoolArray) -> bool:
        """Narrow the bounds in place; say whether any moved."""
        low, high = self._parts(lower, upper)
        most = self._most[self._sum] - self._without_own(low)[1]
        least = self._least[self._sum] - self._without_own(high)[1]
        slack, used = self._slack[self._sum], ~aside[self._sum]
        falls = used & (most < high - slack)
        rises = used & (least > low + slack)
        ends = np.maximum(most, low), np.minimum(least, high)
        plus = self._plus
        for where, end, sign in ((falls, ends[0], plus), (rises, ends[1], ~plus)):
            np.minimum.at(upper, self._cell[where & sign], np.where(plus, end, -end)[where & sign])
            np.maximum.at(lower, self._cell[where & ~sign], np.where(plus, end, -end)[where & ~sign])
        crossed = lower > upper  # by no more than the slack of two sums: both ends are the same number to the tolerance
        lower[crossed] = upper[crossed]
        return bool(falls.any() or rises.any())
