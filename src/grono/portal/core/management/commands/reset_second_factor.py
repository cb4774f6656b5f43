from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import user_with_address
from grono.portal.core.second_factor_actions import reset_second_factor


class Command(BaseCommand):
    """Takes the second factor from somebody who has lost it; for when no other administrator is left to do it on the page."""

    help = "Remove every second factor of a person, log them out everywhere and tell them by e-mail. The reason stands in the audit chain."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address and the reason."""
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="why, and how you know who asked")

    def handle(self, *args: Any, email: str, reason: str, **options: Any) -> None:  # noqa: ARG002
        """Reset, or say why not."""
        user = user_with_address(email)
        if user is None:
            message = (
                f"Nobody has an account with the address {email}. Write the address as it stands on the page People."
            )
            raise CommandError(message)
        try:
            reset_second_factor(by=None, user=user, reason=reason)
        except RefusedError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{user} has no second factor any more and has been told by e-mail.")
