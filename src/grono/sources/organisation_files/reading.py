"""A file as rows of text cells, with the marks that spreadsheets leave on them."""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from grono.messages import message, plural_message
from grono.sources.organisation_files.problems import RowProblem
from grono.tables.sources import TableError
from grono.tables.text_files import is_named_workbook, prepare_text
from grono.tables.workbooks import is_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from grono.messages import Message

LONGEST_CELL = 20_000
"""Characters; a longer cell is a quotation mark that was never closed."""


@dataclass(frozen=True)
class Limits:
    """How large a list may be (DIR-25)."""

    megabytes: int = 20
    rows: int = 100_000
    columns: int = 200


@dataclass(frozen=True)
class Row:
    """One row: its number in the spreadsheet, its cells, and position → mark (``date``, ``formula``)."""

    number: int
    cells: tuple[str, ...]
    marks: Mapping[int, str] = field(default_factory=dict)
    is_hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A list as it was read.

    Parameters
    ----------
    form : {"csv", "xlsx"}
        What the file is.
    encoding, separator : str
        Of a text file; empty for a spreadsheet.
    header : tuple of str
        Names of the columns.
    rows : tuple of Row
        The rows below, without empty ones.
    problems : tuple of RowProblem
        What is wrong with the file as a table.
    notes : tuple of Message
        What was put right without a loss.
    """

    form: str
    encoding: str
    separator: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[RowProblem, ...] = ()
    notes: tuple[Message, ...] = ()


def read_sheet(path: Path, name: str, limits: Limits | None = None, *, restore: Callable[[str], str] = str) -> Sheet:
    """Read a list.

    Parameters
    ----------
    path : pathlib.Path
        The file; what it is is told from its content.
    name : str
        What the person calls it.
    limits : Limits, optional
        How large it may be.
    restore : callable
        Takes back what an export did to a cell of a text file, so that its own export can be brought in (TRU-24).

    Raises
    ------
    TableError
        When it is no table, is too large, or unpacks to more than it may.
    """
    limits = limits or Limits()
    if path.stat().st_size > limits.megabytes * 10**6:
        raise TableError(message(
            '"%(name)s" has more than %(limit)s MB. Split the list into several files.', name=name, limit=limits.megabytes
        ))  # fmt: skip
    if is_workbook(path):
        from grono.sources.organisation_files.workbook import read_workbook

        return arranged(read_workbook(path, name, limits), name, limits)
    return arranged(_read_text(path, name, limits, restore), name, limits)


def too_many_rows(name: str, limits: Limits) -> TableError:
    """Return the refusal of a list with too many rows."""
    return TableError(
        message(
            '"%(name)s" has more than %(limit)s rows: row %(row)s is one too many. Split the list, for example by voivodeship, and '
            "bring the parts in one after the other.",
            name=name,
            limit=limits.rows,
            row=limits.rows + 1,
        )
    )


def _read_text(path: Path, name: str, limits: Limits, restore: Callable[[str], str]) -> Sheet:
    with tempfile.TemporaryDirectory() as folder:
        try:
            found = prepare_text(path, Path(folder), name=name, max_unpacked_bytes=limits.megabytes * 10**6)
        except TableError as error:
            raise _renamed(error, path.name, name) from error
        problems: list[RowProblem] = []
        rows = []
        with found.path.open(encoding="utf-8-sig", newline="") as file:
            for row in _records(file, found.delimiter, found.skip, problems):
                rows.append(replace(row, cells=tuple(map(restore, row.cells))))
                if len(rows) > limits.rows + 1:
                    raise too_many_rows(name, limits)
    header, body = (rows[0].cells, rows[1:]) if rows else ((), [])
    return Sheet("csv", found.encoding, found.delimiter, header, tuple(body), tuple(problems), tuple(_notes(name)))


def _notes(name: str) -> Iterator[Message]:
    if is_named_workbook(name):
        yield message('"%(name)s" is named as a workbook but holds text; it was read as CSV.', name=name)


def _renamed(error: TableError, stored: str, name: str) -> TableError:
    """Return the error with the name that the person knows in place of that of the stored file."""
    parameters = {key: name if value == stored else value for key, value in error.message.parameters.items()}
    return TableError(replace(error.message, parameters=parameters))


def _records(lines: Iterator[str], delimiter: str, skip: int, problems: list[RowProblem]) -> Iterator[Row]:
    """Give the records; one with a quotation mark in the wrong place is a problem, and reading goes on behind it."""
    for _number in range(skip):
        next(lines, "")
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = skip
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            problems.append(_quotation_mark(number))
            continue
        if any(len(cell) > LONGEST_CELL for cell in cells):
            problems.append(_quotation_mark(number))
        elif any(cell.strip() for cell in cells):
            yield Row(number, tuple(cells))


def _quotation_mark(number: int) -> RowProblem:
    sentence = message(
        "Row %(row)s: a quotation mark stands where a cell begins or ends, so the cells cannot be told apart. Write it twice and put the "
        'whole cell between quotation marks: """Wisła"" Sp. z o.o.".',
        row=number,
    )
    return RowProblem("quotation-mark", sentence, number)


def arranged(sheet: Sheet, name: str, limits: Limits) -> Sheet:
    """Leave out empty columns at the end and repeated headers, and say what is wrong with the header."""
    width = _width(sheet)
    if width > limits.columns:
        raise TableError(
            message(
                '"%(name)s" has %(found)s columns; a list may have %(limit)s. Keep the columns that describe organisations.',
                name=name,
                found=width,
                limit=limits.columns,
            )
        )
    if not sheet.rows and not sheet.problems:
        raise TableError(
            message('"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=name)
        )
    notes = list(sheet.notes)
    empty = len(sheet.header) - width
    if empty > 0:
        notes.append(
            plural_message(
                "%(number)s empty column at the end was left out.",
                "%(number)s empty columns at the end were left out.",
                empty,
            )
        )
    header = tuple(_plain(cell) for cell in (*sheet.header, *[""] * width)[:width])
    problems = [*sheet.problems, *_header_problems(header)]
    rows = [_of_width(row, width) for row in sheet.rows if not _is_header(row, header, problems)]
    problems += [_hidden(row) for row in rows if row.is_hidden]
    problems += [_too_long(row, len(header)) for row in sheet.rows if any(cell.strip() for cell in row.cells[width:])]
    return replace(sheet, header=header, rows=tuple(rows), problems=tuple(problems), notes=tuple(notes))


def _width(sheet: Sheet) -> int:
    """Return the columns up to the last that has a name, or a cell in most of the first rows."""
    named = max((place for place, cell in enumerate(sheet.header, 1) if cell.strip()), default=0)
    looked_at = sheet.rows[:200]
    filled = Counter(place for row in looked_at for place, cell in enumerate(row.cells, 1) if cell.strip())
    return max([named, *(place for place, count in filled.items() if count * 2 > len(looked_at))])


def _plain(text: str) -> str:
    return " ".join(text.split())


def _of_width(row: Row, width: int) -> Row:
    if len(row.cells) == width:
        return row
    return replace(row, cells=(*row.cells, *[""] * width)[:width])


def _header_problems(header: Sequence[str]) -> Iterator[RowProblem]:
    counts = Counter(cell.casefold() for cell in header if cell)
    for name in dict.fromkeys(cell for cell in header if counts[cell.casefold()] > 1):
        sentence = message(
            "The heading “%(column)s” stands over several columns. Give each column a name of its own.", column=name
        )
        yield RowProblem("repeated-heading", sentence, column=name)
    for place, cell in enumerate(header, 1):
        if not cell:
            sentence = message(
                "Column %(place)s has cells but no heading; perhaps the heading beside it is merged. Write a heading over each column.",
                place=place,
            )
            yield RowProblem("merged-heading", sentence)


def _is_header(row: Row, header: Sequence[str], problems: list[RowProblem]) -> bool:
    if tuple(_plain(cell) for cell in row.cells[: len(header)]) != tuple(header):
        return False
    sentence = message("Row %(row)s repeats the headings and is left out.", row=row.number)
    problems.append(RowProblem("repeated-header", sentence, row.number, severity="warning"))
    return True


def _hidden(row: Row) -> RowProblem:
    sentence = message(
        "Row %(row)s is hidden or filtered out in the spreadsheet, but would be brought in. Show it and look at it, or delete it.",
        row=row.number,
    )
    return RowProblem("hidden-row", sentence, row.number, severity="warning")


def _too_long(row: Row, width: int) -> RowProblem:
    sentence = message(
        "Row %(row)s has more cells than there are headings (%(width)s). Perhaps a separator stands inside a text: put that text between "
        "quotation marks.",
        row=row.number,
        width=width,
    )
    return RowProblem("too-many-cells", sentence, row.number)
