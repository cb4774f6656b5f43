"""The shares that most measures start from, and which cells they know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.margins import Margins, margins
from grono.measures.result import Reason, as_cells, divide

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class Shares:
    """A table of employees as shares; an unknown cell has the share 0 and ``known`` False.

    Parameters
    ----------
    known : numpy.ndarray of bool, shape (regions, industries)
        Cells that are not missing, of regions and industries that are not empty.
    employees : numpy.ndarray, shape (regions, industries)
        0 where not known.
    region : numpy.ndarray, shape (regions,)
        x, the region's share of all employees.
    industry : numpy.ndarray, shape (industries,)
        The industry's share of all employees.
    sums : Margins
        The sums they rest on.
    """

    known: BoolArray
    employees: FloatArray
    region: FloatArray
    industry: FloatArray
    sums: Margins

    @cached_property
    def of_industry(self) -> FloatArray:
        """The region's share s of each industry, shape (regions, industries)."""
        return _over(self.employees, self.sums.industry[None, :])

    @cached_property
    def of_region(self) -> FloatArray:
        """The industry's share q of each region, shape (regions, industries)."""
        return _over(self.employees, self.sums.region[:, None])

    def industry_gaps(self) -> dict[Reason, BoolArray]:
        """Return why an industry's spread over regions has no value: empty, one region, or no cell known."""
        one_region = np.full(self.industry.size, int((self.sums.region > 0).sum()) <= 1)
        return {
            Reason.EMPTY: self.sums.industry == 0,
            Reason.ONE_REGION: one_region,
            Reason.MISSING: ~self.known.any(axis=0),
        }

    def region_gaps(self) -> dict[Reason, BoolArray]:
        """Return why a region's composition has no value: empty, or no cell known."""
        return {Reason.EMPTY: self.sums.region == 0, Reason.MISSING: ~self.known.any(axis=1)}


def sums_by_label(values: FloatArray, labels: ArrayLike) -> tuple[FloatArray, NDArray[np.intp]]:
    """Sum rows by label; return the sums, of shape (labels, columns), and which of them each row belongs to."""
    index = np.unique(np.asarray(labels), return_inverse=True)[1].ravel()
    order = np.argsort(index, kind="stable")
    starts = np.flatnonzero(np.diff(index[order], prepend=-1))
    return np.asarray(np.add.reduceat(values[order], starts, axis=0)), index


def shares(employees: ArrayLike, sums: Margins | None = None) -> Shares:
    """Return the shares of a table of employees (regions × industries), with its own sums or those given."""
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    known: BoolArray = ~np.isnan(cells) & (sums.region > 0)[:, None] & (sums.industry > 0)[None, :]
    return Shares(
        known=known,
        employees=cells if known.all() else np.where(known, cells, 0.0),
        region=sums.region_share,
        industry=divide(sums.industry, np.full_like(sums.industry, sums.total)),
        sums=sums,
    )


def _over(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide by a margin; where the margin is 0 the part is 0 too."""
    return np.asarray(part / np.where(whole > 0, whole, 1.0))
