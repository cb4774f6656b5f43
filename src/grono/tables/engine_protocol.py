"""What every engine can do, so that one expression runs on each: a table in, an expression computed, Arrow out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, Self

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from types import TracebackType

    import ibis
    import pyarrow as pa

    from grono.tables.engine import Engine

EngineName = Literal["duckdb", "spark"]


class EngineError(GronoError):
    """An engine that cannot be opened; the sentence says what it lacks."""


class TableEngine(Protocol):
    """DuckDB on this machine, or Apache Spark on many.

    Attributes
    ----------
    folder : pathlib.Path
        Temporary folder on this machine; it vanishes when the engine is closed.
    local : Engine
        The engine that reads what lies on this machine only; DuckDB itself in the case of DuckDB.
    """

    folder: Path

    @property
    def local(self) -> Engine:
        """The engine of this machine."""
        ...

    def table(self, rows: pa.Table, name: str) -> ibis.Table:
        """Register an Arrow table under a name and return its expression."""
        ...

    def stored(self, expression: ibis.Table, name: str) -> ibis.Table:
        """Compute an expression once and keep the result under a name."""
        ...

    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Compute an expression and return its rows as an Arrow table."""
        ...

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        """Compute an expression of few rows and return them as plain values."""
        ...

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of this engine has yet."""
        ...

    def parquet(self, files: Sequence[Path], row_name: str) -> ibis.Table:
        """Read Parquet files as one table, with a column that numbers the rows from 0, file after file."""
        ...

    def each_row(
        self, expression: ibis.Table, function: Callable[[dict[str, Any], Any], Any], shared: Any
    ) -> list[Any]:
        """Call ``function(row, shared)`` for every row of an expression, side by side, and return the results in any order."""
        ...

    def close(self) -> None:
        """Close the connection and remove the temporary folder."""
        ...

    def __enter__(self) -> Self:
        """Return the engine."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the engine."""
        ...


def open_engine(name: EngineName = "duckdb", *, master: str = "local[*]") -> TableEngine:
    """Open an engine by name; use it in a ``with`` statement.

    Parameters
    ----------
    name : {"duckdb", "spark"}
        DuckDB on this machine, or Apache Spark.
    master : str
        For Spark: where it runs, such as ``local[*]``, ``spark://host:7077`` or ``yarn``.

    Raises
    ------
    EngineError
        When no engine has that name, or Spark cannot be started: no PySpark, or no Java.

    Examples
    --------
    >>> import pyarrow as pa
    >>> with open_engine("duckdb") as engine:
    ...     plants = engine.table(pa.table({"employees": [3, 4]}), "plants")
    ...     int(engine.rows(plants.aggregate(employees=plants.employees.sum()))[0]["employees"])
    7
    """
    if name == "duckdb":
        from grono.tables.engine import Engine

        return Engine()
    if name == "spark":
        from grono.tables.engine_spark import SparkEngine

        return SparkEngine(master=master)
    raise EngineError(message('There is no engine "%(name)s". There are: duckdb, spark.', name=name))
