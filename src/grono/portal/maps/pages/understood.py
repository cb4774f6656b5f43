"""What was understood of the tables of a draft, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.core.languages import in_this_language
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.forms import CLASSIFICATIONS
from grono.portal.maps.models import TableKind
from grono.portal.maps.pages.further_understood import DotPicture, dot_picture, further_facts
from grono.portal.maps.table_words import ROLE_TITLES, title_of_table

if TYPE_CHECKING:
    from collections.abc import Iterable

LINES_OF_COLUMNS = 12
"""Columns shown of the first rows; a table with more is shown its first ones and those that were recognised."""


@dataclass(frozen=True)
class ShownProblem:
    """A problem with its sentence in the reader's language, for the component."""

    table: str
    row: int | None
    column: str | None
    value: str | None
    severity: str
    count: int
    message: str
    code: str


def problems(understood: dict[str, Any], severity: str = "") -> list[ShownProblem]:
    """Return the problems, all or of one severity."""
    return [
        ShownProblem(
            title_of_table(one["table"]), one["row"], one["column"], one["value"], one["severity"], one["count"],
            in_this_language(one["sentences"]), one["code"],
        )
        for one in understood.get("problems", [])
        if not severity or one["severity"] == severity
    ]  # fmt: skip


@dataclass(frozen=True)
class ProblemsOfTable:
    """The problems of one table: those of the whole file as sentences, the others to be shown with row, column and value."""

    title: str
    sentences: list[str]
    listed: list[ShownProblem]


def by_table(found: Iterable[ShownProblem]) -> list[ProblemsOfTable]:
    """Return the problems of each table under its title; that they are warnings is for the heading above to say."""
    grouped: dict[str, ProblemsOfTable] = {}
    for problem in found:
        table = grouped.setdefault(problem.table, ProblemsOfTable(problem.table, [], []))
        if problem.row is None and not problem.column and not problem.value:
            table.sentences.append(problem.message)
        else:
            table.listed.append(replace(problem, severity=""))
    return list(grouped.values())


def facts(understood: dict[str, Any]) -> list[Fact]:
    """Return what was understood as a list of facts."""
    found = understood.get("facts")
    if not found:
        return []
    years = found["years"]
    shown = [
        Fact(_("Regions"), found["regions"], _first_names(found["first_regions"], found["regions"]) + _scheme(found)),
        Fact(_("Industries"), found["industries"], _first_names(found["first_industries"], found["industries"])),
        Fact(_("Classification"), dict(CLASSIFICATIONS)[found["classification"]]),
        Fact(_("Years"), _years(years) if years else _("the table has no year"), _without_growth(years)),
        Fact(_("Rows"), found["rows"]),
    ]
    if found["estimated"]:
        shown.append(Fact(_("Cells the source has estimated"), found["estimated"]))
    if found.get("from") == "points":
        shown.append(Fact(_("Figures of the map"), _("added up from the plants with coordinates")))
    return [*shown, Fact(_("Sizes of plants"), _plants(found))]


def _years(years: list[int]) -> str:
    if len(years) > 2 and years == list(range(years[0], years[-1] + 1)):
        return f"{years[0]}–{years[-1]}"
    return ", ".join(str(year) for year in years)


def _without_growth(years: list[int]) -> str:
    return "" if len(years) > 1 else _("With one year there is no growth and no shift-share.")


def _plants(found: dict[str, Any]) -> str:
    if found["size_band_years"] is not None:
        years = found["size_band_years"]
        return _("size bands, %(years)s") % {"years": _years(years)} if years else _("size bands, without a year")
    if found["plants_counted"]:
        return _("only the number of plants in each cell: they are taken to be of equal size")
    return _("none: the map will have no intervals, and one large plant will look like a cluster")


def _first_names(names: list[dict[str, Any]], total: int) -> str:
    language = get_language() or "en"
    texts = [(one["names"].get(language) or one["names"]["en"])[0] for one in names[:5]]
    return "; ".join(texts) + ("; …" if total > len(texts) else "")


def _scheme(found: dict[str, Any]) -> str:
    kind, vintage = found["region_scheme"]
    titles = {
        "nuts": "NUTS",
        "itl": "ITL",
        "teryt": "TERYT",
        "voivodeships": _("Polish voivodeships"),
        "plain": _("codes of no known scheme"),
    }
    return f" ({titles.get(kind, kind)}{f' {vintage}' if vintage else ''})"


def years_table(understood: dict[str, Any]) -> Table | None:
    """Return employees and missing cells of each year."""
    found = understood.get("facts")
    if not found:
        return None
    columns = [
        Column(_("Year")),
        Column(_("Employees"), numeric=True),
        Column(_("Cells without a figure"), numeric=True, unit=_("of %(cells)s") % {"cells": number(found["cells"])}),
    ]
    rows: list[list[object]] = [
        [year if year != "0" else _("no year"), round(total), found["missing"][year]]
        for year, total in found["sums"].items()
    ]
    note = _("A cell is one industry in one region. A missing one is left out of the sums; nothing is taken for zero.")
    return Table(_("Sums by year"), columns, rows, note=note)


@dataclass(frozen=True)
class ShownTable:
    """One of the tables as it was read: its file in words, and its first rows."""

    kind: str
    title: str
    facts: list[Fact]
    first_rows: Table
    dots: DotPicture | None


def looked_at(understood: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return kind → what was seen of each table, in the order of the kinds: a database may keep keys in an order of its own."""
    found = understood.get("tables", {})
    return {kind: found[kind] for kind in TableKind.values if kind in found}


def tables(understood: dict[str, Any]) -> list[ShownTable]:
    """Return the tables that could be read."""
    return [
        ShownTable(
            kind,
            title_of_table(kind),
            [*_file_facts(table), *further_facts(kind, understood)],
            _first_rows(table),
            dot_picture(understood) if kind == "points" else None,
        )
        for kind, table in looked_at(understood).items()
    ]


def may_be_left_out(understood: dict[str, Any]) -> list[tuple[str, str]]:
    """Return kind and title of each table that the map can do without: all but the one its figures come from."""
    kinds = list(looked_at(understood))
    sources = [kind for kind in kinds if kind in {"employees", "points"}]
    return [(kind, title_of_table(kind)) for kind in kinds if sources != [kind]]


def _file_facts(table: dict[str, Any]) -> list[Fact]:
    separators = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
    form = {"csv": _("text"), "xlsx": _("spreadsheet"), "parquet": "Parquet"}.get(table["format"], table["format"])
    parts = [form]
    if table.get("encoding"):
        parts.append(str(table["encoding"]).upper())
    if table.get("delimiter"):
        parts.append(_("separated by %(separator)s") % {"separator": separators.get(table["delimiter"], "?")})
    return [
        Fact(_("File"), table["name"], filesizeformat(table["bytes"])),
        Fact(_("Read as"), ", ".join(parts)),
        Fact(_("Rows"), table["rows"]),
    ]


def _first_rows(table: dict[str, Any]) -> Table:
    meaning = {column: role for role, column in table["roles"].items()}
    order = sorted(range(len(table["columns"])), key=lambda index: table["columns"][index] not in meaning)
    shown = sorted(order[:LINES_OF_COLUMNS])
    columns = [Column(table["columns"][index], unit=_taken_as(meaning.get(table["columns"][index]))) for index in shown]
    rows: list[list[object]] = [[Cell(row[index]) for index in shown] for row in table["first_rows"]]
    return Table(_("The first rows, as they stand in the file"), columns, rows, sticky=False)


def _taken_as(role: str | None) -> str:
    if role is None:
        return pgettext("column of a table", "not used")
    title = str(ROLE_TITLES[role])
    return pgettext("column of a table", "taken as: %(role)s") % {"role": title[:1].lower() + title[1:]}
