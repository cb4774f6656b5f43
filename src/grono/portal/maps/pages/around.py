"""Which other industries stand around the plants of one: M of each pair that was asked, in this direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.forms_of_numbers import probability
from grono.portal.maps.pages.pictures import picture
from grono.portal.maps.pages.related import AROUND
from grono.portal.maps.pages.sections import Section
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field, notes_field, number_field

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

KILOMETRE = 1000.0
FIRST_PARTNERS = 8
TABLES = ("distance", "relatedness")


def around_section(map_: ClusterMap, results: Results, industry: str) -> Section | None:
    """Return what stands around the plants of an industry; None where no pair with it was asked."""
    rows = _in_order(results.further.found("relatedness", industry=industry, measure=AROUND))
    if not rows:
        return None
    kept = [row for row in rows if row["kept"]]
    sheet = Sheet(
        "around",
        _("Other industries around its plants"),
        _fields(map_, results, industry),
        rows,
        note=_(
            "Only pairs that are related in another way were asked. 1 is what chance gives; a pair stands when all pairs are tested together and the effect is not small."
        ),
        limit=FIRST_PARTNERS,
    )
    return Section(
        "around-its-plants",
        _("Who stands around its plants?"),
        _finding(results, kept, len(rows)),
        figure=picture(
            map_, "distance_curves", tables=TABLES, industry=industry, measure="m", other=str(kept[0]["other"])
        )
        if kept
        else None,
        sheet=sheet,
        folded="" if kept else _("The pairs that were asked"),
    )


def _in_order(rows: list[Row]) -> list[Row]:
    """Return the pairs that stand first, then the strongest."""
    return sorted(rows, key=lambda row: (not row["kept"], -(row["value"] or 0.0), row["other"]))


def _finding(results: Results, kept: list[Row], asked: int) -> str:
    """Say who stands around most, or that nobody does."""
    if not kept:
        return _(
            "None of the %(number)s related industries has more plants around the plants of this one than chance puts there."
        ) % {"number": number(asked)}
    name = results.name("industry", kept[0]["other"], get_language() or "en").text
    return _(
        "Most of all %(industry)s: around the plants of this industry its plants are %(times)s times as frequent as among all plants."
    ) % {"industry": name, "times": number(kept[0]["value"], 1)}


def _fields(map_: ClusterMap, results: Results, industry: str) -> list[Field]:
    reach = _reaches(results, industry)
    return [
        industry_field(map_, results, "other", _("The other industry")),
        number_field("value", _("Times as frequent as everywhere"), digits=1, unit=_("M, largest")),
        number_field("reach", _("Beyond chance up to"), unit="km", digits=1, value=lambda row: reach.get(row["other"])),
        number_field("p", _("By chance"), unit=_("probability"), form=probability),
        Field("kept", _("Stands"), lambda row: _("yes") if row["kept"] else _("not surely")),
        notes_field(),
    ]


def _reaches(results: Results, industry: str) -> dict[str, float]:
    """Return the other industry → the longest distance, in kilometres, at which M stands above its band."""
    found: dict[str, float] = {}
    for row in results.further.found("distance", industry=industry, measure="m"):
        if row["other"] and row["value"] is not None and row["value"] > row["upper_global"]:
            found[row["other"]] = max(found.get(row["other"], 0.0), row["metres"] / KILOMETRE)
    return found
