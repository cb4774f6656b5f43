"""The rows of every relation go over, or stay, as the registered rule of the relation says (DIR-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import EmailField

from grono.portal.directory.merging import Outcome, merge_rules
from grono.portal.duplicates.images import manager_of

if TYPE_CHECKING:
    from grono.portal.directory.merging import MergeRule


def move_everything(survivor: int, other: int) -> None:
    """Let everything of one organisation go over to another, by the rules."""
    for relation, rule in merge_rules().items():
        if rule.outcome is not Outcome.STAY:
            model, _dot, column = relation.rpartition(".")
            _move(manager_of(model), column, (survivor, other), rule)


def _move(manager: Any, column: str, ends: tuple[int, int], rule: MergeRule) -> None:
    survivor, other = ends
    theirs = manager.filter(**{column: other}).order_by("pk")
    if rule.unless:
        theirs = theirs.exclude(**dict(rule.unless))
    ours = manager.filter(**{column: survivor})
    there = {_key(row, rule) for row in ours if _clashes(row, rule)} if rule.key else set()
    changes = _changes(ours, rule)
    for row in theirs:
        if rule.key and _clashes(row, rule):
            key = _key(row, rule)
            if key in there:
                continue
            there.add(key)
        manager.filter(pk=row.pk).update(**{column: survivor}, **changes)


def _clashes(row: Any, rule: MergeRule) -> bool:
    return all(getattr(row, name) == value for name, value in rule.condition)


def _key(row: Any, rule: MergeRule) -> tuple[Any, ...]:
    """Return what may occur once; an e-mail address is the same in any letters."""
    columns = [row._meta.get_field(name) for name in rule.key]  # noqa: SLF001  (Django's public door to a model's columns)
    values = [getattr(row, column.attname) for column in columns]
    return tuple(
        value.lower() if isinstance(column, EmailField) else value
        for column, value in zip(columns, values, strict=True)
    )


def _changes(ours: Any, rule: MergeRule) -> dict[str, Any]:
    """Return the columns that change on the way: only where the survivor has a row of the kind that may exist once."""
    return {name: value for name, value in rule.change if ours.exclude(**{name: value}).exists()}
