"""How accounts behave: nobody signs up alone; an administrator invites."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Adapter of django-allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse: accounts are made by an administrator."""
        return False
