"""One industry of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.around import around_section
from grono.portal.maps.pages.chance import concentration_facts
from grono.portal.maps.pages.distances import distances_section
from grono.portal.maps.pages.forms_of_numbers import LogAxis, change, probability, share
from grono.portal.maps.pages.groups import groups_section
from grono.portal.maps.pages.method_pages import methods_behind
from grono.portal.maps.pages.organisations import Links, links_of_industry
from grono.portal.maps.pages.pictures import awaited, picture
from grono.portal.maps.pages.related import related_section
from grono.portal.maps.pages.sections import Section, sections_shown
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.pages.surroundings import surroundings_section
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row


def industry(map_: ClusterMap, code: str, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return one industry: its sums, and its quotient in every region."""
    results = results_of(map_)
    row = results.industries.get(code)
    if row is None:
        raise Http404
    language = get_language() or "en"
    name = results.name("industry", code, language)
    cells = [cell for cell in results.cells_of_industry(code) if cell["location_quotient"] is not None]
    present = [cell for cell in cells if cell["location_quotient"] > 0]
    shown = picture(map_, "measure_map", variant="location_quotient", industry=code) if results.has_outlines else None
    sections = sections_shown(_sections(map_, results, code, cells), wanted)
    return {
        **sections,
        "picture": shown,
        "awaits_pictures": sections["awaits_pictures"] or awaited(shown),
        "name": name,
        "name_language": foreign(name.language),
        "code": code,
        "facts": [
            *_industry_facts(row, concentration_facts(map_, results, code)),
            *_further_facts(map_, results, code),
        ],
        "table": _cells_table(map_, results, present, code, links_of_industry(results, code, reader)),
        "absent": [results.name("region", cell["region"], language) for cell in cells if cell not in present],
        **methods_behind("specialisation", "location-quotient-interval", "concentration"),
        "measures_address": f"{address(map_, 'measures')}?{urlencode({'industry': code})}",
    }


def _sections(map_: ClusterMap, results: Results, code: str, cells: list[Row]) -> list[Section]:
    found = (
        distances_section(map_, results, code),
        around_section(map_, results, code),
        related_section(map_, results, code),
        groups_section(map_, results, industry=code),
        surroundings_section(map_, results, code, cells),
    )
    return [section for section in found if section is not None]


def _further_facts(map_: ClusterMap, results: Results, code: str) -> list[Fact]:
    """Return whether the industry sells beyond its region, and how complex it is."""
    measures, found = results.further.of_industry(code), []
    if (traded := measures.get("traded")) and traded["value"] is not None:
        word = _("yes") if traded["value"] else _("no: it is found wherever people live")
        href = address(map_, "measure", variant="traded")
        found.append(
            Fact(_("Sells beyond its region"), word, _("judged by how it is spread") if traded["flags"] else "", href)
        )
    if (complexity := measures.get("pci_z")) and complexity["value"] is not None:
        detail = _("in standard deviations: above 0, it stands in complex regions")
        href = address(map_, "measure", variant="pci_z")
        found.append(Fact(_("Complexity of the industry (PCI)"), number(complexity["value"], 2), detail, href))
    return found


def _industry_facts(row: Row, concentration: list[Fact]) -> list[Fact]:
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
        found += concentration
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
