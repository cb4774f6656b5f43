"""What the charts of a cluster map read from it: rows of one region or industry, names, the source line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from grono.charts.values import shortened, wrapped
from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.clustermap import ClusterMap
    from grono.clustermap.naming import NameKind

Row = dict[str, Any]
_WIDE_LETTER = 0.58
"""Mean width of a letter in ems in DejaVu Sans, the widest of the usual system fonts."""


def rows_where(table: pa.Table, **conditions: str | int) -> list[Row]:
    """Return the rows of a table in which each named column has the given value, in their order."""
    kept = table
    for column, value in conditions.items():
        kept = kept.filter(pc.equal(kept[column], value))
    rows: list[Row] = kept.to_pylist()
    return rows


def name_of(source: ClusterMap, kind: NameKind, code: str, language: str) -> str:
    """Return the name of a region or industry in a language, or the nearest it has."""
    return source.name(kind, code, language)[0]


def code_and_name(source: ClusterMap, kind: NameKind, code: str, language: str) -> str:
    """Return a name followed by its code; the code alone where it has no other name."""
    name = name_of(source, kind, code, language)
    return code if name == code else f"{name} ({code})"


def label(  # noqa: PLR0913 - which name, and how much room it has
    source: ClusterMap, kind: NameKind, code: str, language: str, *, width: int, lines: int
) -> str:
    """Return a name as the label of an axis: broken by line ends, with its code, so that no two labels are equal."""
    name = name_of(source, kind, code, language)
    if name == code:
        return code
    return _with_code(name, code, width, lines)


def label_room(labels: Iterable[str], size: int) -> float:
    """Return the width in pixels that labels need in a wide font: the reader's font is not the one that measures here."""
    return max((len(line) for text in labels for line in text.split("\n")), default=1) * size * _WIDE_LETTER


def source_line(source: ClusterMap, language: str, *roles: str) -> str:
    """Return where the figures of a map come from, and of which year.

    Parameters
    ----------
    source, language
        The map; language of the sentence.
    *roles : str
        Tables brought along on which a picture rests instead of the map's own; those that were not brought say nothing.
    """
    brought = [given for given in source.run.get("companions", ()) if given["role"] in roles]
    names = ", ".join(dict.fromkeys(str(given["name"]) for given in brought or source.run["inputs"]))
    period = source.run["period"]
    if not period:
        return in_language(message("Source: %(files)s; computed by Grono.", files=names), language)
    return in_language(
        message("Source: %(files)s; year %(year)s; computed by Grono.", files=names, year=period), language
    )


def in_language(sentence: Message, language: str) -> str:
    """Return a sentence in a language."""
    return sentence.in_language(language)


def table_of(rows: list[Row], columns: list[str], schema: pa.Schema) -> pa.Table:
    """Return rows as a table of the named columns, typed like a schema; columns it does not know are text."""
    fields = [schema.field(name) if name in schema.names else pa.field(name, pa.string()) for name in columns]
    nullable = pa.schema([field.with_nullable(True) for field in fields])
    return pa.Table.from_pylist([{name: row.get(name) for name in columns} for row in rows], schema=nullable)


def candidate_label(  # noqa: PLR0913 - which candidate, and how much room its name has
    source: ClusterMap, row: Row, language: str, *, width: int, lines: int, with_region: bool
) -> str:
    """Return what a candidate is called on an axis: the industry with its code, before it the region where there are several."""
    code = str(row["industry"])
    name = name_of(source, "industry", code, language)
    place = f"{name_of(source, 'region', row['region'], language)}: " if with_region else ""
    return _with_code(f"{place}{name}", code, width, lines) if name != code else f"{place}{code}"


def _with_code(name: str, code: str, width: int, lines: int) -> str:
    """Return a name broken into lines with its code at the end, as much of the name as there is room for."""
    behind = f"\u00a0·\u00a0{code}"
    rooms = range(width * lines - len(behind), 8, -1)
    tried = (wrapped(f"{shortened(name, room)}{behind}", width, lines) for room in rooms)
    return "\n".join(next((rows for rows in tried if rows[-1].endswith(behind)), [f"{shortened(name, 8)}{behind}"]))
