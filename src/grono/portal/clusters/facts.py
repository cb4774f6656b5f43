"""The facts that can be said of a cluster: a table, so that a further one is a further row (DIR-37)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from django.utils.translation import get_language

TEXT, LONG, NUMBER, LIST, ADDRESS, YES_NO, DAY = "text", "long", "number", "list", "address", "yes_no", "day"
KINDS = (TEXT, LONG, NUMBER, LIST, ADDRESS, YES_NO, DAY)


@dataclass(frozen=True)
class FactKind:
    """One fact: its key, what kind of value it has, its title and a hint in each language."""

    key: str
    kind: str
    titles: dict[str, str]
    hints: dict[str, str]
    unit: str = ""

    @property
    def title(self) -> str:
        """Return the title in the reader's language."""
        return self.titles.get(get_language() or "en", self.titles["en"])

    @property
    def hint(self) -> str:
        """Return the hint in the reader's language."""
        return self.hints.get(get_language() or "en", self.hints["en"])


@cache
def fact_kinds() -> dict[str, FactKind]:
    """Return key → fact, in the order of pages."""
    text = files("grono.portal.clusters").joinpath("data", "facts.csv").read_text("utf-8")
    return {
        row["key"]: FactKind(
            row["key"],
            row["kind"],
            {"pl": row["title_pl"], "en": row["title_en"]},
            {"pl": row["hint_pl"], "en": row["hint_en"]},
            row["unit"],
        )
        for row in csv.DictReader(text.splitlines())
    }
