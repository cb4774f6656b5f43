"""Values of a stored table of measures, without reading more of the file than the answer needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from grono.tables import schema

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def measures(path: Path, wanted: Mapping[str, Any], offset: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
    """Return how many values match, and those from ``offset`` on, in the order of the file.

    Texts stay numbers of their dictionary. To count, only the columns that narrow are read; then all columns of those parts of the file in
    which the answer stands.
    """
    texts = [field.name for field in schema("measures") if pa.types.is_string(field.type)]
    with pq.ParquetFile(path, read_dictionary=texts, memory_map=True) as file:
        if not wanted:
            count = file.metadata.num_rows
            places = pa.array(range(offset, min(offset + limit, count)), pa.uint64())
        else:
            matching = _places(file.read(columns=list(wanted)), wanted)
            count, places = len(matching), matching.slice(offset, limit)
        return count, _rows(file, places)


def _places(table: pa.Table, wanted: Mapping[str, Any]) -> pa.Array:
    """Return the numbers of the rows that match."""
    if not table.num_rows:
        return pa.array([], pa.uint64())
    mask = None
    for name, value in wanted.items():
        here = pa.concat_arrays([_equal(chunk, value) for chunk in table[name].chunks])
        mask = here if mask is None else pc.and_(mask, here)
    return pc.indices_nonzero(mask)


def _equal(column: pa.Array, value: Any) -> pa.Array:
    if not isinstance(column, pa.DictionaryArray):
        return pc.fill_null(pc.equal(column, value), fill_value=False)
    number = column.dictionary.index(value).as_py()
    return pc.fill_null(pc.equal(column.indices, number), fill_value=False)


def _rows(file: pq.ParquetFile, places: pa.Array) -> list[dict[str, Any]]:
    """Return rows by their numbers, reading only the groups that hold them."""
    found: list[dict[str, Any]] = []
    first = 0
    for group in range(file.metadata.num_row_groups):
        after = first + file.metadata.row_group(group).num_rows
        inside = places.filter(pc.and_(pc.greater_equal(places, first), pc.less(places, after)))
        if len(inside):
            found += file.read_row_group(group).take(pc.subtract(inside, first)).to_pylist()
        first = after
    return found
