"""Every cell of the map's year in one wide table: where somebody works, with its measures side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.clustermap.reading.observations import TOTAL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap import ClusterMap
    from grono.clustermap.naming import NameKind

    FloatArray = NDArray[np.float64]

_MEASURES = {
    "location_quotient": ("location_quotient", "value"),
    "lower": ("location_quotient", "lower"),
    "upper": ("location_quotient", "upper"),
    "probability_above_one": ("probability_above_one", "value"),
    "growth": ("growth", "value"),
    "regional": ("shift_share_regional", "value"),
}
"""Column of the sheet → variant of the measures and its column."""


def cell_table(source: ClusterMap, language: str) -> pa.Table:
    """Return one row for each region and industry with employees in the map's year, in the order of their codes.

    A measure that is missing there is empty; its reason stands among the flags.
    """
    grid = _Grid(source)
    employees = grid.employees()
    where = np.flatnonzero(np.nan_to_num(employees.ravel()) > 0)
    region, industry = np.divmod(where, len(grid.industries))
    columns: dict[str, pa.Array] = {
        "region": pa.array(grid.regions, pa.string()).take(pa.array(region)),
        "region_name": _names(source, "region", grid.regions, language).take(pa.array(region)),
        "industry": pa.array(grid.industries, pa.string()).take(pa.array(industry)),
        "industry_name": _names(source, "industry", grid.industries, language).take(pa.array(industry)),
        "employees": pa.array(employees.ravel()[where]),
    }
    for name, (variant, field) in _MEASURES.items():
        values = grid.measure(variant, field).ravel()[where]
        columns[name] = pa.array(values, mask=np.isnan(values))
    columns["flags"] = grid.flags("location_quotient").take(pa.array(where))
    return pa.table(columns)


def _names(source: ClusterMap, kind: NameKind, codes: list[str], language: str) -> pa.Array:
    return pa.array([source.name(kind, code, language)[0] for code in codes], pa.string())


class _Grid:
    """Regions × industries of one map, to which long tables are spread."""

    def __init__(self, source: ClusterMap) -> None:
        period = int(source.run["period"])
        self.regions = sorted(source.regions["region"].to_pylist())
        self.industries = sorted(source.industries["industry"].to_pylist())
        observed = source.observations.filter(pc.equal(source.observations["period"], period))
        single = pc.and_(pc.not_equal(observed["region"], TOTAL), pc.not_equal(observed["industry"], TOTAL))
        self._observations = observed.filter(single)
        measures = source.measures.filter(pc.equal(source.measures["period"], period))
        self._measures = measures.filter(pc.and_(pc.is_valid(measures["region"]), pc.is_valid(measures["industry"])))

    def employees(self) -> FloatArray:
        """Return employees, NaN where there is no figure."""
        counted = self._observations.filter(pc.equal(self._observations["measure"], "employees"))
        return self._spread(counted, "value")

    def measure(self, variant: str, field: str) -> FloatArray:
        """Return one measure, NaN where it is missing."""
        return self._spread(self._measures.filter(pc.equal(self._measures["variant"], variant)), field)

    def flags(self, variant: str) -> pa.Array:
        """Return the flags of a measure's cells, flat."""
        rows = self._measures.filter(pc.equal(self._measures["variant"], variant))
        order = np.full(len(self.regions) * len(self.industries), -1, dtype=np.int64)
        order[self._places(rows)] = np.arange(rows.num_rows)
        return rows["flags"].combine_chunks().take(pa.array(order, mask=order < 0))

    def _spread(self, rows: pa.Table, field: str) -> FloatArray:
        grid = np.full(len(self.regions) * len(self.industries), np.nan)
        grid[self._places(rows)] = rows[field].to_numpy()
        return grid.reshape(len(self.regions), len(self.industries))

    def _places(self, rows: pa.Table) -> NDArray[np.int64]:
        region = pc.index_in(rows["region"], value_set=pa.array(self.regions, pa.string())).to_numpy()
        industry = pc.index_in(rows["industry"], value_set=pa.array(self.industries, pa.string())).to_numpy()
        return np.asarray(region.astype(np.int64) * len(self.industries) + industry)
