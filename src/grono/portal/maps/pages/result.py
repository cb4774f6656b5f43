"""What all pages of a drawn map share, and its overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Download, Provenance, Tab, Tile
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import day, number
from grono.portal.maps.models import MapState
from grono.portal.maps.pages.addresses import address, breadcrumbs, status_of
from grono.portal.maps.pages.compare import compare_link, comparisons_of
from grono.portal.maps.pages.few_plants import few_plants, why_unknown
from grono.portal.maps.pages.figures import figure, source_of
from grono.portal.maps.pages.forms_of_numbers import quotient
from grono.portal.maps.permissions import may_change, may_publish
from grono.portal.maps.queries import state_of
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results


def shared(map_: ClusterMap, reader: Reader, page: str, *, inside: bool = False) -> dict[str, Any]:
    """Return what stands on every page of a drawn map."""
    changeable = may_change(reader, map_)
    return {
        "map": map_,
        "year": map_.summary["period"] or "",
        "status": status_of(map_) if changeable else None,
        "note": in_this_language(map_.note),
        "without_plants": not map_.summary["has_plant_sizes"],
        "tabs": _tabs(map_, page),
        "breadcrumbs": breadcrumbs(map_, inside=inside),
        "provenance": _provenance(map_),
        "may_change": changeable,
        "may_publish": may_publish(reader, map_),
        "is_published": map_.published_at is not None,
        "is_overview": page == "map",
        "is_removed": state_of(map_) == MapState.REMOVED,
        "compare": compare_link(map_, reader) if page == "map" else None,
        "compared": comparisons_of(map_, reader) if page == "map" else [],
    }


def _tabs(map_: ClusterMap, page: str) -> list[Tab]:
    summary = map_.summary
    every = (
        ("map", _("Overview"), None),
        ("shortlist", _("Shortlist"), summary["candidates"]),
        ("few_plants", _("Rest on few plants"), few_plants(map_, summary["rest_on_few_plants"])),
        ("regions", _("Regions"), summary["regions"]),
        ("industries", _("Industries"), summary["industries"]),
        *_further_tabs(map_),
        ("choices", _("Choice"), None),
        ("method", _("Method and inputs"), None),
    )
    return [Tab(label, address(map_, name), name == page, count) for name, label, count in every]


def _further_tabs(map_: ClusterMap) -> list[tuple[str, str, int | None]]:
    """Return the views that need a further analysis, where it ran."""
    further = results_of(map_).further
    every = (("network", _("Related industries"), "relatedness"), ("clusters", _("Clusters"), "clusters"))
    found: list[tuple[str, str, int | None]] = [
        (name, label, None) for name, label, table in every if further.has(table)
    ]
    return [*found, ("measures", _("Measures"), None)]


def _provenance(map_: ClusterMap) -> Provenance:
    summary = map_.summary
    if summary["has_plant_sizes"]:
        sure = _(
            "Quotients stand with their 95% intervals, from the sizes of plants. The lists begin with what is surest."
        )
    else:
        sure = _(
            "The sizes of plants are not known, so there are no intervals, and chance cannot be told from a cluster."
        )
    drawn = _("Drawn on %(day)s.") % {"day": day(map_.drawn_at)}
    figures = (
        _("Figures of %(year)s.") % {"year": summary["period"]} if summary["period"] else _("Figures without a year.")
    )
    return Provenance(sure, f"{figures} {drawn}", source_of(map_) or str(map_.table or ""), address(map_, "method"))


def overview(map_: ClusterMap) -> dict[str, Any]:
    """Return what only the first page of a map shows."""
    results = results_of(map_)
    return {
        "lead": _lead(results),
        "tiles": _tiles(map_),
        "figure": figure(map_, "overview"),
        "downloads": downloads(map_, MAIN_FILES),
        "more_downloads": downloads(map_, FURTHER_FILES),
        "warnings": warnings(results),
    }


def _lead(results: Results) -> str:
    language = get_language() or "en"
    first = results.shortlist[0] if results.shortlist else None
    if first is None or first["list"] != "candidate":
        return _("No industry passes the rule of this map. Lower its limits, or look at the industries one by one.")
    values = {
        "industry": results.name("industry", first["industry"], language).text,
        "region": results.name("region", first["region"], language).text,
        "value": quotient(first["location_quotient"]),
    }
    if first["lower"] is None:
        return (
            _("The most concentrated of all is “%(industry)s” in %(region)s, with a location quotient of %(value)s.")
            % values
        )
    values |= {"low": quotient(first["lower"]), "high": quotient(first["upper"])}
    return (
        _(
            "The surest of all is “%(industry)s” in %(region)s, with a location quotient of %(value)s (95%% interval %(low)s to %(high)s)."
        )
        % values
    )


def _tiles(map_: ClusterMap) -> list[Tile]:
    summary = map_.summary
    year = str(summary["period"] or "")
    missing = summary["missing_cells"]
    gaps = _("%(cells)s cells without a figure") % {"cells": number(missing)} if missing else ""
    return [
        Tile(_("Candidate industries"), summary["candidates"], date=year, href=address(map_, "shortlist")),
        _few_plants_tile(map_, year),
        Tile(_("Regions"), summary["regions"], href=address(map_, "regions")),
        Tile(_("Industries"), summary["industries"], href=address(map_, "industries")),
        Tile(_("Employees"), round(summary["employees"]), _("people"), year, gaps),
    ]


def _few_plants_tile(map_: ClusterMap, year: str) -> Tile:
    label, href = _("Rest on few plants"), address(map_, "few_plants")
    count = few_plants(map_, map_.summary["rest_on_few_plants"])
    if count is None:
        return Tile(label, None, interval=why_unknown(), href=href, absent=_("not known"))
    return Tile(label, count, date=year, href=href)


MAIN_FILES = ("map.html", "map.pdf", "map.xlsx", "shortlist.csv")
FURTHER_FILES = (
    "shortlist.parquet",
    "measures.parquet",
    "candidates.parquet",
    "regions.parquet",
    "industries.parquet",
    "observations.parquet",
    "names.parquet",
    "run.json",
)


def downloads(map_: ClusterMap, names: tuple[str, ...]) -> list[Download]:
    """Return the files of a map that are there, with type and size."""
    titles = {
        "map.html": _("The whole map as one page"),
        "map.pdf": _("Report"),
        "map.xlsx": _("Workbook"),
        "shortlist.csv": _("Shortlist"),
        "shortlist.parquet": _("Shortlist"),
        "measures.parquet": _("All measures"),
        "candidates.parquet": _("The rule, cell by cell"),
        "regions.parquet": _("Regions"),
        "industries.parquet": _("Industries"),
        "observations.parquet": _("The table as it was understood"),
        "names.parquet": _("Names"),
        "run.json": _("Record of the run: inputs, parameters, checksums"),
    }
    sizes = map_.summary.get("files", {})
    return [
        Download(titles[name], address(map_, "download", name=name), name.rpartition(".")[2].upper(), sizes[name])
        for name in names
        if name in sizes
    ]


def warnings(results: Results) -> list[str]:
    """Return the warnings of the run in the reader's language."""
    return [in_this_language(one["sentences"]) for one in results.record["warnings"]]
