"""Lists are brought in, taken back, and deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.bulk import insert_objects
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.directory.actions import enter_listed, take_back, take_statements
from grono.portal.directory.many import names_of
from grono.portal.intake import planning, storage
from grono.portal.intake.actions.checking import check
from grono.portal.intake.kinds import APPLY, ImportState, RowOutcome
from grono.portal.intake.locking import open_import
from grono.portal.intake.models import Import, ImportRow
from grono.portal.intake.outcomes import compared_row, counts_of
from grono.portal.intake.planning import source_of
from grono.portal.intake.queries import goes_on, open_warnings, taken_of

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.directory.statements import Outcome
    from grono.portal.directory.taking_back import Taken, TakenBack
    from grono.portal.intake.planning import Plan, Told


@transaction.atomic
def mark_applying(*, by: User, one: Import) -> Import:
    """Note that a list is being brought in; of two who ask at once one does."""
    take_turn()
    stored = Import.objects.select_for_update().get(pk=one.pk)
    if stored.state != ImportState.CHECKED:
        raise RefusedError(
            _("Only a list whose dry run is made can be brought in; this one is being worked on or is in already.")
        )
    if stored.counts.get("error"):
        raise RefusedError(_("The list has errors. Correct them in the file and upload it again."))
    if open_warnings(stored):
        raise RefusedError(_("The list has warnings. Correct them, or waive each kind with a reason."))
    stored.state = ImportState.APPLYING
    stored.save(update_fields=["state"])
    audit(by=by, verb="intake.ask_to_apply", object=stored)
    return stored


@transaction.atomic
def ask_to_apply(*, by: User, one: Import) -> Import:
    """Ask for the list to be brought in, which happens in the background."""
    stored = mark_applying(by=by, one=one)
    stored.run = start_run(by=by, kind=APPLY, subject_public_id=stored.public_id)
    stored.save(update_fields=["run"])
    return stored


def apply(*, by: User, one: Import, told: Told) -> None:
    """Bring a list in: planned anew, since the directory may have changed, then written in one transaction, all or nothing."""
    if one.state != ImportState.APPLYING:
        return
    found = planning.plan(one, told)
    if found.has_errors:
        check(by=by, one=one, told=told)
        raise RefusedError(
            _("The directory has changed since the dry run, and the list no longer fits. Look at the new dry run.")
        )
    told(_("Writing into the directory, all or nothing"), 0, len(found.entries) + len(found.statements))
    write(by=by, one=one, found=found)


@transaction.atomic
def write(*, by: User, one: Import, found: Plan) -> None:
    """Write a plan into the directory and note what became of each row."""
    take_turn()
    stored = Import.objects.select_for_update().get(pk=one.pk)
    if stored.state != ImportState.APPLYING:
        return
    source = source_of(stored)
    taken = enter_listed(
        by=by,
        entries=[entry for entry, _form in found.entries.values()],
        forms=[form for _entry, form in found.entries.values()],
        source=source,
        progress=lambda _done: None,
    )
    outcomes = take_statements(by=by, statements=list(found.statements.values()), source=source)
    _note(stored, found, taken, outcomes)
    stored.state, stored.applied_at, stored.undone_at = ImportState.APPLIED, timezone.now(), None
    stored.save()
    audit(by=by, verb="intake.apply", object=stored, after=stored.counts | {"sha256": stored.sha256})


def _note(one: Import, found: Plan, taken: list[Taken], outcomes: list[Outcome]) -> None:
    names = names_of([*(one.organisation_id for one in taken), *(one.organisation_id for one in outcomes)])
    one.rows.all().delete()
    rows = [
        ImportRow(
            of=one, row=row, title=found.titles[row][:300], outcome=RowOutcome.CREATED, organisation_key=made.organisation_id,
            organisation_public_id=names[made.organisation_id][0], changes=made.changes,
        )
        for row, made in zip(found.entries, taken, strict=True)
    ]  # fmt: skip
    rows += [compared_row(one, row, outcome, names) for row, outcome in zip(found.statements, outcomes, strict=True)]
    rows += [ImportRow(of=one, row=row, outcome=RowOutcome.SKIPPED) for row in found.skipped]
    insert_objects(rows)
    one.counts = counts_of(rows, found)


@transaction.atomic
def undo(*, by: User, one: Import) -> TakenBack:
    """Take a whole import back; what has changed since stays."""
    take_turn()
    stored = Import.objects.select_for_update().get(pk=one.pk)
    if stored.state != ImportState.APPLIED:
        raise RefusedError(_("Only a list that was brought in can be taken back."))
    found = take_back(by=by, taken=taken_of(stored), source=stored.source)
    stored.state, stored.undone_at = ImportState.UNDONE, timezone.now()
    stored.save(update_fields=["state", "undone_at"])
    numbers = {"deleted": len(found.leaves), "put_back": len(found.back), "stays": len(found.stays) + len(found.kept)}
    audit(by=by, verb="intake.undo", object=stored, after=numbers)
    return found


@transaction.atomic
def delete(*, by: User, one: Import) -> None:
    """Delete a list that was not brought in, with its file."""
    stored = open_import(one)
    audit(by=by, verb="intake.delete", object=stored)
    name = stored.stored_name
    stored.delete()
    transaction.on_commit(lambda: storage.forget(name))


@transaction.atomic
def release(*, by: User, one: Import) -> Import:
    """Return an import; one whose background work has ended without a result can be worked on again."""
    if one.state not in (ImportState.CHECKING, ImportState.APPLYING) or goes_on(one):
        return one
    one.state = ImportState.CHECKED if one.state == ImportState.APPLYING else ImportState.UPLOADED
    one.save(update_fields=["state"])
    audit(by=by, verb="intake.release", object=one)
    return one
