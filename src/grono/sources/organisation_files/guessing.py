"""Which column means what: by its heading, else by its cells."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from stdnum.pl import nip, regon

from grono.language import prefilled_language
from grono.sources.organisation_files.fields import fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.sources.organisation_files.reading import Sheet

LOOKED_AT = 100
"""Rows whose cells are looked at."""

TEXTS = {"pl": "capability_pl", "en": "capability_en"}
"""Language → field of the texts in it."""

SAYING_LANGUAGE = ("polsku", "angielsku", "polish", "english", "pl", "en")
"""Words of a heading that declare the language of its texts, which then stands."""

ENOUGH = 0.8
"""Share of the cells that have to look like a field."""


def guess_columns(sheet: Sheet) -> dict[str, str]:
    """Return field → name of the column, for what can be told; each column means one thing.

    Examples
    --------
    >>> from grono.sources.organisation_files.reading import Sheet
    >>> guess_columns(Sheet("csv", "utf-8", ";", ("Nazwa firmy", "Nr NIP", "Kod pocztowy"), ()))
    {'legal_name': 'Nazwa firmy', 'nip': 'Nr NIP', 'postal_code': 'Kod pocztowy'}
    """
    found: dict[str, str] = {}
    headings = {_folded(column): column for column in reversed(sheet.header) if column}
    for key, one in fields().items():
        column = next((headings[_folded(name)] for name in one.names if _folded(name) in headings), None)
        if column is not None and column not in found.values():
            found[key] = column
    for place, column in enumerate(sheet.header):
        if column and column not in found.values():
            cells = [row.cells[place].strip() for row in sheet.rows[:LOOKED_AT] if row.cells[place].strip()]
            field = next((key for key, looks in _LOOKS.items() if key not in found and _most(cells, looks)), None)
            if field is not None:
                found[field] = column
    return _texts_by_language(sheet, found)


def _texts_by_language(sheet: Sheet, found: dict[str, str]) -> dict[str, str]:
    """Give a column of texts to the language that they surely are in, unless its heading says the language (LNG-10)."""
    for key in TEXTS.values():
        column = found.get(key)
        if column is None or any(word in _folded(column).split() for word in SAYING_LANGUAGE):
            continue
        place = sheet.header.index(column)
        texts = " ".join(row.cells[place] for row in sheet.rows[:LOOKED_AT])
        guess = prefilled_language(texts, tuple(TEXTS))
        other = TEXTS[guess.language] if guess is not None else key
        if other not in found:
            return {other if name == key else name: one for name, one in found.items()}
    return found


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l"))
    return re.sub(r"[^a-z0-9]+", " ", "".join(letter for letter in plain if not unicodedata.combining(letter))).strip()


def _most(cells: list[str], looks: Callable[[str], bool]) -> bool:
    return len(cells) > 1 and sum(map(looks, cells)) >= ENOUGH * len(cells)


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


_LOOKS: dict[str, Callable[[str], bool]] = {
    "nip": lambda cell: bool(nip.is_valid(_digits(cell))),
    "regon": lambda cell: len(_digits(cell)) == 9 and bool(regon.is_valid(_digits(cell))),
    "postal_code": lambda cell: re.fullmatch(r"\d{2}-\d{3}", cell) is not None,
    "main_code": lambda cell: re.fullmatch(r"\d{2}\.?\d{2}\.?[A-Z]", cell) is not None,
    "web": lambda cell: re.match(r"(https?://|www\.)", cell) is not None,
}
