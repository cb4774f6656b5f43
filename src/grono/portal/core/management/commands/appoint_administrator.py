from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from grono.portal.core.actions import give_role, invite_user
from grono.portal.core.queries import user_with_address
from grono.portal.core.roles import ADMINISTRATOR


class Command(BaseCommand):
    """Makes someone an administrator, with an account if there is none."""

    help = "Make a person an administrator; the first one, or when all others are gone."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the address and the name."""
        parser.add_argument("email")
        parser.add_argument("full_name")

    def handle(self, *args: Any, email: str, full_name: str, **options: Any) -> None:  # noqa: ARG002
        """Give the role, inviting the person first where needed."""
        user = user_with_address(email) or invite_user(by=None, email=email, full_name=full_name, language="pl")
        give_role(by=None, user=user, role=ADMINISTRATOR)
        self.stdout.write(f"{user} is an administrator and logs in with a one-time code.")
