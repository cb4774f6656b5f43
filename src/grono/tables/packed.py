"""A workbook or an archive looked through before it is opened: nothing that would fill the memory gets as far as a reader of spreadsheets.

Readers of spreadsheets make a full table of each sheet, from its first cell to its last one: two cells far apart are enough for
gigabytes. And what an archive declares about its parts may be untrue, so they are counted while they are unpacked.
"""

from __future__ import annotations

import io
import lzma
import re
import zipfile
import zlib
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 1_000_000
"""Bytes read at once."""
LARGEST_UNPACKED = 60_000_000
"""Bytes that a file may have unpacked."""
MOST_CELLS = 3_000_000
"""Cells of all sheets together, the empty ones between the first and the last of each sheet among them."""
SMALL_PART = 10**6
"""Parts below a megabyte may be packed as tightly as they like: a sheet of empty rows is no attack."""
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,9}")
_SHEET = b"sheetData"
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
"""What unpacking a damaged, locked or strangely packed archive raises."""


class Wrong(Enum):
    """Why a file is not opened: it is broken or strange, unpacks to too much, or has cells too far apart."""

    DAMAGED = "damaged"
    SIZE = "too much inside"
    CELLS = "too much inside: cells far apart"


class PackedError(ValueError):
    """A file that is not opened; ``what`` says why, ``is_too_much`` tells one that would fill the memory from a damaged one."""

    def __init__(self, what: Wrong) -> None:
        super().__init__(what.value)
        self.what = what

    @property
    def is_too_much(self) -> bool:
        """Return whether the file would fill the memory."""
        return self.what is not Wrong.DAMAGED


def names_in(
    given: bytes | Path, largest: int = LARGEST_UNPACKED, most_cells: int = MOST_CELLS, ratio: int | None = None
) -> set[str]:
    """Return the names of the packed files, each of which has been looked through as a stream.

    Parameters
    ----------
    given : bytes or Path
        The archive.
    largest : int
        Bytes that it may have unpacked.
    most_cells : int
        Cells that the sheets of a workbook (XLSX, ODS) may have as full tables.
    ratio : int, optional
        How tightly a part of a megabyte or more may be packed.

    Raises
    ------
    PackedError
        For what is no archive, is damaged, a binary workbook (XLSB), or too much.
    """
    left, cells = largest, 0
    try:
        with zipfile.ZipFile(given if isinstance(given, Path) else io.BytesIO(given)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.bin" in names:  # its cells cannot be looked through
                raise PackedError(Wrong.DAMAGED)
            is_workbook = "content.xml" in names or any(name.lower().startswith("xl/") for name in names)
            for part in archive.infolist():
                seen, size = _Cells(), 0
                for block in _blocks(archive, part):
                    size += len(block)
                    if size > left or _too_tight(part, size, ratio):
                        raise PackedError(Wrong.SIZE)
                    if is_workbook:
                        seen.feed(block, most_cells - cells)
                left, cells = left - size, cells + seen.area
    except BROKEN as error:
        raise PackedError(Wrong.DAMAGED) from error
    return names


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            yield block


def _too_tight(part: zipfile.ZipInfo, size: int, ratio: int | None) -> bool:
    return ratio is not None and size > max(SMALL_PART, ratio * max(part.compress_size, 1))


class _Cells:
    """The cells of one part of a workbook, if it has any; parts that are no XML must not hold a sheet."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0
        self.repeated, self.is_filled = 1, False
        self.is_xml, self.is_sheet, self.tail = True, False, b""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse

    @property
    def area(self) -> int:
        """Return how many cells a full table has."""
        return self.last_row * self.last_column

    def feed(self, block: bytes, most: int) -> None:
        """Read on; stop where the table grows too large."""
        try:
            if self.is_xml:
                self.parser.Parse(block, False)
        except expat.ExpatError:
            self.is_xml = False
        if not self.is_xml and (self.is_sheet or _SHEET in self.tail + block):
            raise PackedError(Wrong.DAMAGED)
        self.tail = block[-len(_SHEET) :]
        if self.area > most:
            raise PackedError(Wrong.CELLS)

    def _refuse(self, *_declared: object) -> None:
        raise PackedError(Wrong.DAMAGED)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        if kind == "c" and self.is_sheet:
            self._cell(attributes.get("r", ""))
        elif kind == "row" and self.is_sheet:
            said = _ROW.fullmatch(attributes.get("r", ""))
            self.row, self.column = int(said[0]) if said else self.row + 1, 0
        elif kind in ("table-cell", "covered-table-cell"):
            self._open_cell(attributes)
        elif kind == "table-row":
            self.repeated, self.column, self.is_filled = _times(attributes, "number-rows-repeated"), 0, False
        elif kind == "table":
            self.row = 0
        self.is_sheet = self.is_sheet or kind in ("sheetData", "table-row")

    def _cell(self, said: str) -> None:
        """Note a cell of XLSX."""
        place = _PLACE.fullmatch(said)
        if place is not None:
            self.row, self.column = int(place[2]), _number(place[1])
        else:
            self.column += 1
        self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        """Note a cell of ODS, which says how often it is repeated; empty ones at the end of a row or sheet fill nothing."""
        self.column += _times(attributes, "number-columns-repeated")
        if any(name.rpartition(":")[2] == "value-type" for name in attributes):
            self.is_filled, self.last_column = True, max(self.last_column, self.column)

    def _end(self, name: str) -> None:
        if name.rpartition(":")[2] == "table-row":
            self.row += self.repeated
            if self.is_filled:
                self.last_row = max(self.last_row, self.row)


def _times(attributes: dict[str, str], wanted: str) -> int:
    said = next((value for name, value in attributes.items() if name.rpartition(":")[2] == wanted), "1")
    if not _ROW.fullmatch(said):
        raise PackedError(Wrong.DAMAGED)
    return int(said)


def _number(letters: str) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
