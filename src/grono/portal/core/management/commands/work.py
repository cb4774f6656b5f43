from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from grono.portal.core import daily, frequent
from grono.portal.core.heartbeat import recover_runs, repeating


class Command(BaseCommand):
    """Carries out background runs, every minute the frequent and once a day the daily work, until it is stopped."""

    help = "Take up interrupted runs and carry out background runs, the frequent and the daily work until stopped."
    requires_system_checks = ()  # they read every page's code; ``script/check`` runs them

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--batch``."""
        parser.add_argument("--batch", action="store_true", help="carry out what is waiting, then stop")

    def handle(self, *args: Any, batch: bool, **options: Any) -> None:  # noqa: ARG002
        """Recover, then work."""
        recovered = recover_runs(starting=True)
        if recovered:
            self.stdout.write(f"Took up {recovered} interrupted run{'s' if recovered > 1 else ''}.")
            self.stdout.flush()
        with (
            repeating(recover_runs, seconds=max(settings.RUN_SILENCE_SECONDS / 2, 1)),
            repeating(daily.do_daily_work, seconds=daily.SECONDS_BETWEEN_LOOKS),
            repeating(frequent.do_frequent_work, seconds=frequent.SECONDS_BETWEEN_LOOKS),
        ):
            call_command("db_worker", interval=0.3, batch=batch, startup_delay=False, reload=False, verbosity=1)
