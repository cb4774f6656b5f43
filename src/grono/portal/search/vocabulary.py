"""The words that occur, as a process remembers them for a minute: they mend typing errors and weigh words (LNG-6)."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection

from grono.language import Vocabulary
from grono.portal.search.models import SearchWord
from grono.portal.search.scope import RUNGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.language import Query, QueryWord

SECONDS_KEPT = 60
"""So old may the remembered words be: a newer word is found all the same, only its neighbours are not offered."""

LONGEST_NUMBER = 4
"""Longer runs of digits are numbers of registers: nobody's typing error is mended to one."""

_known: dict[tuple[str, str, int], tuple[float, Vocabulary]] = {}


def vocabulary_of(kind: str, language: str, rung: int) -> Vocabulary:
    """Return the words that a reader of a rung may see in one language."""
    key, now = (kind, language, rung), time.monotonic()
    found = _known.get(key)
    if found and now - found[0] < SECONDS_KEPT:
        return found[1]
    rows = SearchWord.objects.filter(kind=kind, language=language, rung=rung)
    vocabulary = Vocabulary(dict(rows.values_list("word", "rows")))
    if not connection.in_atomic_block:  # what may still be rolled back is not remembered
        _known[key] = (now, vocabulary)
    return vocabulary


def forget_vocabularies() -> None:
    """Read the words anew at the next question."""
    _known.clear()


def is_counted(word: str) -> bool:
    """Return whether a word that occurs stands in the vocabulary."""
    return not (word[0].isdigit() and len(word) > LONGEST_NUMBER)


def words_that_may_be_met(kind: str, queries: Sequence[Query]) -> list[Query]:
    """Return the queries without the words that do not occur in their language, for any reader, as the database has it now.

    A page asks the index in every language; most words occur in one, and the index of a large directory need not be asked for them in
    the others.
    """
    asked = {token for query in queries for word in query.words for token in word.tokens}
    rows = SearchWord.objects.filter(
        kind=kind, language__in={query.language for query in queries}, rung__in=RUNGS, word__in=asked
    )
    there = set(rows.order_by().values_list("language", "word").distinct())

    def occurs(word: QueryWord, language: str) -> bool:
        return bool(word.prefix) or any((language, token) in there or not is_counted(token) for token in word.tokens)

    return [
        replace(query, words=tuple(word for word in query.words if occurs(word, query.language))) for query in queries
    ]
