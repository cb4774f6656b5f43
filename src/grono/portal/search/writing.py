"""Putting things into the index and taking them out; the transaction and the audit row are the caller's action's."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from grono.language import analyser_id, words
from grono.portal.core.bulk import insert_objects
from grono.portal.search.databases import add_to_vocabulary
from grono.portal.search.models import LONGEST_TOKEN, SearchDocument, SearchHead, SearchObject
from grono.portal.search.scope import PUBLIC, RUNGS
from grono.portal.search.vocabulary import is_counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

AT_ONCE = 1_000
"""Things written together: a statement with more of them costs memory and wins no time."""


class Words(NamedTuple):
    """A text by which a thing is found, in its language, and the rung on which it may be seen."""

    text: str
    language: str
    rung: int = PUBLIC


class Facet(NamedTuple):
    """The values of a thing in one facet, and the rung on which they may be seen."""

    values: tuple[str, ...]
    rung: int = PUBLIC


class Key(NamedTuple):
    """What a thing is sorted by, in byte order, and the rung on which it may be seen; empty: it stands last."""

    key: bytes
    rung: int = PUBLIC


@dataclass(frozen=True)
class Thing:
    """One thing as the index keeps it."""

    object_id: int
    texts: tuple[Words, ...] = ()
    facets: Mapping[str, Facet] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)


def put(kind: str, things: Iterable[Thing]) -> None:
    """Put things into the index; what stood there of them before is replaced."""
    remaining = iter(things)
    while some := list(islice(remaining, AT_ONCE)):
        revision = _next_revision(kind, {text.language for thing in some for text in thing.texts})
        ids = [thing.object_id for thing in some]
        insert_objects([_object(kind, thing, revision) for thing in some], replacing=("kind", "object_id"))
        documents = [row for thing in some for row in _documents(kind, thing)]
        _count_words(kind, _taken_documents(kind, ids), documents)
        # Rows of one language side by side: PostgreSQL walks through every page of the table that holds a row with a common word.
        documents.sort(key=lambda row: row.language)
        insert_objects(documents)


def take_out(kind: str, object_ids: Iterable[int]) -> None:
    """Take things out of the index; their rows stay empty, so that every process learns of it."""
    ids = list(object_ids)
    if not ids:
        return
    revision = _next_revision(kind)
    _count_words(kind, _taken_documents(kind, ids), [])
    SearchObject.objects.filter(kind=kind, object_id__in=ids).update(
        revision=revision, is_removed=True, facets={}, keys={}, rungs={}
    )


def analysers_changed(kind: str) -> bool:
    """Say whether words of a kind were made by another analyser than today's: then everything has to be put in again."""
    stored = SearchHead.objects.filter(kind=kind).values_list("analysers", flat=True).first() or {}
    return any(analyser_id(language) != made_by for language, made_by in stored.items())


def _next_revision(kind: str, languages: Iterable[str] = ()) -> int:
    # The row stays locked until the transaction ends, so revisions become visible in their order.
    SearchHead.objects.get_or_create(kind=kind)
    head = SearchHead.objects.select_for_update().get(kind=kind)
    head.revision += 1
    head.analysers |= {language: analyser_id(language) for language in languages}
    head.save(update_fields=["revision", "analysers"])
    return head.revision


def _object(kind: str, thing: Thing, revision: int) -> SearchObject:
    parts: Iterable[tuple[str, Facet | Key]] = (*thing.facets.items(), *thing.keys.items())
    rungs = {name: part.rung for name, part in parts if part.rung != PUBLIC}
    return SearchObject(
        kind=kind,
        object_id=thing.object_id,
        revision=revision,
        facets={name: list(facet.values) for name, facet in thing.facets.items() if facet.values},
        keys={name: one.key.hex() for name, one in thing.keys.items() if one.key},
        rungs=rungs,
    )


def _documents(kind: str, thing: Thing) -> Iterator[SearchDocument]:
    by_language: dict[str, list[Words]] = defaultdict(list)
    for text in thing.texts:
        if text.text:
            by_language[text.language].append(text)
    for language, texts in by_language.items():
        for least, most in _ranges({text.rung for text in texts}):
            found = [word.group for text in texts if text.rung >= most for word in words(text.text, language)]
            if found:
                yield SearchDocument(
                    kind=kind,
                    object_id=thing.object_id,
                    language=language,
                    least=least,
                    most=most,
                    words=len(found),
                    tokens=_joined(token for group in found for token in group),
                )


def _ranges(rungs: set[int]) -> Iterator[tuple[int, int]]:
    """Return the ranges of readers' lowest rungs between which the visible texts do not change.

    Examples
    --------
    >>> list(_ranges({3})), list(_ranges({3, 1}))
    ([(0, 3)], [(0, 1), (2, 3)])
    """
    least = RUNGS[0]
    for rung in sorted(rungs):
        yield least, rung
        least = rung + 1


def _joined(tokens: Iterable[str]) -> str:
    return " ".join(token for token in tokens if len(token) <= LONGEST_TOKEN)


def _taken_documents(kind: str, object_ids: list[int]) -> list[SearchDocument]:
    rows = SearchDocument.objects.filter(kind=kind, object_id__in=object_ids)
    taken = list(rows)
    if taken:
        rows.delete()
    return taken


def _count_words(kind: str, gone: Iterable[SearchDocument], come: Iterable[SearchDocument]) -> None:
    """Keep how many documents hold each word for each rung of readers; a word that none holds is forgotten."""
    change: Counter[tuple[str, int, str]] = Counter()
    for rows, step in ((gone, -1), (come, 1)):
        for row in rows:
            kept = [word for word in set(row.tokens.split()) if is_counted(word)]
            for rung in range(row.least, row.most + 1):
                for word in kept:
                    change[row.language, rung, word] += step
    add_to_vocabulary(kind, {key: number for key, number in change.items() if number})
