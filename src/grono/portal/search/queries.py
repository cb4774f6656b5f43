"""The views that a person keeps; nobody else sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from grono.portal.search.models import SavedView

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader


def views_of(reader: Reader, kind: str) -> QuerySet[SavedView]:
    """Return the views of one kind that a reader keeps, by name."""
    return SavedView.objects.filter(user_id=reader.pk or 0, kind=kind).order_by("name", "pk")


def view_of(reader: Reader, public_id: str) -> SavedView:
    """Return one view that the reader keeps, or answer 404."""
    return get_object_or_404(SavedView.objects.filter(user_id=reader.pk or 0), public_id=public_id)
