"""What SQLite and PostgreSQL say differently: which rows hold the words of a query. Everything else is the same on both (LNG-3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db import connection

from grono.language import fts5_match, tsquery
from grono.portal.core.bulk import insert_rows
from grono.portal.search.models import SearchWord

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from grono.language import Joined, Query

WORD = ("kind", "language", "rung", "word")
"""The columns that name a word of the vocabulary."""
TAKE_WORD = (
    "UPDATE search_searchword SET rows = rows - %s WHERE kind = %s AND language = %s AND rung = %s AND word = %s"
)
DROP_WORDS = "DELETE FROM search_searchword WHERE kind = %s AND rows = 0"

HOLDING = {
    "sqlite": "SELECT group_concat(rowid) FROM search_words WHERE search_words MATCH %s",
    "postgresql": "SELECT string_agg(id::text, ',') FROM search_searchdocument WHERE to_tsvector('simple'::regconfig, tokens) @@ to_tsquery('simple'::regconfig, %s)",
}
"""One long text instead of tens of thousands of rows: several times as fast to read."""
TOKENS = {
    "sqlite": """SELECT group_concat(id), group_concat(tokens, char(10)) FROM search_searchdocument
        WHERE id IN (SELECT value FROM json_each(%s))""",
    "postgresql": """SELECT string_agg(id::text, ','), string_agg(tokens, chr(10)) FROM search_searchdocument
        WHERE id = ANY(%s::bigint[])""",
}
"""Both texts are put together in one pass, so they are in the same order."""
_LISTED = {"sqlite": "[{}]", "postgresql": "{{{}}}"}
_WRITE = {"sqlite": fts5_match, "postgresql": tsquery}


def rows_holding(query: Query, joined: Joined) -> NDArray[np.int64]:
    """Return the numbers of all rows that hold the words of a query, of any kind, language and reader."""
    with connection.cursor() as cursor:
        cursor.execute(HOLDING[connection.vendor], [_WRITE[connection.vendor](query, joined)])
        (numbers,) = cursor.fetchone()
    return np.fromstring(numbers or "", dtype=np.int64, sep=",")


def tokens_of(rows: Sequence[int]) -> tuple[NDArray[np.int64], str]:
    """Return numbered rows that are there, in any order, and their tokens in the same order, a row a line."""
    with connection.cursor() as cursor:
        cursor.execute(TOKENS[connection.vendor], [_LISTED[connection.vendor].format(",".join(map(str, rows)))])
        numbers, lines = cursor.fetchone()
    return np.fromstring(numbers or "", dtype=np.int64, sep=","), lines or ""


def add_to_vocabulary(kind: str, change: Mapping[tuple[str, int, str], int]) -> None:
    """Add to the number of rows that hold each word, keyed by language, rung and word; below zero takes away."""
    more = [(kind, *key, number) for key, number in sorted(change.items()) if number > 0]
    less = [(-number, kind, *key) for key, number in sorted(change.items()) if number < 0]
    insert_rows(SearchWord, (*WORD, "rows"), more, replacing=WORD, adding=("rows",))
    if less:
        with connection.cursor() as cursor:
            cursor.executemany(TAKE_WORD, less)
            cursor.execute(DROP_WORDS, [kind])
