"""Apache Spark behind the same door as DuckDB: Ibis writes the expression as Spark SQL, and Arrow comes back.

Ibis's own connection to Spark needs pandas and moves rows through it; its compiler does not, so only that is used
(``docs/decisions/0008-spark-by-compiled-expressions.md``).
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow.parquet as pq

from grono.messages import message
from grono.tables.engine import Engine
from grono.tables.engine_protocol import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    import ibis
    import pyarrow as pa
    from pyspark.sql import Column, DataFrame, SparkSession

_LOOPBACK = "127.0.0.1"
"""Where Spark listens when it runs on one machine: nowhere else."""

_TASKS_PER_CORE = 4
"""So many tasks for each core, so that none waits long for the largest industry of another."""

_GLOB, _ESCAPED = re.compile(r"([\[\]{}*?\\])"), r"\\\1"
"""Letters that Spark would take as a pattern of file names."""

_UNICODE = {"a": r"\u0007", "f": r"\u000C", "v": r"\u000B"}
"""Escapes that the compiler writes and Spark does not know: it reads a form feed as the letter f, and strips it from words."""

_FUSED = "spark.sql.codegen.wholeStage"
"""Whether Spark compiles a whole step into one Java method: that of a table of text would pass Java's limit of 64 KB a method."""


class SparkEngine:
    """A Spark session that computes Ibis expressions; use it in a ``with`` statement.

    A session that is already running is used and left running.

    Parameters
    ----------
    master : str
        Where Spark runs: ``local[*]`` is this machine, ``spark://host:7077`` or ``yarn`` a cluster. Everything else is taken
        from Spark's own settings.

    Raises
    ------
    EngineError
        Without PySpark or Java.
    """

    def __init__(self, *, master: str = "local[*]") -> None:
        _check_installed()
        from pyspark.sql import SparkSession

        self._borrowed = SparkSession.getActiveSession() is not None
        self._session = _session(master)
        self.local = Engine()
        self.folder = self.local.folder
        self._stored: list[DataFrame] = []
        self._names: list[str] = []

    def table(self, rows: pa.Table, name: str) -> ibis.Table:
        """Send an Arrow table to Spark and return its expression."""
        return self._registered(self._session.createDataFrame(rows), name)

    def stored(self, expression: ibis.Table, name: str) -> ibis.Table:
        """Keep the rows of an expression, in memory and on disk, from when they are first asked for."""
        fused = self._session.conf.get(_FUSED, "true") or "true"
        self._session.conf.set(_FUSED, "false")
        try:
            frame = self._frame(expression).persist()
        finally:
            self._session.conf.set(_FUSED, fused)
        self._stored.append(frame)
        return self._registered(frame, name)

    def arrow(self, expression: ibis.Table) -> pa.Table:
        """Compute an expression and return its rows as an Arrow table."""
        return self._frame(expression).toArrow()

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        """Compute an expression of few rows and return them as plain values."""
        rows: list[dict[str, Any]] = self.arrow(expression).to_pylist()
        return rows

    def fresh_name(self, stem: str) -> str:
        """Return a name that no table of any engine of this session has yet."""
        self._names.append(f"{stem}_{id(self):x}_{len(self._names) + 1}")
        return self._names[-1]

    def parquet(self, files: Sequence[Path], row_name: str) -> ibis.Table:
        """Read Parquet files as one table, with a column that numbers the rows from 0, file after file."""
        from pyspark.sql import functions

        paths = [str(file.absolute()) for file in files]
        read = self._session.read.parquet(*(f"file:{_GLOB.sub(_ESCAPED, path)}" for path in paths))
        number = functions.col("_metadata.row_index")
        if len(paths) > 1:
            before = np.cumsum([0, *(pq.read_metadata(path).num_rows for path in paths)]).tolist()
            starts = dict(zip(paths, before[:-1], strict=True))
            number = number + functions.element_at(
                functions.create_map(*(functions.lit(part) for pair in starts.items() for part in pair)), _path_of_row()
            )
        return self._registered(read.withColumn(row_name, number.cast("long")), "parquet")

    def each_row(
        self, expression: ibis.Table, function: Callable[[dict[str, Any], Any], Any], shared: Any
    ) -> list[Any]:
        """Call ``function(row, shared)`` on the machines where the rows are; ``shared`` is sent once to each."""
        context = self._session.sparkContext
        sent = context.broadcast(shared)

        def one(row: Any) -> Any:
            return function(row.asDict(), sent.value)

        frame = self._frame(expression).repartition(context.defaultParallelism * _TASKS_PER_CORE)
        return list(frame.rdd.map(one).collect())

    def close(self) -> None:
        """Forget the tables, and stop the session where this engine has started it."""
        for frame in self._stored:
            frame.unpersist()
        for name in self._names:
            self._session.catalog.dropTempView(name)
        if not self._borrowed:
            self._session.stop()
        self.local.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()

    def _frame(self, expression: ibis.Table) -> DataFrame:
        return self._session.sql(spark_sql(expression))

    def _registered(self, frame: DataFrame, stem: str) -> ibis.Table:
        import ibis
        from pyspark.sql.pandas.types import to_arrow_schema

        name = self.fresh_name(stem)
        frame.createOrReplaceTempView(name)
        return ibis.table(ibis.Schema.from_pyarrow(to_arrow_schema(frame.schema)), name=name)


def spark_sql(expression: ibis.Table) -> str:
    """Return an expression in Spark's SQL.

    Examples
    --------
    >>> import ibis
    >>> plants = ibis.table({"employees": "float64"}, name="plants")
    >>> spark_sql(plants.aggregate(employees=plants.employees.sum()))
    'SELECT SUM(`t0`.`employees`) AS `employees` FROM `plants` AS `t0`'
    """
    import ibis
    from ibis.backends.sql.compilers.pyspark import PySparkCompiler
    from ibis.config import Config

    class _SparkOptions(Config):  # type: ignore[misc]  # Ibis's settings carry no types
        treat_nan_as_null: bool = False

    if ibis.options.pyspark is None:  # what Ibis sets when its own connection to Spark is opened
        ibis.options.pyspark = _SparkOptions()
    sql = PySparkCompiler().to_sqlglot(expression).sql(dialect="spark")
    return re.sub(r"\\(.)", lambda found: _UNICODE.get(found[1], found[0]), sql)


def _path_of_row() -> Column:
    """Return the path of the file that a row comes from; Spark writes it as a URI."""
    from pyspark.sql import functions

    uri = functions.replace(functions.col("_metadata.file_path"), functions.lit("+"), functions.lit("%2B"))
    return functions.regexp_replace(functions.url_decode(uri), "^file:(//)?", "")


def _check_installed() -> None:
    if find_spec("pyspark") is None:
        raise EngineError(
            message('The engine "spark" needs PySpark. Install it with: pip install "grono[spark]"; or use duckdb.')
        )
    if not java_is_here():
        raise EngineError(
            message(
                'The engine "spark" needs Java 17 or newer, and there is none. '
                "Install it, or name its folder in JAVA_HOME; or use duckdb."
            )
        )


def java_is_here() -> bool:
    """Tell whether Java can be started: from JAVA_HOME, or as a command."""
    home = os.environ.get("JAVA_HOME")
    return bool(home and (Path(home) / "bin" / "java").is_file()) or shutil.which("java") is not None


def _session(master: str) -> SparkSession:
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("grono")
    settings = {"spark.ui.enabled": "false", "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
    if master.startswith("local"):
        settings |= {"spark.driver.host": _LOOPBACK, "spark.driver.bindAddress": _LOOPBACK}
        settings |= {"spark.sql.shuffle.partitions": "4"}
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else the tasks run in whatever is called python3
    builder = builder.master(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
