"""A table from a file or a data frame, every cell still as its source wrote it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import narwhals as nw
import pyarrow as pa
import pyarrow.parquet as pq

from grono.messages import InputError, Problem, message
from grono.tables.sources import TableError, TableSource, sha256_of
from grono.tables.text_files import TextTable, prepare_text
from grono.tables.workbooks import is_workbook, read_workbook

if TYPE_CHECKING:
    from collections.abc import Sequence

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
        Text columns c0, c1, … in the order of ``columns``, and ``row``.
    source : TableSource
        Where it came from.
    problems : tuple of Problem
        Rows that do not have as many cells as the header.
    """

    columns: tuple[str, ...]
    cells: ibis.Table
    source: TableSource
    problems: tuple[Problem, ...] = ()

    def column(self, name: str) -> ibis.Value:
        """Return the text of a column, trimmed, with empty cells as null."""
        value = self.cells[f"c{self.columns.index(name)}"].strip()
        return value.nullif("")

    def row_in_file(self, row: int) -> int:
        """Return where a row stands in the file, counting the rows that had to be set aside before it."""
        for problem in self.problems:
            if problem.row is not None and problem.row <= row:
                row += 1
        return row


def read_table(table: Any, engine: Engine, *, name: str = "table", max_unpacked_bytes: int | None = None) -> RawTable:
    """Read a file (CSV, CSV.gz, TSV, XLSX, XLS, ODS, Parquet) or any frame that Narwhals knows.

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
    if not path.is_file():
        raise TableError(message('There is no file "%(name)s". Check the path.', name=str(table)))
    if path.stat().st_size == 0:
        raise TableError(
            message(
                '"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name
            )
        )
    if _is_parquet(path):
        return _from_parquet(path, engine, name)
    if is_workbook(path):
        return _registered(read_workbook(path), engine, name, _source(path, "xlsx"))
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
    return _registered(arrow, engine, name, source)


def _registered(arrow: pa.Table, engine: Engine, name: str, source: TableSource) -> RawTable:
    numbered = (
        arrow
        if ROW in arrow.column_names
        else arrow.append_column(ROW, pa.array(range(2, arrow.num_rows + 2), pa.int64()))
    )
    columns = tuple(column for column in arrow.column_names if column != ROW)
    _check_header(columns, source.name)
    positions = {f"c{index}": numbered[column] for index, column in enumerate(columns)}
    cells = engine.table(pa.table({**positions, ROW: numbered[ROW]}), f"{name}_cells")
    return RawTable(columns, _as_text(cells, len(columns)), source)


def _as_text(cells: ibis.Table, count: int) -> ibis.Table:
    return cells.select(**{f"c{index}": cells[f"c{index}"].cast("string") for index in range(count)}, row=cells[ROW])


def _from_parquet(path: Path, engine: Engine, name: str) -> RawTable:
    try:
        columns = tuple(pq.read_schema(path).names)
    except (pa.ArrowInvalid, OSError) as error:
        raise TableError(
            message('"%(name)s" is a broken Parquet file. Fetch or write it again.', name=path.name)
        ) from error
    read = engine.connection.read_parquet(str(path), table_name=f"{name}_file")
    cells = read.select(
        **{f"c{index}": read[column] for index, column in enumerate(columns)}, row=ibis.row_number() + 2
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
        auto_detect=False, header=True, delim=text.delimiter, quote='"', escape='"', max_line_size=1 << 22,
        store_rejects=True, rejects_table=rejects, rejects_scan=f"{rejects}_scan",
    )  # fmt: skip
    cells = engine.stored(read.mutate(row=ibis.row_number() + 2), f"{name}_cells")
    rejected = _rejected_lines(engine, rejects)
    problems = _ragged_rows(rejected, len(text.header))
    if not engine.rows(cells.limit(1)) and not problems:
        raise TableError(
            message(
                '"%(name)s" is empty. Choose a file with a header row and at least one row of data.', name=path.name
            )
        )
    return RawTable(text.header, cells, _source(path, "csv", text), problems)


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
