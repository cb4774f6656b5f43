"""Groups of neighbouring regions that are strong in one industry together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.language import collation_key
from grono.portal.maps.pages.forms_of_numbers import LogAxis, probability
from grono.portal.maps.pages.intervals import interval_field_beside
from grono.portal.maps.pages.sections import Section, formulas
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field, notes_field, number_field

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row


def groups_section(map_: ClusterMap, results: Results, *, region: str = "", industry: str = "") -> Section | None:
    """Return the groups that a region, or an industry, takes part in; None where neighbours were not looked at."""
    if not results.further.has("groups"):
        return None
    every = results.further.found("groups")
    keys = {
        (row["industry"], row["group"])
        for row in every
        if (not region or row["region"] == region) and (not industry or row["industry"] == industry)
    }
    members: dict[tuple[str, str], list[Row]] = {}
    for row in every:
        members.setdefault((row["industry"], row["group"]), []).append(row)
    rows = [{**members[key][0], "members": [row["region"] for row in members[key]]} for key in sorted(keys)]
    text = _(
        "Borders are drawn by history, clusters are not. Neighbouring regions that are surely specialised in the same industry are counted as one here."
    )
    if not rows:
        text += " " + (_("This region is in no such group.") if region else _("No such group was found."))
    return Section(
        "across",
        _("Across the border"),
        text,
        sheet=_sheet(map_, results, rows, with_industry=not industry) if rows else None,
        formulas=formulas(map_, results, "location_quotient", "probability_above_one"),
    )


def _sheet(map_: ClusterMap, results: Results, rows: list[Row], *, with_industry: bool) -> Sheet:
    axis = LogAxis(rows)

    def names(row: Row) -> str:
        language = get_language() or "en"
        found = [results.name("region", code, language).text for code in row["members"]]
        return ", ".join(sorted(found, key=lambda name: collation_key(name, language)))

    fields = [
        *([industry_field(map_, results)] if with_industry else []),
        Field("members", _("Regions of the group"), names, code=lambda row: " ".join(row["members"])),
        Field("location_quotient", _("Location quotient together"), lambda row: row["location_quotient"], axis.drawn),
        number_field("probability_above_one", _("Probability"), unit=_("that it is above 1"), form=probability),
        *interval_field_beside(rows),
        number_field("employees", _("Employees"), digits=0),
        notes_field(),
    ]
    note = axis.explained(has_intervals=any(row["lower"] is not None for row in rows))
    return Sheet("groups", _("Neighbouring regions as one"), fields, rows, note=note)
