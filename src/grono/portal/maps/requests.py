"""Requests by anyone, for the type checker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.core.visitor import Visitor


class ReaderRequest(HttpRequest):
    """A request as ``ReaderMiddleware`` hands it on: its user can be asked what they may do."""

    user: User | Visitor
