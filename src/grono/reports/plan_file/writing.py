"""A plan written as an XLSX workbook, or as a ZIP archive of CSV tables."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from typing import TYPE_CHECKING, Any

from grono.messages import GronoError, message
from grono.quantities import QuantityError, display, parse, to_json
from grono.reports.plan_file.sheets import FORMAT, PLAN_SHEETS, Kind
from grono.reports.spreadsheet_text import safe_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.quantities import Quantity
    from grono.reports.plan_file.sheets import PlanSheet, SheetColumn, Values

LONGEST_CELL = 32_767
"""Characters that a cell of a workbook may hold."""
_MOMENT = datetime.datetime(2000, 1, 1)  # noqa: DTZ001 - no moment at all: equal plans give equal files
_ROWS_WITH_CHOICES = 5000


def plan_workbook(rows: Mapping[str, Sequence[Values]], language: str) -> bytes:
    """Return the plan as an XLSX; the rows of each sheet by column, quantities in words of ``language``.

    Raises
    ------
    GronoError
        When a text is longer than a cell may be.
    """
    import xlsxwriter  # slow to load, and few need it

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": _MOMENT})
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for sheet, table in _tables(rows, language):
            page = book.add_worksheet(sheet.name)
            page.set_column(0, len(sheet.columns) - 1, 22, text)
            page.freeze_panes(1, 1)
            for number, row in enumerate(table):
                for place, cell in enumerate(row):
                    _refuse_long(cell, sheet, number)
                    if cell:
                        page.write_string(number, place, cell, text if number else bold)
            _offer_choices(page, sheet)
    return stream.getvalue()


def _offer_choices(page: Any, sheet: PlanSheet) -> None:
    for place, column in enumerate(sheet.columns):
        offered = ("yes", "no") if column.kind is Kind.FLAG else column.choices
        if offered:
            page.data_validation(1, place, _ROWS_WITH_CHOICES, place, {"validate": "list", "source": list(offered)})


def _refuse_long(cell: str, sheet: PlanSheet, number: int) -> None:
    if len(cell) > LONGEST_CELL:
        raise GronoError(
            message(
                "A text in row %(row)s of the sheet “%(sheet)s” has %(length)s characters; a cell of a workbook holds %(most)s. Take the "
                "plan as CSV tables.",
                row=number + 1,
                sheet=sheet.name,
                length=len(cell),
                most=LONGEST_CELL,
            )
        )


def plan_archive(rows: Mapping[str, Sequence[Values]], language: str) -> bytes:
    """Return the plan as a ZIP archive with one CSV table for each sheet, in UTF-8 with commas."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet, table in _tables(rows, language):
            written = io.StringIO(newline="")
            csv.writer(written).writerows([safe_text(cell) for cell in row] for row in table)
            entry = zipfile.ZipInfo(f"{sheet.name}.csv", _MOMENT.timetuple()[:6])
            archive.writestr(entry, "\ufeff" + written.getvalue(), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _tables(rows: Mapping[str, Sequence[Values]], language: str) -> list[tuple[PlanSheet, list[list[str]]]]:
    """Return each sheet with its header and its rows as texts."""
    given = {**rows, "about": [{"format": FORMAT, "figures_in": language}]}
    return [
        (
            sheet,
            [
                [column.name for column in sheet.columns],
                *(
                    [cell_text(row.get(column.name), column, language) for column in sheet.columns]
                    for row in given.get(sheet.name, ())
                ),
            ],
        )
        for sheet in PLAN_SHEETS
    ]


def cell_text(value: Any, column: SheetColumn, language: str) -> str:
    """Return a value as it stands in a cell."""
    if column.kind is Kind.FLAG:
        return "yes" if value else "no"
    if value is None:
        return ""
    if column.kind is Kind.QUANTITY:
        return _in_words(value, language)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if column.kind in {Kind.CODES, Kind.LINES}:
        return (", " if column.kind is Kind.CODES else "\n").join(value)
    return str(value)


def _in_words(value: Quantity, language: str) -> str:
    """Return a quantity as people write it, or in its exact form where the words would say less: 1/3 is no 0.33."""
    words = display(value, language)
    try:
        return words if parse(words, language) == value else to_json(value)
    except QuantityError:
        return to_json(value)
