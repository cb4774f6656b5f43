"""Dry runs of lists: their columns, what would change, warnings that are waived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.bulk import insert_objects
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.directory.many import names_of
from grono.portal.directory.statements import compare
from grono.portal.intake import planning
from grono.portal.intake.kinds import CHECK, ImportState, RowOutcome
from grono.portal.intake.locking import open_import
from grono.portal.intake.models import Import, ImportProblem, ImportRow, Mapping
from grono.portal.intake.outcomes import compared_row, counts_of
from grono.portal.intake.planning import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping as Table

    from grono.portal.core.models import User
    from grono.portal.directory.statements import Outcome
    from grono.portal.intake.planning import Plan, Told


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
    stored = open_import(one)
    if stored.state == ImportState.READING:
        raise RefusedError(_("This list could not be read. Delete it and upload it again."))
    for name in ("columns", "code_system", "default_type"):
        setattr(stored, name, options[name])
    stored.state, stored.waived = ImportState.CHECKING, {}
    stored.run = start_run(by=by, kind=CHECK, subject_public_id=stored.public_id)
    stored.save()
    audit(by=by, verb="intake.check", object=stored)
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
    rows += [compared_row(one, row, outcome, names) for row, outcome in outcomes.items()]
    rows += [ImportRow(of=one, row=row, outcome=RowOutcome.SKIPPED) for row in found.skipped]
    insert_objects(rows)
    one.counts = counts_of(rows, found)
    one.notes = [in_all_languages(note) for note in found.notes]
    one.state, one.checked_at, one.row_count = ImportState.CHECKED, timezone.now(), len(found.sheet.rows)
    one.save()


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
