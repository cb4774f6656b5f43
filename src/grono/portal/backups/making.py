"""A backup is made: copy, count, pack, seal, read again, and only then called by its name."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.messages import message
from grono.portal.backups import archive, store
from grono.portal.backups.contents import files_in
from grono.portal.backups.databases import kind_of
from grono.portal.backups.manifest import Manifest
from grono.portal.backups.problems import BackupError, errors_of_the_disk
from grono.portal.backups.schedule import Numbers
from grono.portal.backups.sealing import recipient_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from django.utils.functional import Promise

    from grono.portal.backups.place import Place

    Say = Callable[[Promise, int, int], None]
    """Told the step, and how many of how many bytes of it are done."""

STAGE = "backup_stage"
"""Folder of the data folder in which a backup is put together; it holds what the data folder holds, and only its owner can read it."""


@dataclass(frozen=True)
class Wanted:
    """Where a backup goes, for whose key (empty: unsealed), and how many others stay."""

    folder: Path
    recipient: str
    numbers: Numbers = field(default_factory=Numbers)


def say_nothing(_step: Promise, _done: int, _whole: int) -> None:
    """Tell nobody how far the work is."""


def make_backup(place: Place, wanted: Wanted, say: Say = say_nothing) -> store.Record:
    """Make a backup, remove the older ones that need not be kept, and return its record."""
    if wanted.recipient:
        recipient_of(wanted.recipient)
    with errors_of_the_disk():
        wanted.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with store.locked(place.data_dir), store.locked(wanted.folder):
            store.remove_parts(wanted.folder)
            try:
                with staged(place.data_dir / STAGE) as stage:
                    record = _made(place, wanted, stage, say)
            finally:
                store.remove_parts(wanted.folder)
            store.remove_older(wanted.folder, wanted.numbers)
    return record


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Lend an empty folder, without what a killed process left there, and remove it at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _made(place: Place, wanted: Wanted, stage: Path, say: Say) -> store.Record:
    started, sealed = time.monotonic(), bool(wanted.recipient)
    while (final := wanted.folder / store.name_for(timezone.now(), sealed=sealed)).exists():
        time.sleep(0.2)  # one was made within this very second
    moment, name = store.moment_of(final.name), final.name
    manifest, part = _collected(place, stage, moment, say), wanted.folder / f".{name}{store.PART}"
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123  (readable by its owner only)
        written = archive.write(
            file, manifest, stage, wanted.recipient, lambda done, whole: say(_("writing the backup"), done, whole)
        )
    store.settle(part)
    say(_("reading the backup again"), 0, 0)
    if archive.fingerprint_of(part) != written:
        raise BackupError(
            message("The disk does not give back what was written. The backup was thrown away; look at the disk.")
        )
    record = store.Record(
        name=name,
        made_at=moment,
        verified_at=timezone.now().replace(microsecond=0),
        seconds=round(time.monotonic() - started, 1),
        bytes=written.bytes,
        sha256=written.sha256,
        rows=manifest.counted.rows,
        files=len(manifest.files),
        sealed=sealed,
        kind=manifest.kind,
        grono=manifest.grono,
    )
    store.write_record(wanted.folder, record)  # before the file has its name: no backup without a record
    part.replace(final)
    store.settle(wanted.folder)
    return record


def _collected(place: Place, stage: Path, moment: datetime.datetime, say: Say) -> Manifest:
    """Put files and database into the stage, so that they fit together, and return what they are."""
    say(_("copying the database"), 0, 0)
    kind = kind_of(place)
    # Twice: a file that is deleted while the database is copied has its row in the copy, and one that is added has one too.
    _link_files(place, stage)
    counted = kind.snapshot(place.database, stage / kind.FILE)
    if not counted.tables:
        raise BackupError(message("The database is empty, there is nothing to back up. The command prepare fills it."))
    _link_files(place, stage)
    say(_("adding up the files"), 0, 0)
    inner = stage / archive.FILES
    files = {name: archive.fingerprint_of(path) for name, path in files_in(inner)}
    return Manifest(moment, place.kind, archive.fingerprint_of(stage / kind.FILE), counted, files)


def _link_files(place: Place, stage: Path) -> None:
    inner = stage / archive.FILES
    inner.mkdir(exist_ok=True)
    for name, path in files_in(place.data_dir):
        target = inner / name
        if target.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(path, target)
        except FileNotFoundError:  # deleted this very moment
            continue
        except OSError:  # a disk without links
            shutil.copyfile(path, target)
