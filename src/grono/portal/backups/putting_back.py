"""A backup is put back, into an empty system only; or only read, to see whether it is whole."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from grono.messages import message
from grono.portal.backups import archive, store
from grono.portal.backups.contents import FOLDERS, files_in
from grono.portal.backups.databases import kind_of
from grono.portal.backups.making import say_nothing, staged
from grono.portal.backups.manifest import refuse_foreign
from grono.portal.backups.problems import BackupError, errors_of_the_disk

if TYPE_CHECKING:
    from pathlib import Path

    from grono.portal.backups.making import Say
    from grono.portal.backups.manifest import Manifest
    from grono.portal.backups.place import Place

STAGE = "restore_stage"


def verify(path: Path, key: Path | None, say: Say = say_nothing) -> Manifest:
    """Read a whole backup and compare it with its manifest; nothing is written.

    The tables were counted in the very file that the backup holds, so its checksum stands for theirs.
    """
    return archive.read(path, key, accept=lambda _manifest: None, into=None, watch=_watch(say))


def restore(place: Place, path: Path, key: Path | None, say: Say = say_nothing) -> Manifest:
    """Put a backup back where there is nothing; anything that is wrong leaves it empty."""
    with errors_of_the_disk():
        place.data_dir.mkdir(parents=True, exist_ok=True)
        return _restored(place, path, key, say)


def _restored(place: Place, path: Path, key: Path | None, say: Say) -> Manifest:
    with store.locked(place.data_dir):
        refuse_what_is_there(place)
        with staged(place.data_dir / STAGE) as stage:
            manifest = archive.read(
                path, key, accept=lambda found: refuse_foreign(found, place, path.name), into=stage, watch=_watch(say)
            )
            _put_in(place, stage, manifest, say)
    return manifest


def refuse_what_is_there(place: Place) -> None:
    """Refuse to write over anything."""
    if tables := kind_of(place).tables_in(place.database):
        sentence = message(
            "The database is not empty: it has %(number)s tables. A backup is put back into an empty system only: set "
            "GRONO_DATA_DIR to a new folder, and GRONO_DATABASE to a new database where you use PostgreSQL.",
            number=len(tables),
        )
        raise BackupError(sentence)
    if first := next(files_in(place.data_dir), None):
        sentence = message(
            "The data folder already holds files, such as %(name)s. A backup is put back into an empty system only: set "
            "GRONO_DATA_DIR to a new folder.",
            name=first[0],
        )
        raise BackupError(sentence)


def _put_in(place: Place, stage: Path, manifest: Manifest, say: Say) -> None:
    kind = kind_of(place)
    database = stage / kind.FILE
    say(_("comparing the tables"), 0, 0)
    kind.check(database, manifest.counted)
    try:
        for name, path in files_in(stage / archive.FILES):
            target = place.data_dir / name
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(target)
        say(_("putting the database back"), 0, 0)
        kind.put_in(place.database, database, manifest.counted)  # last: from here on the portal would work
    except BaseException:
        for name in FOLDERS:  # there was no file in them before
            shutil.rmtree(place.data_dir / name, ignore_errors=True)
        raise


def _watch(say: Say) -> archive.Watch:
    return lambda done, whole: say(_("reading the backup"), done, whole)
