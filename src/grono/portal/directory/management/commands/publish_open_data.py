"""``publish_open_data``: make the files of the open data anew; the worker does the same once a day."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from grono.portal.directory.open_data.files import publish


class Command(BaseCommand):
    """Publishes."""

    help = "Make the files of the open data and their catalogue anew."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it."""
        for file in publish().files:
            self.stdout.write(f"{file.name}: {file.size} bytes, SHA-256 {file.sha256}")
