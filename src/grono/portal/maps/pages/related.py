"""Links between industries: what kinds there are, and those of one industry."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from grono.portal.core.display import Link
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.forms_of_numbers import probability
from grono.portal.maps.pages.intervals import bounds_fields
from grono.portal.maps.pages.sections import Section
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field, notes_field, number_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

AROUND = "m_colocation"
"""The kind of link that has a direction."""
FIRST_LINKS = 12
FIRST_OF_A_KIND = 6


def kinds() -> dict[str, str]:
    """Return what each kind of link says of the two industries, in the order in which they are shown."""
    return {
        "proximity": _("stand in the same regions"),
        "coagglomeration_pair": _("are spread over the regions alike"),
        "input_output": _("supply each other"),
        "kd_colocation": _("stand near one another"),
        "m_colocation": _("the second stands around the first"),
    }


def _ways() -> dict[str, str]:
    """Return what a link that has a direction says of the partner: of one that is found around, and of one that has it around."""
    return {"other": _("stands around its plants"), "industry": _("has it around its own plants")}


def related_section(map_: ClusterMap, results: Results, industry: str) -> Section | None:
    """Return the industries that are related to one; None on a map without relatedness."""
    if not results.further.has("relatedness"):
        return None
    rows = links_of(results, industry)
    text = _("Several kinds of evidence, never mixed into one number: each link says which one it is.")
    if not rows:
        text = _("No link of this industry is stronger than the rule of its kind asks.")
    fields = [
        industry_field(map_, results, "partner", _("Related industry")),
        *link_fields(rows),
    ]
    network = f"{address(map_, 'network')}?{urlencode({'industry': industry})}"
    sheet = Sheet("related", _("Links of this industry"), fields, rows, limit=FIRST_LINKS) if rows else None
    return Section(
        "related-industries",
        _("Related industries"),
        text,
        sheet=sheet,
        links=[Link(_("The network around this industry"), network)] if rows else [],
    )


def link_fields(rows: Sequence[Row]) -> list[Field]:
    """Return the columns that say of what kind a link is, how strong, and how sure; with bounds where cells are hidden."""
    words, ways = kinds(), _ways()

    def how(row: Row) -> str:
        if row["measure"] == AROUND and row.get("way"):
            return ways[row["way"]]
        return words.get(row["measure"]) or str(row["measure"])

    return [
        Field("measure", _("How"), how, code=lambda row: row["measure"]),
        number_field("value", _("Strength"), digits=3, unit=_("within its kind")),
        *bounds_fields(rows),
        number_field("p", _("By chance"), unit=_("probability"), form=probability),
        Field("kept", _("Stands"), lambda row: _("yes") if row["kept"] else _("not surely")),
        notes_field(),
    ]


def links_of(results: Results, industry: str) -> list[Row]:
    """Return the links of an industry, or of the broader one it belongs to, kind by kind, the strongest first."""
    rows = [
        *(
            {**row, "partner": row["other"], "way": "other"}
            for row in results.further.found("relatedness", industry=industry)
        ),
        *(
            {**row, "partner": row["industry"], "way": "industry"}
            for row in results.further.found("relatedness", other=industry)
        ),
    ]
    rows += _of_broader(results, industry)
    return _first_of_each_kind(in_order(rows))


def _first_of_each_kind(rows: list[Row]) -> list[Row]:
    """Return the strongest links of each kind before all the others, so that no kind hides another; what may be chance comes last."""
    seen: Counter[str] = Counter()
    first: list[Row] = []
    rest: list[Row] = []
    for row in rows:
        seen[row["measure"]] += 1
        (first if row["kept"] and seen[row["measure"]] <= FIRST_OF_A_KIND else rest).append(row)
    return [*first, *in_order(rest)]


def _of_broader(results: Results, industry: str) -> list[Row]:
    """Return links of supply of the division of an industry, where supply is known of divisions only."""
    division = industry[:2]
    if division == industry or industry[2:3] != ".":
        return []
    wanted = {"measure": "input_output"}
    found = results.further.found("relatedness", industry=division, **wanted)
    back = results.further.found("relatedness", other=division, **wanted)
    return [
        *({**row, "partner": row["other"]} for row in found),
        *({**row, "partner": row["industry"]} for row in back),
    ]


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return links kind by kind, what stands before what may be chance, the strongest first."""
    places = {name: place for place, name in enumerate(kinds())}

    def place(row: Row) -> tuple[bool, int, float, str, str]:
        kind = places.get(row["measure"], len(places))
        return not row["kept"], kind, -(row["value"] or 0.0), row["industry"], row["other"]

    return sorted(rows, key=place)
