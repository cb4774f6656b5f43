"""The further parts of strategies; every query knows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from grono.portal.strategies.actions.further import PARTS
from grono.portal.strategies.queries import strategies_visible_to

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import FurtherPart, Strategy


def parts_of(reader: Reader, strategy: Strategy, kind: str) -> list[Any]:
    """Return the further parts of a kind in their order."""
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return []
    model: Any = PARTS[kind]
    return list(model.objects.filter(strategy=strategy, removed_at__isnull=True))


def removed_parts_of(reader: Reader, strategy: Strategy, kind: str) -> list[Any]:
    """Return the removed parts of a kind, for who may bring them back."""
    if not reader.can("strategies.edit_plan"):
        return []
    model: Any = PARTS[kind]
    return list(model.objects.filter(strategy=strategy, removed_at__isnull=False).order_by("-removed_at"))


def part_visible_to(reader: Reader, kind: str, public_id: str) -> FurtherPart:
    """Return one further part, or answer 404."""
    model: Any = PARTS[kind]
    rows = model.objects.select_related("strategy").filter(strategy__in=strategies_visible_to(reader))
    if not reader.can("strategies.edit_plan"):
        rows = rows.filter(removed_at__isnull=True)
    part: FurtherPart = get_object_or_404(rows, public_id=public_id)
    return part
