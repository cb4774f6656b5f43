"""The tables inside a workbook or an archive, as rows of cells."""

from __future__ import annotations

import csv
import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import InputError, Problem, message
from grono.reports.spreadsheet_text import original_text

if TYPE_CHECKING:
    from grono.messages import Message

LARGEST = 1_500_000
"""Bytes of a file: the plan of 500 tasks, ten years and 1 500 indicators takes about a third of it."""
LARGEST_UNPACKED = 60_000_000
"""Bytes that it may have unpacked."""
MOST_ROWS = 100_000
"""Rows of one sheet."""
BLOCK = 4_000_000
"""Bytes read at once."""
_FAR = re.compile(rb'<c [^>]*\br="([A-Z]+)([0-9]+)"')
"""Where a cell of a sheet stands; one that falls between two blocks is seen by the limit of rows alone."""

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
        names = _names(data)
        tables = _of_workbook(data) if "xl/workbook.xml" in names else _of_archive(data, names)
    except (
        zipfile.BadZipFile,
        zlib.error,
        CalamineError,
        UnicodeDecodeError,
        csv.Error,
        ValueError,
        EOFError,
    ) as error:
        raise _refused(
            message("The file cannot be read as a workbook (XLSX) or as a ZIP archive of CSV tables in UTF-8."),
        ) from error
    for name, table in tables.items():
        if len(table) > MOST_ROWS:
            said = message("The sheet “%(sheet)s” has more than %(most)s rows.", sheet=name, most=MOST_ROWS)
            raise _refused(said)
    return tables


def _names(data: bytes) -> set[str]:
    """Return the names of the packed files; sizes are counted while unpacking, for what an archive declares may be untrue."""
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            with archive.open(part) as stream:
                while block := stream.read(BLOCK):
                    unpacked += len(block)
                    if unpacked > LARGEST_UNPACKED or _is_far(block):
                        raise _refused(message("The file unpacks to far more than its size and was not opened."))
        return set(archive.namelist())


def _is_far(block: bytes) -> bool:
    """Say whether a cell stands so far down or right that all the empty ones before it would fill the memory."""
    return any(len(found[1]) > len("XX") or int(found[2]) > MOST_ROWS for found in _FAR.finditer(block))


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
    return [
        [original_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    ]


def _refused(said: Message) -> InputError:
    return InputError([Problem("unreadable", said)])
