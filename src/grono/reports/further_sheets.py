"""The tables of further analyses as sheets of a workbook: codes with their names beside them, flags and truths in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.words import column_title
from grono.clustermap.selection.choice_words import choice_title, criterion_title, indicator_title
from grono.messages import message
from grono.reports.notes import labels_of
from grono.tables.contracts import contract

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from grono.clustermap import ClusterMap
    from grono.clustermap.naming import NameKind
    from grono.messages import Message

MOST_ROWS = 200_000
"""A table with more rows stays in its Parquet file: a spreadsheet would open it in minutes, or not at all."""
_WORDS: dict[str, Callable[[str], Message]] = {
    "indicator": indicator_title,
    "criterion": criterion_title,
    "kept_out_by": criterion_title,
    "removed_by": choice_title,
}
"""Columns of codes that have names of their own."""
_NAMED: dict[str, NameKind] = {"region": "region", "industry": "industry", "other": "industry"}


def further_titles() -> dict[str, Message]:
    """Return table → title of its sheet, in the order of the sheets; a title has at most 31 letters in every language."""
    return {
        "acceptability": message("Order of the candidates"),
        "multiverse": message("Ways of counting"),
        "competitiveness": message("Competitiveness"),
        "criteria": message("Criteria"),
        "groups": message("Neighbouring regions"),
        "clusters": message("Members of clusters"),
        "cluster_measures": message("Clusters by region"),
        "relatedness": message("Links of industries"),
        "distance": message("Distances of plants"),
    }


def further_tables(source: ClusterMap, language: str) -> Iterator[tuple[Message, pa.Table, list[str]]]:
    """Return title, table and headings of every further table that the map has and that fits a sheet."""
    for name, title in further_titles().items():
        table = source.further.get(name)
        if table is not None and 0 < table.num_rows <= MOST_ROWS:
            named = _with_names(source, table, language)
            yield title, named, [heading(_home(name, column), column, language) for column in named.column_names]


def _home(table: str, column: str) -> str:
    """Return the table whose contract says what a column is: names of clusters stand with their members."""
    return "clusters" if column == "cluster_name" else table


def heading(table: str, column: str, language: str) -> str:
    """Return the heading of a column: its short title, or what its contract says of it."""
    title = column_title(column, language)
    if title != column:
        return title
    found = {one.name: one.descriptions for one in contract(table)}.get(column, {})
    return found.get(language) or found.get("en") or column


def _with_names(source: ClusterMap, table: pa.Table, language: str) -> pa.Table:
    columns: dict[str, Any] = {}
    for name in table.column_names:
        values = table[name]
        if name == "cluster_name":
            continue
        if pa.types.is_boolean(values.type):
            yes, no = message("yes").in_language(language), message("no").in_language(language)
            columns[name] = pa.array([None if one is None else (yes if one else no) for one in values.to_pylist()])
        elif name in _WORDS:
            columns[name] = pa.array(
                [None if one is None else _word(name, one, language) for one in values.to_pylist()]
            )
        elif name == "flags":
            columns[name] = pa.array([labels_of(one, language=language) for one in values.to_pylist()])
        else:
            columns[name] = values
        if name in _NAMED:
            columns[f"{name}_name"] = _names(source, _NAMED[name], values, language)
        if name == "cluster":
            columns["cluster_name"] = _cluster_names(source, table, language)
    return pa.table(columns)


def _word(column: str, code: str, language: str) -> str:
    """Return what a code is called; the code itself where it has no name yet."""
    try:
        return _WORDS[column](code).in_language(language)
    except KeyError:
        return code


def _cluster_names(source: ClusterMap, table: pa.Table, language: str) -> pa.Array:
    members = source.further.get("clusters")
    rows = [] if members is None else members.select(["scheme", "cluster", "cluster_name"]).to_pylist()
    known = {(row["scheme"], row["cluster"]): source.cluster_name(row, language)[0] for row in rows}
    keys = zip(table["scheme"].to_pylist(), table["cluster"].to_pylist(), strict=True)
    return pa.array([known.get(key) for key in keys], pa.string())


def _names(source: ClusterMap, kind: NameKind, codes: pa.ChunkedArray, language: str) -> pa.Array:
    known = {code: source.name(kind, code, language)[0] for code in codes.unique().to_pylist() if code is not None}
    return pa.array([known.get(code) for code in codes.to_pylist()], pa.string())
