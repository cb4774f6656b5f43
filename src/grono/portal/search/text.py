"""Which things hold the words that someone typed, the best first: numbers of registers, then each language (LNG-4 to LNG-6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.language import Query, bm25_scores, build_query
from grono.portal.search.databases import rows_holding, tokens_of
from grono.portal.search.vocabulary import vocabulary_of, words_that_may_be_met

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from grono.language import Joined, Vocabulary
    from grono.portal.search.documents import Documents
    from grono.portal.search.scope import Scope

    Long = NDArray[np.int64]

NO_LANGUAGE = "und"
"""Language of numbers and codes (ISO 639-2): their tokens are the same in every language."""
MOST_ORDERED = 5_000
"""More hits are not ordered by how well they fit, but the newest first; the page says so (LNG-5)."""

NOTHING = np.zeros(0, dtype=np.int64)
LONGEST_CODE = 4
"""Digits of a NACE class, which is the beginning of subclasses."""

_SEPARATORS = re.compile(r"[\s\-./]+")
_NUMBER = re.compile(
    r"(?:PL)?\d{9,14}"  # NIP, REGON, KRS
    r"|[A-Z]{2}[A-Z]?\d{7,12}[A-Z]{0,2}"  # VAT: HU12892312, ATU13585627
    r"|(?=(?:.*\d){6})[A-Z0-9]{18}\d\d",  # LEI; with fewer digits it is more likely a name
    re.ASCII,
)
_CODE = re.compile(r"(\d\d)\.?(\d\d?)(?:\.?[A-Za-z])?|(\d\d)\.", re.ASCII)


@dataclass(frozen=True)
class Hits:
    """What a text has found.

    ``object_ids`` stand with the best first, unless there are too many (``is_ordered``). ``is_relaxed`` says that nothing holds
    all the words; ``corrections`` which words were taken for a mistyped one.
    """

    object_ids: Long
    is_ordered: bool = True
    is_relaxed: bool = False
    corrections: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    queries: tuple[Query, ...] = ()


def number_in(text: str) -> str:
    """Return the number of a register, or the activity code, that a text is in whatever writing; empty when it is none.

    Examples
    --------
    >>> number_in("972-123-73-17"), number_in("PL 9721237317"), number_in("10.51.Z"), number_in("Łódź")
    ('9721237317', '9721237317', '1051', '')
    """
    code = _CODE.fullmatch(text.strip())
    if code:
        return "".join(part for part in code.groups() if part)
    bare = _SEPARATORS.sub("", text).upper()
    return bare.removeprefix("PL") if _NUMBER.fullmatch(bare) else ""


@dataclass(frozen=True)
class Looking:
    """Where words are looked for: the rows of words of one kind, and who reads."""

    kind: str
    documents: Documents
    scope: Scope

    def rows(self, query: Query, joined: Joined) -> tuple[Long, Long]:
        """Return the rows that hold a query, and the things they belong to: at most one row of each thing."""
        return self.documents.seen(rows_holding(query, joined), query.language, self.scope)

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the words that the reader may see."""
        return vocabulary_of(self.kind, language, self.scope.lowest)


def hits_of(text: str, languages: Iterable[str], looking: Looking) -> Hits | None:
    """Return what a text finds; None for a text without words.

    A number is looked for alone. Otherwise all words have to be there, in the same language; then the last word may be unfinished
    and others mistyped; then any word is enough.
    """
    number = number_in(text)
    if number:
        query = build_query(number, NO_LANGUAGE, typing=len(number) <= LONGEST_CODE)
        _rows, owners = looking.rows(query, "and")
        if owners.size:
            return Hits(np.sort(owners))
    exact = [build_query(text, language) for language in languages]
    if all(query.is_empty for query in exact):
        return None
    hits = _joined(exact, "and", looking)
    if hits is not None:
        return hits
    loose = _corrected([build_query(text, language, typing=True) for language in languages], looking)
    return _joined(loose, "and", looking) or _joined(loose, "or", looking) or Hits(NOTHING, queries=tuple(loose))


def _joined(queries: Sequence[Query], joined: Joined, looking: Looking) -> Hits | None:
    whole = [query for query in queries if len(query.words) > (joined == "or")]
    pairs = zip(whole, words_that_may_be_met(looking.kind, whole), strict=True)
    met = [(query, some) for query, some in pairs if (some.words if joined == "or" else some.words == query.words)]
    asked = [query for query, _some in met]
    found = [(query, *looking.rows(some, joined)) for query, some in met]
    things = _distinct([owners for _query, _rows, owners in found])
    if not things.size:
        return None
    corrections = {word.text: word.corrections for query in asked for word in query.corrected}
    hits = Hits(things, is_relaxed=joined == "or", corrections=corrections, queries=tuple(asked))
    if things.size > MOST_ORDERED:
        return replace(hits, object_ids=things[::-1], is_ordered=False)
    return replace(hits, object_ids=_ordered(found, looking))


def _distinct(some: Sequence[Long]) -> Long:
    """Return the numbers of all, sorted, each once; sorting what is nearly sorted is faster than looking for each."""
    things = np.sort(np.concatenate([NOTHING, *some]))
    return things[np.concatenate([[True], things[1:] != things[:-1]])] if things.size else things


def _ordered(found: Iterable[tuple[Query, Long, Long]], looking: Looking) -> Long:
    """Return the best first, of each thing by its best language, equal ones by their numbers."""
    scored = [_scores(query, rows, owners, looking) for query, rows, owners in found if rows.size]
    things, scores = (np.concatenate(parts) for parts in zip(*scored, strict=True))
    order = np.lexsort((-scores, things))
    things, scores = things[order], scores[order]
    first = np.ones(things.size, dtype=bool)  # nothing is left where every row was written anew meanwhile
    first[1:] = things[1:] != things[:-1]
    things, scores = things[first], scores[first]
    ordered: Long = things[np.lexsort((things, -scores))]
    return ordered


def _scores(query: Query, rows: Long, owners: Long, looking: Looking) -> tuple[Long, NDArray[np.float64]]:
    """Return the things whose rows are still there and how well these answer the query."""
    there, lines = tokens_of(rows.tolist())
    if not there.size:
        return NOTHING, np.zeros(0)
    number = looking.documents.number(query.language, looking.scope.lowest)
    by_row = np.argsort(rows)
    places = by_row[np.searchsorted(rows, there, sorter=by_row)]
    return owners[places], bm25_scores(query, lines, vocabulary=looking.vocabulary(query.language), rows=number)


def _corrected(queries: Sequence[Query], looking: Looking) -> list[Query]:
    """Join near words to those that no language knows; a word known in one language is no typing error in another."""
    vocabularies = {query.language: looking.vocabulary(query.language) for query in queries}
    known = {
        word.text
        for query in queries
        for word in query.words
        if any(token in vocabularies[query.language] for token in word.tokens)
    }
    found = []
    for query in queries:
        mended = query.with_corrections(vocabularies[query.language])
        pairs = zip(query.words, mended.words, strict=True)
        found.append(replace(query, words=tuple(old if old.text in known else new for old, new in pairs)))
    return found
