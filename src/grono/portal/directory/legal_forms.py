"""Legal forms: a table with Polish and English names and the act in which each stands."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language


@dataclass(frozen=True)
class LegalForm:
    """One legal form; ``type`` is the type of organisation that usually has it."""

    key: str
    type: str
    short: str
    pl: str
    en: str
    source: str

    @property
    def label(self) -> str:
        """Return the name in the reader's language; a reader of neither language gets the English one."""
        return self.pl if get_language() == "pl" else self.en


@cache
def legal_forms() -> dict[str, LegalForm]:
    """Return key → legal form, in the order of the table."""
    text = files("grono.portal.directory").joinpath("data", "legal_forms.csv").read_text("utf-8")
    return {row["key"]: LegalForm(**row) for row in csv.DictReader(text.splitlines())}


def legal_form_choices() -> list[tuple[str, str]]:
    """Return the forms for a field to choose from, nothing first."""
    return [("", "—"), *((form.key, form.label) for form in legal_forms().values())]


def legal_form_label(key: str) -> str:
    """Return the name of a form, or the key that a register delivered and the table does not know."""
    form = legal_forms().get(key)
    return form.label if form else key
