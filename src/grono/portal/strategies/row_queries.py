"""Single rows of a plan and their cells, for who reads and for who changes them; every query knows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.shortcuts import get_object_or_404

from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.plan_cells import cells_of
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.values import as_text

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import PlanRow, Strategy

RowT = TypeVar("RowT", Node, Indicator, FundingLine)


def node_visible_to(reader: Reader, public_id: str) -> Node:
    """Return one part of a plan, or answer 404; a removed draft only who may bring it back."""
    return get_object_or_404(
        _rows(reader, Node.objects.select_related("strategy", "parent"), "strategy"), public_id=public_id
    )


def indicator_visible_to(reader: Reader, public_id: str) -> Indicator:
    """Return one indicator, or answer 404."""
    rows = _rows(reader, Indicator.objects.select_related("node__strategy", "stage"), "node__strategy")
    return get_object_or_404(rows, public_id=public_id)


def funding_visible_to(reader: Reader, public_id: str) -> FundingLine:
    """Return one source of money, or answer 404."""
    rows = _rows(reader, FundingLine.objects.select_related("node__strategy"), "node__strategy")
    return get_object_or_404(rows, public_id=public_id)


def _rows(reader: Reader, rows: QuerySet[RowT], path: str) -> QuerySet[RowT]:
    visible = rows.filter(**{f"{path}__in": strategies_visible_to(reader)})
    return visible if reader.can("strategies.edit_plan") else visible.filter(removed_at__isnull=True)


def cells_of_row(reader: Reader, row: PlanRow) -> dict[tuple[str, str], PlanCell]:
    """Return the cells of one row by field and period, for who changes the plan."""
    return cells_of(row) if reader.can("strategies.edit_plan") else {}


def count_of_drafts(reader: Reader, strategy: Strategy) -> int:
    """Return how many rows await a resolution."""
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return 0
    nodes = Node.objects.filter(strategy=strategy, is_adopted=False, removed_at__isnull=True)
    below = {"node__strategy": strategy, "is_adopted": False, "removed_at__isnull": True}
    return nodes.count() + Indicator.objects.filter(**below).count() + FundingLine.objects.filter(**below).count()


def removed_rows_of(reader: Reader, strategy: Strategy) -> list[tuple[str, Any, str]]:
    """Return the removed drafts that stood uppermost: kind, row and title; for who may bring them back."""
    if not reader.can("strategies.edit_plan"):
        return []
    gone = {"removed_at__isnull": False}
    nodes = Node.objects.select_related("parent").filter(strategy=strategy, **gone)
    upper = [one for one in nodes if one.parent is None or one.parent.removed_at is None]
    indicators = Indicator.objects.filter(node__strategy=strategy, node__removed_at__isnull=True, **gone)
    funding = FundingLine.objects.filter(node__strategy=strategy, node__removed_at__isnull=True, **gone)
    rows: list[tuple[str, Any]] = [
        *(("node", one) for one in upper),
        *(("indicator", one) for one in indicators),
        *(("funding", one) for one in funding),
    ]
    titles = PlanCell.objects.filter(strategy=strategy, field=PlanField.TITLE)
    named = {(cell.subject_kind, getattr(cell, f"{cell.subject_kind}_id")): as_text(cell.value) for cell in titles}
    return [(kind, row, named.get((kind, row.pk), "")) for kind, row in rows]


def cells_with_versions(reader: Reader, strategy: Strategy) -> dict[tuple[str, str, str, str], PlanCell]:
    """Return the cells of a plan by kind and key of the subject, field and period, for who changes it."""
    if not reader.can("strategies.edit_plan") or not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return {}
    found: dict[tuple[str, str, str, str], PlanCell] = {}
    for cell in PlanCell.objects.filter(strategy=strategy).select_related("node", "indicator", "funding"):
        subject: Any = cell.subject
        found[cell.subject_kind, subject.public_id, cell.field, cell.period] = cell
    return found
