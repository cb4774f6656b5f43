"""What becomes of each row of a list: rows of organisations that are there already, and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.intake.kinds import RowOutcome
from grono.portal.intake.models import ImportRow

if TYPE_CHECKING:
    from grono.portal.directory.statements import Outcome
    from grono.portal.intake.models import Import
    from grono.portal.intake.planning import Plan


def compared_row(one: Import, row: int, outcome: Outcome, names: dict[int, tuple[str, str]]) -> ImportRow:
    """Return the row of an organisation that is there already."""
    public_id, name = names[outcome.organisation_id]
    return ImportRow(
        of=one, row=row, title=name[:300], outcome=RowOutcome.CHANGED if outcome.changes else RowOutcome.UNCHANGED,
        organisation_key=outcome.organisation_id, organisation_public_id=public_id, changes=outcome.changes,
        conflicts=outcome.conflicts, provenance=outcome.provenance,
    )  # fmt: skip


def counts_of(rows: list[ImportRow], found: Plan) -> dict[str, int]:
    """Return how many rows have each outcome, and how many problems of each severity there are."""
    counts: dict[str, int] = {outcome.value: 0 for outcome in RowOutcome}
    for row in rows:
        counts[row.outcome] += 1
    for severity in ("error", "warning"):
        counts[severity] = sum(problem.severity == severity for problem in found.problems)
    counts["conflicts"] = sum(len(row.conflicts) for row in rows)
    return counts
