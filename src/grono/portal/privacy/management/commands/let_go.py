"""``let_go``: list what has been kept long enough, and delete it only when told to."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from grono.portal.privacy.actions import let_go
from grono.portal.privacy.clocks import due
from grono.portal.privacy.exporting import forget_old_archives

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Lists; with ``--carry-out`` deletes."""

    help = "List the personal data that have been kept long enough; with --carry-out delete them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take ``--carry-out``."""
        parser.add_argument("--carry-out", action="store_true", help="delete what is due")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        if options["carry_out"]:
            self.stdout.write(f"archives of people: deleted {forget_old_archives(time.time())}")
        for one in due():
            gone = let_go(by=None, due=one) if options["carry_out"] else 0
            self.stdout.write(f"{one.model}: {one.number} before {one.before.isoformat()}, deleted {gone}")
