"""The goals of strategies, for pages of apps above that are about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Min

from grono.portal.strategies.kinds import PartKind, PlanField
from grono.portal.strategies.models import PlanCell, PlanFact
from grono.portal.strategies.queries import strategies_visible_to
from grono.portal.strategies.values import as_text

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy


class Goal(NamedTuple):
    """A goal as it stands in the plan of its strategy now."""

    strategy: Strategy
    key: str
    name: str
    is_adopted: bool


def goals_visible_to(reader: Reader, strategy: Strategy | None = None) -> list[Goal]:
    """Return the goals of all strategies that the reader sees, or of one; those that were struck out or removed are left out."""
    cells = PlanCell.objects.select_related("strategy", "node").filter(
        node__kind=PartKind.GOAL,
        node__removed_at__isnull=True,
        strategy__in=strategies_visible_to(reader),
        field__in=(PlanField.TITLE, PlanField.STRUCK_OUT),
    )
    of_one = cells.filter(strategy=strategy) if strategy is not None else cells
    in_order = list(of_one.order_by("strategy__title", "strategy", "node__order", "node"))
    struck_out = {cell.node_id for cell in in_order if cell.field == PlanField.STRUCK_OUT and as_text(cell.value)}
    return [_goal(cell) for cell in in_order if cell.field == PlanField.TITLE and cell.node_id not in struck_out]


def _goal(cell: PlanCell) -> Goal:
    node = cell.node
    assert node is not None  # noqa: S101 - only cells of goals are asked for
    return Goal(cell.strategy, node.public_id, f"{node.number_text} {as_text(cell.value)}".strip(), node.is_adopted)


def adopted_on(keys: Iterable[str]) -> dict[str, datetime.date]:
    """Return key of a goal → the day from which a resolution has it in force; those that nobody adopted are left out."""
    titles = PlanFact.objects.filter(node__public_id__in=list(keys), field=PlanField.TITLE)
    return dict(titles.values_list("node__public_id").annotate(Min("valid_time")).order_by())
