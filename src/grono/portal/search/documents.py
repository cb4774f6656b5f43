"""Whose each row of words is, as arrays in memory: the database says only which rows hold the words, so it need not join them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.portal.search.models import SearchDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.portal.search.scope import Scope

    Long = NDArray[np.int64]
    Small = NDArray[np.uint8]

FEW = 1_000
"""Up to so many changed things their rows are asked for one by one; more are read with all rows of the kind."""


@dataclass(frozen=True)
class Documents:
    """The rows of words of one kind, in the order of their numbers: whose they are, in which language, for which readers.

    One array for each, because a question looks many numbers up and then reads the others of few.
    """

    languages: tuple[str, ...]
    ids: Long
    owners: Long
    language: Small
    least: Small
    most: Small

    def number(self, language: str, lowest: int) -> int:
        """Return how many rows of a language there are for a reader of a rung: as many as the numbers of words are counted among."""
        if language not in self.languages:
            return 0
        own = self.language == self.languages.index(language)
        return int(np.count_nonzero(own & (self.least <= lowest) & (lowest <= self.most)))

    def seen(self, ids: Long, language: str, scope: Scope) -> tuple[Long, Long]:
        """Return those of the numbered rows that are in a language and for this reader, and the things they belong to."""
        if not ids.size or not self.ids.size or language not in self.languages:
            return ids[:0], ids[:0]
        places = np.searchsorted(self.ids, ids).clip(max=self.ids.size - 1)
        places = places[(self.ids[places] == ids) & (self.language[places] == self.languages.index(language))]
        rung = scope.rungs_of(self.owners[places])
        places = places[(self.least[places] <= rung) & (rung <= self.most[places])]
        return self.ids[places], self.owners[places]


_NONE, _NO_RUNGS = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.uint8)
NO_DOCUMENTS = Documents((), _NONE, _NONE, _NO_RUNGS, _NO_RUNGS, _NO_RUNGS)


def documents_of(kind: str, old: Documents, changed: Long) -> Documents:
    """Return the rows of words of a kind after some of its things have changed."""
    rows = SearchDocument.objects.filter(kind=kind).order_by("id")
    if changed.size <= FEW:
        rows = rows.filter(object_id__in=changed.tolist())
    columns = rows.values_list("id", "object_id", "language", "least", "most")
    read = list(columns.iterator(chunk_size=10_000))
    languages = tuple(dict.fromkeys((*old.languages, *(row[2] for row in read))))
    new = _table(read, languages)
    some = np.isin(new[:, 1], changed)
    kept = ~np.isin(old.owners, changed)
    before: tuple[NDArray[Any], ...] = (old.ids, old.owners, old.language, old.least, old.most)
    both = [np.concatenate([one[kept], new[some, place].astype(one.dtype)]) for place, one in enumerate(before)]
    order = np.argsort(both[0], kind="stable")
    return Documents(languages, *(one[order] for one in both))


def _table(read: Sequence[tuple[int, int, str, int, int]], languages: Sequence[str]) -> Long:
    place = {language: number for number, language in enumerate(languages)}
    rows = [(row, owner, place[language], *rungs) for row, owner, language, *rungs in read]
    return np.array(rows, dtype=np.int64).reshape(-1, 5)
