"""Declared sessions: an administrator sees private data for a stated reason, for a while, and the owners are told (TRU-4)."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from grono.portal.core.models import Sight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from grono.portal.core.models import DeclaredSession
    from grono.portal.core.visitor import Reader

SEES = "core.see_private_data"
_lists: set[str] = {"core:people", "core:people_file", "api:v1:people"}
_silent = frozenset({"core:end_session", "core:run_progress"})


class NeedsSessionError(PermissionDenied):
    """Private data were asked for outside a declared session."""


def register_lists(routes: Iterable[str]) -> None:
    """Register pages and files that hold private data of many, so that everyone is told who opened them."""
    _lists.update(routes)


def require_session(reader: Reader) -> None:
    """Refuse private data to who has no declared session; the permission for the page itself is asked for before."""
    if not reader.can(SEES):
        raise NeedsSessionError(SEES)


def note_owners(request: HttpRequest, owners: Iterable[str]) -> None:
    """Tell these owners too that their data were opened: those on a page whose address does not name them."""
    request.owners_shown = list(owners)  # type: ignore[attr-defined]


def in_declared_session(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let a view through in a declared session; else lead to the page that begins one, and from there back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.can(SEES):  # type: ignore[union-attr]
            return view(request, *args, **kwargs)  # type: ignore[no-any-return]
        back = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('core:declare')}?{back}")

    return guarded


def shown_address(reader: Reader, email: str) -> str:
    """Return an e-mail address as a reader may see it: outside a declared session its first letter and its domain.

    Examples
    --------
    >>> from grono.portal.core.visitor import Visitor
    >>> shown_address(Visitor(), "jan@example.org")
    'j…@example.org'
    """
    name, _at, domain = email.rpartition("@")
    return email if reader.can(SEES) else f"{name[:1]}…@{domain}"


class SightMiddleware:
    """Keeps what is opened in a declared session, page or operation, after it was answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then note whose data were opened."""
        response = self.get_response(request)
        match, session = request.resolver_match, _session_of(request)
        if session is not None and match is not None and response.status_code < 300 and match.view_name not in _silent:
            owners = [
                str(value)[:64] for name, value in match.kwargs.items() if name == "public_id" or name.endswith("_id")
            ] + getattr(request, "owners_shown", [])
            if owners or match.view_name in _lists:
                Sight.objects.bulk_create(
                    Sight(session=session, page=match.view_name[:100], owner_public_id=owner)
                    for owner in owners or [""]
                )
        return response


def _session_of(request: HttpRequest) -> DeclaredSession | None:
    reader = getattr(request, "user", None)
    if reader is None or not reader.is_authenticated:
        return None
    return getattr(reader, "declared_session", None)
