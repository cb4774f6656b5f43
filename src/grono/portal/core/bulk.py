"""Many small rows at once, without an object for each: writing them as objects takes several times as long as writing them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, models

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from django.db.models import Field, Model

    Kind = TypeVar("Kind", bound=Model)


def insert_rows(
    model: type[Model],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    replacing: Sequence[str] = (),
    adding: Sequence[str] = (),
) -> None:
    """Insert rows given as plain values of the named columns; every column without a default of the database has to be named.

    ``replacing`` names columns that are unique together: a row that stands there gets the other values, to those of ``adding`` they are
    added; each such row is given once. The caller gives days, times and JSON as ``stored_day``, ``stored_time`` and ``json.dumps`` make
    them. Defaults and validation of the model play no part.
    """
    given = list(rows)
    if not given:
        return
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), [quote(column) for column in columns]  # noqa: SLF001
    start, end = f"INSERT INTO {table} ({', '.join(names)})", ""
    if replacing:
        more = {column: f"{table}.{quote(column)} + " for column in adding}
        changes = [
            f"{quote(one)} = {more.get(one, '')}excluded.{quote(one)}" for one in columns if one not in replacing
        ]
        end = f" ON CONFLICT ({', '.join(map(quote, replacing))}) DO UPDATE SET {', '.join(changes)}"
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.executemany(f"{start} VALUES ({', '.join(['%s'] * len(names))}){end}", given)
        elif replacing:
            # Row by row the server would read and plan each statement anew; many rows in one cost as much to write out.
            cursor.execute(f"{start} {_rows_of_json(model, columns)}{end}", [_as_json(given)])
        else:
            _copy(cursor, f"COPY {table} ({', '.join(names)}) FROM STDIN", given)


def _copy(cursor: Any, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    """Send rows by PostgreSQL's own way for many, which Django does not know."""
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _rows_of_json(model: type[Model], columns: Sequence[str]) -> str:
    """Return the SELECT that reads rows from a list of lists of texts; without lengths, as a cast would cut a text that is too long."""
    kinds = {one.column: str(one.db_type(connection)).partition("(")[0] for one in model._meta.concrete_fields}  # noqa: SLF001
    cells = (f"(line ->> {place})::{kinds[column]}" for place, column in enumerate(columns))
    return f"SELECT {', '.join(cells)} FROM json_array_elements(%s::json) AS line WHERE true"  # noqa: S608 (own names)


def _as_json(rows: Sequence[Sequence[Any]]) -> str:
    return json.dumps([list(row) for row in rows], default=_in_json, ensure_ascii=False)


def _in_json(value: Any) -> str:
    return f"\\x{bytes(value).hex()}" if isinstance(value, bytes | bytearray | memoryview) else str(value)


def insert_objects(objects: Iterable[Model], *, replacing: Sequence[str] = ()) -> None:
    """Insert objects of one kind with everything but their keys, which nobody learns; the keys of what they belong to are known."""
    given = list(objects)
    if given:
        columns = type(given[0])._meta.concrete_fields  # noqa: SLF001
        _insert(given, [one for one in columns if not one.primary_key and not one.generated], replacing)


def insert_with_keys(objects: Iterable[Kind]) -> list[Kind]:
    """Insert objects of one kind and return them with their keys and with what the database computes for them, in a transaction."""
    given = list(objects)
    if given:
        for one, key in zip(given, _next_keys(type(given[0]), len(given)), strict=True):
            one.pk = key
            one._state.adding, one._state.db = False, connection.alias  # noqa: SLF001 (as Django leaves what it has stored)
        columns = type(given[0])._meta.concrete_fields  # noqa: SLF001
        _insert(given, [one for one in columns if not one.generated])
        _read_back(given, [one.attname for one in columns if one.generated])
    return given


def _read_back(given: Sequence[Model], names: Sequence[str]) -> None:
    """Give objects the computed values, which would otherwise be read one by one."""
    if not names:
        return
    by_key = {one.pk: one for one in given}
    rows = type(given[0])._default_manager.filter(pk__in=by_key).values_list("pk", *names)  # noqa: SLF001
    for key, *values in rows:
        for name, value in zip(names, values, strict=True):
            setattr(by_key[key], name, value)


def _next_keys(model: type[Model], number: int) -> list[int]:
    """Take the next keys of a table; on SQLite no other transaction that writes goes on at the same time."""
    table, key = model._meta.db_table, model._meta.pk.column  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, key, number]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone()
    return list(range(last + 1, last + 1 + number))


def _insert(given: Sequence[Model], columns: Sequence[Field[Any, Any]], replacing: Sequence[str] = ()) -> None:
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
