"""Spreadsheets: cells as texts, and what a text file would not show: formulas, dates, hidden rows, merged headings."""

from __future__ import annotations

import datetime
import re
import zipfile
import zlib
from typing import TYPE_CHECKING, cast
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook

from grono.messages import message
from grono.sources.organisation_files.reading import Row, Sheet, too_many_rows
from grono.tables.sources import BLOCK, TableError
from grono.tables.workbooks import refuse_bomb, refuse_old_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from grono.sources.organisation_files.reading import Limits

LARGEST_EXACT = 10**15
"""A spreadsheet keeps fifteen digits of a number."""


def read_workbook(path: Path, name: str, limits: Limits) -> Sheet:
    """Read the first sheet that has a table.

    Raises
    ------
    TableError
        For a bomb, a broken file, an old XLS, or one with too many rows.
    """
    refuse_old_workbook(path, name)
    if not zipfile.is_zipfile(path):
        raise _broken(name)
    refuse_bomb(path, name)
    scan = _Scan(limits.rows)
    try:
        workbook = CalamineWorkbook.from_path(path)
        visible = [number for number, one in enumerate(workbook.sheets_metadata) if "Visible" in str(one.visible)]
        for number in visible or [0]:
            scan = scanned(path, number, limits, name)
            rows = workbook.get_sheet_by_index(number).to_python(skip_empty_area=False)
            if start := _first(rows):
                return _sheet(rows, start - 1, scan, workbook.get_sheet_by_index(number).merged_cell_ranges or [])
    except (CalamineError, zipfile.BadZipFile, zlib.error, expat.ExpatError, OSError, ValueError, KeyError) as error:
        raise _broken(name) from error
    raise TableError(
        message('"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=name)
    )


def _broken(name: str) -> TableError:
    return TableError(
        message(
            '"%(name)s" cannot be read as a spreadsheet. Open it and save it again as XLSX, or as CSV (UTF-8).',
            name=name,
        )
    )


def _first(rows: Sequence[Sequence[object]]) -> int:
    """Return the number of the heading, from 1: the first row with at least two texts and nothing else; 0 where there is none."""
    for number, row in enumerate(rows[:50], 1):
        filled = [cell for cell in row if cell not in ("", None)]
        if len(filled) > 1 and all(isinstance(cell, str) for cell in filled) and len(rows) > number:
            return number
    return 0


def _sheet(rows: Sequence[Sequence[object]], start: int, scan: _Scan, merged: Sequence[object]) -> Sheet:
    header = [_text(cell) for cell in rows[start]]
    for top_left, bottom_right in (_corners(one) for one in merged):
        if top_left[0] <= start <= bottom_right[0]:
            for place in range(top_left[1] + 1, min(bottom_right[1] + 1, len(header))):
                header[place] = ""
    body = [
        Row(
            number,
            tuple(_text(cell) for cell in row),
            {
                **dict.fromkeys((place for place, cell in enumerate(row) if isinstance(cell, _TIMES)), "date"),
                **dict.fromkeys(scan.formulas.get(number, ()), "formula"),
            },
            number in scan.hidden,
        )
        for number, row in enumerate(rows[start + 1 :], start + 2)
        if any(cell not in ("", None) for cell in row)
    ]
    return Sheet("xlsx", "", "", tuple(header), tuple(body))


_TIMES = (datetime.date, datetime.time, datetime.timedelta)


def _corners(one: object) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = cast("tuple[tuple[int, int], tuple[int, int]]", one)
    return first, last


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "tak" if cell else "nie"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < LARGEST_EXACT else repr(cell)
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return str(cell)


class _Scan:
    """What the XML of a sheet says about rows and cells that calamine does not tell."""

    def __init__(self, most: int) -> None:
        self.most, self.count = most, 0
        self.hidden: set[int] = set()
        self.formulas: dict[int, list[int]] = {}
        self._cell = (0, 0)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self.count += 1
            self.row = int(attributes.get("r", self.count))
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.add(self.row)
        elif tag == "c":
            self._cell = self.row, _column(attributes.get("r", ""))
        elif tag == "f":
            self.formulas.setdefault(self._cell[0], []).append(self._cell[1])

    row = 0


def _column(reference: str) -> int:
    """Return the position of a column from 0.

    Examples
    --------
    >>> _column("A1"), _column("AB12")
    (0, 27)
    """
    place = 0
    for letter in re.sub(r"[^A-Z]", "", reference):
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def scanned(path: Path, number: int, limits: Limits, name: str) -> _Scan:
    """Read the XML of a sheet as a stream and stop at one row too many.

    Raises
    ------
    TableError
        For too many rows, or XML with declarations of its own (TRU-18).
    """
    scan = _Scan(limits.rows)
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: scan.start(tag.rpartition(":")[2], attributes)
    parser.StartDoctypeDeclHandler = lambda *_: _refuse_doctype(name)
    with zipfile.ZipFile(path) as archive:
        sheets = sorted(
            (part for part in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", part)),
            key=lambda part: int(re.sub(r"\D", "", part)),
        )
        if number >= len(sheets):
            return scan
        with archive.open(sheets[number]) as stream:
            while block := stream.read(BLOCK):
                parser.Parse(block)
                if scan.count > limits.rows + 1:
                    raise too_many_rows(name, limits)
        parser.Parse(b"", True)
    return scan


def _refuse_doctype(name: str) -> None:
    raise TableError(
        message('"%(name)s" declares a document type inside, as attacks do. Save it again as XLSX.', name=name)
    )
