"""The way back: each column that a merge changed gets its value again, unless somebody has changed it since (DIR-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from grono.portal.directory.merging import ORGANISATION
from grono.portal.duplicates.images import columns_of, made_since, manager_of, plain, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.duplicates.models import Merge, MergedRow

MADE, CHANGED, GONE, CLAIMED = "made", "changed", "gone", "claimed"
"""What can be left after undoing: rows made since, values changed since, rows removed since, numbers that another entry has claimed."""


def take_apart(merge: Merge) -> list[dict[str, Any]]:
    """Put every row back, and return what stays with the survivor."""
    left = [{"kind": MADE, "table": model, "number": n} for model, n in _made_since(merge).items()]
    rows = list(merge.rows.all())
    going_home = [row for row in rows if _changes_owner(row)]
    others = [row for row in rows if row.model != ORGANISATION and not _changes_owner(row)]
    organisations = [row for row in rows if row.model == ORGANISATION]
    for row in [*going_home, *others, *organisations]:
        left += _put_back(row)
    return left


def _made_since(merge: Merge) -> dict[str, int]:
    made = {(row.model, row.row) for row in merge.rows.all() if row.before is None}
    found = made_since(merge.survivor_id, merge.newest)
    by_merge = {model: sum(1 for one, _row in made if one == model) for model in found}
    return {model: number - by_merge[model] for model, number in found.items() if number > by_merge[model]}


def _changes_owner(row: MergedRow) -> bool:
    owners = {f"{column}_id" for column in tables().get(row.model, ())}
    return row.before is not None and bool(owners & row.before.keys())


def _put_back(row: MergedRow) -> list[dict[str, Any]]:
    model = apps.get_model(row.model)
    stored = manager_of(row.model).filter(pk=row.row).first()
    if stored is None:
        return [] if row.before is None else [{"kind": GONE, "table": row.model, "number": 1}]
    columns = {column.attname: column for column in columns_of(model)}
    now = {name: plain(columns[name], stored) for name in row.after}
    if row.before is None:
        if now == row.after:
            stored.delete()
            return []
        return [{"kind": CHANGED, "table": row.model, "columns": _named(_differing(now, row.after))}]
    kept = _differing(now, row.after)
    back = {name: columns[name].to_python(value) for name, value in row.before.items() if name not in kept}
    if back:
        manager_of(row.model).filter(pk=row.row).update(**back)
    kept = {name for name in kept if now[name] != row.before[name]}
    return [{"kind": CHANGED, "table": row.model, "columns": _named(kept)}] if kept else []


def _differing(now: dict[str, Any], after: dict[str, Any]) -> set[str]:
    return {name for name, value in after.items() if now[name] != value}


UNSEEN = {"changed_at", "name_key", "place_key"}
"""Columns that follow others: nobody needs to hear of them."""


def _named(columns: Iterable[str]) -> list[str]:
    return sorted(set(columns) - UNSEEN)
