"""Large tables for any engine: a Parquet file, or a folder of them, stays where it is; everything else is read here and sent."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.tables.files import ROW, RawTable, read_table
from grono.tables.sources import TableError, TableSource, sha256_of

if TYPE_CHECKING:
    from grono.tables.engine_protocol import TableEngine


def read_plants_table(table: Any, engine: TableEngine) -> RawTable:
    """Read a table that may be too large for one machine.

    Parameters
    ----------
    table : path or frame
        A Parquet file or a folder of Parquet files with the same columns, which the engine reads itself (on a cluster its
        machines must all see it under this path); or anything that :func:`grono.tables.read_table` reads.
    engine : TableEngine
        Where its cells are kept.

    Raises
    ------
    TableError, InputError
        When it is no table.
    """
    if isinstance(table, str | Path) and (files := _parquet_files(Path(table))):
        read = engine.parquet(files, ROW)
        columns = tuple(name for name in read.columns if name != ROW)
        texts = {f"c{index}": read[name].cast("string") for index, name in enumerate(columns)}
        numbers = {
            f"n{index}": read[name].cast("float64")
            for index, name in enumerate(columns)
            if read[name].type().is_numeric()
        }
        return RawTable(columns, read.select(**texts, **numbers, row=read[ROW] + 2), _source(Path(table), files))
    raw = read_table(table, engine.local, name="plants")
    if engine.local is engine:
        return raw
    return replace(raw, cells=engine.table(engine.local.arrow(raw.cells), "plants"))


def _parquet_files(path: Path) -> list[Path]:
    if path.is_dir():
        files = sorted(path.rglob("*.parquet"))
        if not files:
            raise TableError(
                message('The folder "%(name)s" holds no Parquet file (*.parquet). Check the path.', name=path.name)
            )
        return files
    if not path.is_file():
        return []
    with path.open("rb") as file:
        return [path] if file.read(4) == b"PAR1" else []


def _source(path: Path, files: list[Path]) -> TableSource:
    """Describe the files: one by its own checksum, several by that of the list of theirs."""
    if path.is_file():
        return TableSource(path.name, "parquet", sha256_of(path), path.stat().st_size)
    listed = "\n".join(f"{sha256_of(file)} {file.relative_to(path).as_posix()}" for file in files)
    size = sum(file.stat().st_size for file in files)
    return TableSource(path.name, "parquet", hashlib.sha256(listed.encode()).hexdigest(), size)
