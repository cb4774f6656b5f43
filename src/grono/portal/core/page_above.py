"""Addresses that only take forms lead a reader who asks for them to the page they belong to."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class PageAboveMiddleware:
    """Answers a reader's question for an address that only takes forms with the way to the nearest page above it.

    Readers come there without meaning to: they change the language or the colours of a page that answered a form, load it
    again, or log in once more after sending one. Programs go on being told that the method is not allowed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or lead to the page above."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or not _is_reader(request):
            return response
        above = page_above(request.path_info)
        return HttpResponseRedirect(above) if above else response


def _is_reader(request: HttpRequest) -> bool:
    asks_for_page = "text/html" in request.headers.get("Accept", "") and not request.path_info.startswith("/api/")
    return asks_for_page and request.method in ("GET", "HEAD")


def page_above(path: str) -> str:
    """Return the nearest address above one that belongs to the same branch of the table of addresses, or nothing."""
    branch = _pattern(path)
    parts = path.strip("/").split("/")
    while len(parts) > 1:
        parts.pop()
        above = f"/{'/'.join(parts)}/"
        pattern = _pattern(above)
        if pattern and branch.startswith(pattern):
            return above
    return ""


def _pattern(path: str) -> str:
    """Return the pattern of an address without the names of its parts, or nothing where no page stands."""
    try:
        return re.sub(r"<[^>]*>", "<>", resolve(path).route)
    except Resolver404:
        return ""
