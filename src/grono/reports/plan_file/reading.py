"""A plan read from a workbook or an archive: every problem by sheet, row and column, and nothing taken in until there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from grono.messages import InputError, Problem, message
from grono.reports.plan_file.cells import read_cell
from grono.reports.plan_file.sheets import PLAN_SHEETS, Kind
from grono.reports.plan_file.unpacking import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from grono.messages import Message
    from grono.reports.plan_file.sheets import PlanSheet, SheetColumn, Values

_FIRST = 2
"""Row of the first values, as a spreadsheet numbers it."""


@dataclass(frozen=True)
class PlanRow:
    """One row: its number in the sheet, and its values by column."""

    number: int
    values: Values


@dataclass(frozen=True)
class PlanFile:
    """What a file says; a sheet that it does not have is not among the sheets."""

    language: str
    sheets: Mapping[str, tuple[PlanRow, ...]]

    def rows(self, sheet: str) -> tuple[PlanRow, ...]:
        """Return the rows of a sheet; none where the file has no such sheet."""
        return self.sheets.get(sheet, ())


def read_plan_file(data: bytes) -> PlanFile:
    """Read the file of a plan.

    Raises
    ------
    InputError
        With every problem of the file.
    """
    tables = tables_of(data)
    problems = list(_wrong_sheets(tables))
    language = _language(tables, problems)
    sheets: dict[str, tuple[PlanRow, ...]] = {}
    for sheet in PLAN_SHEETS:
        if sheet.name in tables and sheet.name != "about":
            sheets[sheet.name] = tuple(_rows(sheet, tables[sheet.name], language, problems))
            problems += _repeated(sheet, sheets[sheet.name])
    problems += _not_one_strategy(sheets)
    if problems:
        raise InputError(problems)
    return PlanFile(language, sheets)


class Place(NamedTuple):
    """One cell of a file."""

    sheet: str
    column: str
    row: int


def problem(code: str, place: Place, said: Message, value: object = None) -> Problem:
    """Return a problem at one cell."""
    shown = None if value is None else str(value)
    return Problem(code, said, row=place.row, column=f"{place.sheet}: {place.column}", value=shown)


def _wrong_sheets(tables: Mapping[str, Sequence[Sequence[object]]]) -> Iterator[Problem]:
    known = {sheet.name: sheet for sheet in PLAN_SHEETS}
    for name, rows in tables.items():
        if name not in known:
            said = message(
                "There is no sheet “%(name)s” in the file of a plan. There are: %(names)s.",
                name=name,
                names=", ".join(known),
            )
            yield Problem("unknown-sheet", said, column=name)
            continue
        header = [str(cell).strip() for cell in rows[0]] if rows else []
        wanted = [column.name for column in known[name].columns]
        for column in wanted:
            if column not in header:
                said = message("The sheet “%(sheet)s” has no column “%(column)s”.", sheet=name, column=column)
                yield problem("missing-column", Place(name, column, 1), said)
        for column in header:
            if column and (column not in wanted or header.count(column) > 1):
                said = message(
                    "The sheet “%(sheet)s” knows no column “%(column)s”, or has it twice. Its columns: %(names)s.",
                    sheet=name,
                    column=column,
                    names=", ".join(wanted),
                )
                yield problem("unknown-column", Place(name, column, 1), said)


def _language(tables: Mapping[str, Sequence[Sequence[object]]], problems: list[Problem]) -> str:
    """Return the language of the figures; the sheet that names it also says that this is the file of a plan."""
    sheet = PLAN_SHEETS[0]
    if sheet.name not in tables:
        said = message(
            "The file has no sheet “about”, which says that it is the file of a plan. Take the plan from its page first."
        )
        problems.append(Problem("no-plan", said, column=sheet.name))
        return "en"
    rows = list(_rows(sheet, tables[sheet.name], "en", problems))
    if len(rows) != 1:
        said = message("The sheet “about” has one row below its heading.")
        problems.append(Problem("no-plan", said, row=_FIRST, column=sheet.name))
        return "en"
    return str(rows[0].values.get("figures_in") or "en")


def _rows(
    sheet: PlanSheet, table: Sequence[Sequence[object]], language: str, problems: list[Problem]
) -> Iterator[PlanRow]:
    places = {str(cell).strip(): at for at, cell in reversed(list(enumerate(table[0])))} if table else {}
    for number, cells in enumerate(table[1:], _FIRST):
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        values: dict[str, Any] = {}
        for column in sheet.columns:
            at = places.get(column.name)
            if at is not None:
                cell = cells[at] if at < len(cells) else ""
                place = Place(sheet.name, column.name, number)
                values[column.name], wrong = read_cell(cell, column, language)
                problems += _wrong(place, column, values[column.name], cell, wrong)
        yield PlanRow(number, values)


def _wrong(place: Place, column: SheetColumn, value: Any, cell: object, wrong: Message | None) -> Iterator[Problem]:
    if wrong is not None:
        yield problem("unreadable", place, wrong, cell)
    elif column.required and value in (None, ""):
        said = message(
            "Row %(row)s of “%(sheet)s”: the column “%(column)s” is empty.",
            row=place.row,
            sheet=place.sheet,
            column=place.column,
        )
        yield problem("empty", place, said)


def _repeated(sheet: PlanSheet, rows: Iterable[PlanRow]) -> Iterator[Problem]:
    """Name rows that say which row they are in the same words as a row above; an empty key is always a new row."""
    names = sheet.identifying
    first: dict[tuple[Any, ...], int] = {}
    for row in rows:
        place_of = tuple(row.values.get(name) for name in names)
        if not names or (names == ("key",) and not place_of[0]):
            continue
        if place_of in first:
            said = message(
                "Row %(row)s of “%(sheet)s” is about the same as row %(first)s. Leave one of them out.",
                row=row.number,
                sheet=sheet.name,
                first=first[place_of],
            )
            yield problem("repeated", Place(sheet.name, names[0], row.number), said, place_of[0])
        first.setdefault(place_of, row.number)


def _not_one_strategy(sheets: Mapping[str, Sequence[PlanRow]]) -> Iterator[Problem]:
    for row in sheets.get("strategy", ())[1:]:
        said = message("A file holds the plan of one strategy: the sheet “strategy” has one row below its heading.")
        yield problem("several-strategies", Place("strategy", "title", row.number), said, row.values.get("title"))


def unknown_references(file: PlanFile, known: Mapping[str, set[str]]) -> list[Problem]:
    """Return a problem for every key that stands neither in the file nor among the rows that the plan has, by sheet."""
    there = {
        sheet.name: {str(row.values["key"]) for row in file.rows(sheet.name) if row.values.get("key")}
        | known.get(sheet.name, set())
        for sheet in PLAN_SHEETS
        if "key" in sheet.identifying
    }
    return [
        found
        for sheet in PLAN_SHEETS
        for column in sheet.columns
        if column.kind is Kind.KEY and column.refers
        for row in file.rows(sheet.name)
        for found in _unknown(sheet, column, row, there[column.refers])
    ]


def _unknown(sheet: PlanSheet, column: SheetColumn, row: PlanRow, there: set[str]) -> Iterator[Problem]:
    key = row.values.get(column.name)
    if key and key not in there:
        said = message(
            "Row %(row)s of “%(sheet)s”: there is no row with the key “%(key)s” in the sheet “%(other)s”, and none in the plan.",
            row=row.number,
            sheet=sheet.name,
            key=key,
            other=column.refers,
        )
        yield problem("unknown-key", Place(sheet.name, column.name, row.number), said, key)
