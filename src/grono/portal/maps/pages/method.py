"""How a map came about: inputs, rule, formulas, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.forms import CLASSIFICATIONS, LEVELS
from grono.portal.maps.forms.weights import words_of_weights
from grono.portal.maps.pages.method_pages import methods_of_variants
from grono.portal.maps.pages.result import warnings
from grono.portal.maps.results import results_of
from grono.portal.maps.table_words import ROLE_TITLES, title_of_table

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results


def method(map_: ClusterMap) -> dict[str, Any]:
    """Return everything about how a map was drawn."""
    from grono.reports.method import METHODS, NOT_MEASURED, RULE, SYMBOLS

    results = results_of(map_)
    language = get_language() or "en"
    return {
        "rule": RULE,
        "parameters": _parameters(results, language),
        "methods": [{"title": one.title, "pieces": one.pieces(), "meaning": one.meaning} for one in METHODS],
        "symbols": SYMBOLS,
        **methods_of_variants(results),
        "not_measured": NOT_MEASURED,
        "inputs": [_input(given) for given in _files(results.record)],
        "analyses": _analyses(results, language),
        "chance": _chance(results.record),
        "reading": _reading(results),
        "sums": _sums(results),
        "warnings": warnings(results),
    }


def _parameters(results: Results, language: str) -> Table:
    texts = results.page(language)["parameters"]
    given = results.record["specification"]["parameters"]
    rows: list[list[object]] = [
        [Cell(title, detail=description), number(given[name])]
        for name, (title, description) in texts.items()
        if name in given
    ]
    return Table(_("Limits of this map"), [Column(_("Limit")), Column(_("Value"), numeric=True)], rows)


def _files(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the files of a map; cells added up from plants are no file of their own."""
    first = [] if record.get("cells_from") else record["inputs"]
    return [*first, *record.get("companions", [])]


def _analyses(results: Results, language: str) -> Table | None:
    """Return what was computed beside the rule, or None on a map of an earlier version."""
    ran = results.record.get("analyses") or {}
    texts = results.page(language).get("analyses", {})
    rows: list[list[object]] = [
        [Cell(texts[name]["title"], detail=texts[name]["answers"])] for name in ran if name in texts
    ]
    return Table(_("Analyses of this map"), [Column(_("Analysis"))], rows) if rows else None


def _chance(record: dict[str, Any]) -> list[Fact]:
    shown = [Fact(_("Seed of everything random"), str(record["seed"]))] if "seed" in record else []
    if "criteria.parquet" in (record.get("results") or {}) or record["specification"].get("weights"):
        weights = words_of_weights(record["specification"].get("weights", {}))
        shown.append(Fact(_("Weights of the criteria of the choice"), weights))
    if record.get("cells_from"):
        shown.append(Fact(_("Figures of the map"), _("added up from the plants with coordinates")))
    return shown


def _input(given: dict[str, Any]) -> dict[str, Any]:
    columns = ", ".join(f"{ROLE_TITLES[role]}: {column}" for role, column in given["columns"].items())
    return {
        "title": title_of_table(given["role"]),
        "facts": [
            Fact(_("File"), given["name"], filesizeformat(given["bytes"])),
            *([Fact(_("Rows"), given["rows"])] if "rows" in given else []),
            Fact(_("Columns"), columns),
            Fact(_("Checksum (SHA-256)"), given["sha256"]),
        ],
    }


def _reading(results: Results) -> list[Fact]:
    record = results.record
    reading = record["specification"]["reading"]
    scheme = record["region_scheme"]
    absent = _("nobody is employed there") if reading["absent_means_zero"] else _("the figure is unknown")
    return [
        Fact(_("Industry codes"), dict(CLASSIFICATIONS)[record["classification"]]),
        Fact(_("Level of industry codes"), dict(LEVELS).get(reading.get("level"), _("all codes of the table"))),
        Fact(_("Region codes"), " ".join(str(part) for part in (scheme["kind"].upper(), scheme["vintage"]) if part)),
        Fact(_("A missing row means"), absent),
        Fact(_("Rounding of the source"), reading["rounding"] or _("none known")),
        Fact(_("Program"), f"Grono {record['version']}"),
    ]


def _sums(results: Results) -> Table:
    totals = results.record["totals"]
    columns = [
        Column(_("Year")),
        Column(_("Employees"), numeric=True),
        Column(_("Cells without a figure"), numeric=True),
    ]
    rows: list[list[object]] = [
        [year if year != "0" else _("no year"), round(total), totals["missing_cells"][year]]
        for year, total in totals["employees"].items()
    ]
    return Table(_("Sums by year"), columns, rows)
