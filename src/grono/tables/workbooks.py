"""Spreadsheets as tables: the first sheet with data, read as text, after a look at what the archive would unpack to."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import message
from grono.tables.packed import PackedError, Wrong, names_in
from grono.tables.sources import TableError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grono.messages import Message

LARGEST_WORKBOOK = 200 * 10**6
"""A workbook may hold this many bytes once unpacked (TRU-18)."""

LARGEST_RATIO = 100
"""... and no part of it may be packed more tightly than this (TRU-18)."""

MOST_TABLE_CELLS = 20 * 10**6
"""Cells of its sheets as full tables, the empty ones between among them; a million rows of 19 columns."""


OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How an old Excel file begins."""


def is_workbook(path: Path) -> bool:
    """Tell from the content whether a file is a zip archive or an old Excel file, whatever its name says."""
    with path.open("rb") as file:
        start = file.read(8)
    return start.startswith((b"PK\x03\x04", b"PK\x05\x06", OLD_WORKBOOK))


def is_old_workbook(path: Path) -> bool:
    """Tell from the content whether a file is an old Excel file."""
    with path.open("rb") as file:
        return file.read(8) == OLD_WORKBOOK


def refuse_old_workbook(path: Path, name: str) -> None:
    """Refuse an old Excel file: nothing says beforehand how much its cells would fill."""
    if is_old_workbook(path):
        raise TableError(
            message(
                '"%(name)s" is an old spreadsheet (XLS). Open it and save it as XLSX, or as CSV (UTF-8).', name=name
            )
        )


@dataclass(frozen=True)
class Sheet:
    """A sheet as a table.

    Parameters
    ----------
    columns : tuple of str
        Names as they stand in the sheet.
    cells : list of pyarrow.Array
        The columns, every cell as text, empty cells as null.
    rows : pyarrow.Array
        Number of each row in the sheet, counted from 1 at the top.
    """

    columns: tuple[str, ...]
    cells: list[pa.Array]
    rows: pa.Array


def read_workbook(path: Path) -> Sheet:
    """Read the first sheet with at least two columns.

    Raises
    ------
    TableError
        For an archive that unpacks to too much, an old XLS, a broken workbook, or one without a table.
    """
    refuse_old_workbook(path, path.name)
    if zipfile.is_zipfile(path):
        refuse_bomb(path, path.name)
    try:
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
            start = _header_row(rows)
            if start is not None and len(rows) > start + 1:
                return _as_sheet(rows[start:], offset=start)
    except (CalamineError, OSError, ValueError) as error:
        raise TableError(_broken(path.name)) from error
    raise TableError(
        message('"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name)
    )


def refuse_bomb(path: Path, name: str) -> None:
    """Look an archive through as a stream, and refuse what would fill the memory; sizes declared in the archive may lie."""
    try:
        names_in(path, LARGEST_WORKBOOK, MOST_TABLE_CELLS, LARGEST_RATIO)
    except PackedError as error:
        raise TableError(_REFUSALS[error.what](name)) from error


def _broken(name: str) -> Message:
    return message(
        '"%(name)s" cannot be read as a spreadsheet. Open it and save it again as XLSX, or as CSV (UTF-8).', name=name
    )


def _too_large(name: str) -> Message:
    return message(
        '"%(name)s" unpacks to far more than its size and was not opened. '
        "A workbook may hold %(limit)s MB unpacked; save a larger table as CSV or Parquet.",
        name=name,
        limit=LARGEST_WORKBOOK // 10**6,
    )


def _too_far(name: str) -> Message:
    return message(
        '"%(name)s" has cells so far apart that its sheets would be tables of more than %(limit)s million cells. Delete what stands far '
        "from the table, or save the table as CSV.",
        name=name,
        limit=MOST_TABLE_CELLS // 10**6,
    )


_REFUSALS = {Wrong.DAMAGED: _broken, Wrong.SIZE: _too_large, Wrong.CELLS: _too_far}


def _header_row(rows: Sequence[Sequence[object]]) -> int | None:
    """Index of the first row with at least two texts and no number: titles above a table are passed over."""
    for index, row in enumerate(rows[:50]):
        filled = [cell for cell in row if cell not in ("", None)]
        if len(filled) > 1 and all(isinstance(cell, str) for cell in filled):
            return index
    return 0 if rows and len([cell for cell in rows[0] if cell != ""]) > 1 else None


def _as_sheet(rows: Sequence[Sequence[object]], *, offset: int) -> Sheet:
    header = [str(cell).strip() for cell in rows[0]]
    while header and not header[-1]:
        header.pop()
    names = [name or f"column {position + 1}" for position, name in enumerate(header)]
    body = [
        (number, row) for number, row in enumerate(rows[1:], offset + 2) if any(cell not in ("", None) for cell in row)
    ]
    columns = [pa.array([_text(row[position]) for _, row in body], pa.string()) for position in range(len(names))]
    return Sheet(tuple(names), columns, pa.array([number for number, _ in body], pa.int64()))


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date | datetime.datetime):
        return cell.isoformat()
    return str(cell)
