from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from grono.portal.core import demonstration
from grono.portal.core.roles import ROLES


class Command(BaseCommand):
    """Loads the demonstration of every app."""

    help = "Load the demonstration of every app; may be run again. Prints a log-in for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--only-logins``."""
        parser.add_argument("--only-logins", action="store_true", help="load nothing, print the log-ins")

    def handle(self, *args: Any, only_logins: bool, **options: Any) -> None:  # noqa: ARG002
        """Load part after part, in order."""
        if not only_logins:
            for part in demonstration.parts():
                self.stdout.write(f"Demonstration: {part.name}")
                part.load()
        with override("en"):
            self._print_logins()

    def _print_logins(self) -> None:
        table = Table(title="Log-ins of the demonstration. All people are invented.")
        for heading in ("role", "e-mail", "password"):
            table.add_column(heading)
        for role in demonstration.PEOPLE:
            table.add_row(str(ROLES[role].title), demonstration.address_of(role), demonstration.password())
        console = Console()
        with console.capture() as printed:
            console.print(table)
        self.stdout.write(printed.get())
        if not settings.DEMONSTRATION:
            self.stdout.write("They may log in only while GRONO_DEMONSTRATION=yes.")
