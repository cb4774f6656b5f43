"""A map on disk: one Parquet file for each table, and ``run.json``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq

from grono.clustermap.result import FURTHER_TABLES, TABLES, ClusterMap
from grono.messages import GronoError, message
from grono.tables import schema, sha256_of

if TYPE_CHECKING:
    from collections.abc import Iterable

RECORD = "run.json"
ROWS_TOGETHER = 65_536
"""Rows that are read together: who asks for one measure of a large map reads its few groups, not the whole file."""


class StoredMapError(GronoError):
    """A folder that does not hold a map, or one whose files were changed."""


def write_tables(map_: ClusterMap, folder: Path) -> dict[str, Path]:
    """Write the tables as Parquet files and return name → path."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {}
    for name, table in map_.tables().items():
        paths[name] = folder / f"{name}.parquet"
        pq.write_table(table, paths[name], compression="zstd", use_dictionary=True, row_group_size=ROWS_TOGETHER)
    return paths


def write_record(map_: ClusterMap, folder: Path, files: Iterable[Path]) -> dict[str, Any]:
    """Write ``run.json`` with the checksum of every result file and return what was written."""
    results = {path.name: sha256_of(path) for path in sorted(files)}
    record = {**map_.run, "results": results}
    (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return record


def read_record(folder: Path) -> dict[str, Any]:
    """Read ``run.json``.

    Raises
    ------
    StoredMapError
        When the folder has none.
    """
    path = Path(folder) / RECORD
    if not path.is_file():
        raise StoredMapError(message('"%(folder)s" holds no cluster map: there is no run.json in it.', folder=folder))
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return record


def read_map(folder: Path) -> ClusterMap:
    """Read a map back; its warnings stand in ``run["warnings"]``.

    Raises
    ------
    StoredMapError
        When the folder holds no map or lacks one of its tables.
    """
    record = read_record(folder)
    tables = {}
    for name in TABLES:
        path = Path(folder) / f"{name}.parquet"
        if not path.is_file():
            raise StoredMapError(
                message('The cluster map in "%(folder)s" lacks %(file)s.', folder=folder, file=path.name)
            )
        tables[name] = pq.read_table(path, schema=schema(name))
    further = {
        name: pq.read_table(path, schema=schema(name))
        for name in FURTHER_TABLES
        if (path := Path(folder) / f"{name}.parquet").is_file()
    }
    return ClusterMap(run=record, further=further, **tables)
