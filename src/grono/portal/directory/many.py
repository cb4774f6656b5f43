"""Reading and writing many organisations as plain values, a few statements for hundreds of them (see ``snapshots``)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from grono.language import collation_key
from grono.portal.directory.entries import size_band_of
from grono.portal.directory.models import (
    Establishment,
    Identifier,
    Organisation,
    SeatMove,
)
from grono.portal.directory.snapshots import PARTS, PLAIN_FIELDS, plain
from grono.portal.directory.writing import chosen_rungs, set_rungs
from grono.quantities import from_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import Model

READ_PARTS = ("texts", "codes", "identifiers", "places")
"""Parts that a list of organisations can say something about."""

Values = dict[str, Any]
"""Field of a snapshot → value."""


def snapshots_of(keys: Iterable[int]) -> dict[int, Values]:
    """Return primary key → field → value, with the parts that lists know; one query for each part."""
    wanted = list(keys)
    found: dict[int, Values] = {}
    for row in Organisation.objects.filter(pk__in=wanted).values("pk", *PLAIN_FIELDS):
        found[row.pop("pk")] = {name: plain(value) for name, value in row.items()}
    for name in READ_PARTS:
        part = PARTS[name]
        rows = part.model._default_manager.filter(organisation__in=wanted)  # noqa: SLF001
        rows = rows.filter(until__isnull=True) if part.open_only else rows
        for row in rows.order_by("pk").values("organisation_id", *part.key, *part.values):
            field = ".".join([name, *(str(row[column]) for column in part.key)])
            found[row["organisation_id"]][field] = {column: plain(row[column]) for column in part.values}
    return found


def write_values(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Give fields of many organisations their values; None takes a row of a part away. The caller indexes and audits."""
    organisations = Organisation.objects.in_bulk(list(changes))
    by_part: dict[str, list[tuple[int, list[str], Any]]] = defaultdict(list)
    columns: set[str] = set()
    for key, fields in changes.items():
        for field, value in fields.items():
            name, _dot, rest = field.partition(".")
            if rest:
                by_part[name].append((key, rest.split(".", len(PARTS[name].key) - 1), value))
            else:
                columns |= _set_plain(organisations[key], name, value)
    now = timezone.now()
    for one in organisations.values():
        one.changed_at = now
    Organisation.objects.bulk_update(organisations.values(), sorted(columns | {"changed_at"}), batch_size=100)
    for name, rows in by_part.items():
        _WRITERS[name](rows)
    for key, fields in changes.items():
        if "natural_person" in fields:
            set_rungs(organisations[key], chosen_rungs(organisations[key]))


def _set_plain(one: Organisation, name: str, value: Any) -> set[str]:
    setattr(one, name, _typed(Organisation, {name: value})[name])
    if name == "headcount":
        one.size_band = size_band_of(None if value is None else from_data(value))
        return {name, "size_band"}
    if name == "legal_name":
        one.name_key = collation_key(one.legal_name, settings.LANGUAGE_CODE)
        return {name, "name_key"}
    return {name}


def _typed(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    columns = {column.attname: column for column in model._meta.concrete_fields}  # noqa: SLF001
    return {name: columns[name].to_python(value) for name, value in values.items()}


def _write_rows(name: str, rows: list[tuple[int, list[str], Any]]) -> None:
    part = PARTS[name]
    gone = [(key, names) for key, names, value in rows if value is None]
    for start in range(0, len(gone), 100):
        which = Q()
        for key, names in gone[start : start + 100]:
            which |= Q(organisation_id=key, **dict(zip(part.key, names, strict=True)))
        part.model._default_manager.filter(which).delete()  # noqa: SLF001
    made = [
        part.model(organisation_id=key, **dict(zip(part.key, names, strict=True)), **_typed(part.model, value))
        for key, names, value in rows
        if value is not None
    ]
    part.model._default_manager.bulk_create(  # noqa: SLF001
        made,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["organisation", *part.key],
        update_fields=[*part.values, *(["until"] if part.open_only else [])],
    )


def _write_codes(rows: list[tuple[int, list[str], Any]]) -> None:
    """Write codes, those that are no longer the main one first: there is one main code at a time."""
    _write_rows("codes", [row for row in rows if row[2] is None or not row[2]["is_main"]])
    _write_rows("codes", [row for row in rows if row[2] is not None and row[2]["is_main"]])


def _write_places(rows: list[tuple[int, list[str], Any]]) -> None:
    names = [row[1][0] for row in rows]
    Establishment.objects.filter(public_id__in=[row[1][0] for row in rows if row[2] is None]).delete()
    stored = {one.public_id: one for one in Establishment.objects.filter(public_id__in=names)}
    made = []
    for key, (public_id,), value in rows:
        if value is None:
            continue
        one = stored.get(public_id)
        if one is None:
            one = Establishment(organisation_id=key, public_id=public_id)
            made.append(one)
        for column, inner in _typed(Establishment, value).items():
            setattr(one, column, inner)
        one.place_key = collation_key(one.place, settings.LANGUAGE_CODE) if one.place else b""
    changed = [one for one in stored.values() if one.pk]
    Establishment.objects.bulk_update(changed, [*PARTS["places"].values, "place_key"], batch_size=100)
    Establishment.objects.bulk_create(made, batch_size=500)
    seats = [one for one in made if one.is_seat]
    SeatMove.objects.bulk_create(
        [SeatMove(organisation_id=one.organisation_id, establishment=one) for one in seats], ignore_conflicts=True
    )


_WRITERS: dict[str, Any] = {
    "texts": lambda rows: _write_rows("texts", rows),
    "identifiers": lambda rows: _write_rows("identifiers", rows),
    "codes": _write_codes,
    "places": _write_places,
}


def keys_by_number(wanted: Mapping[str, Iterable[str]]) -> dict[tuple[str, str], int]:
    """Return register and number → primary key, of the organisations that are not removed; for imports, not for pages."""
    found: dict[tuple[str, str], int] = {}
    for scheme, values in wanted.items():
        numbers = list(values)
        for start in range(0, len(numbers), 1_000):
            rows = Identifier.objects.filter(
                scheme=scheme, value__in=numbers[start : start + 1_000], is_live=True
            ).order_by()
            found |= {(scheme, value): key for value, key in rows.values_list("value", "organisation_id")}
    return found


def keys_by_source_key(wanted: Iterable[str]) -> dict[str, tuple[int, bool]]:
    """Return key in the source → primary key and whether the organisation was removed."""
    keys = list(wanted)
    found: dict[str, tuple[int, bool]] = {}
    for start in range(0, len(keys), 1_000):
        rows = Organisation.objects.filter(source_key__in=keys[start : start + 1_000]).order_by()
        found |= {
            name: (key, gone is not None) for name, key, gone in rows.values_list("source_key", "pk", "removed_at")
        }
    return found


def names_of(keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return primary key → public identifier and name, of organisations that are there."""
    rows = Organisation.objects.filter(pk__in=list(keys)).order_by()
    return {key: (public_id, name) for key, public_id, name in rows.values_list("pk", "public_id", "legal_name")}
