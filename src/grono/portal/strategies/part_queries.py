"""The further parts of strategies; every query knows the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from grono.portal.strategies import models
from grono.portal.strategies.actions.further import PARTS
from grono.portal.strategies.models import Indicator, Node
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategies_visible_to
from grono.strategy import Colour, IndicatorKind, NodeKind, StatedStatus, TheoryLink

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import FurtherPart, Strategy


def parts_of(reader: Reader, strategy: Strategy, kind: str) -> list[Any]:
    """Return the further parts of a kind in their order."""
    if not strategies_visible_to(reader).filter(pk=strategy.pk).exists():
        return []
    model: Any = PARTS[kind]
    return list(model.objects.filter(strategy=strategy, removed_at__isnull=True))


def rows_to_choose(reader: Reader, strategy: Strategy, kind: str) -> dict[str, Any]:
    """Return the rows of the plan that the form of a kind of parts offers, by the name under which the form takes them."""
    if kind not in {"theory", "statuses"}:
        return {}
    plan = plan_of(reader, strategy)
    if kind == "statuses":
        tasks = {one.key: f"{one.number_text} {one.title}".strip() for one in plan.nodes if one.kind is NodeKind.TASK}
        return {"tasks": _rows(Node.objects.filter(strategy=strategy), tasks)}
    rows = Indicator.objects.filter(node__strategy=strategy)
    outputs = {one.key: one.name_text for one in plan.indicators if one.kind is IndicatorKind.OUTPUT}
    aims = {
        one.key: one.name_text for one in plan.indicators if one.kind in (IndicatorKind.OUTCOME, IndicatorKind.IMPACT)
    }
    return {"outputs": _rows(rows, outputs), "outcomes": _rows(rows, aims)}


def _rows(rows: QuerySet[Any], names: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    found = {row.public_id: row for row in rows}
    return {key: (found[key], name) for key, name in names.items() if key in found}


def said_of(strategy: Strategy) -> tuple[list[TheoryLink], list[StatedStatus]]:
    """Return the links of the theory of change and the statuses set by hand, as the rules read them."""
    links = models.TheoryLink.objects.filter(strategy=strategy, removed_at__isnull=True)
    stated = models.StatedStatus.objects.filter(strategy=strategy, removed_at__isnull=True)
    return (
        [TheoryLink(*row) for row in links.values_list("output__public_id", "outcome__public_id", "assumption")],
        [
            StatedStatus(task, year, Colour(colour), reason)
            for task, year, colour, reason in stated.values_list("task__public_id", "year", "colour", "reason")
        ],
    )


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
