"""Legal forms, abbreviations, weak words and free mail, read once, folded as names are."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from grono.language import words

DATA = Path(__file__).parent / "data"

Tokens = tuple[str, ...]


def folded_tokens(text: str) -> Tokens:
    """Return the folded words of a text, whatever its language: no capitals, diacritics or punctuation.

    Examples
    --------
    >>> folded_tokens("„Łąka” Sp. z o.o.")
    ('laka', 'sp', 'z', 'o', 'o')
    """
    return tuple(word.group[0] for word in words(text.replace("&", " and "), "und"))


@cache
def legal_forms() -> dict[Tokens, str]:
    """Return spelling → form; the same form in two countries has one name."""
    return {
        folded_tokens(spelling): row["form"]
        for row in _rows("legal_forms.csv")
        for spelling in row["spellings"].split("|")
    }


@cache
def longest_form() -> int:
    """Return the number of words of the longest spelling of a legal form."""
    return max(map(len, legal_forms()))


@cache
def abbreviations() -> dict[Tokens, Tokens]:
    """Return short spelling → its words; where two languages disagree the first of the table holds."""
    found: dict[Tokens, Tokens] = {}
    for row in _rows("abbreviations.csv"):
        found.setdefault(folded_tokens(row["short"]), folded_tokens(row["long"]))
    return found


@cache
def longest_abbreviation() -> int:
    """Return the number of words of the longest short spelling: ``P.P.H.U.`` has four."""
    return max(map(len, abbreviations()))


@cache
def weak_words() -> frozenset[str]:
    """Return words by which many organisations begin and none is known."""
    return frozenset(token for row in _rows("weak_words.csv") for token in folded_tokens(row["words"]))


@cache
def free_mail() -> frozenset[str]:
    """Return the domains of providers at which anyone may have an address."""
    return frozenset(row["domain"] for row in _rows("free_mail.csv"))


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
