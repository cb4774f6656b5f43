from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.directory.finding import AT_ONCE, INDEXED, KIND, things_of
from grono.portal.directory.kinds import Rung
from grono.portal.directory.merging import successor_of
from grono.portal.directory.models import Organisation
from grono.portal.directory.provenance import Source, record_values
from grono.portal.directory.recording import keep_history
from grono.portal.directory.snapshots import differences, snapshot
from grono.portal.directory.writing import (
    chosen_rungs,
    claims_open_cases,
    index,
    refuse_duplicate,
    set_rungs,
    write_entry,
)
from grono.portal.search.writing import put, take_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.entries import Entry

VERBS: dict[str, str | Promise] = {
    "directory.enter_organisation": _("Organisation entered: %(object)s"),
    "directory.change_organisation": _("Organisation changed: %(object)s"),
    "directory.remove_organisation": _("Organisation removed from the directory: %(object)s"),
    "directory.restore_organisation": _("Organisation brought back: %(object)s"),
    "directory.set_visibility": _("Visibility of fields changed: %(object)s"),
}


@transaction.atomic
def enter_organisation(*, by: User | None, entry: Entry) -> Organisation:
    """Enter an organisation with its parts."""
    take_turn()
    organisation = Organisation()
    write_entry(organisation, entry)
    set_rungs(organisation, {})
    index(organisation)
    audit(by=by, verb="directory.enter_organisation", object=organisation)
    return organisation


@claims_open_cases
@transaction.atomic
def change_organisation(*, by: User | None, organisation: Organisation, entry: Entry) -> Organisation:
    """Replace what is entered about an organisation; the audit row names the fields, not their personal content."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    before = snapshot(stored)
    changed = write_entry(stored, entry)
    if not changed:
        return stored
    stored.changed_at = timezone.now()
    stored.save()
    set_rungs(stored, chosen_rungs(stored))
    index(stored)
    changes = differences(before, snapshot(stored))
    source = Source("coordinator", entry.source)
    keep_history(stored, changes, by=by, source=source)
    record_values(organisation=stored, fields=changes, source=source)
    audit(by=by, verb="directory.change_organisation", object=stored, after={"fields": changed})
    return stored


@transaction.atomic
def enter_organisations(*, by: User | None, entries: Iterable[Entry]) -> list[Organisation]:
    """Enter several organisations, all or none."""
    return [enter_organisation(by=by, entry=entry) for entry in entries]


@transaction.atomic
def remove_organisation(*, by: User, organisation: Organisation) -> None:
    """Take an organisation out of the directory; nothing is deleted."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    if stored.removed_at is not None:
        return
    stored.removed_at = timezone.now()
    stored.save(update_fields=["removed_at"])
    stored.identifiers.update(is_live=False)
    take_out(KIND, [stored.pk])
    audit(by=by, verb="directory.remove_organisation", object=stored)


@claims_open_cases
@transaction.atomic
def restore_organisation(*, by: User, organisation: Organisation) -> None:
    """Bring a removed organisation back, unless another one has taken over one of its numbers."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    if stored.removed_at is None:
        return
    if successor_of(stored) is not None:
        raise RefusedError(
            _("This entry has become part of another one. Undo the merge, and it comes back with everything it had.")
        )
    for identifier in stored.identifiers.all():
        refuse_duplicate(stored, identifier.scheme, identifier.value)
    stored.removed_at = None
    stored.save(update_fields=["removed_at"])
    stored.identifiers.update(is_live=True)
    index(stored)
    audit(by=by, verb="directory.restore_organisation", object=stored)


@transaction.atomic
def set_visibility(*, by: User, organisation: Organisation, rungs: Mapping[str, int]) -> None:
    """Choose who may see the fields; what lies outside the allowed range is moved into it."""
    take_turn()
    stored = Organisation.objects.get(pk=organisation.pk)
    before = {row.field: row.rung for row in stored.visibilities.all()}
    set_rungs(stored, chosen_rungs(stored) | dict(rungs))
    after = {row.field: row.rung for row in stored.visibilities.all()}
    changed = sorted(field for field in after if after[field] != before.get(field))
    if changed:
        index(stored)
        moved = {f"visibility.{field}": ({"rung": before.get(field)}, {"rung": after[field]}) for field in changed}
        keep_history(stored, moved, by=by, source=Source("member", ""))
        audit(
            by=by,
            verb="directory.set_visibility",
            object=stored,
            before={field: Rung(before[field]).name.lower() for field in changed if field in before},
            after={field: Rung(after[field]).name.lower() for field in changed},
        )


@transaction.atomic
def index_again(*, by: User | None) -> None:  # noqa: ARG001  (says nothing new, so no audit row)
    """Write the index anew, after the way of cutting words or the labels of a release have changed."""
    standing = Organisation.objects.filter(removed_at__isnull=True).prefetch_related(*INDEXED).order_by("pk")
    put(KIND, things_of(standing.iterator(chunk_size=AT_ONCE)))
