"""The words that occur, as a process remembers them for a minute: they mend typing errors and weigh words (LNG-6)."""

from __future__ import annotations

import time

from django.db import connection

from grono.language import Vocabulary
from grono.portal.search.models import SearchWord

SECONDS_KEPT = 60
"""So old may the remembered words be: a newer word is found all the same, only its neighbours are not offered."""

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
