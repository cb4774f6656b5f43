"""Changes of a plan as forms and programs send them: of the draft without an authority, of an adopted plan by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    amend_plan,
    change_draft,
    describe_funding,
    describe_indicator,
    describe_node,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.models import User
    from grono.portal.strategies.changes import Authority, Change
    from grono.portal.strategies.models import PlanRow, Strategy
    from grono.portal.strategies.plan_forms import RowForm


def submit_changes(*, by: User, strategy: Strategy, authority: Authority | None, changes: Sequence[Change]) -> int:
    """Make all changes or none, and return how many values changed."""
    if authority is None:
        return change_draft(by=by, strategy=strategy, changes=changes)
    return amend_plan(by=by, strategy=strategy, authority=authority, changes=changes)


def add_row(*, by: User, strategy: Strategy, kind: str, form: RowForm, parent: Any) -> PlanRow:
    """Add what a form says: a part, an indicator or a source of money, below another part where it has one."""
    values: Any = {place: value for place, value in form.values().items() if place[0] not in {"title", "lead"}}
    title, described = form.cleaned_data["title"], form.properties()
    if kind == "indicator":
        return add_indicator(by=by, node=parent, name=title, values=values, **described)
    if kind == "funding":
        return add_funding(by=by, node=parent, source=title, values=values, **described)
    lead = form.cleaned_data["lead"]
    return add_node(
        by=by, strategy=strategy, kind=kind, title=title, parent=parent, lead=lead, values=values, **described
    )


def describe_row(*, by: User, kind: str, row: Any, values: Mapping[str, Any]) -> None:
    """Change what is said about a row beside its values."""
    if kind == "node":
        describe_node(by=by, node=row, values=values)
    elif kind == "indicator":
        describe_indicator(by=by, indicator=row, values=values)
    else:
        describe_funding(by=by, line=row, values=values)
