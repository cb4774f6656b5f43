"""``restore``: put a backup back into an empty system."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from grono.messages import GronoError
from grono.portal.backups.manifest import waiting_migrations
from grono.portal.backups.place import place_here
from grono.portal.backups.putting_back import restore

if TYPE_CHECKING:
    from grono.portal.backups.manifest import Manifest

ERASURES = "erasures.csv"


class Command(BaseCommand):
    """Puts a backup back."""

    help = "Put a backup back into an empty system, and compare every table and file with what was written."
    requires_system_checks = ()  # they may read the database, which is empty

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file, the key and the list of erased people."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, metavar="FILE", help="file with the private key")
        parser.add_argument(
            "--erasures", type=Path, metavar="FILE", help="list of erased people that was kept with the backups"
        )

    def handle(self, *_args: Any, file: Path, key: Path | None, erasures: Path | None, **_options: Any) -> None:
        """Do it, or say why not."""
        if erasures is not None and not erasures.is_file():
            sentence = f"There is no list of erased people {erasures.name}. Nothing was put back."
            raise CommandError(sentence)
        place = place_here()
        connection.close()
        try:
            manifest = restore(place, file, key)
        except GronoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Put back: {manifest.counted.rows} rows in {len(manifest.counted.tables)} tables and {len(manifest.files)} files, all as on "
            f"{manifest.made_at:%Y-%m-%d %H:%M %Z}."
        )
        if erasures is not None:
            _add(erasures, place.data_dir / ERASURES)
        self._forget_again(manifest, place.data_dir / ERASURES)

    def _forget_again(self, manifest: Manifest, erasures: Path) -> None:
        """Erase again whoever was erased since, or say what has to be done for that."""
        if waiting_migrations(manifest):
            self.stdout.write(
                "The backup is older than this Grono. Before the portal is opened run prepare, then repeat_erasures."
            )
        elif erasures.is_file():
            call_command("repeat_erasures", stdout=self.stdout)
        else:
            self.stdout.write(
                "Before the portal is opened: put erasures.csv, which was kept with the backups, into the data folder and run "
                "repeat_erasures. Without it, people who were erased since are back."
            )


def _add(erasures: Path, target: Path) -> None:
    """Take the list over, after what may already stand there."""
    with erasures.open("rb") as source, target.open("ab") as file:
        shutil.copyfileobj(source, file)
