"""How long a backup of a hundred thousand organisations takes, and putting it back, on SQLite and, where it is installed, on PostgreSQL.

    .venv/bin/python benchmarks/backup.py [--quick]

Enters the invented organisations of ``directory.py`` and lays stored files beside them, then makes a sealed backup, reads it from end to
end and puts it back into an empty place, each in a process of its own. The memory is that of Grono's process; PostgreSQL's programs and
server are not counted in it. Budgets of TRU-37 and TRU-27: all backed up within 5 minutes, back within 30.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.databases import ONE, on_each_database, start_portal  # noqa: E402
from benchmarks.harness import Row, in_fresh_process, print_rows  # noqa: E402

FILE_BYTES = 200_000
TARGETS = {"made": "< 300 s", "put back and compared": "< 1800 s"}


def rows(*, quick: bool = False) -> list[Row]:
    """Return the table."""
    organisations, files = (1_000, 50) if quick else (100_000, 2_000)
    return [
        Row(f"backup: {step}", f"{organisations} organisations, {files} files, {database}", one["seconds"], one["memory_mb"],
            TARGETS.get(step, ""), note=one.get("note", ""))
        for database, told in on_each_database(__file__, str(organisations), str(files)).items()
        for step, one in told.items()
    ]  # fmt: skip


def enter(folder: str, organisations: int, files: int) -> None:
    """Fill a portal: organisations through its own action, files that cannot be compressed."""
    start_portal(folder)
    from benchmarks import directory

    chance = random.Random(20261122)  # noqa: S311  (content of invented files)
    evidence = Path(folder) / "evidence"
    evidence.mkdir()
    for number in range(files):
        (evidence / f"{number:040x}").write_bytes(chance.randbytes(FILE_BYTES))
    directory.enter(organisations)


def make(folder: str, to: str, public: str) -> dict[str, object]:
    """Make a sealed backup and say what is in it."""
    start_portal(folder)
    from grono.portal.backups.making import Wanted, make_backup
    from grono.portal.backups.place import place_here

    started = time.perf_counter()
    made = make_backup(place_here(), Wanted(Path(to), public))
    note = f"{made.rows} rows, {made.files} files, {made.bytes / 1e6:.0f} MB sealed"
    return {"seconds": time.perf_counter() - started, "note": note, "name": made.name}


def read(folder: str, file: str, key: str) -> dict[str, object]:
    """Read a backup from end to end."""
    start_portal(folder)
    from grono.portal.backups.putting_back import verify

    started = time.perf_counter()
    verify(Path(file), Path(key))
    return {"seconds": time.perf_counter() - started}


def put_back(folder: str, file: str, key: str) -> dict[str, object]:
    """Put a backup back into an empty place."""
    start_portal(folder)
    from grono.portal.backups import postgresql
    from grono.portal.backups.place import Place, place_here
    from grono.portal.backups.putting_back import restore

    here = place_here()
    if here.kind == "postgresql":
        database = postgresql.create(here.database, "put_back")
    else:
        database = {**here.database, "NAME": str(Path(folder) / "grono.sqlite3")}
    started = time.perf_counter()
    restore(Place(Path(folder), database), Path(file), Path(key))
    return {"seconds": time.perf_counter() - started}


def measure(organisations: int, files: int) -> dict[str, dict]:
    """Fill, back up, read, put back; each in a process of its own."""
    from grono.portal.backups.sealing import make_key

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name in ("full", "empty"):
            (folder / name).mkdir()
        key = folder / "key"
        public = make_key(key)
        in_fresh_process(
            "benchmarks.backup", "enter", folder=str(folder / "full"), organisations=organisations, files=files
        )
        made = in_fresh_process(
            "benchmarks.backup", "make", folder=str(folder / "full"), to=str(folder / "to"), public=public
        )
        file = str(folder / "to" / made["name"])
        asked = {"folder": str(folder / "empty"), "file": file, "key": str(key)}
        verified = in_fresh_process("benchmarks.backup", "read", **asked)
        return {
            "made": made,
            "read from end to end": verified,
            "put back and compared": in_fresh_process("benchmarks.backup", "put_back", **asked),
        }


def main() -> None:
    """Print the table; or, as a process of its own, measure on one database."""
    if ONE in sys.argv:
        print(json.dumps(measure(*map(int, sys.argv[-2:]))))
    else:
        print_rows(rows(quick="--quick" in sys.argv))


if __name__ == "__main__":
    main()
