"""Hidden cells, what is known of each, and the sums they take part in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray

    Places = NDArray[np.intp]

TOLERANCE = 1e-9
"""Two sums agree when they differ by less than this part of the larger, or of 1: what adding in another order may do."""


@dataclass(frozen=True)
class HiddenCells:
    """Cells without a published value.

    Parameters
    ----------
    lower, upper : numpy.ndarray, shape (cells,)
        What is known of each cell by itself; at least [0, ∞).
    matrix : scipy.sparse.csr_array, shape (sums, cells)
        Which cells a sum is made of: 1, or −1 for a hidden whole that stands on the other side of its parts.
    least, most : numpy.ndarray, shape (sums,)
        Ends of what the sum amounts to, known parts taken off; equal where it is known, infinite where it is open.
    """

    lower: FloatArray
    upper: FloatArray
    matrix: csr_array
    least: FloatArray
    most: FloatArray

    @property
    def size(self) -> int:
        """Number of cells."""
        return int(self.lower.size)

    @property
    def entries(self) -> tuple[NDArray[np.int64], NDArray[np.int32], FloatArray]:
        """The matrix by rows: where each begins, the cells, the signs."""
        matrix = self.matrix
        return matrix.indptr.astype(np.int64), matrix.indices.astype(np.int32), matrix.data.astype(np.float64)

    @property
    def scale(self) -> FloatArray:
        """Size of each sum, at least 1: what a difference is compared with."""
        ends = np.abs(np.stack([self.least, self.most]))
        return np.asarray(np.maximum(np.where(np.isfinite(ends), ends, 0.0).max(axis=0, initial=0.0), 1.0))

    def within(self, lower: FloatArray, upper: FloatArray) -> HiddenCells:
        """Return the same cells with other bounds."""
        return replace(self, lower=lower, upper=upper)

    def without(self, sums: BoolArray) -> HiddenCells:
        """Return the same cells with some sums set aside."""
        kept = ~sums
        return replace(self, matrix=csr_array(self.matrix[kept]), least=self.least[kept], most=self.most[kept])

    def cells_of(self, number: int) -> Places:
        """Return the cells of one sum."""
        start = self.matrix.indptr
        return np.asarray(self.matrix.indices[start[number] : start[number + 1]], dtype=np.intp)

    def misfit(self, value: FloatArray) -> FloatArray:
        """Return by how much values miss each sum, as a part of the sum or of 1 where it is smaller; shape (sums,)."""
        found = self.matrix @ value
        return np.asarray(np.maximum(np.maximum(self.least - found, found - self.most), 0.0) / self.scale)


def hidden_cells(
    lower: ArrayLike, upper: ArrayLike, sums: ArrayLike | csr_array, least: ArrayLike, most: ArrayLike | None = None
) -> HiddenCells:
    """Describe hidden cells by bounds and sums.

    Parameters
    ----------
    lower, upper : arrays, shape (cells,)
        Bounds of each cell; ``numpy.inf`` where there is none above.
    sums : array or scipy.sparse array, shape (sums, cells)
        Coefficients 1, 0 and −1.
    least, most : arrays, shape (sums,)
        Ends of each sum; without ``most`` the sum is ``least`` exactly.

    Raises
    ------
    ValueError
        When shapes do not fit, or a lower bound is negative or above its upper bound.
    """
    low, high = np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64)
    floor = np.asarray(least, dtype=np.float64)
    ceiling = floor.copy() if most is None else np.asarray(most, dtype=np.float64)
    given: Any = sums  # scipy's types know no array of sums yet
    matrix: Any = csr_array(given, dtype="float64")
    matrix.eliminate_zeros()
    if matrix.shape != (floor.size, low.size) or low.shape != high.shape or floor.shape != ceiling.shape:
        message = f"{low.size} cells and {floor.size} sums do not fit a matrix of the shape {matrix.shape}"
        raise ValueError(message)
    if not (low >= 0).all() or not (low <= high).all() or not (floor <= ceiling).all():
        message = "bounds must be zero or more, and no lower end above its upper end"
        raise ValueError(message)
    return HiddenCells(low, high, matrix, floor, ceiling)


@dataclass(frozen=True)
class HiddenOfTable:
    """The hidden cells of a table of regions and industries.

    Parameters
    ----------
    cells : HiddenCells
        One for each hidden cell, region by region.
    region, industry : numpy.ndarray of int, shape (cells,)
        Where each stands.
    """

    cells: HiddenCells
    region: Places
    industry: Places

    def filled(self, employees: ArrayLike, value: FloatArray) -> FloatArray:
        """Return the table with the hidden cells filled."""
        table = np.array(employees, dtype=np.float64)
        table[self.region, self.industry] = value
        return table


def hidden_of_table(
    employees: ArrayLike,
    *,
    region_totals: ArrayLike | None = None,
    industry_totals: ArrayLike | None = None,
    lower: ArrayLike = 0.0,
    upper: ArrayLike = np.inf,
) -> HiddenOfTable:
    """Describe the hidden cells of a table whose margins are published.

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where hidden.
    region_totals, industry_totals : arrays, optional
        Margins, NaN where not published.
    lower, upper : arrays, shape (regions, industries), or numbers
        Bounds of the hidden cells.
    """
    table = np.asarray(employees, dtype=np.float64)
    hidden = np.isnan(table)
    region, industry = np.nonzero(hidden)
    ends = [np.broadcast_to(np.asarray(end, dtype=np.float64), table.shape)[hidden] for end in (lower, upper)]
    rows, columns = (_rests(table, totals, axis) for totals, axis in ((region_totals, 1), (industry_totals, 0)))
    places = np.arange(region.size)
    at_row, at_column = rows.sum_of(region), columns.sum_of(industry)
    number = np.concatenate([at_row, np.where(at_column < 0, -1, at_column + rows.rest.size)])
    cell = np.concatenate([places, places])
    used = number >= 0
    rests = np.concatenate([rows.rest, columns.rest])
    matrix = csr_array((np.ones(used.sum()), (number[used], cell[used])), shape=(rests.size, region.size))
    return HiddenOfTable(HiddenCells(ends[0], ends[1], matrix, rests, rests.copy()), region, industry)


@dataclass(frozen=True)
class _Rests:
    """What the hidden cells of each row amount to, for the rows that have any and a total."""

    rest: FloatArray
    number: Places

    def sum_of(self, row: Places) -> Places:
        return np.asarray(self.number[row])


def _rests(table: FloatArray, totals: ArrayLike | None, axis: int) -> _Rests:
    shown = np.nansum(table, axis=axis)
    given = np.full(shown.shape, np.nan) if totals is None else np.asarray(totals, dtype=np.float64)
    used = ~np.isnan(given) & np.isnan(table).any(axis=axis)
    number = np.full(shown.size, -1, dtype=np.intp)
    number[used] = np.arange(int(used.sum()))
    return _Rests((given - shown)[used], number)
