"""A table from a file or a data frame, every cell still as its source wrote it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from grono.messages import InputError, Problem, message
from grono.tables.sources import TableError, TableSource, sha256_of
from grono.tables.text_files import TextTable, prepare_text, too_large
from grono.tables.workbooks import is_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis

    from grono.tables.engine import Engine

ROW = "row"
"""Name of the column that numbers rows as a spreadsheet does; the header is row 1."""


@dataclass(frozen=True)
class RawTable:
    """A table whose cells are still text.

    Parameters
    ----------
    columns : tuple of str
        Names as they stand in the file.
    cells : ibis.Table
        Text columns c0, c1, … in the order of ``columns``, and ``row``; n0, n1, … beside those that the file holds as numbers.
    source : TableSource
        Where it came from.
    problems : tuple of Problem
        Rows that do not have as many cells as the header.
    text : pathlib.Path or None
        The file the engine read, where it was text: its blank lines count in row numbers.
    """

    columns: tuple[str, ...]
    cells: ibis.Table
    source: TableSource
    problems: tuple[Problem, ...] = ()
    text: Path | None = None

    def column(self, name: str) -> ibis.Value:
        """Return the text of a column, trimmed, with empty cells as null."""
        value = self.cells[f"c{self.columns.index(name)}"].strip()
        return value.nullif("")

    def number(self, name: str) -> ibis.Value | None:
        """Return a column that its file already holds as numbers; None where it is text."""
        column = f"n{self.columns.index(name)}"
        return self.cells[column] if column in self.cells.columns else None

    def row_in_file(self, row: int) -> int:
        """Return where a row stands in the file, counting blank lines and rows that had to be set aside before it."""
        for line in self._lines_without_row:
            if line <= row:
                row += 1
        return row

    @cached_property
    def _lines_without_row(self) -> list[int]:
        set_aside = [problem.row for problem in self.problems if problem.row is not None]
        if self.text is None:
            return sorted(set_aside)
        with self.text.open("rb") as file:
            blank = [number for number, line in enumerate(file, start=1) if not line.strip()]
        return sorted([*set_aside, *blank])


def read_table(table: Any, engine: Engine, *, name: str = "table", max_unpacked_bytes: int | None = None) -> RawTable:
    """Read a file (CSV, CSV.gz, TSV, XLSX, ODS, Parquet) or any frame that Narwhals knows.

    Parameters
    ----------
    table : path, pyarrow.Table, pandas or Polars frame
        The table.
    engine : Engine
        Where its cells are kept.
    name : str
        Name under which the cells are registered.
    max_unpacked_bytes : int, optional
        Limit for packed text files.

    Raises
    ------
    TableError
        When it is no table; the sentence says why and what to do.
    """
    if not isinstance(table, str | Path):
        return _from_frame(table, engine, name)
    path = Path(table)
    if path.is_dir():
        raise TableError(message('"%(name)s" is a folder. Name the file in it that holds the table.', name=str(table)))
    if not path.is_file():
        raise TableError(message('There is no file "%(name)s". Check the path.', name=str(table)))
    if path.stat().st_size == 0:
        raise TableError(
            message(
                '"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name
            )
        )
    if _is_parquet(path):
        return _from_parquet(path, engine, name, max_unpacked_bytes)
    if is_workbook(path):
        sheet = read_workbook(path)
        return _registered(
            sheet.columns, sheet.cells, sheet.rows, engine.fresh_name(name), engine, _source(path, "xlsx")
        )
    return _from_text(path, engine, name, max_unpacked_bytes)


def _source(path: Path, kind: str, text: TextTable | None = None) -> TableSource:
    encoding, delimiter = (text.encoding, text.delimiter) if text else (None, None)
    return TableSource(path.name, kind, sha256_of(path), path.stat().st_size, encoding, delimiter)


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PAR1"


def _from_frame(frame: Any, engine: Engine, name: str) -> RawTable:
    try:
        arrow = nw.from_native(frame, eager_only=True).to_arrow()
    except TypeError as error:
        raise TableError(message("%(kind)s is neither a path nor a data frame.", kind=type(frame).__name__)) from error
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, arrow.schema) as writer:
        writer.write_table(arrow)
    content = sink.getvalue()
    source = TableSource("data frame", "frame", hashlib.sha256(content).hexdigest(), content.size)
    rows = pa.array(range(2, arrow.num_rows + 2), pa.int64())
    return _registered(tuple(arrow.column_names), arrow.columns, rows, engine.fresh_name(name), engine, source)


def _registered(  # noqa: PLR0913 - the parts of a table that has just been read
    columns: tuple[str, ...],
    values: Sequence[pa.Array | pa.ChunkedArray],
    rows: pa.Array,
    name: str,
    engine: Engine,
    source: TableSource,
) -> RawTable:
    _check_header(columns, source.name)
    positions = {f"c{index}": column for index, column in enumerate(values)}
    cells = engine.table(pa.table({**positions, ROW: rows}), name)
    return RawTable(columns, _as_text(cells, len(columns)), source)


def _as_text(cells: ibis.Table, count: int) -> ibis.Table:
    return cells.select(**{f"c{index}": cells[f"c{index}"].cast("string") for index in range(count)}, row=cells[ROW])


def unpacked_bytes(path: Path) -> int:
    """Estimate how many bytes a file holds once unpacked, without unpacking it; its size where it is not packed.

    A Parquet file of repeated values may be small and hold millions of rows, so a cell counts as at least eight bytes; of an
    archive the size that it states is taken, which ``read_table`` checks while it reads.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(4)
        if start[:2] == b"\x1f\x8b":
            file.seek(-4, os.SEEK_END)
            return max(size, int.from_bytes(file.read(4), "little"))
    if start != b"PAR1":
        return size
    try:
        metadata = pq.read_metadata(path)
    except (pa.ArrowInvalid, OSError):
        return size
    stored = sum(metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups))
    return int(max(size, stored, metadata.num_rows * metadata.num_columns * 8))


def _from_parquet(path: Path, engine: Engine, name: str, max_unpacked_bytes: int | None) -> RawTable:
    try:
        columns = tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise TableError(
            message('"%(name)s" is a broken Parquet file. Fetch or write it again.', name=path.name)
        ) from error
    if max_unpacked_bytes is not None and unpacked_bytes(path) > max_unpacked_bytes:
        raise too_large(path.name, max_unpacked_bytes)
    _check_header(columns, path.name)
    read = engine.connection.read_parquet(str(path), table_name=f"{name}_file")
    cells = read.select(
        **{f"c{index}": read[column] for index, column in enumerate(columns)}, row=engine.row_number() + 2
    )
    return RawTable(columns, _as_text(cells, len(columns)).cache(), _source(path, "parquet"))


def _from_text(path: Path, engine: Engine, name: str, max_unpacked_bytes: int | None) -> RawTable:
    text = prepare_text(path, engine.folder, max_unpacked_bytes=max_unpacked_bytes)
    _check_header(text.header, path.name)
    connection = engine.connection
    rejects = engine.fresh_name("rejects")
    read = connection.read_csv(
        str(text.path),
        table_name=f"{name}_file",
        columns={f"c{index}": "VARCHAR" for index in range(len(text.header))},
        auto_detect=False, skip=text.skip, header=True, delim=text.delimiter, quote='"', escape='"', max_line_size=1 << 22,
        store_rejects=True, rejects_table=rejects, rejects_scan=f"{rejects}_scan",
    )  # fmt: skip
    cells = engine.stored(read.mutate(row=engine.row_number() + 2 + text.titles), engine.fresh_name(name))
    rejected = _rejected_lines(engine, rejects)
    problems = _ragged_rows(rejected, len(text.header))
    if not engine.rows(cells.limit(1)) and not problems:
        raise TableError(
            message(
                '"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name
            )
        )
    return RawTable(text.header, cells, _source(path, "csv", text), problems, text.path)


def _check_header(header: Sequence[str], name: str) -> None:
    repeated = sorted({column for column in header if header.count(column) > 1})
    if repeated:
        raise InputError([
            Problem(
                "repeated-header",
                message('"%(name)s" has two columns called "%(column)s". Give each its own name.', name=name, column=column),
                row=1, column=column,
            )
            for column in repeated
        ])  # fmt: skip


def _rejected_lines(engine: Engine, table: str) -> list[tuple[int, str]]:
    if not engine.has(table):
        return []
    query = f"SELECT line, any_value(csv_line) FROM {table} GROUP BY line ORDER BY line"  # noqa: S608 - our own name
    return [(int(line), str(content)) for line, content in engine.connection.raw_sql(query).fetchall()]


def _ragged_rows(rejected: list[tuple[int, str]], expected: int) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            "ragged-row",
            message(
                "Line %(row)s does not have the %(expected)s columns of the header. "
                "Look for a missing or extra separator, or an open quotation mark.",
                row=line,
                expected=expected,
            ),
            row=line,
            value=content[:200],
        )
        for line, content in rejected
    )
