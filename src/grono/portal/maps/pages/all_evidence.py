"""Every figure behind the lines of a region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.forms_of_numbers import change, probability, share
from grono.portal.maps.pages.intervals import interval_words
from grono.portal.maps.pages.shortlist import foreign

if TYPE_CHECKING:
    from grono.portal.maps.results import Results, Row

INTERVAL = "interval"
"""Says in words what the interval covers."""
EVIDENCE = (
    "employees",
    "location_quotient",
    "lower",
    "upper",
    INTERVAL,
    "shrunk",
    "probability_above_one",
    "share_of_region",
    "share_of_nation",
    "plants",
    "ellison_glaeser",
    "raw_concentration",
    "growth",
    "growth_per_year",
)
"""Columns of the shortlist that are shown as evidence, in this order."""
_SHARES = {"share_of_region", "share_of_nation", "growth", "growth_per_year"}


def evidence_table(results: Results, lines: list[Row], language: str) -> Table | None:
    """Return every figure behind each line; columns nobody has a value for are left out."""
    if not lines:
        return None
    described = results.page(language)["columns"]
    shown = [name for name in EVIDENCE if any(line.get(name) is not None for line in lines)]
    columns = [
        Column(_("Industry")),
        *(
            Column(_("The interval shows")) if name == INTERVAL else Column(described[name], numeric=True)
            for name in shown
        ),
        Column(_("Notes")),
    ]
    return Table(_("All evidence"), columns, [_evidence(results, line, shown, language) for line in lines])


def _evidence(results: Results, line: Row, shown: list[str], language: str) -> list[object]:
    from grono.reports.notes import labels_of

    name = results.name("industry", line["industry"], language)
    limit = results.limits.get("least_probability")
    values = [
        probability(line[key], limit) if key == "probability_above_one" else _value(key, line.get(key)) for key in shown
    ]
    return [
        Cell(name.text, detail=line["industry"], language=foreign(name.language)),
        *values,
        labels_of(line["flags"], line["missing"], language=language),
    ]


def _value(name: str, value: Any) -> object:
    if name == INTERVAL:
        return interval_words(value)
    if value is None:
        return None
    if name in _SHARES:
        return change(value) if name.startswith("growth") else share(value)
    if name in {"employees", "plants"}:
        return round(value)
    return number(value, 3 if name in {"ellison_glaeser", "raw_concentration"} else 2)
