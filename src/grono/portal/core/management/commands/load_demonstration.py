from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import override
from rich.console import Console
from rich.table import Table

from grono.portal.core import demonstration
from grono.portal.core.roles import ROLES
from grono.portal.core.runs import steps_logger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(BaseCommand):
    """Loads the demonstration of every app."""

    help = "Load the demonstration of every app; may be run again. Prints a log-in for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add ``--only-logins``."""
        parser.add_argument("--only-logins", action="store_true", help="load nothing, print the log-ins")

    def handle(self, *args: Any, only_logins: bool, **options: Any) -> None:  # noqa: ARG002
        """Load part after part, in order."""
        if not only_logins:
            with self._printed_steps():
                for part in demonstration.parts():
                    self.stdout.write(f"Demonstration: {part.name}")
                    part.load()
        with override("en"):
            self._print_logins()

    @contextmanager
    def _printed_steps(self) -> Iterator[None]:
        """Print the steps of what is drawn meanwhile: the first start takes most of a minute."""
        handler = logging.StreamHandler(self.stdout)
        handler.setFormatter(logging.Formatter("  %(message)s …"))
        handler.terminator = ""  # the stream of a command ends lines itself
        level, passed_on = steps_logger.level, steps_logger.propagate
        steps_logger.addHandler(handler)
        steps_logger.setLevel(logging.INFO)
        steps_logger.propagate = False  # else each would also stand in the log
        try:
            yield
        finally:
            steps_logger.removeHandler(handler)
            steps_logger.setLevel(level)
            steps_logger.propagate = passed_on

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
        self.stdout.write("No second factor is asked of them, whatever their role.")
        if not settings.DEMONSTRATION:
            self.stdout.write("They may log in only while GRONO_DEMONSTRATION=yes.")
