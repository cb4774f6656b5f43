"""The drill: a backup is put back beside the portal, compared, brought up to date, its audit chain verified, and thrown away."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.messages import message
from grono.portal.backups import postgresql, store
from grono.portal.backups.making import say_nothing, staged
from grono.portal.backups.place import Place
from grono.portal.backups.problems import BackupError
from grono.portal.backups.putting_back import restore
from grono.portal.core.languages import in_all_languages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from grono.portal.backups.making import Say
    from grono.portal.backups.manifest import Manifest

STAGE = "drill_stage"
ENOUGH_OF_AN_ERROR = 500


def drill(place: Place, path: Path, key: Path | None, say: Say = say_nothing) -> store.Drill:
    """Carry the drill out and note it beside the backup, also when it fails; then the error goes on."""
    started = time.monotonic()
    try:
        with _empty_place(place) as empty:
            manifest = restore(empty, path, key, say)
            say(_("applying what is newer than the backup, verifying the audit chain"), 0, 0)
            for command in ("migrate", "verify_audit"):
                _ask_portal(empty, command)
    except BackupError as error:
        _note(path, started, None, in_all_languages(error))
        raise
    return _note(path, started, manifest, {})


@contextmanager
def _empty_place(place: Place) -> Iterator[Place]:
    with staged(place.data_dir / STAGE) as folder:
        if place.kind == "sqlite":
            yield Place(folder, {**place.database, "NAME": str(folder / "grono.sqlite3")})
            return
        name = f"grono_drill_{secrets.token_hex(6)}"
        try:
            yield Place(folder, postgresql.create(place.database, name))
        finally:
            postgresql.drop(place.database, name)


def _ask_portal(place: Place, command: str) -> None:
    """Run a command of the portal on another place than this process has."""
    address = postgresql.address_of(place.database) if place.kind == "postgresql" else ""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "grono.portal.config.settings",
        "GRONO_DATA_DIR": str(place.data_dir),
        "GRONO_DATABASE": address,
        "GRONO_SECRET_KEY": secrets.token_hex(),  # nothing sealed is opened
    }
    asked = [sys.executable, "-m", "grono.portal", command, "--skip-checks"]  # they are about the code, not the backup
    done = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sentence = message(
            "The backup was put back, but the command %(command)s failed on it: %(said)s",
            command=command,
            said=done.stderr.strip()[-ENOUGH_OF_AN_ERROR:],
        )
        raise BackupError(sentence)


def _note(path: Path, started: float, manifest: Manifest | None, sentence: dict[str, str]) -> store.Drill:
    found = store.Drill(
        name=path.name,
        at=timezone.now().replace(microsecond=0),
        seconds=round(time.monotonic() - started, 1),
        rows=manifest.counted.rows if manifest else 0,
        files=len(manifest.files) if manifest else 0,
        sentence=sentence,
    )
    store.write_drill(path.parent, found)
    return found
