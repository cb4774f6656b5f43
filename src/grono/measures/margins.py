"""Sums over regions and industries, and which of them are only part of the truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import as_cells

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class Margins:
    """Sums of a table of employees (regions × industries).

    Parameters
    ----------
    region : numpy.ndarray, shape (regions,)
        Employees of each region, all industries together.
    industry : numpy.ndarray, shape (industries,)
        Employees of each industry, all regions together.
    total : float
        Employees altogether.
    region_partial, industry_partial : numpy.ndarray of bool
        Where the sum leaves out a missing cell.
    total_partial : bool
        Whether the total does.
    """

    region: FloatArray
    industry: FloatArray
    total: float
    region_partial: BoolArray
    industry_partial: BoolArray
    total_partial: bool

    @property
    def region_share(self) -> FloatArray:
        """Share x_r of each region in all employees; zeros where there are none at all."""
        return self.region / self.total if self.total > 0 else np.zeros_like(self.region)


def margins(
    employees: ArrayLike,
    *,
    region_totals: ArrayLike | None = None,
    industry_totals: ArrayLike | None = None,
    total: float | None = None,
) -> Margins:
    """Sum a table of employees; a missing cell is left out and what rests on its sum is marked partial (MAP-10).

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; NaN where missing.
    region_totals, industry_totals, total : arrays and float, optional
        The source's own margins, which take precedence over sums of cells where they are given and not NaN (MAP-11). Without
        a total the larger of the two sums of margins stands for it: what one side misses the other may have, and no share
        can exceed 1.
    """
    cells = as_cells(employees)
    gaps = np.isnan(cells)
    known = np.where(gaps, 0.0, cells) if gaps.any() else cells
    region, region_partial = _margin(known.sum(axis=1), np.asarray(gaps.any(axis=1)), region_totals)
    industry, industry_partial = _margin(known.sum(axis=0), np.asarray(gaps.any(axis=0)), industry_totals)
    partial = total is None and bool(region_partial.any() and industry_partial.any())
    if total is None:
        total = max(float(region.sum()), float(industry.sum()))
    return Margins(region, industry, float(total), region_partial, industry_partial, partial)


def _margin(sums: FloatArray, partial: BoolArray, own: ArrayLike | None) -> tuple[FloatArray, BoolArray]:
    if own is None:
        return sums, partial
    given = np.asarray(own, dtype=np.float64)
    known = ~np.isnan(given)
    return np.where(known, given, sums), partial & ~known
