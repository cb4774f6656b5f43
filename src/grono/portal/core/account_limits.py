"""How long to wait where django-allauth refuses: it counts log-ins, passwords and letters (TRU-6), and does not say for how long."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from allauth.core.internal.ratelimit import get_cache_key, get_rates
from django.core.cache import cache
from django.utils.module_loading import import_string

from grono.portal.core.limits import too_many_sent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allauth.core.internal.ratelimit import Rate
    from django.http import HttpRequest, HttpResponse

COUNTING = ("allauth.account", "allauth.mfa")
AT_LEAST = 60
"""Seconds that are told where no full count is found: one may have run out meanwhile."""


def too_often(request: HttpRequest) -> HttpResponse:
    """Answer in place of django-allauth to what was sent too often, with how long to wait."""
    return too_many_sent(request, seconds=seconds_left(request))


def seconds_left(request: HttpRequest) -> int:
    """Return the seconds until the last full count of who asks has room again; an address that was typed counts as well."""
    now = time.time()
    waits = [0.0]
    for key, rate in _counts(request):
        history = cache.get(key, [])  # moments, the newest first
        if len(history) >= rate.amount:
            waits.append(history[rate.amount - 1] + rate.duration - now)
    return -int(-max(waits) // 1) or AT_LEAST


def _counts(request: HttpRequest) -> Iterator[tuple[str, Rate]]:
    email = request.POST.get("email", "").strip().lower()
    known = {"ip": True, "user": request.user.is_authenticated, "key": bool(email)}
    for app in COUNTING:
        for action in import_string(f"{app}.app_settings.RATE_LIMITS"):
            for rate in get_rates(app=app, action=action):
                if known[rate.per]:
                    yield get_cache_key(request, app=app, action=action, rate=rate, key=email), rate
