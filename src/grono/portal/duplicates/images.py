"""Rows as plain values before and after a merge, and the way back, for every table that points to an organisation.

It knows tables only by the registry of the directory, so an app that comes later needs no word here.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import BinaryField, GeneratedField, Max

from grono.portal.directory.merging import ORGANISATION, relations_to_organisations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Field, Model

OWN_APP = "duplicates"
LOGS = frozenset({"directory.FieldChange"})
"""Tables that only ever grow: what they tell stays told, with whom it was told of."""

Key = tuple[str, int]
Image = dict[Key, dict[str, Any]]


@dataclass(frozen=True)
class Difference:
    """What a merge made of one row: only the columns that changed; ``before`` is None for a row that it made."""

    key: Key
    before: dict[str, Any] | None
    after: dict[str, Any]


def tables() -> dict[str, list[str]]:
    """Return every table that points to an organisation, with the columns that do, apart from logs and from this app's own."""
    found: dict[str, list[str]] = {}
    for relation in relations_to_organisations():
        model, _dot, column = relation.rpartition(".")
        if not model.startswith(f"{OWN_APP}.") and model not in LOGS:
            found.setdefault(model, []).append(column)
    return found


def manager_of(model: str) -> Any:
    """Return the door to the rows of a table, whatever its app shows of them."""
    return apps.get_model(model)._base_manager  # noqa: SLF001  (Django's public door to all rows)


def columns_of(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns of a table that hold something of their own."""
    fields = model._meta.concrete_fields  # noqa: SLF001  (Django's public door to a model's columns)
    return [one for one in fields if not isinstance(one, GeneratedField)]


def image_of(*organisations: int) -> Image:
    """Return all rows of organisations as plain values, and the organisations themselves."""
    found: Image = {}
    for model, rows in _rows(organisations):
        columns = [one for one in columns_of(apps.get_model(model)) if not one.primary_key]
        for row in rows:
            found[model, row.pk] = {one.attname: plain(one, row) for one in columns}
    return found


def _rows(organisations: tuple[int, ...]) -> Iterator[tuple[str, Any]]:
    yield ORGANISATION, manager_of(ORGANISATION).filter(pk__in=organisations)
    for model, columns in tables().items():
        for column in columns:
            yield model, manager_of(model).filter(**{f"{column}__in": organisations})


def plain(column: Field[Any, Any], row: Model) -> Any:
    """Return the value of a column as JSON holds it."""
    value = getattr(row, column.attname)
    if isinstance(column, BinaryField):
        return None if value is None else column.value_to_string(row)
    if isinstance(value, datetime.date | datetime.datetime | datetime.time):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def differences(before: Image, after: Image) -> list[Difference]:
    """Return what has changed between two images of the same organisations; a merge never deletes a row."""
    found = []
    for key, values in after.items():
        old = before.get(key)
        if old is None:
            found.append(Difference(key, None, values))
            continue
        changed = [name for name, value in values.items() if old[name] != value]
        if changed:
            was, now = ({name: source[name] for name in changed} for source in (old, values))
            found.append(Difference(key, was, now))
    return found


def newest_rows() -> dict[str, int]:
    """Return the highest primary key of every table that points to an organisation."""
    return {model: manager_of(model).aggregate(newest=Max("pk"))["newest"] or 0 for model in tables()}


def made_since(organisation: int, newest: dict[str, int]) -> dict[str, int]:
    """Return table → how many rows of an organisation are younger than those."""
    found = {}
    for model, columns in tables().items():
        since = manager_of(model).filter(pk__gt=newest.get(model, 0))
        number = sum(since.filter(**{column: organisation}).count() for column in columns)
        if number:
            found[model] = number
    return found
