"""How accounts behave: nobody signs up alone, and invented people log in at a demonstration only."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from grono.portal.core.actions import set_own_password
from grono.portal.core.models import User
from grono.portal.core.second_factor import WANTED, has_second_factor, is_missing


def is_admitted(user: AbstractBaseUser) -> bool:
    """Say whether an account counts here; the demonstration's invented people count at a demonstration only."""
    return settings.DEMONSTRATION or not getattr(user, "is_demonstration", False)


class PortalBackend(AuthenticationBackend):
    """Finds who is asking, at log-in and again at every request: a session ends with what admitted its person."""

    def user_can_authenticate(self, user: AbstractBaseUser | None) -> bool:
        """Refuse closed accounts, and invented people where nothing is demonstrated."""
        return user is not None and is_admitted(user) and super().user_can_authenticate(user)


class AccountAdapter(DefaultAccountAdapter):
    """Adapter of django-allauth."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse: accounts are made by an administrator."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter that says which site it comes from and how long a code is valid."""
        facts = {
            "address": settings.SITE_ADDRESS,
            "operator": settings.OPERATOR,
            "minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60,
        }
        super().send_mail(template_prefix, email, {**facts, **context})

    def set_password(self, user: User, password: str) -> None:
        """Store a password that a person chose, with its audit row; who is not logged in came by a link."""
        set_own_password(by=user, password=password, by_link=not self.request.user.is_authenticated)

    def pre_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse | None:
        """Refuse the demonstration's invented people anywhere else."""
        if not is_admitted(user):
            response: HttpResponse = self.respond_user_inactive(request, user)
            return response
        answer: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return answer

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Lead who has yet to set up a second factor there, and remember the page that was wanted."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        if not is_missing(user):
            return answer
        request.session[WANTED] = answer.headers.get("Location", "")
        return redirect("core:second_factor")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who it is, except of who has just logged in and has no second factor yet: there is nothing else to prove it by."""
        request = self.request
        records = get_authentication_records(request, request.user)
        is_fresh = bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        if is_fresh and not has_second_factor(request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """Offer what the person has, in our words."""
        words = {
            "reauthenticate": _("Your password"),
            "mfa_reauthenticate": _("A code of your app, or a recovery code"),
            "mfa_reauthenticate:webauthn": _("A passkey"),
        }
        return [{**one, "description": words[one["id"]]} for one in super().get_reauthentication_methods(user)]
