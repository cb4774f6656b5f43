"""What is asked: groups of tokens joined by AND, and by OR when nothing holds them all; written for both databases.

A query knows no database: the two functions at the end only write its match expression in their words.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from grono.language.analysis import Word, words
from grono.language.stop_words import stop_words

if TYPE_CHECKING:
    from grono.language.typing_errors import Vocabulary

Joined = Literal["and", "or"]

SHORTEST_PREFIX = 3
"""Letters from which the word being typed is looked up by its beginning."""

MOST_WORDS = 32
"""Words of a query that count; a pasted page is cut here."""


@dataclass(frozen=True)
class QueryWord:
    """One word of a query.

    Parameters
    ----------
    text : str
        As it was typed.
    tokens : tuple of str
        Tokens any of which is a hit: the group of the word, then the corrections.
    prefix : str
        Beginning of tokens that are hits too, for the word being typed; empty otherwise.
    corrections : tuple of str
        Entries of the vocabulary taken in for a typing error, the nearest first; the page says so.
    """

    text: str
    tokens: tuple[str, ...]
    prefix: str = ""
    corrections: tuple[str, ...] = ()

    def meets(self, group: tuple[str, ...]) -> bool:
        """Tell whether a word of a text, given as its group, is a hit."""
        if any(token in self.tokens for token in group):
            return True
        return bool(self.prefix) and any(token.startswith(self.prefix) for token in group)


@dataclass(frozen=True)
class Query:
    """A query analysed in one language.

    Parameters
    ----------
    language : str
        Language by which it was analysed; it is asked on rows of that language.
    words : tuple of QueryWord
        Without stop words, unless there is nothing else.
    left_out : tuple of str
        Stop words as they were typed.
    """

    language: str
    words: tuple[QueryWord, ...]
    left_out: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.words

    @property
    def corrected(self) -> tuple[QueryWord, ...]:
        """Words for which others were taken in."""
        return tuple(word for word in self.words if word.corrections)

    def with_corrections(self, vocabulary: Vocabulary) -> Query:
        """Join the nearest entries of the vocabulary to each word of which it holds nothing."""
        return replace(self, words=tuple(_corrected(word, vocabulary) for word in self.words))


def build_query(text: str, language: str, *, typing: bool = False) -> Query:
    """Analyse what somebody has typed.

    Parameters
    ----------
    text : str
        The box as it stands; cut after 32 words.
    language : str
        Two-letter code of the language to analyse it by: once for each content language.
    typing : bool
        Whether the last word may be unfinished: it is then looked up by its beginning too, from three letters.

    Returns
    -------
    Query
        Empty for a text without letters and digits.

    Examples
    --------
    >>> query = build_query("maszyny dla roln", "pl", typing=True)
    >>> [word.text for word in query.words], query.left_out, query.words[-1].prefix
    (['maszyny', 'roln'], ('dla',), 'roln')
    """
    found = words(text, language)[:MOST_WORDS]
    last = found[-1] if found and typing and found[-1].end == len(text) else None
    kept = [word for word in found if word is last or word.group[0] not in stop_words(language)] or found
    left_out = tuple(text[word.start : word.end] for word in found if word not in kept)
    return Query(language, tuple(_query_word(text, word, unfinished=word is last) for word in kept), left_out)


def _query_word(text: str, word: Word, *, unfinished: bool) -> QueryWord:
    long_enough = unfinished and len(word.group[0]) >= SHORTEST_PREFIX
    return QueryWord(text[word.start : word.end], word.group, word.group[0] if long_enough else "")


def _corrected(word: QueryWord, vocabulary: Vocabulary) -> QueryWord:
    if any(token in vocabulary for token in word.tokens) or (word.prefix and vocabulary.has_prefix(word.prefix)):
        return word
    nearest = vocabulary.nearest(word.tokens[0])
    return replace(word, tokens=(*word.tokens, *nearest), corrections=nearest)


def fts5_match(query: Query, joined: Joined = "and") -> str:
    """Write a query for ``MATCH`` of SQLite's FTS5; the value of a parameter, never part of the SQL.

    Examples
    --------
    >>> fts5_match(Query("xx", (QueryWord("a", ("a", "b")), QueryWord("c", ("c",), prefix="c"))))
    '("a" OR "b") AND ("c" OR "c"*)'
    """
    parts = []
    for word in query.words:
        terms = [f'"{token}"' for token in word.tokens] + ([f'"{word.prefix}"*'] if word.prefix else [])
        parts.append(f"({' OR '.join(terms)})")
    return f" {joined.upper()} ".join(parts)


def tsquery(query: Query, joined: Joined = "and") -> str:
    """Write a query for ``to_tsquery('simple', …)`` of PostgreSQL; the value of a parameter.

    Examples
    --------
    >>> tsquery(Query("xx", (QueryWord("a", ("a", "b")), QueryWord("c", ("c",), prefix="c"))), "or")
    "('a' | 'b') | ('c' | 'c':*)"
    """
    parts = []
    for word in query.words:
        terms = [f"'{token}'" for token in word.tokens] + ([f"'{word.prefix}':*"] if word.prefix else [])
        parts.append(f"({' | '.join(terms)})")
    return (" & " if joined == "and" else " | ").join(parts)
