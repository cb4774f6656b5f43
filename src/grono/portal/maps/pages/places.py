"""The lists of the regions and of the industries of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Column, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.forms import IndustrySearchForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.few_plants import few_plants
from grono.portal.maps.pages.figures import figure
from grono.portal.maps.pages.forms_of_numbers import change, probability, years_of_growth
from grono.portal.maps.pages.shortlist import named_cell
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.maps.models import ClusterMap

INDUSTRIES_ON_A_PAGE = 50


def regions(map_: ClusterMap) -> dict[str, Any]:
    """Return all regions of a map, those with most candidates first."""
    results = results_of(map_)
    language = get_language() or "en"
    columns = [
        Column(_("Region")),
        Column(_("Employees"), numeric=True),
        Column(_("Candidates"), numeric=True),
        Column(_("Rest on few plants"), numeric=True),
        Column(_("Krugman specialisation"), numeric=True, unit=_("0 as all regions, 2 nothing in common")),
    ]
    rows: list[list[object]] = []
    for row in sorted(results.regions.values(), key=lambda row: (-row["candidates"], row["region"])):
        name = results.name("region", row["region"], language)
        rows.append([
            named_cell(name.text, row["region"], name.language, address(map_, "region", code=row["region"])),
            round(row["employees"]),
            row["candidates"],
            few_plants(map_, row["rest_on_few_plants"]),
            None if row["krugman_specialisation"] is None else number(row["krugman_specialisation"], 2),
        ])  # fmt: skip
    return {
        "table": Table(_("Regions"), columns, rows),
        "figure": figure(map_, "shift_share"),
    }


def industries(map_: ClusterMap, wanted: QueryDict) -> dict[str, Any]:
    """Return the industries of a map, page by page, those with most candidates first."""
    results = results_of(map_)
    language = get_language() or "en"
    text = wanted.get("q", "").strip()[:80]
    named = [(row, results.name("industry", row["industry"], language)) for row in results.industries.values()]
    if text:
        bare = text.casefold().replace(".", "")
        named = [
            (row, name)
            for row, name in named
            if row["industry"].replace(".", "").casefold().startswith(bare) or text.casefold() in name.text.casefold()
        ]
    named.sort(key=lambda pair: (-pair[0]["candidates"], pair[0]["industry"]))
    page = Paginator(named, INDUSTRIES_ON_A_PAGE).get_page(wanted.get("page"))
    return {"page": page, "form": IndustrySearchForm(wanted), "table": _industries_table(map_, page)}


def _by_chance(value: float | None) -> str | None:
    return None if value is None else probability(value)


def _industries_table(map_: ClusterMap, page: Any) -> Table:
    sizes = map_.summary["has_plant_sizes"]
    chance = results_of(map_).further.of_industries("ellison_glaeser_p") if sizes else {}
    columns = [
        Column(_("Industry")),
        Column(_("Employees"), numeric=True),
        Column(_("Regions where it is a candidate"), numeric=True),
        Column(_("Ellison–Glaeser γ") if sizes else _("Raw concentration G"), numeric=True),
        *([Column(_("γ this high by chance"), numeric=True, unit=_("probability"))] if chance else []),
        Column(_("Growth"), numeric=True, unit=years_of_growth(map_)),
    ]
    rows: list[list[object]] = []
    for row, name in page:
        index = row["ellison_glaeser"] if sizes else row["raw_concentration"]
        rows.append([
            named_cell(name.text, row["industry"], name.language, address(map_, "industry", code=row["industry"])),
            round(row["employees"]),
            row["candidates"],
            None if index is None else number(index, 3),
            *([_by_chance(chance.get(row["industry"]))] if chance else []),
            change(row["growth"]),
        ])  # fmt: skip
    return Table(_("Industries"), columns, rows, empty=_("No industry matches. Take the search away to see all."))
