"""Sums over disks from running sums along the lines of the lattice: two look-ups for each line, however much stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.distance.lattice import DistanceBins, Lattice
    from grono.measures.result import FloatArray

    Whole = NDArray[np.int32]


@kernel("void(float64[:, ::1], int32[::1], int32[::1], int64[:, ::1], float64[:, ::1])")
def _add_disks(prefix: FloatArray, row: Whole, column: Whole, widths: NDArray[np.int64], into: FloatArray) -> None:
    """Add up the lines of every disk around each cell; ``widths`` holds half-widths, shape (offsets, radii), −1 outside."""
    rows, columns = prefix.shape[0], prefix.shape[1] - 1
    offsets, radii = widths.shape
    for cell in range(row.size):
        at = column[cell]
        for down in range(1 - offsets, offsets):
            line = row[cell] + down
            if line < 0 or line >= rows:
                continue
            radius = radii - 1
            while radius >= 0 and widths[abs(down), radius] >= 0:
                width = widths[abs(down), radius]
                into[cell, radius] += prefix[line, min(at + width + 1, columns)] - prefix[line, max(at - width, 0)]
                radius -= 1


def half_widths(bins: DistanceBins, radii: int) -> NDArray[np.int64]:
    """Return how far each disk reaches to either side, by offset in lines; −1 where it does not reach the line.

    Shape (offsets, radii), offsets from 0 to the reach of the largest disk.

    Examples
    --------
    >>> from grono.measures.distance.lattice import distance_bins, lattice
    >>> half_widths(distance_bins(lattice([0, 9], [0, 9], side=1.0), [0, 1.5, 2.5]), 2).tolist()
    [[1, 2], [1, 2], [-1, 1]]
    """
    squares = np.arange(bins.reach + 2, dtype=np.int64) ** 2
    number = bins.table[np.minimum(squares[:, None] + squares[None, :], bins.table.size - 1)]
    within = number[:, :, None] <= np.arange(radii)
    widths = np.asarray(within.sum(axis=1) - 1, dtype=np.int64)
    return np.ascontiguousarray(widths[(widths >= 0).any(axis=1)])


def disk_sums(sites: Lattice, values: FloatArray, widths: NDArray[np.int64]) -> FloatArray:
    """Sum values of occupied cells over the disks around each of them, that cell included; shape (cells, radii).

    Parameters
    ----------
    sites : Lattice
        The lattice.
    values : numpy.ndarray, shape (cells,)
        A value for each occupied cell.
    widths : numpy.ndarray
        From :func:`half_widths`.
    """
    prefix = np.zeros((sites.shape[0], sites.shape[1] + 1))
    prefix[sites.row, sites.column + 1] = values
    np.cumsum(prefix, axis=1, out=prefix)
    found = np.zeros((sites.row.size, widths.shape[1]))
    _add_disks(prefix, sites.row, sites.column, widths, found)
    return found
