"""Copies of PostgreSQL by its own programs, pg_dump and pg_restore, and what is counted in the same snapshot."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg
import psycopg.conninfo
from psycopg import sql

from grono.messages import message
from grono.portal.backups.problems import BackupError
from grono.portal.backups.sums import Counted, TableSum, compare

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "database.dump"
ENOUGH_OF_AN_ERROR = 500
_DIGITS = 15  # of hexadecimal numbers that fit into a bigint without its sign
_SAME_TEXT = (
    "SET timezone = 'UTC'",
    "SET datestyle = 'ISO, YMD'",
    "SET intervalstyle = 'iso_8601'",
    "SET bytea_output = 'hex'",
    "SET extra_float_digits = 1",  # the shortest text that gives the same number back
)
"""A row as text must not depend on how a server is set up."""


def snapshot(database: Mapping[str, Any], target: Path) -> Counted:
    """Dump the database as it is at one moment, and count it at the same moment."""
    with _connect(database) as opened:
        program = _program("pg_dump", opened)
        opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        opened.read_only = True
        (shared,) = opened.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--snapshot={shared}"]
        command = [program, *options, f"--file={target}"]
        with subprocess.Popen(command, env=_environment(database), stderr=subprocess.PIPE, text=True) as dumping:  # noqa: S603
            try:
                counted = _counted(opened)
                said = dumping.communicate()[1]
            except BaseException:
                dumping.kill()
                raise
        _refuse_failure("pg_dump", dumping.returncode, said)
    return counted


def tables_in(database: Mapping[str, Any]) -> list[str]:
    """Return the tables that are there."""
    with _connect(database) as opened:
        return _tables(opened)


def check(staged: Path, expected: Counted) -> None:
    """Do nothing: what a dump holds is compared when it is in the database."""


def put_in(database: Mapping[str, Any], staged: Path, expected: Counted) -> None:
    """Restore a dump into an empty database and compare it; a failure leaves the database empty."""
    with _connect(database) as opened:
        program = _program("pg_restore", opened)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
    command = [program, *options, f"--dbname={database['NAME']}", str(staged)]
    done = subprocess.run(command, env=_environment(database), capture_output=True, text=True, check=False)  # noqa: S603
    _refuse_failure("pg_restore", done.returncode, done.stderr)
    with _connect(database) as opened:
        try:
            compare(expected, _counted(opened))
        except BackupError:
            _empty(opened)
            opened.commit()  # the error would take it back
            raise
        opened.execute("ANALYZE")


def address_of(database: Mapping[str, Any]) -> str:
    """Return the address of a database as ``GRONO_DATABASE`` has it."""
    user, password = quote(str(database["USER"]), safe=""), quote(str(database["PASSWORD"]), safe="")
    who = f"{user}:{password}@" if password else f"{user}@" if user else ""
    port = f":{database['PORT']}" if database["PORT"] else ""
    return f"postgresql://{who}{database['HOST']}{port}/{quote(str(database['NAME']), safe='')}"


def create(database: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Make an empty database beside another one and return its settings."""
    with _connect(database) as opened:
        opened.autocommit = True
        try:
            opened.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            sentence = message(
                "The drill needs a database of its own and the user of GRONO_DATABASE may not make one. "
                "Give that user CREATEDB, or set GRONO_DATABASE to a server where it has it."
            )
            raise BackupError(sentence) from error
    return {**database, "NAME": name}


def drop(database: Mapping[str, Any], name: str) -> None:
    """Remove a database that :func:`create` made."""
    with _connect(database) as opened:
        opened.autocommit = True
        opened.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _connect(database: Mapping[str, Any]) -> psycopg.Connection[tuple[Any, ...]]:
    given = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    told = {key: str(database[name]) for key, name in given.items() if database[name]}
    try:
        return psycopg.connect(psycopg.conninfo.make_conninfo("", **told))
    except psycopg.OperationalError as error:
        sentence = message("PostgreSQL does not answer: %(error)s", error=str(error).strip()[-ENOUGH_OF_AN_ERROR:])
        raise BackupError(sentence) from error


def _environment(database: Mapping[str, Any]) -> dict[str, str]:
    """Return the environment in which PostgreSQL's programs find the database; a password does not stand in the list of processes."""
    given = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    return os.environ | {key: str(database[name]) for key, name in given.items() if database[name]}


def _program(name: str, opened: psycopg.Connection[Any]) -> str:
    """Return the path of a program that is at least as new as the server."""
    server = opened.info.server_version // 10_000
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name.zfill(3), reverse=True
    )
    places = [
        os.environ.get("PATH", os.defpath),
        *map(str, folders),
    ]  # Debian keeps every version in a folder of its own
    found = [path for place in places if (path := shutil.which(name, path=place))]
    for path in found:
        if _version(path) >= server:
            return path
    sentence = message(
        "PostgreSQL %(server)s needs its program %(program)s of version %(server)s or newer, and found is: %(found)s. "
        "Install the package postgresql-client of that version.",
        server=server,
        program=name,
        found=", ".join(str(_version(path)) for path in found) or "–",
    )
    raise BackupError(sentence)


def _version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603
    found = re.search(r"\) (\d+)", said)
    return int(found[1]) if found else 0


def _refuse_failure(program: str, status: int, said: str) -> None:
    if status:
        sentence = message(
            "The program %(program)s failed: %(said)s",
            program=program,
            said=said.strip()[-ENOUGH_OF_AN_ERROR:] or status,
        )
        raise BackupError(sentence)


def _counted(opened: psycopg.Connection[Any]) -> Counted:
    for setting in _SAME_TEXT:
        opened.execute(setting)
    tables = {name: _sum(opened, name) for name in _tables(opened)}
    migrations = []
    if "django_migrations" in tables:
        migrations = opened.execute("SELECT app || '.' || name FROM django_migrations").fetchall()
    return Counted(tables, tuple(sorted(name for (name,) in migrations)))


def _tables(opened: psycopg.Connection[Any]) -> list[str]:
    found = opened.execute(
        'SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename COLLATE "C"'
    )
    return [name for (name,) in found.fetchall()]


def _sum(opened: psycopg.Connection[Any], table: str) -> TableSum:
    """Add up a hash of every row: the order of rows, which a restored table does not keep, does not count."""
    part = "('x' || substr(md5(one::text), {start}, {digits}))::bit(60)::bigint"
    parts = [f"coalesce(sum({part.format(start=start, digits=_DIGITS)}), 0)::text" for start in (1, 1 + _DIGITS)]
    question = f"SELECT count(*), {', '.join(parts)} FROM {{}} AS one"  # noqa: S608  (numbers and a quoted name)
    rows, first, second = opened.execute(sql.SQL(question).format(sql.Identifier(table))).fetchone() or (0, "0", "0")
    return TableSum(rows, f"{first}-{second}")


def _empty(opened: psycopg.Connection[Any]) -> None:
    """Take away what was just put into a database that had been empty."""
    (schema,) = opened.execute("SELECT current_schema()").fetchone() or ("public",)
    opened.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    opened.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
