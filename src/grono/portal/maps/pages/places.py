"""Regions and industries of a map: their lists, and one page each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.forms import IndustrySearchForm
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.few_plants import few_plants, why_unknown
from grono.portal.maps.pages.figures import figure, parts_table
from grono.portal.maps.pages.forms_of_numbers import LogAxis, change, probability, share, signed
from grono.portal.maps.pages.organisations import Links, links_of_industry, links_of_region
from grono.portal.maps.pages.shortlist import LINES_ON_A_PAGE, foreign, lines_table, named_cell
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

INDUSTRIES_ON_A_PAGE = 50
FEW_SHOWN = 10


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
        return {**here, "page": page, "evidence": evidence_table(results, list(page), language)}
    lists = {key: [line for line in lines if line["list"] == key] for key in ("candidate", "rests_on_few_plants")}
    page = Paginator(lists["candidate"], LINES_ON_A_PAGE).get_page(wanted.get("page"))
    few = lists["rests_on_few_plants"]
    links = links_of_region(results, code, reader)
    return {
        **here,
        "facts": _region_facts(map_, row),
        "page": page,
        "table": _lines(map_, results, list(page), _("Candidate industries"), links),
        "few_table": _lines(map_, results, few[:FEW_SHOWN], _("Industries that rest on few plants"), links, apart=True)
        if few
        else None,
        "few_left": max(len(few) - FEW_SHOWN, 0),
        "few_address": f"{address(map_, 'few_plants')}?{urlencode({'region': code})}",
        "changes": _changes(map_, results, code, language),
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
    if row["krugman_specialisation"] is not None:
        meaning = _("0: the mix of all regions; 2: nothing in common with it")
        found.append(Fact(_("Krugman specialisation"), number(row["krugman_specialisation"], 2), meaning))
    if row["change"] is not None:
        parts = {"national": signed(row["national"]), "mix": signed(row["mix"]), "regional": signed(row["regional"])}
        explained = _(
            "%(national)s as the nation grew, %(mix)s as its industries grew, %(regional)s of the region's own"
        )
        years = f"{map_.summary['base_period']}–{map_.summary['period']}"
        label = _("Change %(years)s, in the industries compared") % {"years": years}
        found.append(Fact(label, signed(row["change"]), explained % parts))
    return found


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


EVIDENCE = (
    "employees",
    "location_quotient",
    "lower",
    "upper",
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
    shown = [name for name in EVIDENCE if any(line[name] is not None for line in lines)]
    columns = [
        Column(_("Industry")),
        *(Column(described[name], numeric=True) for name in shown),
        Column(_("Notes")),
    ]
    return Table(_("All evidence"), columns, [_evidence(results, line, shown, language) for line in lines])


def _evidence(results: Results, line: Row, shown: list[str], language: str) -> list[object]:
    from grono.reports.notes import labels_of

    name = results.name("industry", line["industry"], language)
    limit = results.limits.get("least_probability")
    values = [
        probability(line[key], limit) if key == "probability_above_one" else _value(key, line[key]) for key in shown
    ]
    return [
        Cell(name.text, detail=line["industry"], language=foreign(name.language)),
        *values,
        labels_of(line["flags"], line["missing"], language=language),
    ]


def _value(name: str, value: float | None) -> object:
    if value is None:
        return None
    if name in _SHARES:
        return change(value) if name.startswith("growth") else share(value)
    if name in {"employees", "plants"}:
        return round(value)
    return number(value, 3 if name in {"ellison_glaeser", "raw_concentration"} else 2)


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


def _industries_table(map_: ClusterMap, page: Any) -> Table:
    sizes = map_.summary["has_plant_sizes"]
    base = map_.summary["base_period"]
    columns = [
        Column(_("Industry")),
        Column(_("Employees"), numeric=True),
        Column(_("Regions where it is a candidate"), numeric=True),
        Column(_("Ellison–Glaeser γ") if sizes else _("Raw concentration G"), numeric=True),
        Column(_("Growth"), numeric=True, unit=f"{base}–{map_.summary['period']}" if base else ""),
    ]
    rows: list[list[object]] = []
    for row, name in page:
        index = row["ellison_glaeser"] if sizes else row["raw_concentration"]
        rows.append([
            named_cell(name.text, row["industry"], name.language, address(map_, "industry", code=row["industry"])),
            round(row["employees"]),
            row["candidates"],
            None if index is None else number(index, 3),
            change(row["growth"]),
        ])  # fmt: skip
    return Table(_("Industries"), columns, rows, empty=_("No industry matches. Take the search away to see all."))


def industry(map_: ClusterMap, code: str, reader: Reader) -> dict[str, Any]:
    """Return one industry: its sums, and its quotient in every region."""
    results = results_of(map_)
    row = results.industries.get(code)
    if row is None:
        raise Http404
    language = get_language() or "en"
    name = results.name("industry", code, language)
    cells = [cell for cell in results.cells_of_industry(code) if cell["location_quotient"] is not None]
    present = [cell for cell in cells if cell["location_quotient"] > 0]
    return {
        "name": name,
        "name_language": foreign(name.language),
        "code": code,
        "facts": _industry_facts(row),
        "table": _cells_table(map_, results, present, code, links_of_industry(results, code, reader)),
        "absent": [results.name("region", cell["region"], language) for cell in cells if cell not in present],
    }


def _industry_facts(row: Row) -> list[Fact]:
    from grono.reports.notes import notes_of

    language = get_language() or "en"
    found = [Fact(_("Code"), row["industry"])]
    if row["industry_class"] and row["industry_class"] != row["industry"]:
        found.append(Fact(_("Class in the classification"), row["industry_class"]))
    found += [
        Fact(_("Employees"), round(row["employees"]), _("%(share)s of all") % {"share": share(row["share"])}),
        Fact(_("Regions where it is a candidate"), row["candidates"]),
        Fact(_("Plants"), None if row["plants"] is None else round(row["plants"])),
    ]
    if row["ellison_glaeser"] is not None:
        meaning = _("0: as if by chance; above 0.05: strongly concentrated beyond the sizes of its plants")
        found.append(Fact(_("Ellison–Glaeser γ"), number(row["ellison_glaeser"], 3), meaning))
    elif row["raw_concentration"] is not None:
        meaning = _("raw: one large plant makes it high too")
        found.append(Fact(_("Raw concentration G"), number(row["raw_concentration"], 3), meaning))
    if row["growth"] is not None:
        found.append(Fact(_("Growth in all regions"), change(row["growth"])))
    found += [Fact(note.label(language), note.sentence(language)) for note in notes_of(row["flags"])]
    return found


def _cells_table(map_: ClusterMap, results: Results, cells: list[Row], code: str, links: Links) -> Table:
    language = get_language() or "en"
    axis = LogAxis(cells)
    intervals = any(cell["lower"] is not None for cell in cells)
    lists = {line["region"]: line["list"] for line in results.shortlist if line["industry"] == code}
    limit = results.limits.get("least_probability")
    words = {"candidate": _("candidate"), "rests_on_few_plants": _("rests on few plants")}
    columns = [
        Column(_("Region")),
        Column(_("Location quotient")),
        *([Column(_("Probability"), numeric=True, unit=_("that it is above 1"))] if intervals else []),
        Column(_("Employees"), numeric=True),
        Column(_("Growth"), numeric=True),
        Column(_("On the map")),
        *(directory := links.column(cell["region"] for cell in cells)),
    ]
    rows: list[list[object]] = []
    for cell in cells:
        name = results.name("region", cell["region"], language)
        rows.append([
            Cell(name.text, address(map_, "region", code=cell["region"]), language=foreign(name.language)),
            axis.drawn(cell),
            *([probability(cell["probability"], limit)] if intervals else []),
            None if cell["employees"] is None else round(cell["employees"]),
            change(cell["growth"]),
            words.get(lists.get(cell["region"], ""), ""),
            *([links.cell(cell["region"])] if directory else []),
        ])  # fmt: skip
    return Table(
        _("Location quotient by region"), columns, rows, note=axis.explained(has_intervals=intervals) if cells else ""
    )
