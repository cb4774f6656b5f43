"""Plants with the place they stand in, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.classifications import Classification, Resolution
    from grono.messages import Problem
    from grono.tables import TableSource

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class Points:
    """Plants with the place they stand in, each array of shape (plants,).

    Parameters
    ----------
    x, y : numpy.ndarray
        Metres of the projection; NaN where a plant has no place.
    precision : numpy.ndarray
        How far the plant may stand from that point, metres; NaN where nothing is said.
    industry, region : numpy.ndarray of int
        Places on the axes; region −1 where the table names none.
    period : numpy.ndarray of int
        Years; 0 in a table without.
    employees : numpy.ndarray
        Employees, or the typical size of the plant's band; NaN where unknown.
    lower, upper : numpy.ndarray
        Ends of the band, or the employees themselves; the open end is infinite; NaN where unknown.
    plant : pyarrow.Array of str
        Names of the plants, or numbers of the rows.
    industries, regions : tuple of str
        The axes.
    sized_by : {"employees", "band", "none"}
        Where the sizes come from.
    projection : int
        EPSG code of the metres.
    classification, resolutions
        Where the industries come from, and industry → what it stands for.
    source, zone_source : TableSource
        The files; the second None without zones.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    x: FloatArray
    y: FloatArray
    precision: FloatArray
    industry: Places
    region: Places
    period: NDArray[np.int64]
    employees: FloatArray
    lower: FloatArray
    upper: FloatArray
    plant: pa.Array
    industries: tuple[str, ...]
    regions: tuple[str, ...]
    sized_by: str
    projection: int
    classification: Classification
    resolutions: dict[str, Resolution]
    source: TableSource
    zone_source: TableSource | None
    columns: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def periods(self) -> tuple[int, ...]:
        """Years of the table, in order."""
        return tuple(int(year) for year in np.unique(self.period))

    @property
    def has_place(self) -> NDArray[np.bool_]:
        """Where a plant has coordinates."""
        return np.isfinite(self.x)
