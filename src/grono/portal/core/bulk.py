"""Many small rows at once, without an object for each: writing them as objects takes several times as long as writing them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Field, Model


def insert_rows(
    model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], *, replacing: Sequence[str] = ()
) -> None:
    """Insert rows given as plain values of the named columns; every column without a default of the database has to be named.

    ``replacing`` names columns that are unique together: a row that stands there gets the other values. The caller gives days, times
    and JSON as ``stored_day``, ``stored_time`` and ``json.dumps`` make them. Defaults and validation of the model play no part.
    """
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), [quote(column) for column in columns]  # noqa: SLF001
    statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608 (own names)
    if replacing:
        kept = {quote(column) for column in replacing}
        changes = ", ".join(f"{name} = excluded.{name}" for name in names if name not in kept)
        statement += f" ON CONFLICT ({', '.join(quote(column) for column in replacing)}) DO UPDATE SET {changes}"
    given = list(rows)
    if given:
        with connection.cursor() as cursor:
            cursor.executemany(statement, given)


def insert_objects(objects: Iterable[Model], *, replacing: Sequence[str] = ()) -> None:
    """Insert objects of one kind with everything but their keys, which nobody learns; the keys of what they belong to are known."""
    given = list(objects)
    if not given:
        return
    columns = [one for one in type(given[0])._meta.concrete_fields if not one.primary_key and not one.generated]  # noqa: SLF001
    names = [(one.attname, _converter(one)) for one in columns]
    rows = ([turned(getattr(one, name)) for name, turned in names] for one in given)
    insert_rows(type(given[0]), [one.column for one in columns], rows, replacing=replacing)


def _converter(field: Field[Any, Any]) -> Callable[[Any], Any]:
    for kind, turned in _CONVERTERS:
        if isinstance(field, kind):
            return turned
    return _same


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> Any:
    return value if value is None or type(value) is str else str(value)


def _number(value: Any) -> Any:
    return value if value is None or type(value) is int else int(value)


def _json(value: Any) -> Any:
    return None if value is None else json.dumps(value)


def stored_day(day: Any) -> Any:
    """Return a day as the database takes it."""
    return connection.ops.adapt_datefield_value(day)


def stored_time(moment: Any) -> Any:
    """Return a moment as the database takes it."""
    return connection.ops.adapt_datetimefield_value(moment)


_CONVERTERS: tuple[tuple[type[Any], Callable[[Any], Any]], ...] = (
    (models.DateTimeField, stored_time),
    (models.DateField, stored_day),
    (models.JSONField, _json),
    (models.CharField, _text),
    (models.TextField, _text),
    (models.IntegerField, _number),
)
"""Kind of field → how its value is handed to the database; words of choices are handed over as what they stand for."""
