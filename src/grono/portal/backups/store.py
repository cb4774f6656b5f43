"""The folder in which backups lie: each a file, and beside it a record that says when it was made, how large it is and its checksum.

A file takes its final name only when it is whole, on the disk, and has been read again. The records are the only memory of backups there is:
the database could not tell of the backup from which it comes back.
"""

from __future__ import annotations

import datetime
import fcntl
import json
import os
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.messages import message
from grono.portal.backups.problems import BackupError
from grono.portal.backups.schedule import Numbers, kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SEALED, OPEN = ".tar.gz.age", ".tar.gz"
PART = ".part"
LOCK = ".backup_lock"
DRILL = "last_drill.json"


@dataclass(frozen=True)
class Record:
    """What is known of one backup; ``seconds`` is how long it took, ``bytes`` its size as it lies there."""

    name: str
    made_at: datetime.datetime
    verified_at: datetime.datetime
    seconds: float
    bytes: int
    sha256: str
    rows: int
    files: int
    sealed: bool
    kind: str
    grono: str


@dataclass(frozen=True)
class Drill:
    """The last time that a backup was put back to try it out; ``sentence`` says in each language what went wrong, if anything did."""

    name: str
    at: datetime.datetime
    seconds: float
    rows: int
    files: int
    sentence: dict[str, str]


def name_for(moment: datetime.datetime, *, sealed: bool) -> str:
    """Return the name of a backup made at a moment."""
    return f"grono-{moment.astimezone(datetime.UTC):%Y%m%dT%H%M%SZ}{SEALED if sealed else OPEN}"


def moment_of(name: str) -> datetime.datetime:
    """Return the moment that stands in the name of a backup."""
    return datetime.datetime.strptime(name.partition(".")[0], "grono-%Y%m%dT%H%M%SZ").replace(tzinfo=datetime.UTC)


def records(folder: Path) -> list[Record]:
    """Return the records of the backups that lie in a folder, the newest first; a record without its file is left out."""
    found = [_record(path) for path in folder.glob("grono-*.json") if path.with_suffix("").exists()]
    return sorted((one for one in found if one is not None), key=lambda one: one.made_at, reverse=True)


def _record(path: Path) -> Record | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
        moments = {name: datetime.datetime.fromisoformat(found[name]) for name in ("made_at", "verified_at")}
        return Record(**{**found, **moments})
    except (OSError, ValueError, TypeError, KeyError):  # not ours, or deleted meanwhile: then there is no such backup
        return None


def record_path(folder: Path, name: str) -> Path:
    """Return where the record of a backup lies."""
    return folder / f"{name}.json"


def write_record(folder: Path, record: Record) -> None:
    """Write the record of a backup."""
    write_json(record_path(folder, record.name), asdict(record))


def last_drill(folder: Path) -> Drill | None:
    """Return the last drill, or None where there was none."""
    try:
        found: dict[str, Any] = json.loads((folder / DRILL).read_text("utf-8"))
        return Drill(**{**found, "at": datetime.datetime.fromisoformat(found["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_drill(folder: Path, drill: Drill) -> None:
    """Note the last drill."""
    write_json(folder / DRILL, asdict(drill))


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a small file that is either there whole or not at all."""
    part = path.with_name(f".{path.name}{PART}")
    part.write_text(json.dumps(content, ensure_ascii=False, indent=1, default=str), "utf-8")
    settle(part)
    part.replace(path)
    settle(path.parent)


def settle(path: Path) -> None:
    """Wait until a file or a folder is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep others away from a folder; the system lets go of it when this process dies."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            sentence = message("A backup is being made or put back at this moment. Wait until it has ended.")
            raise BackupError(sentence) from error
        yield


def remove_parts(folder: Path) -> None:
    """Remove what a process that was killed has left; ask for the lock before."""
    for path in folder.glob(f".grono-*{PART}"):
        path.unlink(missing_ok=True)
    for path in folder.glob("grono-*.json"):
        if not path.with_suffix("").exists():  # its backup never got its name, or was removed
            path.unlink(missing_ok=True)


def remove_older(folder: Path, numbers: Numbers) -> list[str]:
    """Remove the backups that need not be kept, and return their names; a file without a record is nobody's to remove."""
    here = {timezone.localtime(one.made_at): one for one in records(folder)}
    stay = kept(here, numbers)
    gone = [record.name for moment, record in here.items() if moment not in stay]
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        record_path(folder, name).unlink(missing_ok=True)
    return gone
