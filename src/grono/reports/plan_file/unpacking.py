"""The tables inside a workbook or an archive, as rows of cells."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import InputError, Problem, message
from grono.reports.spreadsheet_text import original_text
from grono.tables.packed import MOST_CELLS, PackedError, names_in

if TYPE_CHECKING:
    from grono.messages import Message

LARGEST = 1_500_000
"""Bytes of a file: the plan of 500 tasks, ten years and 1 500 indicators takes about a third of it."""
MOST_ROWS = 100_000
"""Rows of one sheet."""

Table = list[list[object]]


def tables_of(data: bytes) -> dict[str, Table]:
    """Return the sheets by name, each with its header as the first row.

    Raises
    ------
    InputError
        For a file that is neither a workbook nor an archive of CSV tables, is damaged, or too large.
    """
    if len(data) > LARGEST:
        raise _refused(message("The file is larger than 1.5 MB. Send the plan of one strategy alone."))
    try:
        names = names_in(data)
        tables = _of_workbook(data) if "xl/workbook.xml" in names else _of_archive(data, names)
    except PackedError as error:
        raise _too_much() if error.is_too_much else _unreadable() from error
    except (CalamineError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise _unreadable() from error
    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            said = message("The sheet “%(sheet)s” has more than %(most)s rows.", sheet=name, most=MOST_ROWS)
            raise _refused(said)
    return tables


def _of_workbook(data: bytes) -> dict[str, Table]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found: dict[str, Table] = {}
    for name in book.sheet_names:
        found[name] = [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    return found


def _of_archive(data: bytes, names: set[str]) -> dict[str, Table]:
    found: dict[str, Table] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in sorted(names):
            if name.lower().endswith(".csv"):
                text = archive.read(name).decode("utf-8-sig")
                found[name.rpartition("/")[2][: -len(".csv")]] = _of_csv(text)
    return found


def _of_csv(text: str) -> Table:
    """Return the rows; a spreadsheet that saved the table anew may have separated the cells by semicolons."""
    header = text.partition("\n")[0]
    separator = ";" if header.count(";") > header.count(",") else ","
    if text.count(separator) + text.count("\n") > MOST_CELLS:
        raise _too_much()
    return [
        [original_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    ]


def _too_much() -> InputError:
    return _refused(message("The file unpacks to far more than its size and was not opened."))


def _unreadable() -> InputError:
    return _refused(message("The file cannot be read as a workbook (XLSX) or as a ZIP archive of CSV tables in UTF-8."))


def _refused(said: Message) -> InputError:
    return InputError([Problem("unreadable", said)])
