"""How accounts behave: nobody signs up alone, and invented people log in at a demonstration only."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from grono.portal.core.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Adapter of django-allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse: accounts are made by an administrator."""
        return False

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse the demonstration's invented people anywhere else."""
        if user.is_demonstration and not settings.DEMONSTRATION:
            response: HttpResponse = self.respond_user_inactive(request, user)
            return response
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer
