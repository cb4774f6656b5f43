"""One question to the index: words, facets and an order in, things and the counts of the facets out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.portal.search.columns import columns_of
from grono.portal.search.models import SearchHead
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

    object_ids: Sequence[int]
    counts: Mapping[str, Mapping[str, int]]
    hits: Hits | None = None


def ask(kind: str, question: Question, scope: Scope) -> Answer:
    """Answer a question for a reader of a scope; nothing is found, counted or sorted by what the reader may not see (DIR-14)."""
    columns = columns_of(kind)
    looking = Looking(kind, columns.documents, scope)
    hits = hits_of(question.text, languages_of(kind), looking) if question.text else None
    base = _rows_of_hits(columns, hits)
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
    return Answer(_in_order(columns, found, hits, question.sort, scope).tolist(), counts, hits)


def languages_of(kind: str) -> list[str]:
    """Return the languages in which things of a kind have words."""
    head = SearchHead.objects.filter(kind=kind).values_list("analysers", flat=True).first() or {}
    return sorted(language for language in head if language != NO_LANGUAGE)


def _rows_of_hits(columns: Columns, hits: Hits | None) -> Mask:
    if hits is None:
        return np.ones(columns.object_ids.size, dtype=bool)
    found = np.zeros(columns.object_ids.size, dtype=bool)
    found[columns.rows_of(hits.object_ids)] = True
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


def _in_order(columns: Columns, found: Mask, hits: Hits | None, sort: str, scope: Scope) -> Long:
    if sort == BEST and hits is not None:
        rows = columns.rows_of(hits.object_ids)
        rows = rows[found[rows]]
    else:
        rows = columns.ordered(np.flatnonzero(found), sort, scope)
    return columns.object_ids[rows]
