"""One change of an organisation: what it was before, what it is then, who did it and from which source."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from grono.portal.core.audit import audit, take_turn
from grono.portal.directory.kinds import Decision, Rung
from grono.portal.directory.models import FieldChange, Organisation, ValueConflict
from grono.portal.directory.permissions import administers
from grono.portal.directory.provenance import Source, record_values
from grono.portal.directory.snapshots import differences, person_of, rung_of, snapshot
from grono.portal.directory.writing import chosen_rungs, index, set_rungs

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from grono.portal.core.models import User

MEMBER = Source("member", "")
"""What an administrator of the organisation says; the pages name it in the reader's language."""


COORDINATOR = Source("coordinator", "")


def source_of(by: User, organisation: Organisation) -> Source:
    """Return whose word it is: the organisation's own administrator or the operator's people."""
    return MEMBER if administers(by, organisation) else COORDINATOR


@contextmanager
def recorded(
    organisation: Organisation, *, by: User | None, verb: str, source: Source, undoes: FieldChange | None = None
) -> Iterator[Organisation]:
    """Let the block change the organisation, then keep its history, its sources, its ladder, its index and the audit row.

    Nothing is written when the block changed nothing.
    """
    with transaction.atomic():
        take_turn()
        stored = Organisation.objects.get(pk=organisation.pk)
        before = snapshot(stored)
        yield stored
        changes = differences(before, snapshot(stored))
        if changes:
            _settle(stored, changes, source)
            keep_history(stored, changes, by=by, source=source, undoes=undoes)
            audit(by=by, verb=verb, object=stored, after={"fields": sorted(_named(changes))})


def _settle(organisation: Organisation, changes: Mapping[str, Any], source: Source) -> None:
    organisation.refresh_from_db()
    organisation.changed_at = timezone.now()
    organisation.save(update_fields=["changed_at"])
    set_rungs(organisation, chosen_rungs(organisation))
    record_values(
        organisation=organisation, fields=[f for f in changes if not f.startswith("visibility.")], source=source
    )
    _close_conflicts(organisation, changes)
    index(organisation)


def _close_conflicts(organisation: Organisation, changes: Mapping[str, Any]) -> None:
    """Close what needs no decision any more: the profile now says what the source says."""
    rows = ValueConflict.objects.filter(organisation=organisation, field__in=list(changes), settled_at__isnull=True)
    same = [row.pk for row in rows if row.offered == changes[row.field][1]]
    if same:
        ValueConflict.objects.filter(pk__in=same).update(settled_at=timezone.now(), decision=Decision.OFFERED)


def _named(changes: Mapping[str, Any]) -> set[str]:
    """Return the names of fields as they may stand in the audit chain: without keys, which can be personal."""
    return {field.partition(".")[0] for field in changes}


def keep_history(
    organisation: Organisation,
    changes: Mapping[str, tuple[Any, Any]],
    *,
    by: User | None,
    source: Source,
    undoes: FieldChange | None = None,
) -> None:
    """Write a row for each change; who may see it is who might see the field before and after."""
    rungs = {row.field: Rung(row.rung) for row in organisation.visibilities.all()}
    FieldChange.objects.bulk_create(
        FieldChange(
            organisation=organisation,
            field=field,
            before=before,
            after=after,
            rung=rung_of(field, rungs),
            by=by,
            source=source.name,
            person=person_of(after or before) if field.startswith("posts.") else None,
            undoes=undoes if undoes is not None and undoes.field == field else None,
        )
        for field, (before, after) in changes.items()
    )
