"""``restore_drill``: try a backup out beside the running portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grono.messages import GronoError, message
from grono.portal.backups import configured, store
from grono.portal.backups.drilling import drill
from grono.portal.backups.place import place_here
from grono.portal.backups.problems import BackupError


class Command(BaseCommand):
    """Carries out the drill."""

    help = (
        "Put a backup, by default the newest, back into a place of its own, compare everything, verify its audit chain, throw it "
        "away, and note when that was and how long it took."
    )
    requires_system_checks = ()  # they read every page's code; ``script/check`` runs them

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the key."""
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument("--key", type=Path, metavar="FILE", help="file with the private key")

    def handle(self, *_args: Any, file: Path | None, key: Path | None, **_options: Any) -> None:
        """Do it, or say why not."""
        try:
            done = drill(place_here(), file or newest(), key)
        except GronoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.name} was put back in {done.seconds} s: {done.rows} rows and {done.files} files equal, audit chain unbroken."
        )


def newest() -> Path:
    """Return the newest backup of the folder that is set."""
    folder = configured.folder()
    found = store.records(folder)
    if not found:
        raise BackupError(message("There is no backup yet. Make one with back_up."))
    return folder / found[0].name
