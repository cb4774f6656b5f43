"""The largest plant that a cell can hold, from size bands or from mean sizes: what a candidate would be without it (MAP-46)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.reading.plants import SizeBands

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


def largest_from_bands(
    bands: SizeBands, period: int, industry_employees: FloatArray, at: tuple[Places, Places], employees: FloatArray
) -> FloatArray:
    """Return the size of the largest plant that each cell can hold; NaN where no band of its industry fits into it.

    A plant is as large as :func:`grono.measures.sizes_from_bands` takes it. Where bands are counted by region the cell's own
    are used. Where they are known for the whole country only, the industry's largest plant that is no larger than the cell is
    taken to stand in it: the worst case for the candidate.

    Parameters
    ----------
    bands, period
        Plants by size band; the year nearest to the period counts.
    industry_employees : numpy.ndarray, shape (industries,)
        Employees of each industry, for the open band.
    at : tuple of index arrays, shape (cells,)
        Region and industry of each cell.
    employees : numpy.ndarray, shape (cells,)
        Employees of each cell.
    """
    rows = (bands.period == bands.nearest_period(period)) & (bands.count > 0)
    size = _sizes(bands, rows, industry_employees)
    industry, region = bands.industry[rows], bands.region[rows]
    largest = np.full(employees.size, np.nan)
    by_industry: dict[int, Places] = {int(code): np.flatnonzero(industry == code) for code in np.unique(at[1])}
    for cell, (place, code) in enumerate(zip(*at, strict=True)):
        mine = by_industry[int(code)]
        own = mine[region[mine] == place]
        fitting = size[own if own.size else mine[region[mine] < 0]]
        fitting = fitting[fitting <= employees[cell]]
        if fitting.size:
            largest[cell] = fitting.max()
    return largest


def _sizes(bands: SizeBands, rows: NDArray[np.bool_], industry_employees: FloatArray) -> FloatArray:
    """Return the size of a plant in each row: the geometric mean of its band, in the open band what is left to each."""
    count, low, high = bands.count[rows], bands.lower[rows], bands.upper[rows]
    industry, is_open = bands.industry[rows], np.isinf(bands.upper[rows])
    size = np.sqrt(np.maximum(low, 1.0) * np.maximum(np.where(is_open, low, high), 1.0))
    width = industry_employees.size
    closed = np.bincount(industry, np.where(is_open, 0.0, count * size), minlength=width)
    members = np.bincount(industry, np.where(is_open, count, 0.0), minlength=width).astype(np.float64)
    rest = divide(np.maximum(np.nan_to_num(industry_employees) - closed, 0.0), members)
    return np.where(is_open, np.maximum(rest[industry], low), size)
