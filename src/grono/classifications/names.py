"""Names compared without case, diacritics and punctuation."""

from __future__ import annotations

import unicodedata

_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"})
"""Letters that Unicode does not decompose into a base letter and a mark."""


def fold(text: str) -> str:
    """Return a name in a form in which spellings of the same name are equal.

    Lower case, no diacritics, one blank between words; hyphens and other punctuation count as blanks.

    Examples
    --------
    >>> fold("MAłOPOLSKIE") == fold("Małopolskie")
    True
    >>> fold("  Kujawsko–Pomorskie ")
    'kujawsko pomorskie'
    """
    lowered = unicodedata.normalize("NFKC", text).lower().translate(_SPECIAL)
    decomposed = unicodedata.normalize("NFKD", lowered)
    letters = (character for character in decomposed if not unicodedata.combining(character))
    return " ".join("".join(character if character.isalnum() else " " for character in letters).split())
