"""Tokens of the API: a program shows one and acts for its owner, never with more rights, and counted (TRU-6).

``Authorization: Bearer grono_…``. A request with a token that is unknown, revoked, or of a closed account answers 401, with one of an account
that lacks the second factor its roles ask for 403; without a header the reader is whoever the session says. Writing needs a token with that
scope: the session's cookie alone never writes through the API.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.accounts import is_admitted
from grono.portal.core.models import ApiToken
from grono.portal.core.second_factor import is_missing
from grono.portal.core.secret_tokens import digest_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

MINUTE = 60
USED_EVERY = 300
"""Seconds after which the last use is written again."""
REQUESTS_A_MINUTE = int(getattr(settings, "API_REQUESTS_A_MINUTE", 360))
"""Of one token (TRU-6)."""


def token_shown(request: HttpRequest) -> str | None:
    """Return the token of a request, or nothing where none is shown."""
    kind, _blank, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else None


class TokenMiddleware:
    """Makes the owner of the token the one who asks, below the address of the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a token that does not count and one that asks too often, before anything else is done."""
        shown = token_shown(request) if request.path.startswith("/api/") else None
        if shown is None:
            return self.get_response(request)
        token = _valid(shown)
        if token is None:
            return _refusal(
                "unauthorised", _("This token is not valid, or has been revoked. Make a new one in your account."), 401
            )
        if is_missing(token.user):
            return _refusal(
                "second-factor",
                _("A role of this account asks for a second factor. Log in and set one up; then its tokens count."),
                403,
            )
        if _requests_in_this_minute(token) > REQUESTS_A_MINUTE:
            response = _refusal("too-many", _("Too many requests in this minute. Wait, then go on."), 429)
            response.headers["Retry-After"] = str(MINUTE - int(time.time() % MINUTE))
            return response
        request.user = token.user
        request.api_token = token  # type: ignore[attr-defined]
        return self.get_response(request)


def _valid(shown: str) -> ApiToken | None:
    found = ApiToken.objects.select_related("user").filter(digest=digest_of(shown), revoked_at__isnull=True).first()
    if found is None or not found.user.is_active or not is_admitted(found.user):
        return None
    now = timezone.now()
    if found.used_at is None or (now - found.used_at).total_seconds() > USED_EVERY:
        ApiToken.objects.filter(pk=found.pk).update(used_at=now)
    return found


def _requests_in_this_minute(token: ApiToken) -> int:
    key = f"token:{token.pk}:{int(time.time() // MINUTE)}"
    cache.add(key, 0, timeout=2 * MINUTE)
    return cache.incr(key)


def _refusal(code: str, message: str, status: int) -> JsonResponse:
    kind = "application/json; charset=utf-8"
    content = {"message": message, "code": code}
    return JsonResponse(content, status=status, content_type=kind, json_dumps_params={"ensure_ascii": False})
