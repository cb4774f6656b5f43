"""Which things hold the words that someone typed, the best first: numbers of registers, then each language (LNG-4 to LNG-6)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grono.language import Query, bm25_order, build_query
from grono.portal.search.databases import Readers, object_ids, rows_with_tokens
from grono.portal.search.vocabulary import vocabulary_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from grono.language import Joined
    from grono.portal.search.scope import Scope

NO_LANGUAGE = "und"
"""Language of numbers and codes (ISO 639-2): their tokens are the same in every language."""
MOST_ORDERED = 5_000
"""More hits are not ordered by how well they fit, but the newest first; the page says so (LNG-5)."""

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

    object_ids: Sequence[int]
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


def hits_of(kind: str, text: str, languages: Iterable[str], scope: Scope) -> Hits | None:
    """Return what a text finds; None for a text without words.

    A number is looked for alone. Otherwise all words have to be there, in the same language; then the last word may be unfinished
    and others mistyped; then any word is enough.
    """
    number = number_in(text)
    if number:
        found = _of_language(kind, build_query(number, NO_LANGUAGE, typing=len(number) <= LONGEST_CODE), "and", scope)
        if found:
            return Hits(sorted(found))
    exact = [build_query(text, language) for language in languages]
    if all(query.is_empty for query in exact):
        return None
    loose = _corrected(kind, [build_query(text, language, typing=True) for language in languages], scope)
    attempts: tuple[tuple[Sequence[Query], Joined], ...] = ((exact, "and"), (loose, "and"), (loose, "or"))
    for queries, joined in attempts:
        hits = _joined(kind, queries, joined, scope)
        if hits is not None:
            return hits
    return Hits((), queries=tuple(loose))


def _joined(kind: str, queries: Sequence[Query], joined: Joined, scope: Scope) -> Hits | None:
    asked = [query for query in queries if len(query.words) > (joined == "or")]
    corrections = {word.text: word.corrections for query in asked for word in query.corrected}
    hits = Hits((), is_relaxed=joined == "or", corrections=corrections, queries=tuple(asked))
    ordered = _ordered(kind, asked, joined, scope)
    if ordered is None:
        found = {object_id for query in asked for object_id in _of_language(kind, query, joined, scope)}
        return replace(hits, object_ids=sorted(found, reverse=True), is_ordered=False)
    return replace(hits, object_ids=ordered) if ordered else None


def _ordered(kind: str, queries: Iterable[Query], joined: Joined, scope: Scope) -> list[int] | None:
    """Return the best first, of each thing by its best language, equal ones by their numbers; None where there are too many."""
    scores: dict[int, float] = {}
    for query in queries:
        rows: list[tuple[int, str]] = []
        for readers in _readers(scope):
            some = rows_with_tokens(kind, query, joined, readers, most=MOST_ORDERED)
            if some is None:
                return None
            rows += some
        vocabulary = vocabulary_of(kind, query.language, scope.lowest)
        for object_id, score in bm25_order(query, rows, vocabulary=vocabulary):
            scores[object_id] = max(score, scores.get(object_id, 0.0))
    if len(scores) > MOST_ORDERED:
        return None
    return sorted(scores, key=lambda object_id: (-scores[object_id], object_id))


def _of_language(kind: str, query: Query, joined: Joined, scope: Scope) -> set[int]:
    return {one for readers in _readers(scope) for one in object_ids(kind, query, joined, readers)}


def _readers(scope: Scope) -> Iterator[Readers]:
    """Return whose rows are asked: in general, and those of the objects of which the reader sees more."""
    closer = {number: scope.of(number) for number in sorted(scope.closer) if scope.of(number) < scope.lowest}
    yield Readers(scope.lowest, without=tuple(closer))
    for lowest in sorted(set(closer.values())):
        yield Readers(lowest, only=tuple(number for number, own in closer.items() if own == lowest))


def _corrected(kind: str, queries: Sequence[Query], scope: Scope) -> list[Query]:
    """Join near words to those that no language knows; a word known in one language is no typing error in another."""
    vocabularies = {query.language: vocabulary_of(kind, query.language, scope.lowest) for query in queries}
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
