"""The engine behind tables: DuckDB through Ibis, opened for one piece of work and closed after it.

Ibis is imported when an engine is opened, so that the portal starts without it.
"""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    import ibis
    import pyarrow as pa

MEMORY_LIMIT = "700MB"
"""DuckDB spills to disk above this, so that a map of a country's cells stays under one gigabyte altogether."""

WORKERS = 2
"""Threads of :meth:`Engine.each_row`; what they call computes outside of Python's lock."""


class Engine:
    """A DuckDB connection with a temporary folder; use it in a ``with`` statement.

    Attributes
    ----------
    connection : ibis.BaseBackend
        The Ibis connection in which tables are read and expressions run.
    folder : pathlib.Path
        Temporary folder for unpacked and recoded copies; it vanishes when the engine is closed.
    """

    def __init__(self) -> None:
        import ibis

        self._folder = tempfile.TemporaryDirectory(prefix="grono-")
        self.folder = Path(self._folder.name)
        self.connection = ibis.duckdb.connect(memory_limit=MEMORY_LIMIT, temp_directory=str(self.folder / "spill"))
        self._names = 0
        self.connection.raw_sql("SET preserve_insertion_order = true")

    @property
    def local(self) -> Engine:
        """The engine of this machine: itself."""
        return self

    def table(self, rows: pa.Table, name: str) -> ibis.Table:
        """Register an Arrow table under a name and return its expression."""
        return self.connection.create_table(name, rows, temp=True, overwrite=True)

    def stored(self, expression: ibis.Table, name: str) -> ibis.Table:
        """Compute an expression once and keep the result under a name."""
        return self.connection.create_table(name, expression, temp=True, overwrite=True)

    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Compute an expression and return its rows as an Arrow table."""
        import ibis

        return self.connection.con.sql(str(ibis.to_sql(expression, dialect="duckdb"))).to_arrow_table()

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        """Compute an expression of few rows and return them as plain values."""
        rows: list[dict[str, Any]] = self.arrow(expression).to_pylist()
        return rows

    def row_number(self) -> ibis.Value:
        """Return the expression of a row's number, counted from 0 in the order of the table."""
        import ibis

        return ibis.row_number()

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of this engine has yet."""
        self._names += 1
        return f"{stem}_{self._names}"

    def has(self, name: str) -> bool:
        """Tell whether there is a table of that name."""
        found = self.connection.con.sql("SELECT table_name FROM duckdb_tables()").to_arrow_table()
        return name in found["table_name"].to_pylist()

    def parquet(self, files: Sequence[Path], row_name: str) -> ibis.Table:
        """Read Parquet files as one table, with a column that numbers the rows from 0, file after file."""
        read = self.connection.read_parquet([str(file) for file in files], table_name=self.fresh_name("parquet"))
        return read.mutate(**{row_name: self.row_number()})

    def each_row(
        self, expression: ibis.Table, function: Callable[[dict[str, Any], Any], Any], shared: Any
    ) -> list[Any]:
        """Call ``function(row, shared)`` for every row of an expression in two threads."""
        with ThreadPoolExecutor(WORKERS) as pool:
            return list(pool.map(lambda row: function(row, shared), self.rows(expression)))

    def close(self) -> None:
        """Close the connection and remove the temporary folder."""
        self.connection.disconnect()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()
