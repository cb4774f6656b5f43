"""The network of related industries: its links, sorted and filtered, and what a region has of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from grono.portal.core.templatetags.grono import number
from grono.portal.maps.further_forms import NetworkForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.choices_of_places import region_choices
from grono.portal.maps.pages.pictures import awaited, picture
from grono.portal.maps.pages.related import in_order, kinds, link_fields
from grono.portal.maps.pages.sections import formulas
from grono.portal.maps.pages.sheets import Field, Sheet, industry_field
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.pages.pictures import Pictured
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
    matching = in_order(_matching(results, every, asked))
    rows = matching if asked.get("chance") else [row for row in matching if row["kept"]]
    sheet = _sheet(map_, results, rows, asked.get("region", ""))
    shown = _figure(map_, results, asked) if every else None
    return {
        "has_links": bool(every),
        "form": form,
        "filtered": bool(asked),
        "plain_address": address(map_, "network"),
        "region_name": results.name("region", asked["region"], get_language() or "en") if "region" in asked else None,
        "picture": shown,
        "awaits_pictures": awaited(shown),
        "sheet": sheet.shown(wanted),
        "sheets": {sheet.name: sheet},
        "left_out": _left_out(len(matching) - len(rows)),
        "with_chance": f"?{_also_chance(wanted)}",
        "formulas": formulas(map_, results, "relatedness_density", "related_variety", "eci", "pci"),
    }


def _left_out(number_of_pairs: int) -> str:
    """Say how many pairs the table leaves out because they may be chance."""
    if not number_of_pairs:
        return ""
    sentence = ngettext(
        "%(number)s more pair is left out: it stands together, but no more surely than chance would bring it together.",
        "%(number)s more pairs are left out: they stand together, but no more surely than chance would bring them together.",
        number_of_pairs,
    )
    return sentence % {"number": number(number_of_pairs)}


def _also_chance(wanted: QueryDict) -> str:
    query = wanted.copy()
    query.pop("page", None)
    query["chance"] = "on"
    return query.urlencode()


def _figure(map_: ClusterMap, results: Results, asked: dict[str, Any]) -> Pictured:
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
        *link_fields(rows),
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
