"""Copies of SQLite by its own online backup, which lets the portal go on reading and writing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grono.messages import message
from grono.portal.backups.problems import BackupError
from grono.portal.backups.sums import Counted, TableSum, compare

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "database.sqlite3"
ROWS_AT_ONCE = 500


def snapshot(database: Mapping[str, Any], target: Path) -> Counted:
    """Copy the database as it is at one moment, and count the copy."""
    try:
        _copy(_path(database), target)
        with closing(_reading(target)) as copy:
            found = copy.execute("PRAGMA quick_check").fetchone()[0]
            if found == "ok":
                return _counted(copy)
    except sqlite3.Error as error:
        found = str(error)
    sentence = message("SQLite says: %(found)s. No backup was made; look at the database and its disk.", found=found)
    raise BackupError(sentence)


def _copy(path: Path, target: Path) -> None:
    with closing(_opened(path, "rw")) as source, closing(sqlite3.connect(target)) as copy:
        # In one step: with smaller ones every write of the portal meanwhile would begin the copy anew.
        source.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it


def tables_in(database: Mapping[str, Any]) -> list[str]:
    """Return the tables that are there; none where there is no file."""
    path = _path(database)
    if not path.exists():
        return []
    with closing(_reading(path)) as opened:
        return list(_tables(opened))


def check(staged: Path, expected: Counted) -> None:
    """Compare a copy with what was counted when it was made."""
    try:
        with closing(_reading(staged)) as copy:
            found = _counted(copy)
    except sqlite3.DatabaseError as error:
        sentence = message(
            "The database inside the backup cannot be read: %(error)s. Take another backup.", error=str(error)
        )
        raise BackupError(sentence) from error
    compare(expected, found)


def put_in(database: Mapping[str, Any], staged: Path, _expected: Counted) -> None:
    """Put a checked copy where the portal opens its database; it lies on the same disk."""
    path = _path(database)
    for beside in ("-wal", "-shm"):  # of an empty database; SQLite would read them into the new one
        path.with_name(path.name + beside).unlink(missing_ok=True)
    staged.replace(path)


def _path(database: Mapping[str, Any]) -> Path:
    return Path(str(database["NAME"]))


def _reading(path: Path) -> sqlite3.Connection:
    return _opened(path, "ro")


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    """Open a file that is there; without a mode SQLite would make one."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True)


def _counted(opened: sqlite3.Connection) -> Counted:
    tables = {name: _sum(opened, name) for name in _tables(opened)}
    migrations: Iterator[tuple[str]] = iter(())
    if "django_migrations" in tables:
        migrations = opened.execute("SELECT app || '.' || name FROM django_migrations")
    return Counted(tables, tuple(sorted(name for (name,) in migrations)))


def _tables(opened: sqlite3.Connection) -> Iterator[str]:
    found = opened.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
        "AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
    )
    yield from [name for (name,) in found]


def _sum(opened: sqlite3.Connection, table: str) -> TableSum:
    digest, rows = hashlib.sha256(), 0
    quoted = table.replace('"', '""')
    cursor = opened.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  (a name out of the database itself)
    while chunk := cursor.fetchmany(ROWS_AT_ONCE):
        rows += len(chunk)
        digest.update(json.dumps(chunk, default=bytes.hex, separators=(",", ":")).encode())
    return TableSum(rows, digest.hexdigest())
