"""Everything that brings organisations in from lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.messages import GronoError
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.bulk import insert_objects
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.directory.actions import enter_listed, take_back, take_statements
from grono.portal.directory.many import names_of
from grono.portal.directory.statements import compare
from grono.portal.intake import planning, storage
from grono.portal.intake.kinds import ImportState, RowOutcome
from grono.portal.intake.models import Import, ImportProblem, ImportRow, Mapping
from grono.portal.intake.planning import source_of
from grono.portal.intake.queries import goes_on, open_warnings, taken_of
from grono.sources.organisation_files import guess_columns, read_sheet

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping as Table

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.statements import Outcome
    from grono.portal.directory.taking_back import Taken, TakenBack
    from grono.portal.intake.planning import Plan, Told
    from grono.portal.intake.storage import StoredFile

VERBS: dict[str, str | Promise] = {
    "intake.upload": _("List of organisations uploaded: %(object)s"),
    "intake.read": _("Long list of organisations read: %(object)s"),
    "intake.unreadable": _("Long list of organisations could not be read and was deleted: %(object)s"),
    "intake.check": _("Dry run of a list asked for: %(object)s"),
    "intake.checked": _("Dry run of a list made: %(object)s"),
    "intake.release": _("List whose background work has ended without a result opened again: %(object)s"),
    "intake.save_mapping": _("Mapping of columns saved: %(object)s"),
    "intake.waive": _("Warnings of a list waived with a reason: %(object)s"),
    "intake.ask_to_apply": _("List of organisations is to be brought in: %(object)s"),
    "intake.apply": _("List of organisations brought in: %(object)s"),
    "intake.undo": _("Import taken back: %(object)s"),
    "intake.ask_register": _("Register asked: %(object)s"),
    "intake.search_firms": _("Register asked for firms with codes in a region: %(object)s"),
    "intake.take_entry": _("Values of a register taken over: %(object)s"),
    "intake.delete": _("List deleted without being brought in: %(object)s"),
}
READ, CHECK, APPLY = "intake.read", "intake.check", "intake.apply"
"""Kinds of background work."""
READ_AT_ONCE = 1_000_000
"""Bytes that are read within the request, in less than half a second; longer lists are read in the background (TRU-39)."""
SAMPLE = 3
"""Rows shown beside the headings."""
_OPEN = (ImportState.UPLOADED, ImportState.CHECKED, ImportState.UNDONE)


@transaction.atomic
def upload(  # noqa: PLR0913 - a list, where it comes from, how it is read
    *,
    by: User,
    file: StoredFile,
    source: str,
    as_of: datetime.date,
    options: Table[str, Any] | None = None,
    is_invented: bool = False,
    register: str = "",
    at_once: bool = False,
) -> Import:
    """Take in a list that was written to the data folder; one that cannot be read is refused and deleted.

    A long one is read in the background, ``at_once`` whatever its length.
    """
    known = options or {}
    one = Import(
        owner=by,
        original_name=file.original_name,
        stored_name=file.stored_name,
        size=file.size,
        sha256=file.sha256,
        source=source.strip(),
        as_of=as_of,
        columns=known.get("columns", {}),
        code_system=known.get("code_system", ""),
        default_type=known.get("default_type", "firm"),
        is_invented=is_invented,
        register=register,
    )
    if file.size > READ_AT_ONCE and not at_once:
        one.state, one.form = ImportState.READING, "xlsx" if file.original_name.lower().endswith(".xlsx") else "csv"
        one.run = start_run(by=by, kind=READ, subject_public_id=one.public_id)
    else:
        _read_into(one)
    one.save()
    audit(by=by, verb="intake.upload", object=one, after={"sha256": file.sha256, "rows": one.row_count})
    return one


def _read_into(one: Import) -> None:
    """Read the file of a list; one that cannot be read is deleted."""
    try:
        sheet = read_sheet(storage.path_of(one.stored_name), one.original_name)
    except Exception:
        storage.forget(one.stored_name)
        raise
    one.form, one.encoding, one.separator = sheet.form, sheet.encoding, sheet.separator
    one.header, one.row_count = list(sheet.header), len(sheet.rows)
    one.sample = [list(row.cells) for row in sheet.rows[:SAMPLE]]
    columns = {key: column for key, column in one.columns.items() if column in sheet.header}
    one.columns = columns or guess_columns(sheet)


def read(*, by: User, one: Import, told: Told) -> None:
    """Read a long list in the background; one that cannot be read leaves nothing behind but the sentence of its run."""
    if one.state != ImportState.READING:
        return
    told(_("Reading the list"), 0, 0)
    try:
        _read_into(one)
    except GronoError:
        with transaction.atomic():
            audit(by=by, verb="intake.unreadable", object=one)
            one.delete()
        raise
    one.state = ImportState.UPLOADED
    with transaction.atomic():
        one.save()
        audit(by=by, verb="intake.read", object=one, after={"rows": one.row_count})


@transaction.atomic
def save_mapping(*, by: User, name: str, options: Table[str, Any]) -> Mapping:
    """Keep a mapping under a name; the same name again replaces it."""
    row, _is_new = Mapping.objects.update_or_create(
        name=name.strip(), defaults={"options": dict(options), "by": by, "saved_at": timezone.now()}
    )
    audit(by=by, verb="intake.save_mapping", object=row)
    return row


@transaction.atomic
def ask_for_check(*, by: User, one: Import, options: Table[str, Any]) -> Import:
    """Name the columns and ask for the dry run, which runs in the background."""
    take_turn()
    stored = _open(one)
    if stored.state == ImportState.READING:
        raise RefusedError(_("This list could not be read. Delete it and upload it again."))
    for name in ("columns", "code_system", "default_type"):
        setattr(stored, name, options[name])
    stored.state, stored.waived = ImportState.CHECKING, {}
    stored.run = start_run(by=by, kind=CHECK, subject_public_id=stored.public_id)
    stored.save()
    audit(by=by, verb="intake.check", object=stored)
    return stored


def _open(one: Import) -> Import:
    stored = Import.objects.select_for_update().get(pk=one.pk)
    is_stuck = stored.state == ImportState.READING and not goes_on(stored)
    if stored.state not in _OPEN and not is_stuck:
        raise RefusedError(_("This list is being worked on, or has been brought in already."))
    return stored


def check(*, by: User, one: Import, told: Told) -> None:
    """Make the dry run and keep what it finds; nothing of the directory changes."""
    found = planning.plan(one, told)
    told(_("Comparing with the directory"), 0, 0)
    outcomes = _compared(found, one)
    with transaction.atomic():
        _keep(one, found, outcomes)
        audit(by=by, verb="intake.checked", object=one, after=one.counts)


def _compared(found: Plan, one: Import) -> dict[int, Outcome]:
    pairs = list(found.statements.items())
    outcomes: dict[int, Outcome] = {}
    for start in range(0, len(pairs), 500):
        some = pairs[start : start + 500]
        compared = compare([statement for _row, statement in some], source_of(one))
        outcomes |= dict(zip([row for row, _statement in some], compared, strict=True))
    return outcomes


def _keep(one: Import, found: Plan, outcomes: dict[int, Outcome]) -> None:
    one.problems.all().delete()
    one.rows.all().delete()
    insert_objects(

            ImportProblem(
                of=one, row=problem.row, column=problem.column[:200], code=problem.code, severity=problem.severity,
                value=problem.value[:200], nearest=problem.nearest[:300], sentences=in_all_languages(problem.message),
            )
            for problem in sorted(found.problems, key=lambda problem: problem.row or 0)

    )  # fmt: skip
    names = names_of(outcome.organisation_id for outcome in outcomes.values())
    rows = [
        ImportRow(of=one, row=row, title=found.titles[row][:300], outcome=RowOutcome.CREATED) for row in found.entries
    ]
    rows += [_compared_row(one, row, outcome, names) for row, outcome in outcomes.items()]
    rows += [ImportRow(of=one, row=row, outcome=RowOutcome.SKIPPED) for row in found.skipped]
    insert_objects(rows)
    one.counts = _counts(rows, found)
    one.notes = [in_all_languages(note) for note in found.notes]
    one.state, one.checked_at, one.row_count = ImportState.CHECKED, timezone.now(), len(found.sheet.rows)
    one.save()


def _compared_row(one: Import, row: int, outcome: Outcome, names: dict[int, tuple[str, str]]) -> ImportRow:
    public_id, name = names[outcome.organisation_id]
    return ImportRow(
        of=one, row=row, title=name[:300], outcome=RowOutcome.CHANGED if outcome.changes else RowOutcome.UNCHANGED,
        organisation_key=outcome.organisation_id, organisation_public_id=public_id, changes=outcome.changes,
        conflicts=outcome.conflicts, provenance=outcome.provenance,
    )  # fmt: skip


def _counts(rows: list[ImportRow], found: Plan) -> dict[str, int]:
    counts: dict[str, int] = {outcome.value: 0 for outcome in RowOutcome}
    for row in rows:
        counts[row.outcome] += 1
    for severity in ("error", "warning"):
        counts[severity] = sum(problem.severity == severity for problem in found.problems)
    counts["conflicts"] = sum(len(row.conflicts) for row in rows)
    return counts


@transaction.atomic
def waive(*, by: User, one: Import, code: str, reason: str) -> None:
    """Waive the warnings of one kind with a reason."""
    take_turn()
    stored = Import.objects.select_for_update().get(pk=one.pk)
    stored.waived = {
        **stored.waived,
        code: {"reason": reason.strip(), "by": by.public_id, "at": timezone.now().isoformat()},
    }
    stored.save(update_fields=["waived"])
    audit(by=by, verb="intake.waive", object=stored, after={"warnings": code, "reason": reason.strip()})


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
    rows += [_compared_row(one, row, outcome, names) for row, outcome in zip(found.statements, outcomes, strict=True)]
    rows += [ImportRow(of=one, row=row, outcome=RowOutcome.SKIPPED) for row in found.skipped]
    insert_objects(rows)
    one.counts = _counts(rows, found)


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
    stored = _open(one)
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
