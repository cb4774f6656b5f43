"""``back_up``: make a sealed backup of database and files while the portal runs, or the pair of keys for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grono.messages import GronoError
from grono.portal.backups import configured
from grono.portal.backups.running import back_up
from grono.portal.backups.sealing import make_key


class Command(BaseCommand):
    """Makes a backup."""

    help = "Make a sealed backup of database and files, while the portal runs; remove older ones that need not be kept."
    requires_system_checks = ()  # they read every page's code; ``script/check`` runs them

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("--folder", type=Path, help="where to, instead of GRONO_BACKUP_FOLDER")
        parser.add_argument("--unencrypted", action="store_true", help="write it for anyone to read")
        parser.add_argument(
            "--make-key", type=Path, metavar="FILE", help="only make a pair of keys; the private one goes into FILE"
        )

    def handle(
        self, *_args: Any, folder: Path | None, unencrypted: bool, make_key: Path | None, **_options: Any
    ) -> None:
        """Do it, or say why not."""
        try:
            self.stdout.write(_key(make_key) if make_key else _backup(folder, unencrypted=unencrypted))
        except GronoError as error:
            raise CommandError(str(error)) from error


def _key(path: Path) -> str:
    public = make_key(path)
    return (
        f"GRONO_BACKUP_RECIPIENT={public}\nSet this on the portal. The private key is in {path.name}: keep it in two places away "
        "from this machine, then delete it here. Without it no backup can be read."
    )


def _backup(folder: Path | None, *, unencrypted: bool) -> str:
    made = back_up(configured.wanted(given=folder, unencrypted=unencrypted))
    warning = "" if made.sealed else " It is not sealed: whoever has the file can read it."
    return (
        f"{made.name}: {made.rows} rows, {made.files} files, {made.bytes} bytes, {made.seconds} s, read again.{warning}"
    )
