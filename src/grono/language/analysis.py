"""The one analyser: a text becomes words with offsets, and each word a group of tokens that mean the same to a search.

Every index and every query is cut by :func:`words`, so that SQLite and PostgreSQL find the same rows.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

from grono.language.folding import fold
from grono.language.lemmas import forget_forms, forms_of

_DIGITS = re.compile(r"\d")


@cache
def _run() -> re.Pattern[str]:
    """Return what matches a run of letters, each with its combining marks, or a run of digits."""
    marks = "".join(letter for letter in map(chr, range(0x10000)) if unicodedata.category(letter).startswith("M"))
    return re.compile(rf"(?:[^\W\d_][{marks}]*)+|\d+")


class Word(NamedTuple):
    """One word of a text.

    Parameters
    ----------
    start, end : int
        Where it stands in the text as it was given: ``text[start:end]``.
    group : tuple of str
        Folded tokens without repetition: the word itself first, then its base forms and its stem.
    """

    start: int
    end: int
    group: tuple[str, ...]


def words(text: str, language: str) -> list[Word]:
    """Cut a text into words.

    A word is a run of letters or a run of digits: ``iso9001`` is ``iso`` and ``9001``, as PostgreSQL would otherwise cut
    ``1e5o`` and SQLite not. Nothing is left out; stop words leave queries only.

    Parameters
    ----------
    text : str
        Any text.
    language : str
        Two-letter code of the language it is written in; where nothing is known about the language, words are folded only.

    Returns
    -------
    list of Word
        In the order of the text; empty for a text without letters and digits.

    Examples
    --------
    >>> [(word.start, word.end, word.group[0]) for word in words("Łódź, ISO9001", "pl")]
    [(0, 4, 'lodz'), (6, 9, 'iso'), (9, 13, '9001')]
    """
    found = []
    for match in _run().finditer(text):
        group = _group(match.group(), language)
        if group:
            found.append(Word(match.start(), match.end(), group))
    return found


def tokens(text: str, language: str) -> str:
    """Return what a search index stores of a text: the tokens of all its words, separated by blanks.

    Examples
    --------
    >>> tokens("ISO9001", "xx")
    'iso 9001'
    """
    return " ".join(token for word in words(text, language) for token in word.group)


@lru_cache(maxsize=200_000)
def _group(run: str, language: str) -> tuple[str, ...]:
    word = unicodedata.normalize("NFC", run)
    if word[0].isdecimal():
        return (fold(word),)
    folded = (_DIGITS.sub("", fold(form)) for form in (word, *forms_of(word, language)))  # "m²" folds to "m2"
    return tuple(dict.fromkeys(filter(None, folded)))


def forget_words() -> None:
    """Empty the caches, after the packages that analyse words have changed."""
    _group.cache_clear()
    forget_forms()
