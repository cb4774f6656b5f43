"""Rows laid out by period, region and industry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class Coded:
    """A column of codes: its distinct values, renamed, and the place of each row among them."""

    names: tuple[str | None, ...]
    place: Places

    @classmethod
    def of(cls, column: pa.ChunkedArray, rename: Callable[[str], str | None]) -> Coded:
        """Encode a column and rename its distinct codes; None stands for a total."""
        encoded = column.combine_chunks().dictionary_encode()
        names = tuple(rename(code) for code in encoded.dictionary.to_pylist())
        return cls(names, encoded.indices.to_numpy().astype(np.intp))

    @property
    def axis(self) -> tuple[str, ...]:
        """The distinct names in order, without totals."""
        return tuple(sorted({name for name in self.names if name is not None}))

    def on(self, axis: tuple[str, ...]) -> Places:
        """Return the place of each row on an axis; −1 marks a total."""
        order = {name: index for index, name in enumerate(axis)}
        return np.array([-1 if name is None else order[name] for name in self.names], dtype=np.intp)[self.place]

    def texts(self, total: str) -> pa.Array:
        """Return the renamed codes of the rows, totals under one code."""
        return pa.array([name or total for name in self.names], pa.string()).take(pa.array(self.place))


@dataclass(frozen=True)
class Axes:
    """Sorted codes of the three axes and, for each row, its place on each; −1 marks a total."""

    regions: tuple[str, ...]
    industries: tuple[str, ...]
    periods: tuple[int, ...]
    region: Places
    industry: Places
    period: Places

    @classmethod
    def of(cls, region: Coded, industry: Coded, period: NDArray[np.int32]) -> Axes:
        """Make the axes from three columns of equal length."""
        periods = np.unique(period)
        return cls(
            region.axis,
            industry.axis,
            tuple(int(year) for year in periods),
            region.on(region.axis),
            industry.on(industry.axis),
            np.searchsorted(periods, period),
        )


class Panel:
    """Lays the values of rows out on the axes.

    Parameters
    ----------
    axes : Axes
        The axes with the places of the rows.
    absent : float
        What stands where there is no row: NaN for missing, 0 where the source leaves zeros out.
    """

    def __init__(self, axes: Axes, absent: float) -> None:
        self._axes = axes
        self._absent = absent
        self._shape = (len(axes.periods), len(axes.regions), len(axes.industries))

    def cells(self, value: FloatArray) -> FloatArray:
        """Return the cells, shape (periods, regions, industries)."""
        axes = self._axes
        where = (axes.region >= 0) & (axes.industry >= 0)
        panel = np.full(self._shape, self._absent)
        panel[axes.period[where], axes.region[where], axes.industry[where]] = value[where]
        return panel

    def margins(self, value: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the source's own totals of regions, of industries and of everything, by period; NaN where it has none."""
        axes = self._axes
        periods, regions, industries = self._shape
        by_region = np.full((periods, regions), np.nan)
        by_industry = np.full((periods, industries), np.nan)
        total = np.full(periods, np.nan)
        where = (axes.region >= 0) & (axes.industry < 0)
        by_region[axes.period[where], axes.region[where]] = value[where]
        where = (axes.region < 0) & (axes.industry >= 0)
        by_industry[axes.period[where], axes.industry[where]] = value[where]
        where = (axes.region < 0) & (axes.industry < 0)
        total[axes.period[where]] = value[where]
        return by_region, by_industry, total
