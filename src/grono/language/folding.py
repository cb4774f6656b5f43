"""Folding: the one spelling in which ``Łódź``, ``LODZ`` and ``łódź`` are the same word.

What comes out holds nothing that a database would cut or change once more: SQLite's ``unicode61 remove_diacritics 0`` and
PostgreSQL's ``simple`` keep every folded word as it is.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WITHOUT_DECOMPOSITION = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)
"""Latin letters that Unicode does not take apart into a base letter and a mark."""

_VOWEL_SIGNS = frozenset(map(chr, [*range(0x19B0, 0x19C1), 0x19C8, 0x19C9, 0x1CF2, 0x1CF3]))
"""New Tai Lue and Vedic signs: letters in Unicode now, marks in the older tables of SQLite, which cuts a word at them."""


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return a word without capitals, diacritics and ligatures; anything that is no letter or digit falls away.

    Parameters
    ----------
    word : str
        One word; blanks fall away too.

    Examples
    --------
    >>> [fold(word) for word in ("Łódź", "ŁĄKA", "Straße", "ΟΔΟΣ", "ﬁrma")]
    ['lodz', 'laka', 'strasse', 'οδοσ', 'firma']
    """
    if word.isascii():
        return "".join(filter(str.isalnum, word.lower()))
    parts = unicodedata.normalize("NFKD", word.casefold().translate(_WITHOUT_DECOMPOSITION))
    plain = "".join(character for character in parts if not unicodedata.category(character).startswith("M"))
    again = unicodedata.normalize("NFKD", plain.casefold().translate(_WITHOUT_DECOMPOSITION))
    return "".join(filter(None, map(_kept, again)))


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if character in _VOWEL_SIGNS:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category in {"Ll", "Lo"} else ""
