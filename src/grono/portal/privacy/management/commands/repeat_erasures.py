"""``repeat_erasures``: after a backup was put back, erase again everyone who had been erased."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.http import Http404

from grono.portal.privacy.actions import erase
from grono.portal.privacy.remembered import remembered
from grono.portal.privacy.subjects import subject_with


class Command(BaseCommand):
    """Erases again; whoever the backup does not know needs nothing."""

    help = "Erase again everyone on the list of erased people. Run it after a backup was put back, before the portal is opened."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Do it."""
        done: set[str] = set()
        for public_id in sorted(set(remembered())):
            if public_id in done:
                continue
            try:
                subject = subject_with(public_id)
            except Http404:
                continue
            erase(by=None, subject=subject)
            done |= subject.public_ids
        self.stdout.write(f"{len(done)} identifiers erased again")
