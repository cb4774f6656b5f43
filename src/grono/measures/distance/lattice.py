"""Sites on a square lattice: whole-number coordinates, and squared distances that a table turns into bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray

    IntArray = NDArray[np.int32]
    Bytes = NDArray[np.uint8]

CELLS = 1024
"""Cells along the longer side (MAP-50): 1 km in a country of 1 000 km."""

MOST_BINS = 254
"""Bins are kept in one byte; the last number stands for "beyond every bin"."""


@dataclass(frozen=True)
class Lattice:
    """Sites merged into square cells.

    Parameters
    ----------
    side : float
        Side of a cell in metres.
    shape : tuple of int
        Rows and columns.
    cell : numpy.ndarray of int32, shape (sites,)
        Occupied cell of each site; −1 where a coordinate is missing.
    row, column : numpy.ndarray of int32, shape (cells,)
        Place of each occupied cell, by row and then by column.
    count : numpy.ndarray of int32, shape (cells,)
        Sites in each occupied cell.
    """

    side: float
    shape: tuple[int, int]
    cell: IntArray
    row: IntArray
    column: IntArray
    count: IntArray

    @property
    def located(self) -> BoolArray:
        """Which sites have coordinates."""
        return np.greater_equal(self.cell, 0)

    @property
    def sites(self) -> int:
        """Number of sites with coordinates."""
        return int(self.count.sum())

    @property
    def position(self) -> NDArray[np.int64]:
        """Occupied cells as positions in the flattened lattice, ascending."""
        return self.row.astype(np.int64) * self.shape[1] + self.column

    def place(self, cells: IntArray) -> IntArray:
        """Return rows and columns of these occupied cells, shape (2, cells)."""
        return np.stack([self.row[cells], self.column[cells]])

    def field(self, values: ArrayLike) -> FloatArray:
        """Return values of occupied cells as a whole lattice, 0 where no site stands."""
        whole = np.zeros(self.shape)
        whole[self.row, self.column] = values
        return whole


@dataclass(frozen=True)
class DistanceBins:
    """Distance bins [edge, next edge) of a lattice.

    Parameters
    ----------
    edges : numpy.ndarray, shape (bins + 1,)
        Metres, ascending.
    table : numpy.ndarray of uint8, shape (largest squared distance + 2,)
        Bin of each squared distance in cells; ``len(edges) − 1`` outside of every bin, as is whatever is longer than
        the table.
    """

    edges: FloatArray
    table: Bytes

    @property
    def bins(self) -> int:
        """Number of bins."""
        return self.edges.size - 1

    @property
    def reach(self) -> int:
        """Largest offset in cells that falls into a bin."""
        return int(np.sqrt(self.table.size - 2))


def lattice(x: ArrayLike, y: ArrayLike, *, cells: int = CELLS, side: float | None = None) -> Lattice:
    """Put sites on a lattice of square cells.

    Parameters
    ----------
    x, y : array, shape (sites,)
        Metres of a projection; a site with NaN in either is left out (``cell`` −1).
    cells : int
        Cells along the longer side.
    side : float, optional
        Side of a cell in metres instead.

    Returns
    -------
    Lattice
        One cell for sites that all stand at one place; none without sites.

    References
    ----------
    Rules MAP-50 and MAP-52.

    Examples
    --------
    >>> sites = lattice([0.0, 0.4, 3.0], [0.0, 0.0, 5.0], side=1.0)
    >>> sites.shape, sites.count.tolist(), sites.cell.tolist()
    ((6, 4), [2, 1], [0, 0, 1])
    """
    east, north = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    _check_coordinates(east, north)
    known = ~(np.isnan(east) | np.isnan(north))
    if not known.all():
        east, north = east[known], north[known]
    if east.size == 0:
        none = np.zeros(0, dtype=np.int32)
        return Lattice(side or 1.0, (1, 1), np.full(known.size, -1, dtype=np.int32), none, none, none)
    west, south = float(east.min()), float(north.min())
    extent = max(float(east.max()) - west, float(north.max()) - south)
    size = side or extent / cells or 1.0
    last = cells - 1 if side is None else int(extent / size)
    column = np.minimum(((east - west) / size).astype(np.int32), last)
    row = np.minimum(((north - south) / size).astype(np.int32), last)
    shape = (int(row.max()) + 1, int(column.max()) + 1)
    return _merged(size, shape, row.astype(np.int64) * shape[1] + column, known)


def distance_bins(sites: Lattice, edges: ArrayLike) -> DistanceBins:
    """Return the table from squared distances in cells to bins, as far as the lattice has such distances.

    Parameters
    ----------
    sites : Lattice
        Gives the side of a cell.
    edges : array, shape (bins + 1,)
        Ascending distances in metres, from 0 or more; at most 254 bins. A bin holds its lower edge and not its upper one.

    Examples
    --------
    >>> distance_bins(lattice([0, 3], [0, 1], side=1.0), [0, 2, 4]).table.tolist()
    [0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2]
    """
    limits = np.asarray(edges, dtype=np.float64)
    if limits.ndim != 1 or not 2 <= limits.size <= MOST_BINS + 1 or limits[0] < 0 or (np.diff(limits) <= 0).any():
        message = f"edges must be 2 to {MOST_BINS + 1} ascending distances from 0 or more"
        raise ValueError(message)
    longest = (sites.shape[0] - 1) ** 2 + (sites.shape[1] - 1) ** 2
    within = int(np.ceil(limits[-1] / sites.side)) ** 2
    distance = np.sqrt(np.arange(min(longest, within) + 1, dtype=np.float64)) * sites.side
    found = np.searchsorted(limits, distance, side="right") - 1
    found[found < 0] = limits.size - 1
    last = int(np.flatnonzero(found < limits.size - 1).max(initial=0))
    table = np.append(found[: last + 1], limits.size - 1).astype(np.uint8)
    return DistanceBins(limits, table)


def _check_coordinates(x: FloatArray, y: FloatArray) -> None:
    if x.ndim != 1 or x.shape != y.shape:
        message = f"x and y must be of one length, not {x.shape} and {y.shape}"
        raise ValueError(message)
    if np.isinf(x).any() or np.isinf(y).any():
        message = "coordinates must be finite metres; use NaN where one is missing"
        raise ValueError(message)


def _merged(size: float, shape: tuple[int, int], position: NDArray[np.int64], known: BoolArray) -> Lattice:
    counts = np.bincount(position, minlength=shape[0] * shape[1]).astype(np.int32)
    occupied = np.flatnonzero(counts)
    index = np.zeros(counts.size, dtype=np.int32)
    index[occupied] = np.arange(occupied.size, dtype=np.int32)
    cell = np.full(known.size, -1, dtype=np.int32)
    cell[known] = index[position]
    row, column = (part.astype(np.int32) for part in np.divmod(occupied, shape[1]))
    return Lattice(size, shape, cell, row, column, counts[occupied])
