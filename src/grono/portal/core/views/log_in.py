"""The second step of logging in, and showing once more who one is; wrong codes are counted before any is looked at (TRU-6)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.conf import settings
from django.core.cache import cache

from grono.portal.core import passkeys
from grono.portal.core.limits import seconds_until_allowed, take_back, too_many_sent
from grono.portal.core.second_factor_mails import TOO_MANY, send_news
from grono.portal.core.second_factor_queries import factors_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.models import User

DAY = 24 * 3600
"""Seconds."""


class _Counted:
    """Refuses a form for which its person has sent too many wrong codes."""

    request: HttpRequest

    def person(self) -> User:
        """Return whose second factor is asked for."""
        return self.request.user  # type: ignore[return-value]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Count, then look; what is refused unread does not count on towards the day."""
        seconds = seconds_until_allowed(self._counter(), settings.SECOND_FACTOR_TRIES)
        if seconds:
            take_back(self._counter(), settings.SECOND_FACTOR_TRIES)
            self.note_refusal()
            return too_many_sent(request, seconds=seconds)
        return super().post(request, *args, **kwargs)  # type: ignore[misc,no-any-return]

    def note_refusal(self) -> None:
        """Do nothing more: whoever has logged in already has shown a second factor, or has none."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Go on; what was right is no failure."""
        take_back(self._counter(), settings.SECOND_FACTOR_TRIES)
        return super().form_valid(form)  # type: ignore[misc,no-any-return]

    def _counter(self) -> str:
        return f"second-factor:{self.person().pk}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the person has set up, and the question to a passkey as the script takes it."""
        found: dict[str, Any] = super().get_context_data()  # type: ignore[misc]
        options = found.pop("js_data", {}).get("request_options")
        further = {
            "factors": factors_of(self.person()),
            "options": json.dumps(options) if options else "",
            "passkeys_possible": passkeys.are_possible(self.request),
        }
        return found | further | kwargs  # a form that was wrong stays the form that was sent


class SecondStepView(_Counted, mfa.AuthenticateView):
    """Asks for the second factor after the password or the code sent by e-mail."""

    def person(self) -> User:
        """Return who has shown the first factor."""
        return self.stage.login.user  # type: ignore[no-any-return]

    def note_refusal(self) -> None:
        """Tell the person once a day: who comes this far knows the password, or reads the mailbox."""
        if cache.add(f"{self._counter()}:told", True, timeout=DAY):
            send_news(self.person(), TOO_MANY)


class CodeAgainView(_Counted, mfa.ReauthenticateView):
    """Asks somebody who has logged in for a code once more."""


class PasskeyAgainView(_Counted, webauthn.ReauthenticateWebAuthnView):
    """Asks somebody who has logged in for a passkey once more."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the form again, with what was wrong."""
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[no-any-return]


second_step = SecondStepView.as_view()
code_again = CodeAgainView.as_view()
passkey_again = PasskeyAgainView.as_view()
password_again = account.reauthenticate
passkey_alone = webauthn.login_webauthn
