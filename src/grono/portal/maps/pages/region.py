"""One region of a map."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Fact, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.all_evidence import evidence_table
from grono.portal.maps.pages.few_plants import few_plants, why_unknown
from grono.portal.maps.pages.figures import parts_table
from grono.portal.maps.pages.forms_of_numbers import share, signed
from grono.portal.maps.pages.method_pages import methods_behind
from grono.portal.maps.pages.organisations import Links, firms_of_shortlist, links_of_region, with_firms
from grono.portal.maps.pages.region_sheets import complexity_facts, region_sections
from grono.portal.maps.pages.sections import sections_shown
from grono.portal.maps.pages.shortlist import LINES_ON_A_PAGE, foreign, lines_table, named_cell
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

FEW_SHOWN = 10


def region(map_: ClusterMap, code: str, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return one region: its sums, its two lists, and what explains its change; or all evidence behind its lines."""
    results = results_of(map_)
    row = results.regions.get(code)
    if row is None:
        raise Http404
    language = get_language() or "en"
    name = results.name("region", code, language)
    lines = [line for line in results.shortlist if line["region"] == code]
    here = {"name": name, "name_language": foreign(name.language), "code": code, "has_lines": bool(lines)}
    if wanted.get("evidence"):
        page = Paginator(lines, LINES_ON_A_PAGE).get_page(wanted.get("page"))
        return {**here, "page": page, "evidence": evidence_table(results, list(page), language), "sheets": {}}
    lists = {key: [line for line in lines if line["list"] == key] for key in ("candidate", "rests_on_few_plants")}
    page = Paginator(lists["candidate"], LINES_ON_A_PAGE).get_page(wanted.get("page"))
    few = lists["rests_on_few_plants"]
    links = links_of_region(results, code, reader)
    return {
        **here,
        "facts": _region_facts(map_, row),
        "indices": [*_indices(row), *complexity_facts(map_, results, code)],
        "page": page,
        "table": with_firms(
            _lines(map_, results, list(page), _("Candidate industries"), links), results, list(page), reader
        ),
        "few_table": _lines(map_, results, few[:FEW_SHOWN], _("Industries that rest on few plants"), links, apart=True)
        if few
        else None,
        "firms_address": firms_of_shortlist(results, lists["candidate"], code, reader),
        "few_left": max(len(few) - FEW_SHOWN, 0),
        "few_address": f"{address(map_, 'few_plants')}?{urlencode({'region': code})}",
        **methods_behind("specialisation", "location-quotient-interval", "competitiveness", "shift-share"),
        "changes": _changes(map_, results, code, language),
        "decide_address": address(map_, "decide", code=code) if lines and results.further.has("criteria") else "",
        "network_address": f"{address(map_, 'network')}?{urlencode({'region': code})}"
        if results.further.has("relatedness")
        else "",
        **sections_shown(region_sections(map_, results, code), wanted),
    }


def _lines(  # noqa: PLR0913 - what to show
    map_: ClusterMap, results: Results, lines: list[Row], caption: str, links: Links, *, apart: bool = False
) -> Table:
    """Return lines of the shortlist in one region, each with its organisations in the directory."""
    table = lines_table(map_, results, lines, caption=caption, with_region=False, apart=apart)
    keys = [line["industry"] for line in lines]
    column = links.column(keys)
    if not column:
        return table
    rows = [[*row, links.cell(key)] for row, key in zip(table.rows, keys, strict=True)]
    return replace(table, columns=[*table.columns, *column], rows=rows)


def _region_facts(map_: ClusterMap, row: Row) -> list[Fact]:
    found = [
        Fact(_("Code"), row["region"]),
        Fact(_("Employees"), round(row["employees"]), _("%(share)s of all") % {"share": share(row["share"])}),
        Fact(_("Candidate industries"), row["candidates"]),
        _few_plants_fact(map_, row),
    ]
    if row["change"] is not None:
        parts = {"national": signed(row["national"]), "mix": signed(row["mix"]), "regional": signed(row["regional"])}
        explained = _(
            "%(national)s as the nation grew, %(mix)s as its industries grew, %(regional)s of the region's own"
        )
        years = f"{map_.summary['base_period']}–{map_.summary['period']}"
        label = _("Change %(years)s, in the industries compared") % {"years": years}
        found.append(Fact(label, signed(row["change"]), explained % parts))
    return found


def _indices(row: Row) -> list[Fact]:
    """Return the figures of the whole region that want an explanation; they come after what everyone understands."""
    if row["krugman_specialisation"] is None:
        return []
    meaning = _("0: the mix of all regions; 2: nothing in common with it")
    return [Fact(_("Krugman specialisation"), number(row["krugman_specialisation"], 2), meaning)]


def _few_plants_fact(map_: ClusterMap, row: Row) -> Fact:
    count = few_plants(map_, row["rest_on_few_plants"])
    label = _("Rest on few plants")
    return Fact(label, _("not known"), why_unknown()) if count is None else Fact(label, count)


def _changes(map_: ClusterMap, results: Results, region: str, language: str) -> Table | None:
    """Return the industries of a region, candidates or not, whose change is most its own; None without a second year."""
    rows = []
    for line in results.changes_of_region(region):
        name = results.name("industry", line["industry"], language)
        cell = named_cell(name.text, line["industry"], name.language, address(map_, "industry", code=line["industry"]))
        total = line["national"] + line["mix"] + line["regional"]
        rows.append([cell, total, line["national"], line["mix"], line["regional"]])
    if not rows:
        return None
    return parts_table(_("Industries whose change is most the region's own"), _("Industry"), rows)
