"""What a column of a list of organisations can mean: a table with the names under which offices write it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

IDENTIFIERS = ("regon", "nip", "krs", "vat", "lei")
"""Fields that are numbers of registers, in the order in which they find an organisation (DIR-23)."""


@dataclass(frozen=True)
class Field:
    """One field.

    Parameters
    ----------
    key : str
        Its name in the program.
    kind : str
        How a cell is read: ``text``, ``choice``, ``people``, ``year``, a register, …
    clearable : bool
        Whether a lone ``-`` empties it.
    names : tuple of str
        How columns with it are called, in Polish and English, in small letters.
    """

    key: str
    kind: str
    clearable: bool
    names: tuple[str, ...]


@cache
def fields() -> dict[str, Field]:
    """Return key → field, in the order of the table.

    Examples
    --------
    >>> fields()["krs"].kind, fields()["legal_name"].clearable
    ('krs', False)
    """
    text = files("grono.sources.organisation_files").joinpath("data", "fields.csv").read_text("utf-8")
    return {
        row["key"]: Field(row["key"], row["kind"], row["clearable"] == "yes", tuple(row["names"].split("|")))
        for row in csv.DictReader(text.splitlines())
    }
