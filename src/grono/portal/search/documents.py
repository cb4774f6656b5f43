"""Whose each row of words is, as arrays in memory: the database says only which rows hold the words, so it need not join them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
_ROW = [("id", "i8"), ("owner", "i8"), ("language", "u1"), ("least", "u1"), ("most", "u1")]


@dataclass(frozen=True)
class Documents:
    """The rows of words of one kind, in the order of their numbers: whose they are, in which language, for which readers."""

    languages: tuple[str, ...]
    rows: NDArray[np.void]

    def seen(self, ids: Long, language: str, scope: Scope) -> tuple[Long, Long]:
        """Return those of the numbered rows that are in a language and for this reader, and the things they belong to."""
        if not ids.size or not self.rows.size or language not in self.languages:
            return ids[:0], ids[:0]
        places = np.searchsorted(self.rows["id"], ids).clip(max=self.rows.size - 1)
        rows = self.rows[places[self.rows["id"][places] == ids]]
        rows = rows[rows["language"] == self.languages.index(language)]
        rung = scope.rungs_of(rows["owner"])
        rows = rows[(rows["least"] <= rung) & (rung <= rows["most"])]
        return rows["id"], rows["owner"]


NO_DOCUMENTS = Documents((), np.zeros(0, dtype=_ROW))


def documents_of(kind: str, old: Documents, changed: Long) -> Documents:
    """Return the rows of words of a kind after some of its things have changed."""
    rows = SearchDocument.objects.filter(kind=kind).order_by("id")
    if changed.size <= FEW:
        rows = rows.filter(object_id__in=changed.tolist())
    columns = rows.values_list("id", "object_id", "language", "least", "most")
    read = list(columns.iterator(chunk_size=10_000))
    languages = tuple(dict.fromkeys((*old.languages, *(row[2] for row in read))))
    new = _table(read, languages)
    new = new[np.isin(new["owner"], changed)]
    kept = old.rows[~np.isin(old.rows["owner"], changed)]
    both = np.concatenate([kept, new])
    return Documents(languages, both[np.argsort(both["id"], kind="stable")])


def _table(read: Sequence[tuple[int, int, str, int, int]], languages: Sequence[str]) -> NDArray[np.void]:
    place = {language: number for number, language in enumerate(languages)}
    return np.array([(row, owner, place[language], *rungs) for row, owner, language, *rungs in read], dtype=_ROW)
