"""``verify_backup``: read a backup from beginning to end and compare it with what it says of itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grono.messages import GronoError
from grono.portal.backups.putting_back import verify


class Command(BaseCommand):
    """Verifies a backup."""

    help = "Read a backup from beginning to end and compare every file in it with its checksum. Writes nothing."
    requires_system_checks = ()  # they have nothing to do with the file

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file and the key."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--key", type=Path, metavar="FILE", help="file with the private key")

    def handle(self, *_args: Any, file: Path, key: Path | None, **_options: Any) -> None:
        """Print the verdict."""
        try:
            manifest = verify(file, key)
        except GronoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{file.name} is whole: {manifest.kind}, {manifest.counted.rows} rows in {len(manifest.counted.tables)} tables, "
            f"{len(manifest.files)} files, made {manifest.made_at:%Y-%m-%d %H:%M %Z} by Grono {manifest.grono}."
        )
