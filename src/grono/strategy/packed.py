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
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_ROW = re.compile(r"[0-9]{1,7}")
_SHEET = b"sheetData"
BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError)
"""What unpacking a damaged, locked or strangely packed archive raises."""


class PackedError(ValueError):
    """A file that is not opened; ``is_too_much`` tells one that would fill the memory from a damaged one."""

    def __init__(self, *, is_too_much: bool) -> None:
        super().__init__("too much inside" if is_too_much else "damaged")
        self.is_too_much = is_too_much


def names_in(data: bytes, largest: int = LARGEST_UNPACKED) -> set[str]:
    """Return the names of the packed files, each of which has been looked through; ``largest`` bytes they may have unpacked.

    Raises
    ------
    PackedError
        For what is no archive, is damaged, or unpacks to too much.
    """
    left, cells = largest, 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_workbook = any(name.lower().startswith("xl/") for name in names)
            for part in archive.infolist():
                seen = _Cells()
                for block in _blocks(archive, part):
                    left -= len(block)
                    if left < 0:
                        raise PackedError(is_too_much=True)
                    if is_workbook:
                        seen.feed(block, MOST_CELLS - cells)
                cells += seen.area
    except BROKEN as error:
        raise PackedError(is_too_much=False) from error
    return names


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while block := stream.read(BLOCK):
            yield block


class _Cells:
    """The cells of one part of a workbook, if it has any; parts that are no XML must not hold a sheet."""

    def __init__(self) -> None:
        self.row = self.column = self.last_row = self.last_column = 0
        self.is_xml, self.is_sheet, self.tail = True, False, b""
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._element
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
        if not self.is_xml and _SHEET in self.tail + block:
            raise PackedError(is_too_much=False)
        self.tail = block[-len(_SHEET) :]
        if self.area > most:
            raise PackedError(is_too_much=True)

    def _refuse(self, *_declared: object) -> None:
        raise PackedError(is_too_much=False)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        kind = name.rpartition(":")[2]
        self.is_sheet = self.is_sheet or kind == "sheetData"
        if kind == "row" and self.is_sheet:
            said = _ROW.fullmatch(attributes.get("r", ""))
            self.row, self.column = int(said[0]) if said else self.row + 1, 0
        elif kind == "c" and self.is_sheet:
            place = _PLACE.fullmatch(attributes.get("r", ""))
            if place is not None:
                self.row, self.column = int(place[2]), _number(place[1])
            else:
                self.column += 1
            self.last_row, self.last_column = max(self.last_row, self.row), max(self.last_column, self.column)


def _number(letters: str) -> int:
    """Return the number of a column: A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
