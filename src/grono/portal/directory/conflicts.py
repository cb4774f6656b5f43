"""Values of which a source says something else than the profile, in words and side by side (DIR-24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404

from grono.portal.directory.history import field_title, language_of_field, value_text
from grono.portal.directory.models import Person, ValueConflict
from grono.portal.directory.origins import origin_words
from grono.portal.directory.provenance import open_conflicts, provenance_of
from grono.portal.directory.snapshots import snapshot

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

    from grono.portal.directory.models import Organisation

_TOGETHER = {"codes"}
"""Parts whose rows are decided together: there is one main activity."""


@dataclass(frozen=True)
class Sides:
    """One field: what stands in the profile, and what the source says."""

    title: str
    kept: str
    offered: str
    language: str
    kept_from: str


@dataclass(frozen=True)
class Case:
    """What is decided at once."""

    public_id: str
    title: str
    fields: tuple[Sides, ...]
    source: str
    as_of: datetime.date


def conflict_of(organisation: Organisation, public_id: str) -> ValueConflict:
    """Return one conflict of an organisation, or answer 404; only for who keeps the organisation."""
    return get_object_or_404(ValueConflict.objects.filter(organisation=organisation), public_id=public_id)


def judged_with(organisation: Organisation, conflict: ValueConflict) -> list[ValueConflict]:
    """Return the open rows that are decided with one, itself first in its place; nothing if it is settled."""
    groups = _groups(open_conflicts(organisation))
    return next((rows for rows in groups if conflict.pk in {row.pk for row in rows}), [])


def _groups(rows: Iterable[ValueConflict]) -> list[list[ValueConflict]]:
    found: dict[tuple[str, str], list[ValueConflict]] = {}
    for row in rows:
        part = row.field.partition(".")[0]
        found.setdefault((row.source, part if part in _TOGETHER else row.field), []).append(row)
    return list(found.values())


def cases_of(organisation: Organisation, language: str) -> list[Case]:
    """Return what waits for a decision, with what stands in the profile now; only for who keeps the organisation."""
    rows = open_conflicts(organisation)
    if not rows:
        return []
    stands, sources = snapshot(organisation), provenance_of(organisation)
    values = [value for row in rows for value in (stands.get(row.field), row.offered) if isinstance(value, dict)]
    people = {one.pk: one.full_name for one in Person.objects.filter(pk__in={_person(value) for value in values})}

    def sides(row: ValueConflict) -> Sides:
        origin = sources.get(row.field)
        return Sides(
            title=field_title(row.field),
            kept=_words(row, stands.get(row.field), row.kept, language, people),
            offered=_words(row, row.offered, row.offered, language, people),
            language=language_of_field(row.field, organisation),
            kept_from=origin_words(origin.kind, origin.source, origin.as_of) if origin else "",
        )

    return [_case(group, tuple(sides(row) for row in group)) for group in _groups(rows)]


def _case(rows: Sequence[ValueConflict], fields: tuple[Sides, ...]) -> Case:
    return Case(rows[0].public_id, fields[0].title, fields, rows[0].source, rows[0].as_of)


def _person(value: dict[str, Any]) -> int:
    return value.get("person_id") or 0


def _words(row: ValueConflict, value: Any, recorded: Any, language: str, people: dict[int, str]) -> str:
    """Return a value in words; of two numbers in one register the number is what differs."""
    if row.field.startswith("identifiers."):
        return str((recorded or {}).get("value", ""))
    return value_text(row.field, value, language, people)
