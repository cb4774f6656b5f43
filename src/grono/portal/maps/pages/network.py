"""The network of related industries: its links, sorted and filtered, and what a region has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.maps.further_forms import NetworkForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices_of_places import region_choices
from grono.portal.maps.pages.pictures import picture
from grono.portal.maps.pages.related import by_kind, kinds, link_fields
from grono.portal.maps.pages.sections import formulas
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.display import Figure
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

SPECIALISED = 1.0
"""A location quotient from which on a region is said to have an industry, as relatedness counts it."""


def network(map_: ClusterMap, wanted: QueryDict) -> dict[str, Any]:
    """Return the links of a map, page by page."""
    results = results_of(map_)
    every = results.further.found("relatedness")
    present = {row["measure"] for row in every}
    measures = [(name, words) for name, words in kinds().items() if name in present]
    form = NetworkForm(wanted, measures=measures, regions=region_choices(results))
    asked = form.wanted()
    rows = sorted(_matching(results, every, asked), key=by_kind)
    sheet = _sheet(map_, results, rows, asked.get("region", ""))
    return {
        "has_links": bool(every),
        "form": form,
        "filtered": bool(asked),
        "plain_address": address(map_, "network"),
        "region_name": results.name("region", asked["region"], get_language() or "en") if "region" in asked else None,
        "figure": _figure(map_, results, asked) if every else None,
        "sheet": sheet.shown(wanted),
        "sheets": {sheet.name: sheet},
        "formulas": formulas(map_, results, "relatedness_density", "related_variety", "eci", "pci"),
    }


def _figure(map_: ClusterMap, results: Results, asked: dict[str, Any]) -> Figure | None:
    """Return the picture of the network, of one industry when exactly one is asked for."""
    about = {name: asked[name] for name in ("measure", "region") if name in asked}
    if asked.get("industry") in results.industries:
        about["industry"] = asked["industry"]
    return picture(map_, "relatedness_network", tables=("relatedness", "clusters"), **about)


def _matching(results: Results, rows: list[Row], asked: dict[str, Any]) -> list[Row]:
    if measure := asked.get("measure"):
        rows = [row for row in rows if row["measure"] == measure]
    if text := asked.get("industry", "").casefold().strip():
        language, bare = get_language() or "en", text.replace(".", "")
        codes = {row[key] for row in rows for key in ("industry", "other")}
        found = {
            code
            for code in codes
            if code.replace(".", "").casefold().startswith(bare)
            or text in results.name("industry", code, language).text.casefold()
        }
        rows = [row for row in rows if row["industry"] in found or row["other"] in found]
    return list(rows)


def _sheet(map_: ClusterMap, results: Results, rows: list[Row], region: str) -> Sheet:
    fields = [
        industry_field(map_, results),
        industry_field(map_, results, "other", _("The other industry")),
        *([_presence(results, region)] if region else []),
        *link_fields(),
    ]
    return Sheet(
        "links",
        _("Links between industries"),
        fields,
        rows,
        empty=_("No link matches. Take the filter away to see all."),
        paged=True,
    )


def _presence(results: Results, region: str) -> Field:
    quotients = {cell["industry"]: cell["location_quotient"] or 0.0 for cell in results.further.cells_of_region(region)}
    words = {2: _("has both"), 1: _("has one of them"), 0: _("has neither")}

    def count(row: Row) -> int | None:
        known = [quotients.get(row[key]) for key in ("industry", "other")]
        return None if None in known else sum(one >= SPECIALISED for one in known if one is not None)

    def shown(row: Row) -> str | None:
        found = count(row)
        return None if found is None else words[found]

    return Field("presence", _("The region"), count, shown, unit=_("has: quotient of at least 1"))
