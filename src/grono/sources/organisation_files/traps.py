"""What spreadsheets do to values behind one's back: numbers shortened, zeros lost, dates made, letters misread (DIR-25)."""

from __future__ import annotations

import re
from functools import lru_cache

SHORTENED = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}(T.*)?|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}[- .](sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru|jan|feb|apr|may|jun|jul|aug|sep|"
    r"oct|nov|dec)\w*([- .]\d{2,4})?",
    re.IGNORECASE,
)
ODD_BLANKS = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000\ufeff]+")
"""Blanks that look like one but are not, also the one without width."""

_MISREAD = re.compile(
    "[\u00c2-\u00c5\u0102\u0139\u010e\u00e2][\u0080-\u00bf\u0152-\u0161\u0178\u017d\u017e\u0192\u02c6-\u02dd\u2013-\u2122\u20ac\u0100-\u017f]"
)


def is_shortened(text: str) -> bool:
    """Say whether a number was shortened to a power of ten.

    Examples
    --------
    >>> is_shortened("9,72E+09"), is_shortened("9721237317")
    (True, False)
    """
    return SHORTENED.fullmatch(text) is not None


def is_date(text: str) -> bool:
    """Say whether a text is a date as a spreadsheet writes one.

    Examples
    --------
    >>> [is_date(text) for text in ("10.gru", "2026-12-10", "10.12.Z")]
    [True, True, False]
    """
    return DATE.fullmatch(text) is not None


def with_plain_blanks(text: str) -> str:
    r"""Return the text with ordinary blanks, one at a time.

    Examples
    --------
    >>> with_plain_blanks(" Huta\u00a0Szkła  S.A.")
    'Huta Szkła S.A.'
    """
    return " ".join(ODD_BLANKS.sub(" ", text).split())


@lru_cache(maxsize=10_000)
def read_rightly(text: str) -> str | None:
    r"""Return a text whose UTF-8 was read as Windows-1252 or Windows-1250 the way it was meant; None where that did not happen.

    Examples
    --------
    >>> read_rightly("ZakÅ‚ad"), read_rightly("ZakĹ‚ad"), read_rightly("Łódź")
    ('Zakład', 'Zakład', None)
    """
    if not _MISREAD.search(text):
        return None
    for encoding in ("cp1252", "cp1250"):
        try:
            found = b"".join(_byte(letter, encoding) for letter in text).decode("utf-8")
        except UnicodeError:
            continue
        if found != text:
            return found
    return None


def _byte(letter: str, encoding: str) -> bytes:
    if "\x80" <= letter <= "\x9f":
        return bytes([ord(letter)])
    return letter.encode(encoding)
