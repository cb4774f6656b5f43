"""Which words of a text answer a query, and the piece of it that shows most of them (LNG-7)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from grono.language.analysis import Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.language.queries import Query

SNIPPET_WORDS = 30
"""Words of a snippet."""

Span = tuple[int, int]


class Snippet(NamedTuple):
    """A piece of a text.

    Parameters
    ----------
    start, end : int
        Where it stands in the text.
    marks : tuple of (int, int)
        Words that are hits, by their place in the whole text.
    """

    start: int
    end: int
    marks: tuple[Span, ...]


def marks(text: str, language: str, query: Query) -> list[Span]:
    """Return where the words stand whose group meets the query.

    Examples
    --------
    >>> from grono.language.queries import build_query
    >>> marks("Naprawa maszyn", "pl", build_query("maszyny", "pl"))
    [(8, 14)]
    """
    return [(word.start, word.end) for word in words(text, language) if _met(word, query)]


def snippet(text: str, language: str, query: Query, length: int = SNIPPET_WORDS) -> Snippet:
    """Return the first run of words that meets most words of the query; a whole short text; its beginning without a hit.

    Parameters
    ----------
    text : str
        Text as it is shown, not escaped.
    language : str
        Language of the text.
    query : Query
        What was asked.
    length : int
        Words of the run.
    """
    found = words(text, language)
    if not found:
        return Snippet(0, len(text), ())
    met = [_met(word, query) for word in found]
    first = _best_start(met, length)
    last = min(first + length, len(found)) - 1
    start = 0 if first == 0 else found[first].start
    end = len(text) if last == len(found) - 1 else found[last].end
    shown = zip(found[first : last + 1], met[first : last + 1], strict=True)
    return Snippet(start, end, tuple((word.start, word.end) for word, hits in shown if hits))


def marked_html(text: str, spans: Iterable[Span], start: int = 0, end: int | None = None) -> str:
    """Return a piece of a text as HTML, everything escaped, the spans in ``<mark>``.

    Examples
    --------
    >>> marked_html("R&D <lab>", [(0, 1)])
    '<mark>R</mark>&amp;D &lt;lab&gt;'
    """
    end = len(text) if end is None else end
    parts, position = [], start
    for left, right in spans:
        parts += [escape(text[position:left]), "<mark>", escape(text[left:right]), "</mark>"]
        position = right
    return "".join([*parts, escape(text[position:end])])


def _met(word: Word, query: Query) -> frozenset[int]:
    return frozenset(place for place, asked in enumerate(query.words) if asked.meets(word.group))


def _best_start(met: list[frozenset[int]], length: int) -> int:
    """Return where the window with most words of the query begins, a third of it before its first hit."""
    starts = [place for place, hits in enumerate(met) if hits]
    if not starts:
        return 0
    best = max(starts, key=lambda start: (_worth(met[start : start + length]), -start))
    lead = length // 3
    early = max(0, min(best - lead, len(met) - length))
    return early if _worth(met[early : early + length]) >= _worth(met[best : best + length]) else best


def _worth(window: list[frozenset[int]]) -> tuple[int, int]:
    different = frozenset[int]().union(*window)
    return len(different), sum(1 for hits in window if hits)
