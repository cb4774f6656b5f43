"""The narrowest bounds: two linear programs for each hidden cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import block_array, csr_array, eye_array
from scipy.sparse.csgraph import connected_components

from grono.measures.suppression.bounds import tighten
from grono.measures.suppression.cells import TOLERANCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.suppression.cells import HiddenCells, Places

LARGEST_BLOCK = 300
"""Cells of a connected block up to which linear programs are solved: two for each cell, of up to some milliseconds."""

MOST_PROGRAMS = 5_000
"""Linear programs of one table, a few milliseconds each, smallest blocks first: some tens of seconds at most."""

_UNBOUNDED = (3, 4)
"""Answers of HiGHS to a program without end; the second when its presolve cannot tell this from one without a solution."""

ROUNDING = 1e-7
"""Feasibility tolerance of HiGHS: its answers are moved outwards by this part, so that bounds still contain the truth."""


@dataclass(frozen=True)
class ExactBounds:
    """Bounds after the linear programs.

    Parameters
    ----------
    cells : HiddenCells
        The cells with their new bounds, contradictory sums set aside.
    contradictory : numpy.ndarray of bool, shape (sums,)
        Sums of the cells as given that cannot be met together with the others.
    solved : numpy.ndarray of bool, shape (cells,)
        Where the bounds are the narrowest; elsewhere they are those of :func:`tighten`.
    programs : int
        Linear programs solved.
    """

    cells: HiddenCells
    contradictory: BoolArray
    solved: BoolArray
    programs: int


def exact_bounds(
    cells: HiddenCells, *, largest_block: int = LARGEST_BLOCK, most_programs: int = MOST_PROGRAMS
) -> ExactBounds:
    """Ask for each hidden cell the least and the most it can be while all sums hold at once.

    Cells that share no sum, directly or through others, do not matter to each other: each connected block is solved by
    itself. Where the sums of a block form no circle, :func:`tighten` has found the narrowest bounds already. Every answer is a
    table that meets all sums; a cell that reaches its bound in one of them needs no program.

    Parameters
    ----------
    cells : HiddenCells
        Cells, bounds and sums; :func:`tighten` goes first.
    largest_block : int
        Cells of a block beyond which it is left as it is: its bounds stay true, but may be wider than need be.
    most_programs : int
        Programs after which the larger of the remaining blocks are left as they are too.

    References
    ----------
    Isserman, A. M. & Westervelt, J. (2006), doi:10.1177/0160017606290359; rule MAP-42. Programs solved by HiGHS.
    """
    tightened = tighten(cells)
    narrow = tightened.cells
    lower, upper = narrow.lower.copy(), narrow.upper.copy()
    missed, solved = np.zeros(narrow.least.size, dtype=bool), lower >= upper
    programs = 0
    for block in sorted(_blocks(narrow), key=lambda one: one.cells.size):
        asked = not block.tree and block.cells.size <= largest_block and programs < most_programs
        if asked:
            program = _Program(narrow, block.cells)
            missed[program.sums[program.set_aside()]] = True
            lower[block.cells], upper[block.cells] = program.bounds()
            programs += program.solved
        solved[block.cells] = asked or block.tree
    contradictory = tightened.contradictory.copy()
    contradictory[np.flatnonzero(~contradictory)[missed]] = True
    return ExactBounds(narrow.within(lower, upper).without(missed), contradictory, solved, programs)


@dataclass(frozen=True)
class _Block:
    """Cells that share sums, directly or through others; ``tree`` when the sums link them without a circle."""

    cells: Places
    tree: bool


def _blocks(cells: HiddenCells) -> Iterator[_Block]:
    """Return the connected blocks of cells that are not fixed."""
    free = np.flatnonzero(cells.lower < cells.upper)
    matrix = csr_array(abs(cells.matrix[:, free]))
    if not matrix.nnz:
        return
    count, label = connected_components(block_array([[None, matrix.T], [matrix, None]], format="csr"), directed=False)
    links = np.bincount(label[matrix.indices], minlength=count)
    tree = links == np.bincount(label, minlength=count) - 1
    members = np.bincount(label[: free.size], minlength=count)
    order = np.argsort(label[: free.size], kind="stable")
    for number, block in enumerate(np.split(free[order], np.cumsum(members)[:-1])):
        if block.size:
            yield _Block(block, bool(tree[number]))


class _Program:
    """One block: its cells, the sums that hold any of them, what the fixed cells leave of these sums."""

    def __init__(self, cells: HiddenCells, block: Places) -> None:
        from scipy.optimize import linprog  # here, because its import costs every start of the command 0.4 s

        self._linprog: Any = linprog
        matrix = csr_array(cells.matrix[:, block])
        self.sums = np.flatnonzero(np.diff(matrix.indptr))
        self._matrix = csr_array(matrix[self.sums])
        self._lower, self._upper = cells.lower[block], cells.upper[block]
        outside = cells.matrix[self.sums] @ np.where(cells.lower >= cells.upper, cells.lower, 0.0)  # the fixed cells
        self._least, self._most = cells.least[self.sums] - outside, cells.most[self.sums] - outside
        self.solved = 0

    def set_aside(self) -> NDArray[np.intp]:
        """Set the fewest missed amounts aside until a table exists; return which sums of the block those are."""
        missed = self._missed()
        aside = np.flatnonzero(missed > TOLERANCE + ROUNDING * self._scale)
        self._least[aside], self._most[aside] = -np.inf, np.inf
        return aside

    @property
    def _scale(self) -> FloatArray:
        ends = np.abs(np.stack([self._least, self._most]))
        return np.asarray(np.maximum(np.where(np.isfinite(ends), ends, 0).max(axis=0), 1.0))

    def _missed(self) -> FloatArray:
        """Return by how much each sum is missed by the table that misses them least in all."""
        count, size = self._matrix.shape
        matrix = block_array([[self._matrix, eye_array(count), -eye_array(count)]], format="csr")
        bounds = np.concatenate([np.column_stack([self._lower, self._upper]), [(0, np.inf)] * (2 * count)])
        found = self._solve(np.concatenate([np.zeros(size), np.ones(2 * count)]), matrix, bounds)
        return np.asarray(found[size : size + count] + found[size + count :])

    def bounds(self) -> tuple[FloatArray, FloatArray]:
        """Return the least and the most of each cell of the block."""
        size = self._lower.size
        ends = np.column_stack([self._lower, self._upper])
        lowest, highest = np.full(size, np.inf), np.full(size, -np.inf)

        def see(table: FloatArray) -> None:
            np.fmin(lowest, table, out=lowest)
            np.fmax(highest, table, out=highest)

        for cell in range(size):
            for sign, seen, reached in ((1.0, lowest, self._lower), (-1.0, highest, self._upper)):
                if not np.isclose(seen[cell], reached[cell], rtol=ROUNDING, atol=ROUNDING):
                    see(self._extreme(cell, sign, ends))
        slack = ROUNDING * np.maximum(1.0, np.abs(np.where(np.isfinite(highest), highest, 0.0)))
        return np.maximum(self._lower, _whole(lowest, -slack)), np.minimum(self._upper, _whole(highest, slack))

    def _extreme(self, cell: int, sign: float, ends: FloatArray) -> FloatArray:
        target = np.zeros(ends.shape[0])
        target[cell] = sign
        return self._solve(target, self._matrix, ends, open_at=cell if np.isinf(ends[cell, 1]) and sign < 0 else None)

    def _solve(self, target: FloatArray, matrix: Any, bounds: FloatArray, *, open_at: int | None = None) -> FloatArray:
        self.solved += 1
        exact = self._least == self._most
        above, below = ~exact & np.isfinite(self._most), ~exact & np.isfinite(self._least)
        sums: dict[str, Any] = {}
        if exact.any():
            sums |= {"A_eq": matrix[exact], "b_eq": self._least[exact]}
        if above.any() or below.any():
            sides = block_array([[matrix[above]], [-matrix[below]]], format="csr")
            sums |= {"A_ub": sides, "b_ub": np.concatenate([self._most[above], -self._least[below]])}
        found = self._linprog(target, bounds=bounds, method="highs", **sums)
        if found.status in _UNBOUNDED and open_at is not None:  # a table exists, so nothing limits this cell from above
            table = np.full(bounds.shape[0], np.nan)
            table[open_at] = np.inf
            return table
        if found.status != 0:
            message = f"the linear program of {matrix.shape[1]} hidden cells has no answer: {found.message}"
            raise ArithmeticError(message)
        return np.asarray(found.x, dtype=np.float64)


def _whole(value: FloatArray, slack: FloatArray) -> FloatArray:
    """Return whole numbers that HiGHS missed by its tolerance as they are, and move the others outwards."""
    nearest = np.round(np.where(np.isfinite(value), value, 0.0))
    return np.where(np.abs(value - nearest) <= np.abs(slack), nearest, value + slack) + 0.0  # no negative zero
