"""A task card unfolded into the rows of the plan; the card itself stays as it is, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.adopted_rows import SAID_BY_CARDS, AdoptedRows
from grono.portal.strategies.kinds import PartKind, PlanField
from grono.portal.strategies.merging import called
from grono.portal.strategies.models import FundingLine, Indicator, Node
from grono.portal.strategies.plan_cells import cells_of, put_values
from grono.portal.strategies.properties import ALWAYS
from grono.portal.strategies.values import as_text, encoded
from grono.quantities import exact
from grono.strategy import ValueRole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.core.models import User
    from grono.portal.strategies.models import PlanRow, Strategy, TaskCard
    from grono.portal.strategies.plan_cells import Values
    from grono.strategy import FundingLine as CardFunding
    from grono.strategy import IndicatorRow, NumberedTitle, Stage
    from grono.strategy import TaskCard as Card

RowT = TypeVar("RowT", Indicator, FundingLine)
_FIELD_OF_ROLE = {
    ValueRole.UNSPECIFIED: PlanField.UNSPECIFIED,
    ValueRole.BASELINE: PlanField.BASELINE,
    ValueRole.PLAN: PlanField.PATH,
}
"""Values of the other roles were measured or expected: they are reported, not planned."""


@dataclass(frozen=True)
class _Wanted:
    """A row of the plan with the values that a card gives it."""

    row: PlanRow
    values: Values


@transaction.atomic
def unfold_card(*, by: User | None, card: TaskCard) -> Node:
    """Make the rows of the plan say what a card says.

    Raises
    ------
    RefusedError
        When the task has been adopted and the card plans something else or leaves out what was adopted: only a decision or a correction
        changes an adopted plan.
    """
    content = card.read()
    goal = _upper(by, card.strategy, None, PartKind.GOAL, content.goal)
    objective = _upper(by, card.strategy, goal, PartKind.OBJECTIVE, content.objective)
    task = _task(card, objective, content)
    adopted = AdoptedRows(task) if task.is_adopted else None
    wanted = [_Wanted(task, _titled(content.task)), *_below(task, content, adopted)]
    if adopted is not None:
        _refuse_changes(wanted)
        _refuse_gaps(adopted)
        return task
    for one in wanted:
        put_values(by=by, strategy=card.strategy, subject=one.row, values=one.values)
    _take_out_the_rest(task, {(type(one.row), one.row.pk) for one in wanted})
    return task


@transaction.atomic
def fold_card(*, by: User, card: TaskCard) -> None:  # noqa: ARG001 - the act that removes the card is audited
    """Take the draft rows of a removed card out of the plan; what a resolution adopted stays."""
    now = timezone.now()
    for task in card.nodes.filter(kind=PartKind.TASK, is_adopted=False):
        _take_out_the_rest(task, set())
        task.removed_at = now
        task.save(update_fields=["removed_at"])
        parent = task.parent
        while parent and not parent.is_adopted and not parent.children.filter(removed_at__isnull=True).exists():
            parent.removed_at = now
            parent.save(update_fields=["removed_at"])
            parent = parent.parent


def _upper(by: User | None, strategy: Strategy, parent: Node | None, kind: str, title: NumberedTitle) -> Node:
    """Return the goal or objective with this number; the first card that names it says what it is called."""
    known = {"strategy": strategy, "parent": parent, "kind": kind, "number_text": title.number_text}
    found = Node.objects.filter(**known).order_by("pk").first()
    if found is None:
        found = Node.objects.create(**known, order=_next_order(strategy))
    elif found.removed_at:
        found.removed_at = None
        found.save(update_fields=["removed_at"])
    if not cells_of(found):
        put_values(by=by, strategy=strategy, subject=found, values=_titled(title))
    return found


def _next_order(strategy: Strategy) -> int:
    last = Node.objects.filter(strategy=strategy).order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1


def _titled(title: NumberedTitle) -> Values:
    return _texts(title.title, title.lead_post)


def _texts(title: str, lead: str = "") -> Values:
    values = {(str(PlanField.TITLE), ""): encoded(title)}
    return values | {(str(PlanField.LEAD), ""): encoded(lead)} if lead else values


def _task(card: TaskCard, objective: Node, content: Card) -> Node:
    number = content.task.number_text
    found = Node.objects.filter(parent=objective, kind=PartKind.TASK, number_text=number).order_by("pk").first()
    found = found or Node(
        strategy=card.strategy,
        parent=objective,
        kind=PartKind.TASK,
        number_text=number,
        order=_next_order(card.strategy),
    )
    found.card, found.text, found.removed_at = card, content.description, None
    found.save()
    return found


def _below(task: Node, content: Card, adopted: AdoptedRows | None) -> Iterator[_Wanted]:
    stages: dict[str, Node] = {}
    for order, stage in enumerate(content.stages):
        node = _stage_node(task, order, stage, adopted)
        stages.setdefault(stage.number_text, node)
        yield _Wanted(node, _stage_values(stage, content.years))
    for order, (group, row) in enumerate(content.rows):
        kept = {"kind": group.kind.value, "stage": stages.get(row.stage or "")}
        known = adopted.take(Indicator, row.name_text) if adopted else _at(Indicator, task, order)
        indicator = _row(known or Indicator(node=task, order=order), {**kept, "source_text": row.source_text or ""})
        yield _Wanted(indicator, _indicator_values(row, content.years))
    for order, line in enumerate(content.funding):
        source = adopted.take(FundingLine, line.source_text) if adopted else _at(FundingLine, task, order)
        funding = _row(source or FundingLine(node=task, order=order), {"group_text": line.group_text or ""})
        yield _Wanted(funding, _funding_values(line))


def _stage_node(task: Node, order: int, stage: Stage, adopted: AdoptedRows | None) -> Node:
    if adopted is not None:
        found = adopted.take(Node, stage.number_text)
    else:
        found = task.children.filter(kind=PartKind.STAGE, order=order).order_by("pk").first()
    found = found or Node(strategy=task.strategy, parent=task, kind=PartKind.STAGE, order=order)
    found.number_text, found.removed_at = stage.number_text, None
    found.save()
    return found


def _at(model: type[RowT], task: Node, order: int) -> RowT | None:
    return model.objects.filter(node=task, order=order).order_by("pk").first()


def _row(found: RowT, kept: dict[str, Any]) -> RowT:
    fixed = [name for name, value in kept.items() if name not in ALWAYS and getattr(found, name) != value]
    if found.is_adopted and fixed:
        raise RefusedError(_other_than_adopted([called(found, name) for name in fixed]))
    for name, value in kept.items():
        setattr(found, name, value)
    found.removed_at = None
    found.save()
    return found


def _stage_values(stage: Stage, years: tuple[int, ...]) -> Values:
    cells = zip(years, stage.cells, strict=True)
    points = {(str(PlanField.POINTS), str(year)): encoded(exact(cell.planned)) for year, cell in cells if cell}
    return _texts(stage.title) | points


def _indicator_values(row: IndicatorRow, years: tuple[int, ...]) -> Values:
    field = _FIELD_OF_ROLE.get(row.role)
    if field is None:
        return _texts(row.name_text)
    # A row may have more or fewer values than the card has years: a finding of the card says so.
    return _texts(row.name_text) | {
        (str(field), str(year)): encoded(value) for year, value in zip(years, row.values, strict=False)
    }


def _funding_values(line: CardFunding) -> Values:
    return _texts(line.source_text) | {(str(PlanField.SHARE), ""): encoded(exact(line.share))}


def _refuse_changes(wanted: list[_Wanted]) -> None:
    different = [str(one.row) for one in wanted if not one.row.is_adopted or _stored(one) != one.values]
    if different:
        raise RefusedError(_other_than_adopted(different))


def _refuse_gaps(adopted: AdoptedRows) -> None:
    names = list(adopted.left_out())
    if names:
        sentence = _(
            "The plan of this task was adopted by a resolution, and the card leaves out what it holds (%(places)s). "
            "Strike it out by the amending resolution, or by a correction, on the page of the plan; then import the card."
        )
        raise RefusedError(sentence % {"places": "; ".join(names[:5])})


def _stored(one: _Wanted) -> Values:
    """Return what the plan says where the card speaks too, and that a row was struck out."""
    spoken = SAID_BY_CARDS | {field for field, _period in one.values}
    return {
        place: cell.value
        for place, cell in cells_of(one.row).items()
        if place[0] in spoken or (place[0] == PlanField.STRUCK_OUT and as_text(cell.value))
    }


def _other_than_adopted(places: list[str]) -> str:
    sentence = _(
        "The plan of this task was adopted by a resolution, and the card plans something else (%(places)s). "
        "Record the amending resolution, or a correction, on the page of the plan; then import the card."
    )
    return sentence % {"places": ", ".join(places[:5])}


def _take_out_the_rest(task: Node, kept: set[tuple[type, int]]) -> None:
    now = timezone.now()
    for model, rows in ((Node, task.children), (Indicator, task.indicators), (FundingLine, task.funding)):
        draft = rows.filter(is_adopted=False, removed_at__isnull=True)
        extra = [row.pk for row in draft if (model, row.pk) not in kept]
        model.objects.filter(pk__in=extra).update(removed_at=now)
