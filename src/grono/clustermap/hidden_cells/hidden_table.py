"""The table of observations with the estimates of hidden cells in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]

METHOD = "raked"
"""Method of an estimate that was raked inside its bounds (MAP-43)."""


def places_of(observations: Observations, rows: pa.Table) -> NDArray[np.intp]:
    """Return period, region and industry of each row as places on the axes, −1 for a total; shape (3, rows)."""
    axes = (observations.periods, observations.regions, observations.industries)
    found = np.empty((3, rows.num_rows), dtype=np.intp)
    for number, (name, axis) in enumerate(zip(("period", "region", "industry"), axes, strict=True)):
        kind = rows.schema.field(name).type
        place = pc.index_in(rows[name], value_set=pa.array(axis, kind))
        found[number] = pc.fill_null(place, -1).to_numpy(zero_copy_only=False)
    return found


def estimated_table(
    observations: Observations, employees: FloatArray, bounds: FloatArray, filled: BoolArray
) -> pa.Table:
    """Return the table with the estimates in the rows of their cells; cells without a row get one at the end."""
    table = observations.table
    places = places_of(observations, table)
    inside = np.asarray((places >= 0).all(axis=0))
    mine = inside.copy()
    mine[inside] = filled[tuple(places[:, inside])]
    at = tuple(places[:, mine])
    for name, values in (("value", employees), ("lower", bounds[0]), ("upper", bounds[1])):
        table = _replaced(table, name, mine, pa.array(values[at]))
    for name, text in (("status", "estimated"), ("method", METHOD)):
        table = _replaced(table, name, mine, pa.array([text] * int(mine.sum()), pa.string()))
    absent = filled.copy()
    absent[at] = False
    return pa.concat_tables([table, _new_rows(observations, np.nonzero(absent), employees, bounds)])


def _replaced(table: pa.Table, name: str, where: BoolArray, values: pa.Array) -> pa.Table:
    number = table.schema.get_field_index(name)
    column = table[name].combine_chunks()
    changed = pc.replace_with_mask(column, pa.array(where), values.cast(column.type))
    return table.set_column(number, table.schema.field(number), changed)


def _new_rows(
    observations: Observations, at: tuple[NDArray[np.intp], ...], employees: FloatArray, bounds: FloatArray
) -> pa.Table:
    table, size = observations.table, at[0].size
    if size == 0:
        return table.slice(0, 0)
    same = {
        name: pa.repeat(table[name][0], size)
        for name in ("measure", "source", "unit", "region_vintage", "industry_vintage")
    }
    columns = {
        **same,
        "region": pa.array(observations.regions, pa.string()).take(pa.array(at[1])),
        "industry": pa.array(observations.industries, pa.string()).take(pa.array(at[2])),
        "period": pa.array(np.array(observations.periods, dtype=np.int32)[at[0]]),
        "value": pa.array(employees[at]),
        "lower": pa.array(bounds[0][at]),
        "upper": pa.array(bounds[1][at]),
        "status": pa.repeat("estimated", size),
        "method": pa.repeat(METHOD, size),
        "flag_text": pa.nulls(size, pa.string()),
    }
    return pa.table({field.name: columns[field.name].cast(field.type) for field in table.schema}, schema=table.schema)
