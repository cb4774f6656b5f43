"""Writing through the API: by a token with the scope to write, never by the cookie of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ninja.security import HttpBearer

if TYPE_CHECKING:
    from django.http import HttpRequest


class WriteToken(HttpBearer):
    """Lets a request through whose token may write; the middleware has already made its owner the one who asks."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002 - the middleware has read it
        """Return the token, or nothing when it may only read."""
        found = getattr(request, "api_token", None)
        return found if found is not None and found.scope == "write" else None


may_write = WriteToken()
