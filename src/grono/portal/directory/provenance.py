"""Where the value of each field comes from, and which source may overwrite which (DIR-24).

``data/precedence.csv`` says how strong each kind of source is for each field; ``*`` stands for every other field. A stronger source
overwrites a weaker one; of equal strength the newer day wins. What is not taken is kept as a conflict for people to settle.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.directory.models import Organisation, ValueConflict, ValueProvenance

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence

KINDS = ("register", "member", "questionnaire", "coordinator", "file", "public", "guessed")
EVERY_FIELD = "*"


@dataclass(frozen=True)
class Source:
    """Where a value comes from: a kind of :data:`KINDS`, its name, and as of which day it says so (today without one)."""

    kind: str
    name: str
    as_of: datetime.date | None = None


@cache
def precedence() -> dict[tuple[str, str], int]:
    """Return field and kind of source → strength."""
    text = files("grono.portal.directory").joinpath("data", "precedence.csv").read_text("utf-8")
    return {(row["field"], row["kind"]): int(row["strength"]) for row in csv.DictReader(text.splitlines())}


def strength_of(field: str, kind: str) -> int:
    """Return how strong a kind of source is for a field; of a part (``texts.capability.pl``) the whole decides."""
    table = precedence()
    return table.get((field.partition(".")[0], kind), table[EVERY_FIELD, kind])


def may_overwrite(organisation: Organisation, field: str, source: Source) -> bool:
    """Say whether a value from a source may take the place of the one that stands."""
    stands = ValueProvenance.objects.filter(organisation=organisation, field=field).first()
    day = source.as_of or timezone.localdate()
    return stands is None or (strength_of(field, source.kind), day) >= (stands.strength, stands.as_of)


def record_value(*, organisation: Organisation, field: str, source: Source) -> None:
    """Record the source of the value that a field now has; call it in the transaction that writes the value."""
    record_values(organisation=organisation, fields=[field], source=source)


def record_values(*, organisation: Organisation, fields: Iterable[str], source: Source) -> None:
    """Record one source for several fields; one query."""
    day = source.as_of or timezone.localdate()
    rows = [
        ValueProvenance(
            organisation=organisation,
            field=field,
            kind=source.kind,
            source=source.name[:300],
            as_of=day,
            strength=strength_of(field, source.kind),
        )
        for field in dict.fromkeys(fields)
    ]
    ValueProvenance.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organisation", "field"],
        update_fields=["kind", "source", "as_of", "strength", "recorded_at"],
    )


def record_conflict(*, organisation: Organisation, field: str, kept: Any, offered: Any, source: Source) -> None:
    """Keep a value that was not taken, once, until someone settles it."""
    record_conflicts([Disagreement(organisation.pk, field, kept, offered)], source)


@dataclass(frozen=True)
class Disagreement:
    """A field of which a source says something else than the profile."""

    organisation_id: int
    field: str
    kept: Any
    offered: Any

    @property
    def words(self) -> str:
        """Return what is said, in a form that is the same on every database."""
        return json.dumps([self.field, self.kept, self.offered], sort_keys=True)


def record_conflicts(found: Sequence[Disagreement], source: Source) -> None:
    """Keep what was not taken: each once, and nothing that people have judged already.

    What the same source said earlier of a field gives way to what it says now.
    """
    day, name = source.as_of or timezone.localdate(), source.name[:300]
    rows = ValueConflict.objects.filter(organisation__in={one.organisation_id for one in found}, source=name)
    judged: dict[tuple[int, str], set[str]] = {}
    waiting: dict[tuple[int, str], list[ValueConflict]] = {}
    for row in rows:
        said = Disagreement(row.organisation_id, row.field, row.kept, row.offered).words
        judged.setdefault((row.organisation_id, row.field), set()).add(said)
        if row.settled_at is None:
            waiting.setdefault((row.organisation_id, row.field), []).append(row)
    new = [one for one in found if one.words not in judged.get((one.organisation_id, one.field), ())]
    old = [row.pk for one in new for row in waiting.get((one.organisation_id, one.field), ())]
    ValueConflict.objects.filter(pk__in=old).delete()
    ValueConflict.objects.bulk_create(
        ValueConflict(
            organisation_id=one.organisation_id, field=one.field, kept=one.kept, offered=one.offered, kind=source.kind,
            source=name, as_of=day,
        )
        for one in new
    )  # fmt: skip


def provenance_of(organisation: Organisation) -> dict[str, ValueProvenance]:
    """Return field → where its value comes from."""
    return {row.field: row for row in ValueProvenance.objects.filter(organisation=organisation)}


def open_conflicts(organisation: Organisation) -> list[ValueConflict]:
    """Return the values that were offered and wait for a decision."""
    return list(ValueConflict.objects.filter(organisation=organisation, settled_at__isnull=True))
