from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from grono.portal.surveys.letters import write_all_letters


class Command(BaseCommand):
    """Sends what is due today; run it once a day. Running it twice sends nothing twice."""

    help = "Send the invitations and reminders of open questionnaires that are due today."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002
        """Send, and say how many letters of each wave went out."""
        for wave, number in write_all_letters(timezone.now()).items():
            self.stdout.write(f"{wave}: {number}")
