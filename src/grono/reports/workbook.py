"""``map.xlsx``: every table of a map with typed cells, for people who want to sort, filter and check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import xlsxwriter

from grono.charts.words import column_title, list_word
from grono.messages import message
from grono.reports.cells import cell_table
from grono.reports.further_sheets import further_tables, further_titles, heading
from grono.reports.notes import labels_of, notes_of
from grono.reports.quick_sheet import LONGEST, QuickSheet
from grono.tables.contracts import contract

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    import pyarrow as pa

    from grono.clustermap import ClusterMap
    from grono.messages import Message
    from grono.reports.arrangement import Arrangement

_FIXED = datetime(2000, 1, 1, tzinfo=UTC)
"""Date in the properties of the file where the run has none: the same map gives the same bytes."""
_FORMATS = {
    **dict.fromkeys(("employees", "change", "national", "mix", "regional", "new", "plants"), "#,##0"),
    **dict.fromkeys(("location_quotient", "lower", "upper", "shrunk", "krugman_specialisation"), "0.00"),
    **dict.fromkeys(("share", "share_of_region", "share_of_nation", "growth", "growth_per_year"), "0.00%"),
    "probability_above_one": "0.0%",
    **dict.fromkeys(("ellison_glaeser", "raw_concentration", "herfindahl"), "0.0000"),
}
"""How a column is shown; the cell keeps every digit."""
_WIDTHS = {"industry_name": 46, "region_name": 30, "name": 40, "list": 20, "flags": 26, "missing": 26}


@dataclass(frozen=True)
class _Sheet:
    title: Message
    columns: list[str]
    rows: Iterable[Sequence[Any]]
    count: int


def write_workbook(source: ClusterMap, report: Arrangement, path: Path) -> None:
    """Write the workbook of a map; texts are never formulas, numbers keep all their digits."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        created = source.run.get("created")
        when = datetime.fromisoformat(str(created)) if created else _FIXED
        book.set_properties({"title": report.title, "subject": report.subtitle, "created": when.replace(tzinfo=None)})
        writer = _Writer(book, report.language)
        writer.plain(message("Summary"), _summary(report), widths=(34, 100))
        for sheet in (
            _of_table(message("Shortlist"), source.shortlist, report.language),
            _of_table(message("Regions"), source.regions, report.language),
            _of_table(message("Industries"), source.industries, report.language),
            _of_table(message("Cells"), cell_table(source, report.language), report.language),
        ):
            writer.table(sheet)
        for title, table, heads in further_tables(source, report.language):
            writer.table(_of_further(title, table), heads)
        writer.plain(message("Columns"), _columns(source, report), widths=(16, 30, 34, 12, 80))
        writer.plain(message("Warnings"), _warnings(report), widths=(30, 110))


def _of_table(title: Message, table: pa.Table, language: str) -> _Sheet:
    columns = [_shown(name, table[name], language) for name in table.column_names]
    return _Sheet(title, table.column_names, zip(*columns, strict=True), table.num_rows)


def _of_further(title: Message, table: pa.Table) -> _Sheet:
    columns = [table[name].to_pylist() for name in table.column_names]
    return _Sheet(title, table.column_names, zip(*columns, strict=True), table.num_rows)


def _shown(name: str, column: pa.ChunkedArray, language: str) -> list[Any]:
    values: list[Any] = column.to_pylist()
    if name in ("flags", "missing"):
        words = {value: labels_of(value, language=language) for value in set(values)}
        return [words[value] for value in values]
    if name == "list":
        return [list_word(value, language) for value in values]
    return values


class _Writer:
    """Writes sheets row by row, which is all that constant memory allows."""

    def __init__(self, book: Any, language: str) -> None:
        self._book = book
        self._language = language
        self._head = book.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#f4f0f7"}
        )
        self._label = book.add_format({"bold": True, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._formats = {code: book.add_format({"num_format": code}) for code in sorted(set(_FORMATS.values()))}

    def table(self, sheet: _Sheet, heads: Sequence[str] | None = None) -> None:
        """Write a table: headings, frozen; a filter; each column in its form."""
        titles = heads or [column_title(name, self._language) for name in sheet.columns]
        page = self._book.add_worksheet(sheet.title.in_language(self._language), QuickSheet)
        formats = [self._formats.get(_FORMATS.get(name, "")) for name in sheet.columns]
        for position, name in enumerate(sheet.columns):
            page.set_column(position, position, _WIDTHS.get(name, 14))
        page.set_row(0, 32)
        for position, title in enumerate(titles):
            page.write_string(0, position, title, self._head)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(sheet.count, 1), len(sheet.columns) - 1)
        page.write_rows(1, sheet.rows, formats)

    def plain(self, title: Message, rows: Iterable[Sequence[Any]], *, widths: Sequence[int]) -> None:
        """Write lines of text, the first cell of each bold."""
        page = self._book.add_worksheet(title.in_language(self._language))
        for position, width in enumerate(widths):
            page.set_column(position, position, width)
        for row, values in enumerate(rows):
            for position, value in enumerate(values):
                style = self._wrapped if position else self._label
                page.write_string(row, position, str(value)[:LONGEST], style)


def _summary(report: Arrangement) -> list[tuple[str, ...]]:
    said = _Said(report.language)
    return [
        (report.title, report.subtitle),
        *report.cautions,
        *report.figures,
        *report.answers,
        *((said(message("What can I do next?")), step) for step in report.next_steps),
        *((said(message("What is missing")), sentence) for sentence in report.missing),
        *((given.role, f"{given.name}; {given.rows}; {given.columns}; SHA-256 {given.sha256}") for given in report.tables),
        *report.limits,
        (said(message("Years in the table")), ", ".join(str(year) for year in report.run["years"] if year) or "–"),
        (said(message("Version of Grono")), str(report.run["version"])),
    ]  # fmt: skip


class _Said:
    def __init__(self, language: str) -> None:
        self._language = language

    def __call__(self, sentence: Message) -> str:
        return sentence.in_language(self._language)


def _columns(source: ClusterMap, report: Arrangement) -> list[tuple[str, ...]]:
    said = _Said(report.language)
    heads = (message("Sheet"), message("Heading"), message("Column in files"), message("Unit"), message("Meaning"))
    sheets = {"shortlist": message("Shortlist"), "regions": message("Regions"), "industries": message("Industries")}
    sheets |= {name: title for name, title in further_titles().items() if name in source.further}
    return [
        tuple(said(head) for head in heads),
        *(
            (
                said(title), heading(name, column.name, report.language), column.name, column.unit,
                column.descriptions.get(report.language, column.descriptions["en"]),
            )
            for name, title in sheets.items()
            for column in contract(name)
        ),
    ]  # fmt: skip


def _warnings(report: Arrangement) -> list[tuple[str, ...]]:
    said = _Said(report.language)
    every = notes_of(*(code for region in report.regions for line in region.lines for code in line.note_codes))
    rows = [
        (one["code"], one["sentences"].get(report.language, one["sentences"]["en"])) for one in report.run["warnings"]
    ]
    none = [(said(message("Warnings")), said(message("None.")))]
    return [*(rows or none), *((note.label(report.language), note.sentence(report.language)) for note in every)]
