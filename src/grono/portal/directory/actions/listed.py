"""What lists and registers say, taken into the directory in bulk, and taken back (DIR-23, DIR-24)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.bulk import insert_rows, stored_day, stored_time
from grono.portal.directory.actions.bulk import enter_many
from grono.portal.directory.finding import INDEXED, KIND, things_of
from grono.portal.directory.kinds import IdentifierScheme, Rung
from grono.portal.directory.many import snapshots_of, write_values
from grono.portal.directory.merging import Suspicion, open_case
from grono.portal.directory.models import (
    FieldChange,
    FieldVisibility,
    Identifier,
    Organisation,
    ValueProvenance,
)
from grono.portal.directory.provenance import Disagreement, Source, record_conflicts, strength_of
from grono.portal.directory.snapshots import rung_of
from grono.portal.directory.statements import Outcome, Statement, compare
from grono.portal.directory.taking_back import Taken, TakenBack, what_goes_back
from grono.portal.directory.writing import DuplicateIdentifierError
from grono.portal.search.writing import put, take_out

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.entries import Entry

VERBS: dict[str, str | Promise] = {
    "directory.take_statements": _("Values of organisations taken over from a source, the first of them: %(object)s"),
    "directory.take_back": _("Values of organisations put back as they were, the first of them: %(object)s"),
    "directory.delete_entered": _("Organisations of an import taken back, the first of them: %(object)s"),
}
BATCH = 500
"""Organisations written together."""


@transaction.atomic
def enter_listed(
    *, by: User | None, entries: Sequence[Entry], forms: Sequence[str], source: Source, progress: Callable[[int], None]
) -> list[Taken]:
    """Enter organisations of a list with the sources of their values; ``forms`` are their legal forms."""
    take_turn()
    found: list[Taken] = []
    pairs = zip(entries, forms, strict=True)
    while some := list(islice(pairs, BATCH)):
        made = enter_many(by=by, entries=[entry for entry, _form in some])
        _give_forms(made, [form for _entry, form in some])
        stored = snapshots_of([one.pk for one in made])
        _record_many(
            {
                key: [name for name, value in values.items() if _says(value) and name not in _OF_THE_ENTRY]
                for key, values in stored.items()
            },
            source,
        )
        found += [
            Taken(key, True, {name: (None, value) for name, value in values.items()}) for key, values in stored.items()
        ]
        progress(len(found))
    return found


_OF_THE_ENTRY = frozenset(
    {"name_language", "turnover_currency", "source", "source_language", "source_year", "is_invented"}
)
"""Columns that describe the entry itself; no source states them."""


def _says(value: Any) -> bool:
    return value not in (None, "", [], False)


def _give_forms(made: list[Organisation], forms: list[str]) -> None:
    changed = []
    for one, form in zip(made, forms, strict=True):
        if form:
            one.legal_form = form
            changed.append(one)
    Organisation.objects.bulk_update(changed, ["legal_form"], batch_size=200)


@transaction.atomic
def take_statements(
    *,
    by: User | None,
    statements: Sequence[Statement],
    source: Source,
    progress: Callable[[int], None] = lambda _done: None,
) -> list[Outcome]:
    """Change organisations as a source says where it may, and keep what it may not as conflicts."""
    take_turn()
    found: list[Outcome] = []
    for start in range(0, len(statements), BATCH):
        outcomes = compare(statements[start : start + BATCH], source)
        changes = {one.organisation_id: one.changes for one in outcomes if one.changes}
        _refuse_taken_numbers(changes)
        _write(changes, by=by, source=source.name)
        _record_many({key: list(fields) for key, fields in changes.items()}, source)
        _keep_conflicts(outcomes, source)
        _audit(by, "directory.take_statements", changes)
        found += outcomes
        progress(len(found))
    return found


def suspect_sameness(*, by: User | None, keys: Sequence[int], register: str) -> int:
    """Have entries compared by a person to which one answer of a register gives numbers; returns how many pairs these are."""
    found = list(Organisation.objects.filter(pk__in=set(keys), removed_at__isnull=True).order_by("pk"))
    for other in found[1:]:
        open_case(by=by, suspicion=Suspicion(found[0], other, "register", register))
    return max(len(found) - 1, 0)


def _refuse_taken_numbers(changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Refuse a number that another live organisation has; the constraint of the database stands behind this."""
    wanted: dict[str, dict[str, int]] = {}
    for key, fields in changes.items():
        for name, (before, _after) in fields.items():
            if name.startswith("identifiers.") and before is None:
                _part, scheme, value = name.split(".", 2)
                if wanted.setdefault(scheme, {}).setdefault(value, key) != key:
                    raise DuplicateIdentifierError(scheme)
    for scheme in IdentifierScheme.values:
        values = wanted.get(scheme, {})
        if values and Identifier.objects.filter(scheme=scheme, value__in=list(values), is_live=True).exists():
            raise DuplicateIdentifierError(scheme)


def _write(changes: Mapping[int, Mapping[str, Sequence[Any]]], *, by: User | None, source: str) -> None:
    if not changes:
        return
    write_values({key: {name: after for name, (_before, after) in fields.items()} for key, fields in changes.items()})
    ladders: dict[int, dict[str, Rung]] = {}
    rows = FieldVisibility.objects.filter(organisation__in=list(changes)).order_by()
    for key, name, rung in rows.values_list("organisation_id", "field", "rung"):
        ladders.setdefault(key, {})[name] = Rung(rung)
    FieldChange.objects.bulk_create(
        [
            FieldChange(
                organisation_id=key, field=name, before=before, after=after, rung=rung_of(name, ladders.get(key, {})), by=by,
                source=source,
            )
            for key, fields in changes.items()
            for name, (before, after) in fields.items()
        ],
        batch_size=500,
    )  # fmt: skip
    put(
        KIND,
        things_of(
            Organisation.objects.filter(pk__in=list(changes), removed_at__isnull=True).prefetch_related(*INDEXED)
        ),
    )


def _record_many(fields: Mapping[int, Iterable[str]], source: Source) -> None:
    day = source.as_of or timezone.localdate()
    _write_provenance(
        (key, name, source.kind, source.name[:300], day, strength_of(name, source.kind))
        for key, names in fields.items()
        for name in names
    )


def _write_provenance(rows: Iterable[tuple[int, str, str, str, datetime.date, int]]) -> None:
    now = stored_time(timezone.now())
    insert_rows(
        ValueProvenance,
        ("organisation_id", "field", "kind", "source", "as_of", "strength", "recorded_at"),
        ((*row[:4], stored_day(row[4]), row[5], now) for row in rows),
        replacing=("organisation_id", "field"),
    )


def _keep_conflicts(outcomes: Sequence[Outcome], source: Source) -> None:
    found = [
        Disagreement(one.organisation_id, part, kept, offered)
        for one in outcomes
        for part, (kept, offered) in one.conflicts.items()
    ]
    if found:
        record_conflicts(found, source)


def _audit(by: User | None, verb: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
    if changes:
        first = Organisation.objects.get(pk=next(iter(changes)))
        names = sorted({name.partition(".")[0] for fields in changes.values() for name in fields})
        audit(by=by, verb=verb, object=first, after={"count": len(changes), "fields": names})


@transaction.atomic
def take_back(*, by: User | None, taken: Sequence[Taken], source: str) -> TakenBack:
    """Put back what an import has changed and take away what it has entered, where nobody has changed it since."""
    take_turn()
    found = what_goes_back(taken)
    for start in range(0, len(found.leaves), BATCH):
        _delete(by, found.leaves[start : start + BATCH])
    provenance = {one.organisation_id: one.provenance for one in taken}
    keys = list(found.back)
    for start in range(0, len(keys), BATCH):
        some = {key: found.back[key] for key in keys[start : start + BATCH]}
        _write(some, by=by, source=source)
        _restore_provenance({key: {name: provenance[key].get(name) for name in fields} for key, fields in some.items()})
        _audit(by, "directory.take_back", some)
    return found


def _delete(by: User | None, keys: list[int]) -> None:
    rows = Organisation.objects.filter(pk__in=keys)
    first = rows.order_by("pk").first()
    if first is not None:
        names = list(rows.order_by("pk").values_list("public_id", flat=True))
        audit(by=by, verb="directory.delete_entered", object=first, after={"count": len(names), "organisations": names})
        take_out(KIND, keys)
        rows.delete()


def _restore_provenance(fields: Mapping[int, Mapping[str, Sequence[Any] | None]]) -> None:
    rows: list[Any] = []
    for key, values in fields.items():
        gone = [name for name, value in values.items() if value is None]
        ValueProvenance.objects.filter(organisation_id=key, field__in=gone).delete()
        rows += [(key, name, *value) for name, value in values.items() if value is not None]
    _write_provenance(rows)
