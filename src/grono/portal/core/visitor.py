"""The anonymous reader, and one name for whoever asks: ``Reader``."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from django.contrib.auth.models import AnonymousUser

from grono.portal.core.roles import permissions_of

if TYPE_CHECKING:
    from grono.portal.core.models import User

Reader: TypeAlias = "User | Visitor"
"""Whoever asks: someone with an account, or a visitor."""


class Visitor(AnonymousUser):
    """Someone without an account."""

    public_id = ""
    full_name = ""
    roles: frozenset[str] = frozenset()

    def can(self, permission: str) -> bool:
        """Say whether everyone may do what ``permission`` names."""
        return permission in permissions_of((), registered=False)
