"""Sources that disagree: people choose which value stands (DIR-24)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.directory.conflicts import judged_with
from grono.portal.directory.kinds import Decision, Proof
from grono.portal.directory.models import Identifier, ValueConflict
from grono.portal.directory.provenance import Source
from grono.portal.directory.recording import recorded
from grono.portal.directory.snapshots import write_back
from grono.portal.directory.writing import claims_open_cases, refuse_duplicate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "directory.settle_conflict": _("Decided which of two values stands: %(object)s"),
    "directory.take_offered_value": _("Value of a source taken into the profile: %(object)s"),
}


@claims_open_cases
@transaction.atomic
def settle_conflict(*, by: User, organisation: Organisation, conflict: ValueConflict, decision: str) -> None:
    """Let the value of the profile stand, or take the one of the source; what belongs together is decided together."""
    take_turn()
    rows = judged_with(organisation, conflict)
    if not rows:
        raise RefusedError(_("Somebody has decided this already."))
    if decision == Decision.OFFERED:
        _take(by, organisation, rows)
    keys = [row.pk for row in rows]
    ValueConflict.objects.filter(pk__in=keys).update(settled_at=timezone.now(), settled_by=by, decision=decision)
    fields = sorted({row.field.partition(".")[0] for row in rows})
    after = {"fields": fields, "decision": str(decision)}
    audit(by=by, verb="directory.settle_conflict", object=organisation, after=after)


def _take(by: User, organisation: Organisation, rows: Sequence[ValueConflict]) -> None:
    source = Source(rows[0].kind or "register", rows[0].source, rows[0].as_of)
    try:
        with (
            recorded(organisation, by=by, verb="directory.take_offered_value", source=source) as stored,
            transaction.atomic(),
        ):
            # A main activity that is one no longer gives way before the new one: there is one at a time.
            for row in sorted(
                rows, key=lambda row: bool((row.offered or {}).get("is_main")) if _is_code(row) else False
            ):
                _take_one(stored, row)
    except IntegrityError as error:
        raise RefusedError(
            _("This value cannot be taken alone: it would contradict another one. Change the profile itself.")
        ) from error


def _is_code(row: ValueConflict) -> bool:
    return row.field.startswith("codes.")


def _take_one(stored: Organisation, row: ValueConflict) -> None:
    if not row.field.startswith("identifiers."):
        write_back(stored, row.field, row.offered)
        return
    _name, scheme, value = row.field.split(".", 2)
    refuse_duplicate(stored, scheme, value)
    stored.identifiers.filter(scheme=scheme, value=(row.kept or {}).get("value", "")).delete()
    Identifier.objects.update_or_create(
        organisation=stored, scheme=scheme, value=value, defaults={"proof": Proof.WELL_FORMED}
    )
