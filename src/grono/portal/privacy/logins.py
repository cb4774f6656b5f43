"""When the person of a session last proved who they are."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

if TYPE_CHECKING:
    from django.http import HttpRequest

LOGGED_IN_AT = "logged_in_at"
FRESH = datetime.timedelta(minutes=15)
"""How long a log-in opens the door to one's own file; as long as a one-time code lives (TRU-8)."""


def note_login(*, request: HttpRequest | None, **_others: Any) -> None:
    """Keep the moment in the session: a stolen session does not get it by waiting."""
    if request is not None and hasattr(request, "session"):
        request.session[LOGGED_IN_AT] = timezone.now().isoformat()


def has_just_logged_in(request: HttpRequest) -> bool:
    """Say whether the session's person has logged in within the last quarter of an hour."""
    at = request.session.get(LOGGED_IN_AT)
    return at is not None and timezone.now() - datetime.datetime.fromisoformat(at) <= FRESH
