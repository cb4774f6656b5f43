"""What SQLite and PostgreSQL say differently: which rows hold the words of a query. Everything else is the same on both (LNG-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from grono.language import fts5_match, tsquery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.language import Joined, Query

ADD_WORD = """
INSERT INTO search_searchword (kind, language, rung, word, rows) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (kind, language, rung, word) DO UPDATE SET rows = search_searchword.rows + excluded.rows
"""
TAKE_WORD = (
    "UPDATE search_searchword SET rows = rows - %s WHERE kind = %s AND language = %s AND rung = %s AND word = %s"
)
DROP_WORDS = "DELETE FROM search_searchword WHERE kind = %s AND rows = 0"

HOLDS = {
    "sqlite": "d.id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s)",
    "postgresql": "d.vector @@ to_tsquery('simple'::regconfig, %s)",
}
_WRITE = {"sqlite": fts5_match, "postgresql": tsquery}


class Readers(NamedTuple):
    """Whose rows are read: those of a lowest rung; only of some objects, or of all but some."""

    lowest: int
    only: Sequence[int] = ()
    without: Sequence[int] = ()


def object_ids(kind: str, query: Query, joined: Joined, readers: Readers) -> list[int]:
    """Return the objects of which a row holds the words of a query."""
    return [row[0] for row in _select("d.object_id", kind, query, joined, readers)]


def rows_with_tokens(
    kind: str, query: Query, joined: Joined, readers: Readers, *, most: int
) -> list[tuple[int, str]] | None:
    """Return the same objects with the tokens of the row; None where there are more than ``most``."""
    rows = _select("d.object_id, d.tokens", kind, query, joined, readers, limit=most + 1)
    return rows if len(rows) <= most else None


def _select(  # noqa: PLR0913  (each says one thing of the statement)
    columns: str, kind: str, query: Query, joined: Joined, readers: Readers, *, limit: int = 0
) -> list[tuple[int, str]]:
    conditions = ["d.kind = %s", "d.language = %s", "%s BETWEEN d.least AND d.most"]
    values: list[str | int] = [kind, query.language, readers.lowest]
    for ids, word in ((readers.only, "IN"), (readers.without, "NOT IN")):
        if ids:
            conditions.append(f"d.object_id {word} ({', '.join(['%s'] * len(ids))})")
            values += ids
    conditions.append(HOLDS[connection.vendor])
    values.append(_WRITE[connection.vendor](query, joined))
    with connection.cursor() as cursor:
        # The pieces put together here are this module's own; everything that someone typed is a parameter.
        bound = f" LIMIT {limit}" if limit else ""
        statement = f"SELECT {columns} FROM search_searchdocument d WHERE {' AND '.join(conditions)}{bound}"  # noqa: S608
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def add_to_vocabulary(kind: str, change: Mapping[tuple[str, int, str], int]) -> None:
    """Add to the number of rows that hold each word, keyed by language, rung and word; below zero takes away."""
    more = [(kind, *key, number) for key, number in sorted(change.items()) if number > 0]
    less = [(-number, kind, *key) for key, number in sorted(change.items()) if number < 0]
    with connection.cursor() as cursor:
        cursor.executemany(ADD_WORD, more)
        if less:
            cursor.executemany(TAKE_WORD, less)
            cursor.execute(DROP_WORDS, [kind])
