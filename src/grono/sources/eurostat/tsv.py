"""Bulk files: one line for each series, its key in the first cell, a cell with figure and flag for each period."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from grono.messages import message
from grono.sources.eurostat.tidy import EurostatTable, not_eurostat, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELL = r"^\s*(?:(?P<value>:|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*(?P<flag>[a-z]*))?\s*$"
"""A figure or a colon, and the letters of its flags; older files leave a blank where there is no flag."""


def parse_tsv(data: bytes) -> EurostatTable:
    r"""Parse a bulk file.

    Parameters
    ----------
    data : bytes
        The file, unpacked.

    Raises
    ------
    NotEurostatError
        When the heading is not ``dimension,dimension,…\TIME_PERIOD`` (in older files ``\time``), a key is too short, or a
        cell is neither figure nor colon.
    """
    heading = data.split(b"\n", 1)[0].decode("utf-8", "replace").rstrip("\r")
    key, *periods = heading.split("\t")
    dimensions, backslash, _ = key.strip().partition("\\")
    if not backslash or not periods:
        raise not_eurostat(message("its first line does not name the dimensions and the periods."))
    names = [name.strip() for name in dimensions.split(",")]
    columns = pacsv.read_csv(
        io.BytesIO(data),
        read_options=pacsv.ReadOptions(skip_rows=1, column_names=[key, *periods], use_threads=False),
        parse_options=pacsv.ParseOptions(delimiter="\t", quote_char=False),
        convert_options=pacsv.ConvertOptions(column_types=dict.fromkeys([key, *periods], pa.string())),
    )
    keys = _keys(columns[key], names)
    figures = [_figures(columns[period]) for period in periods]
    rows = columns.num_rows
    return tidy(
        {name: pa.concat_arrays([keys[name]] * len(periods)) for name in names},
        pa.concat_arrays([pa.repeat(period.strip(), rows) for period in periods]),
        pa.concat_arrays([value for value, _ in figures]),
        pa.concat_arrays([flag for _, flag in figures]),
    )


def _keys(column: Any, names: Sequence[str]) -> dict[str, pa.Array]:
    parts = pc.split_pattern(column.combine_chunks(), ",")
    if len(parts) and pc.min(pc.list_value_length(parts)).as_py() != len(names):
        raise not_eurostat(message("a line has fewer codes than the first line has dimensions."))
    return {name: pc.utf8_trim_whitespace(pc.list_element(parts, place)) for place, name in enumerate(names)}


def _figures(column: Any) -> tuple[pa.Array, pa.Array]:
    text = column.combine_chunks()
    found = pc.extract_regex(pc.fill_null(text, ""), _CELL)
    wrong = pc.index(pc.is_null(found), value=True).as_py()
    if wrong >= 0:
        raise not_eurostat(message("a cell holds “%(text)s”, which is no figure with flags.", text=text[wrong].as_py()))
    value, flag = pc.struct_field(found, "value"), pc.struct_field(found, "flag")
    none = pc.or_(pc.equal(value, ""), pc.equal(value, ":"))
    number = pc.cast(pc.if_else(none, pa.scalar(None, pa.string()), value), pa.float64())
    return number, pc.if_else(pc.equal(flag, ""), pa.scalar(None, pa.string()), flag)
