"""Who is asking, and the headers every answer carries (TRU-15, TRU-16)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.utils.functional import SimpleLazyObject

from grono.portal.core.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ReaderMiddleware(AuthenticationMiddleware):
    """``request.user`` is a :class:`User` or a :class:`Visitor`; both answer ``can``."""

    def process_request(self, request: HttpRequest) -> None:
        """Put the reader on the request, looked up at first use."""
        super().process_request(request)
        found = request.user
        request.user = SimpleLazyObject(lambda: found if found.is_authenticated else Visitor())  # type: ignore[assignment]


class Nonce:
    """A nonce made when a template first asks for it."""

    def __init__(self) -> None:
        self.value = ""

    def __str__(self) -> str:
        self.value = self.value or secrets.token_urlsafe(16)
        return self.value


def content_security_policy(nonce: str) -> str:
    """Return the policy of a page; without a nonce no script runs at all."""
    script = f"'nonce-{nonce}' 'strict-dynamic'" if nonce else "'none'"
    style = f"'nonce-{nonce}' 'self'" if nonce else "'self'"
    return (
        f"default-src 'none'; script-src {script}; style-src {style}; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


class SecurityHeadersMiddleware:
    """Adds the content security policy (with ``request.csp_nonce`` for the templates) and its companions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the headers set, unless the view set its own."""
        nonce = Nonce()
        request.csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", content_security_policy(nonce.value))
        response.headers.setdefault("Permissions-Policy", "")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response
