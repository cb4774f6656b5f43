"""Of whom a second factor is asked, and what becomes of who has none (TRU-8).

From some roles on, a password or a code sent by e-mail is not enough. Somebody with such a role and without a second factor has logged in,
but is a visitor on every page except those where the factor is set up; so nothing that asks who the reader is has to know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse

from grono.portal.core.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.models import User

APP, PASSKEY, RECOVERY_CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES
FACTORS = (APP, PASSKEY)
"""What counts; recovery codes only stand in for one of these."""
WANTED = "after_second_factor"
"""Where the session keeps the page that was wanted before a second factor had to be set up."""
SET_UP = frozenset(
    {
        "core:second_factor",
        "core:second_factor_app",
        "core:add_passkey",
        "core:recovery_codes",
        "core:recovery_codes_file",
        "account_reauthenticate",
        "account_logout",
    }
)
"""Routes that stay open to who has yet to set up a second factor."""
LOG_IN = frozenset({"account_login", "account_request_login_code", "account_confirm_login_code", "mfa_authenticate"})


def is_asked_of(user: User) -> bool:
    """Say whether a role of the person asks for a second factor; of invented people none is asked."""
    asking = settings.SECOND_FACTOR_ROLES
    return bool(asking) and not user.is_demonstration and not user.roles.isdisjoint(asking)


def has_second_factor(user: User) -> bool:
    """Say whether the person has set one up."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists())


def is_missing(user: User) -> bool:
    """Say whether a second factor is asked of the person and not set up."""
    return is_asked_of(user) and not has_second_factor(user)


class SecondFactorMiddleware:
    """Makes a visitor of who has yet to set up a second factor, and leads them there instead of to the log-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as to a visitor; where a visitor would have to log in, lead to the page of the second factor."""
        response = self.get_response(request)
        missing = getattr(request, "without_second_factor", None)
        if (
            missing
            and response.status_code == 302
            and response["Location"].partition("?")[0] == reverse("account_login")
        ):
            return redirect("core:second_factor")
        return response

    def process_view(self, request: HttpRequest, _view: object, _args: object, _kwargs: object) -> Any:
        """Look who asks, before the view does; a token of the API is refused where it is looked at."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or hasattr(request, "api_token"):
            return None
        user, match = request.user, request.resolver_match
        if not user.is_authenticated or match is None or not is_missing(user):
            return None
        request.without_second_factor = user  # type: ignore[attr-defined]  # the bar of every page says so
        if match.view_name in LOG_IN:
            return redirect("core:second_factor")
        if match.view_name not in SET_UP:
            request.user = Visitor()
        return None
