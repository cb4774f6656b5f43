"""The draft of a plan: parts, indicators and money are entered, changed and removed until a resolution adopts them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.merging import called, changed_by_hand
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.plan_cells import kind_of, put_values, rewrite
from grono.portal.strategies.plan_seen import checked_values, refuse_overtaken
from grono.portal.strategies.properties import ALWAYS, MAY_STAND_BELOW
from grono.portal.strategies.values import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Change
    from grono.portal.strategies.models import PlanRow, Strategy
    from grono.portal.strategies.plan_cells import Values
    from grono.portal.strategies.plan_seen import Place
    from grono.quantities import Quantity

    Seen = Mapping[str, Any] | None


@transaction.atomic
def add_node(  # noqa: PLR0913 - what the form asks for
    *,
    by: User | None,
    strategy: Strategy,
    kind: str,
    title: str,
    parent: Node | None = None,
    number_text: str = "",
    lead: str = "",
    values: Mapping[tuple[str, str], Quantity] | None = None,
    **described: Any,
) -> Node:
    """Add a goal, objective, task, stage or action group to the draft; ``values`` are quantities by field and period."""
    locked = open_strategy(strategy)
    if parent is not None:
        parent = _standing(locked, parent)
    if (parent.kind if parent else None) not in MAY_STAND_BELOW[kind]:
        raise RefusedError(
            _("A part of this kind cannot stand there. A stage belongs to a task, an objective to a goal.")
        )
    last = (
        Node.objects.filter(strategy=locked, parent=parent).order_by("-order").values_list("order", flat=True).first()
    )
    order = 0 if last is None else last + 1
    node = Node.objects.create(
        strategy=locked, parent=parent, kind=kind, number_text=number_text, order=order, **described
    )
    texts = {PlanField.TITLE: title, PlanField.LEAD: lead}
    _fill(by, locked, node, texts, values)
    return node


@transaction.atomic
def add_indicator(
    *,
    by: User | None,
    node: Node,
    name: str,
    values: Mapping[tuple[str, str], Quantity] | None = None,
    **described: Any,
) -> Indicator:
    """Add an indicator to a part."""
    locked = open_strategy(node.strategy)
    indicator = Indicator.objects.create(node=_standing(locked, node), order=_next(Indicator, node), **described)
    _fill(by, locked, indicator, {PlanField.TITLE: name}, values)
    return indicator


@transaction.atomic
def add_funding(
    *,
    by: User | None,
    node: Node,
    source: str,
    values: Mapping[tuple[str, str], Quantity] | None = None,
    **described: Any,
) -> FundingLine:
    """Add a source of money to a part."""
    locked = open_strategy(node.strategy)
    line = FundingLine.objects.create(node=_standing(locked, node), order=_next(FundingLine, node), **described)
    _fill(by, locked, line, {PlanField.TITLE: source}, values)
    return line


def _standing(strategy: Strategy, part: Node) -> Node:
    """Return the part below which something is added, as it stands now."""
    found = Node.objects.filter(pk=part.pk, strategy=strategy, removed_at__isnull=True).first()
    if found is None:
        raise RefusedError(_("The part above is not in this strategy, or was removed. Open the plan again."))
    return found


def _next(model: type[Indicator | FundingLine], node: Node) -> int:
    last = model.objects.filter(node=node).order_by("-order").values_list("order", flat=True).first()
    return 0 if last is None else last + 1


def _fill(
    by: User | None,
    strategy: Strategy,
    row: PlanRow,
    texts: Mapping[PlanField, str],
    values: Mapping[tuple[str, str], Quantity] | None,
) -> None:
    stored: Values = {(str(field), ""): encoded(text) for field, text in texts.items() if text}
    stored |= {(str(field), period): encoded(value) for (field, period), value in (values or {}).items()}
    put_values(by=by, strategy=strategy, subject=row, values=stored)
    part = next((text for text in texts.values() if text), str(row))
    audit(by=by, verb="strategies.add_part", object=strategy, after={"part": part, "kind": kind_of(row)})


@transaction.atomic
def change_draft(*, by: User | None, strategy: Strategy, changes: Sequence[Change]) -> int:
    """Change values of the draft, all or none; return how many.

    Raises
    ------
    OvertakenError
        When somebody else has changed one of them since it was shown.
    RefusedError
        When a value belongs to an adopted part, which only a decision or a correction changes.
    """
    locked = open_strategy(strategy)
    wanted = checked_values(locked, changes)
    if any(one.row.is_adopted for one in wanted):
        raise RefusedError(
            _("This part of the plan was adopted. Change it by a resolution, an order or the correction of an error.")
        )
    refuse_overtaken(wanted)
    changed = [one for one in wanted if _write(by, locked, one)]
    if changed:
        after = {one.name: one.value or "" for one in changed}
        before = {one.name: one.before or "" for one in changed}
        audit(by=by, verb="strategies.change_draft", object=locked, before=before, after=after)
    return len(changed)


def _write(by: User | None, strategy: Strategy, place: Place) -> bool:
    cell, now = place.cell, timezone.now()
    if place.value == place.before:
        return False
    if cell is None:
        assert place.value is not None  # noqa: S101 - an empty cell that stays empty was left out above
        PlanCell.objects.create(
            strategy=strategy,
            field=place.change.field,
            period=place.change.period,
            value=place.value,
            changed_by=by,
            **{str(place.change.kind): place.row},
        )
    elif place.value is None:
        cell.delete()
    else:
        rewrite(cell, place.value, by=by, at=now)
        cell.save()
    return True


def _describe(by: User, strategy: Strategy, row: PlanRow, values: Mapping[str, Any], seen: Seen) -> None:
    """Change what is said about a row beside its values."""
    after = changed_by_hand(row, values, seen)
    before = {name: getattr(row, name) for name in after}
    fixed = sorted(set(after) - ALWAYS) if row.is_adopted else []
    if fixed:
        sentence = _(
            "The plan was adopted with these properties: %(names)s. Enter a new row instead, and strike this one out."
        )
        raise RefusedError(sentence % {"names": ", ".join(called(row, name) for name in fixed)})
    for name, value in after.items():
        setattr(row, name, value)
    if after:
        row.save(update_fields=list(after))
        audit(by=by, verb="strategies.describe_part", object=strategy, before=before, after=after)


@transaction.atomic
def describe_node(*, by: User, node: Node, values: Mapping[str, Any], seen: Seen = None) -> None:
    """Change number, description, basis of weights or relevance for state aid of a part."""
    strategy = open_strategy(node.strategy)
    _describe(by, strategy, Node.objects.select_for_update().get(pk=node.pk), values, seen)


@transaction.atomic
def describe_indicator(*, by: User, indicator: Indicator, values: Mapping[str, Any], seen: Seen = None) -> None:
    """Change unit, direction, aggregation, source or owner of an indicator."""
    strategy = open_strategy(indicator.node.strategy)
    _describe(by, strategy, Indicator.objects.select_for_update().get(pk=indicator.pk), values, seen)


@transaction.atomic
def describe_funding(*, by: User, line: FundingLine, values: Mapping[str, Any], seen: Seen = None) -> None:
    """Change the budget or the relevance for state aid of a source of money."""
    strategy = open_strategy(line.node.strategy)
    _describe(by, strategy, FundingLine.objects.select_for_update().get(pk=line.pk), values, seen)


@transaction.atomic
def bind_indicator(*, by: User | None, indicator: Indicator, binding: Mapping[str, Any]) -> None:
    """Bind an indicator to a table from which its values come; an empty binding frees it."""
    strategy = open_strategy(indicator.node.strategy)
    locked = Indicator.objects.select_for_update().get(pk=indicator.pk)
    before, locked.binding = locked.binding, dict(binding)
    locked.save(update_fields=["binding"])
    audit(
        by=by,
        verb="strategies.bind_indicator",
        object=strategy,
        before=before,
        after={**binding, "part": locked.public_id},
    )


@transaction.atomic
def remove_draft(*, by: User, row: PlanRow) -> None:
    """Take a draft row, with everything below it, out of the plan; it can be brought back."""
    _move(by, row, gone=True)


@transaction.atomic
def restore_draft(*, by: User, row: PlanRow) -> None:
    """Bring a removed draft row back, with everything that went with it."""
    _move(by, row, gone=False)


def _move(by: User, row: PlanRow, *, gone: bool) -> None:
    strategy = open_strategy(_strategy_of(row))
    model: Any = type(row)
    locked = model.objects.select_for_update().get(pk=row.pk)
    if locked.is_adopted:
        raise RefusedError(_("This part was adopted by a resolution. Strike it out by another one."))
    if (locked.removed_at is not None) == gone:
        return
    before, moment = locked.removed_at, timezone.now() if gone else None
    for one in _with_below(locked):
        if one.removed_at == (None if gone else before):
            one.removed_at = moment
            one.save(update_fields=["removed_at"])
    verb = "strategies.remove_draft" if gone else "strategies.restore_draft"
    audit(by=by, verb=verb, object=strategy, after={"part": locked.public_id})


def _with_below(row: Any) -> list[Any]:
    if not isinstance(row, Node):
        return [row]
    children = [one for child in row.children.all() for one in _with_below(child)]
    return [row, *row.indicators.all(), *row.funding.all(), *children]


def _strategy_of(row: Any) -> Strategy:
    strategy: Strategy = row.strategy if isinstance(row, Node) else row.node.strategy
    return strategy
