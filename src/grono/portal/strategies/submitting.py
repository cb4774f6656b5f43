"""Changes of a plan as forms and programs send them: of the draft without an authority, of an adopted plan by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from grono.portal.core.problems import RefusedError
from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    add_part,
    amend_plan,
    change_draft,
    describe_funding,
    describe_indicator,
    describe_node,
)
from grono.portal.strategies.actions.further import NUMBERED, PARTS
from grono.portal.strategies.kinds import PlanField
from grono.portal.strategies.locking import open_strategy
from grono.portal.strategies.models import FundingLine, Indicator, Node, PlanCell
from grono.portal.strategies.values import encoded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority, Change
    from grono.portal.strategies.models import FurtherPart, PlanRow, Strategy
    from grono.portal.strategies.plan_forms import RowForm


_SUBJECTS: dict[str, tuple[str, Any]] = {"indicator": ("indicator", Indicator), "funding": ("funding", FundingLine)}


def submit_changes(*, by: User, strategy: Strategy, authority: Authority | None, changes: Sequence[Change]) -> int:
    """Make all changes or none, and return how many values changed."""
    if authority is None:
        return change_draft(by=by, strategy=strategy, changes=changes)
    return amend_plan(by=by, strategy=strategy, authority=authority, changes=changes)


@transaction.atomic
def save_row(  # noqa: PLR0913 - what a form of an adopted row holds
    *, by: User, strategy: Strategy, row: PlanRow, form: RowForm, changes: Sequence[Change], authority: Authority | None
) -> None:
    """Save everything a form says about a row, its values and what is said beside them, or nothing."""
    if changes:
        submit_changes(by=by, strategy=strategy, authority=authority, changes=changes)
    describe_row(by=by, kind=form.kind, row=row, values=form.properties(), seen=form.seen_properties())


@transaction.atomic
def add_row(*, by: User, strategy: Strategy, kind: str, form: RowForm, parent: Any) -> PlanRow:
    """Add what a form says: a part, an indicator or a source of money, below another part where it has one.

    Raises
    ------
    RefusedError
        When the same row stands there already: the form was sent twice, or two people entered it at once.
    """
    locked = open_strategy(strategy)
    values: Any = {place: value for place, value in form.values().items() if place[0] not in {"title", "lead"}}
    title, described = form.cleaned_data["title"], form.properties()
    _refuse_again(locked, kind, title, parent, described)
    if kind == "indicator":
        return add_indicator(by=by, node=parent, name=title, values=values, **described)
    if kind == "funding":
        return add_funding(by=by, node=parent, source=title, values=values, **described)
    lead = form.cleaned_data["lead"]
    return add_node(
        by=by, strategy=locked, kind=kind, title=title, parent=parent, lead=lead, values=values, **described
    )


def _refuse_again(strategy: Strategy, kind: str, title: str, parent: Any, described: Mapping[str, Any]) -> None:
    place: dict[str, Any] = {"removed_at__isnull": True}
    subject, model = _SUBJECTS.get(kind, ("node", Node))
    if kind == "indicator":
        place |= {"node": parent, "kind": described["kind"]}
    elif kind == "funding":
        place |= {"node": parent, "group_text": described["group_text"]}
    else:
        place |= {"strategy": strategy, "parent": parent, "kind": kind, "number_text": described["number_text"]}
    titled = PlanCell.objects.filter(strategy=strategy, field=PlanField.TITLE, value=encoded(title))
    if model.objects.filter(pk__in=titled.values(subject), **place).exists():
        sentence = _("“%(title)s” stands there already, with the same number and kind. Open the plan again.")
        raise RefusedError(sentence % {"title": title})


@transaction.atomic
def add_part_once(*, by: User, strategy: Strategy, kind: str, values: Mapping[str, Any]) -> FurtherPart:
    """Add a further part, unless exactly the same stands there already: a form was sent twice."""
    locked = open_strategy(strategy)
    model: Any = PARTS[kind]
    there = model.objects.filter(strategy=locked, removed_at__isnull=True, **values)
    if kind not in NUMBERED and there.exists():
        raise RefusedError(_("Exactly this stands there already. Nothing was added."))
    return add_part(by=by, strategy=locked, kind=kind, values=values)


def describe_row(
    *, by: User, kind: str, row: Any, values: Mapping[str, Any], seen: Mapping[str, Any] | None = None
) -> None:
    """Change what is said about a row beside its values."""
    if kind == "node":
        describe_node(by=by, node=row, values=values, seen=seen)
    elif kind == "indicator":
        describe_indicator(by=by, indicator=row, values=values, seen=seen)
    else:
        describe_funding(by=by, line=row, values=values, seen=seen)
