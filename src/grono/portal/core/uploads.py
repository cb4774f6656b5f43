"""How many uploads one person may send in an hour (TRU-6).

Counted is every form that may carry files (``multipart/form-data``), whatever page it belongs to, before its files are read. Hours are
those of the clock; the count lies in the cache, as do those of the log-in.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache

from grono.portal.core.limits import too_many_sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.models import User

HOUR = 3600
"""Seconds."""


class UploadRateMiddleware:
    """Answers 429 to who has sent too many uploads in this hour, with the seconds until the next one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let through whatever is no upload, and as many uploads as are allowed; who is not known uploads nothing anyway."""
        if request.method == "POST" and request.content_type == "multipart/form-data" and request.user.is_authenticated:
            now = time.time()
            if _uploads(request.user, int(now // HOUR)) > settings.UPLOADS_AN_HOUR:
                return too_many_sent(request, seconds=HOUR - int(now % HOUR))
        return self.get_response(request)


def _uploads(user: User, hour: int) -> int:
    """Count one more upload and return how many there are in this hour."""
    key = f"uploads:{user.pk}:{hour}"
    cache.add(key, 0, timeout=2 * HOUR)
    return cache.incr(key)
