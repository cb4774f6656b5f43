"""One question to the index: words, facets and an order in, things and the counts of the facets out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.portal.search.columns import columns_of
from grono.portal.search.models import SearchHead
from grono.portal.search.remembered import remembered
from grono.portal.search.text import NO_LANGUAGE, Hits, Looking, hits_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from grono.portal.search.columns import Columns
    from grono.portal.search.scope import Scope

    Long = NDArray[np.int64]
    Mask = NDArray[np.bool_]

BEST = "best"
"""The order by how well a thing answers the words; without words there is none."""


@dataclass(frozen=True)
class Question:
    """What is looked for; within a facet values are joined by *or*, facets by *and*. ``facets`` names those to count."""

    text: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Sequence[str] = ()
    sort: str = BEST


@dataclass(frozen=True)
class Answer:
    """Numbers of the things found, in order; facet → value → how many things choosing it would give; how the words met."""

    object_ids: Long
    counts: Mapping[str, Mapping[str, int]]
    hits: Hits | None = None


def ask(kind: str, question: Question, scope: Scope) -> Answer:
    """Answer a question for a reader of a scope; nothing is found, counted or sorted by what the reader may not see (DIR-14)."""
    columns = columns_of(kind)
    hits = _hits(kind, question.text, columns, scope) if question.text else None
    best = None if hits is None else columns.rows_of(hits.object_ids)
    base = _base(columns, best)
    narrowed = {
        facet: columns.facets[facet].rows_with(values, columns.object_ids.size) & columns.visible(facet, scope)
        if facet in columns.facets
        else np.zeros(columns.object_ids.size, dtype=bool)
        for facet, values in question.chosen.items()
        if values
    }
    found = _all(base, narrowed, without="")
    counts = {facet: _counts(columns, facet, _all(base, narrowed, without=facet), scope) for facet in question.facets}
    for facet, values in question.chosen.items():
        for value in values:
            counts.setdefault(facet, {}).setdefault(value, 0)
    if question.sort == BEST and best is not None:
        return Answer(columns.object_ids[best[found[best]]], counts, hits)
    return Answer(columns.object_ids[columns.ordered(found, question.sort, scope)], counts, hits)


def _hits(kind: str, text: str, columns: Columns, scope: Scope) -> Hits | None:
    languages = tuple(languages_of(kind))
    place = (kind, columns.revision, text, languages, scope.lowest, frozenset(scope.closer.items()))
    return remembered(place, lambda: hits_of(text, languages, Looking(kind, columns.documents, scope)))


def languages_of(kind: str) -> list[str]:
    """Return the languages in which things of a kind have words."""
    head = SearchHead.objects.filter(kind=kind).values_list("analysers", flat=True).first() or {}
    return sorted(language for language in head if language != NO_LANGUAGE)


def _base(columns: Columns, rows: Long | None) -> Mask:
    """Return where the words were found; everywhere when there were none."""
    if rows is None:
        return np.ones(columns.object_ids.size, dtype=bool)
    found = np.zeros(columns.object_ids.size, dtype=bool)
    found[rows] = True
    return found


def _all(base: Mask, narrowed: Mapping[str, Mask], *, without: str) -> Mask:
    found = base.copy()
    for facet, rows in narrowed.items():
        if facet != without:
            found &= rows
    return found


def _counts(columns: Columns, facet: str, rows: Mask, scope: Scope) -> dict[str, int]:
    column = columns.facets.get(facet)
    return column.counts(rows & columns.visible(facet, scope)) if column else {}
