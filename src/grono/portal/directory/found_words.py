"""Why something was found: the words that met are marked in the list, or the piece of a text that holds them stands below the name (LNG-7)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from grono.language import marked_html, marks, snippet
from grono.portal.core.display import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.safestring import SafeString

    from grono.language import Query
    from grono.portal.core.display import Table
    from grono.portal.directory.finding import Found
    from grono.portal.directory.profiles import Profile

WORDS_SHOWN = 12
"""Words of a piece of text below a name: a line or two of a narrow column."""
LETTERS_READ = 2_000
"""Letters of a text that are looked through; a page holds twenty-five of them."""


def with_marks(table: Table, shown: Sequence[Profile], found: Found) -> Table:
    """Return the table of a page with the words that met; without words, or for a number, it stays as it is."""
    hits = found.answer.hits
    queries = {query.language: query for query in hits.queries} if hits else {}
    if not queries:
        return table
    rows = [_row(row, profile, queries) for row, profile in zip(table.rows, shown, strict=True)]
    return replace(table, rows=rows)


def _row(row: Sequence[object], profile: Profile, queries: Mapping[str, Query]) -> list[object]:
    cells = [_marked(cell, profile.name_language, queries) for cell in row]
    name, others = cells[0], cells[1:]
    if isinstance(name, Cell) and cells == list(row):
        piece = _piece(profile, queries)
        lines = [line for line in (name.detail, piece) if line]
        name = replace(name, detail=mark_safe("<br>".join(format_html("{}", line) for line in lines)))  # noqa: S308  (each is escaped)
    return [name, *others]


def _marked(cell: object, name_language: str, queries: Mapping[str, Query]) -> object:
    """Mark the words of a name; other cells hold words of the portal, and are marked in the language they are written in."""
    if not isinstance(cell, Cell) or not isinstance(cell.value, str):
        return cell
    query = queries.get(cell.language or name_language)
    met = marks(cell.value, query.language, query) if query and (cell.href or cell.language) else []
    return replace(cell, value=mark_safe(marked_html(cell.value, met))) if met else cell  # noqa: S308  (marked_html escapes)


def _piece(profile: Profile, queries: Mapping[str, Query]) -> SafeString | str:
    for text in profile.texts:
        query = queries.get(text.language)
        read = text.text[:LETTERS_READ]
        piece = snippet(read, text.language, query, WORDS_SHOWN) if query else None
        if piece is not None and piece.marks:
            words = mark_safe(marked_html(read, piece.marks, piece.start, piece.end))  # noqa: S308  (marked_html escapes)
            before, after = "… " if piece.start else "", " …" if piece.end < len(text.text) else ""
            return format_html('<span lang="{}">{}{}{}</span>', text.language, before, words, after)
    return ""
