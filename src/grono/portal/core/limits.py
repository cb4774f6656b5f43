"""How often one address may ask without an account (TRU-6), counted before anything is read from the database.

Minutes and tens of seconds are those of the clock; the counts lie in the memory of the serving process, as do those of the log-in. Pages,
files and the API share them. Of IPv6 the network (/64) counts: whoever has one address there has them all.
"""

from __future__ import annotations

import ipaddress
import time
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from grono.portal.core.tokens import token_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest, HttpResponse


def address_of(request: HttpRequest) -> str:
    """Return the address of who asks, as far as the trusted proxies tell it; of IPv6 its network."""
    try:
        told = get_adapter().get_client_ip(request)
    except PermissionDenied:  # a server on a local socket knows no address: all its visitors count as one
        return ""
    address = ipaddress.ip_address(told)
    if isinstance(address, ipaddress.IPv6Address):
        return str(address.ipv4_mapped or ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def seconds_to_wait(request: HttpRequest) -> int:
    """Count one more request of a visitor; return how long they have to wait, 0 where they need not."""
    return seconds_until_allowed(f"visits:{address_of(request)}", settings.ANONYMOUS_REQUESTS)


def seconds_until_allowed(what: str, limits: Mapping[int, int]) -> int:
    """Count once more in every span of ``limits`` (seconds → how often); return how long to wait, 0 where nothing is exceeded."""
    now = time.time()
    waits = [0]
    for seconds, allowed in limits.items():
        key = f"{what}:{seconds}:{int(now // seconds)}"
        if allowed and _counted(key, 2 * seconds) > allowed:
            waits.append(seconds - int(now % seconds))
    return max(waits)


def take_back(what: str, limits: Mapping[int, int]) -> None:
    """Take back what was counted last: it turned out not to be a failure."""
    now = time.time()
    for seconds in limits:
        try:
            cache.decr(f"{what}:{seconds}:{int(now // seconds)}")
        except ValueError:  # the span has ended meanwhile
            continue


def _counted(key: str, timeout: int) -> int:
    cache.add(key, 0, timeout=timeout)
    try:
        return int(cache.incr(key))
    except ValueError:  # a full cache has dropped it between the two
        return 1


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer 429 with the seconds until one may ask again: to a program in JSON, to a person as a page."""
    response: HttpResponse
    if request.path.startswith("/api/"):
        content = {"message": _("Too many requests in a short time. Wait, then go on."), "code": "too-many"}
        response = JsonResponse(content, status=429, json_dumps_params={"ensure_ascii": False})
    else:
        response = render(request, "429.html", {"is_reading": True, "seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def too_many_sent(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer 429 to a form that was sent too often, in minutes."""
    response = render(request, "429.html", {"minutes": -(-seconds // 60)}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


class VisitRateMiddleware:
    """Answers 429 to visitors who ask too often; who has logged in or shows a token is counted elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Count a visitor's request before it is answered; one with a token counts when the token turns out not to be valid."""
        if _has_logged_in(request):
            return self.get_response(request)
        if request.path.startswith("/api/") and token_shown(request) is not None:
            response = self.get_response(request)
            seconds = seconds_to_wait(request) if response.status_code == 401 else 0
            return too_many(request, seconds=seconds) if seconds else response
        seconds = seconds_to_wait(request)
        return too_many(request, seconds=seconds) if seconds else self.get_response(request)


def _has_logged_in(request: HttpRequest) -> bool:
    """Say whether somebody has logged in; without a cookie the session is not even touched."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated
