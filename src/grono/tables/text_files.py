"""Text tables as they come from offices: packed or not, in any of the usual encodings, with any of the usual separators."""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, cast

from grono.messages import message
from grono.tables.sources import BLOCK, TableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SAMPLE = 1 << 16
"""Bytes looked at to recognise encoding and separator."""

LONGEST_LINE = 1 << 21
"""A line above two megabytes is no row of a table."""

DELIMITERS = ",;\t|"

LOOKED_AT = 50
"""Lines looked at to tell the separator and the header."""

_CP1250_POLISH = frozenset(b"\xb9\x9c\x9f\xa5\x8c\x8f")
_LATIN2_POLISH = frozenset(b"\xb1\xb6\xbc\xa1\xa6\xac")
"""ą ś ź Ą Ś Ź as Windows-1250 and as ISO 8859-2 write them; the other Polish letters are the same in both."""

_LABELS = {
    "utf-8-sig": "utf-8",
    "utf-8": "utf-8",
    "utf-16": "utf-16",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2",
}


@dataclass(frozen=True)
class TextTable:
    """A text table made ready for the engine.

    Parameters
    ----------
    path : pathlib.Path
        A UTF-8 file: the original where it was one, else a copy.
    encoding : str
        Encoding of the original.
    delimiter : str
        The separator between columns.
    header : tuple of str
        Column names as they stand in the header row.
    skip : int
        Lines above the header: titles and blank lines.
    titles : int
        Those of them that are not blank.
    """

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    skip: int
    titles: int


def prepare_text(path: Path, folder: Path, *, name: str = "", max_unpacked_bytes: int | None = None) -> TextTable:
    """Recognise encoding and separator, unpack and recode where needed, and read the header.

    Parameters
    ----------
    path, folder : pathlib.Path
        The file, and where what was recoded may lie.
    name : str, optional
        What the person calls the file, where it is stored under another name.
    max_unpacked_bytes : int, optional
        Limit for packed files.

    Raises
    ------
    TableError
        For an empty file, a broken archive, a file that is not text, a line without end, or a single column.
    """
    packed = _is_gzip(path)
    with _open(path, packed=packed) as file:
        sample = _guarded(file.read, SAMPLE, path)
    if not sample.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise TableError(
            message(
                '"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name
            )
        )
    encoding = _encoding_of_sample(sample)
    if encoding == "utf-8":
        encoding = _checked_utf8(path, packed=packed, max_unpacked_bytes=max_unpacked_bytes)
    old_lines = b"\r" in sample and b"\n" not in sample
    plain = encoding in ("utf-8", "utf-8-sig") and not packed and not old_lines
    ready = path if plain else _recoded(path, folder, encoding, packed=packed, max_unpacked_bytes=max_unpacked_bytes)
    delimiter, header, above = _header(ready, name or path.name)
    return TextTable(ready, _LABELS[encoding], delimiter, header, len(above), sum(bool(line.strip()) for line in above))


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def _open(path: Path, *, packed: bool) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb")) if packed else path.open("rb")


def _guarded(read: Callable[[int], bytes], size: int, path: Path) -> bytes:
    try:
        return read(size)
    except (OSError, EOFError, zlib.error) as error:
        raise TableError(
            message(
                '"%(name)s" is a broken or cut-off archive and cannot be unpacked. Fetch or pack it again.',
                name=path.name,
            )
        ) from error


def _blocks(path: Path, *, packed: bool, max_unpacked_bytes: int | None) -> Iterator[bytes]:
    total = since_newline = 0
    with _open(path, packed=packed) as file:
        while block := _guarded(file.read, BLOCK, path):
            total += len(block)
            if max_unpacked_bytes is not None and total > max_unpacked_bytes:
                raise too_large(path.name, max_unpacked_bytes)
            newline = max(block.rfind(b"\n"), block.rfind(b"\r"))
            since_newline = len(block) - newline - 1 if newline >= 0 else since_newline + len(block)
            if since_newline > LONGEST_LINE:
                raise TableError(
                    message(
                        '"%(name)s" has a line of more than 2 MB, so it is not a table with one row a line.',
                        name=path.name,
                    )
                )
            yield block


def too_large(name: str, limit: int) -> TableError:
    """Return the refusal of a file that holds too much."""
    return TableError(
        message(
            '"%(name)s" holds more than %(limit)s MB once unpacked. Split it, for example by year.',
            name=name,
            limit=limit // 10**6,
        )
    )


def _encoding_of_sample(sample: bytes) -> str:
    if sample.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) > len(sample) // 8 > min(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _checked_utf8(path: Path, *, packed: bool, max_unpacked_bytes: int | None) -> str:
    """Return ``utf-8`` if the whole file is, else the eight-bit encoding its Polish letters point to."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    windows = latin = 0
    valid = True
    for block in _blocks(path, packed=packed, max_unpacked_bytes=max_unpacked_bytes):
        if valid:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                valid = False
        if not valid:
            windows += sum(map(block.count, _single(_CP1250_POLISH)))
            latin += sum(map(block.count, _single(_LATIN2_POLISH)))
    if valid:
        return "utf-8"
    return "cp1250" if windows >= latin else "iso8859_2"


def _single(letters: frozenset[int]) -> list[bytes]:
    return [bytes([letter]) for letter in letters]


def _recoded(path: Path, folder: Path, encoding: str, *, packed: bool, max_unpacked_bytes: int | None) -> Path:
    target = folder / "recoded.csv"
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with target.open("w", encoding="utf-8", newline="") as out:
            for block in _blocks(path, packed=packed, max_unpacked_bytes=max_unpacked_bytes):
                text = decoder.decode(block)
                out.write(text if "\n" in text else text.replace("\r", "\n"))
            out.write(decoder.decode(b"", final=True))
    except UnicodeError as error:
        raise TableError(
            message('"%(name)s" is not a text file. Save it as CSV (UTF-8), XLSX or Parquet.', name=path.name)
        ) from error
    return target


def _header(path: Path, name: str) -> tuple[str, tuple[str, ...], list[str]]:
    """Return the separator, the column names, and the lines above them."""
    with path.open("rb") as file:
        text = file.read(SAMPLE).decode("utf-8-sig", errors="ignore")
    if "\x00" in text:
        raise TableError(message('"%(name)s" is not a text file. Save it as CSV (UTF-8), XLSX or Parquet.', name=name))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    complete = lines[:-1] if len(text) >= SAMPLE // 2 and len(lines) > 1 else lines
    delimiter = max(DELIMITERS, key=lambda candidate: _regularity(complete[:LOOKED_AT], candidate))
    width = _regularity(complete[:LOOKED_AT], delimiter)[1]
    start = next(
        (place for place, line in enumerate(complete) if line.strip() and len(_split(line, delimiter)) >= width), 0
    )
    header = _split(complete[start], delimiter)
    while header and not header[-1].strip():
        header.pop()
    if len(header) < 2:
        first = next((line for line in complete if line.strip()), "")
        if is_named_workbook(name):
            raise TableError(
                message(
                    '"%(name)s" is named as a workbook but holds text, beginning with "%(column)s". If it is a table, separate the '
                    "columns by a comma, a semicolon or a tab and rename it to .csv; else save it as XLSX.",
                    name=name,
                    column=first[:60],
                )
            )
        raise TableError(
            message(
                '"%(name)s" has only one column, "%(column)s". Separate the columns by a comma, a semicolon or a tab.',
                name=name,
                column=first[:60],
            )
        )
    return delimiter, tuple(cell.strip() for cell in header), complete[:start]


def is_named_workbook(name: str) -> bool:
    """Say whether a file is named as workbooks are, whatever it holds."""
    return name.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))


def _split(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return [line]


def _regularity(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Score a separator: how many lines have the most common number of columns above one, and that number."""
    widths = Counter(width for line in lines if line.strip() and (width := len(_split(line, delimiter))) > 1)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width
