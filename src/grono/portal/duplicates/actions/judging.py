"""Cases are opened, and decided otherwise than by a merge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.directory.merging import Suspicion
from grono.portal.duplicates.fingerprints import fingerprint
from grono.portal.duplicates.kinds import CaseState, Origin, Relation
from grono.portal.duplicates.models import DuplicateCase

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "duplicates.open_case": _("Two entries are to be compared: %(object)s"),
    "duplicates.judge_different": _("Two entries judged to be different: %(object)s"),
    "duplicates.judge_related": _("Two entries judged to be related: %(object)s"),
    "duplicates.reopen_case": _("Decision on two entries taken back: %(object)s"),
}
DECIDED = (CaseState.DIFFERENT, CaseState.RELATED)


@transaction.atomic
def open_case(*, by: User | None, suspicion: Suspicion) -> None:
    """Open a case, unless it is open, or decided on the same evidence and the same numbers."""
    take_turn()
    first, second = sorted((suspicion.first.pk, suspicion.second.pk))
    if first == second:
        return
    evidence = suspicion.evidence[:300]
    case, is_new = DuplicateCase.objects.get_or_create(
        first_id=first, second_id=second, defaults={"origin": Origin(suspicion.origin), "evidence": evidence}
    )
    if not is_new:
        if case.state in {CaseState.OPEN, CaseState.SAME} or (
            case.state in DECIDED and evidence in ("", case.evidence) and case.fingerprint == fingerprint(case)
        ):
            return
        case.origin, case.evidence = Origin(suspicion.origin), evidence
        case.forget_decision()
        case.save()
    audit(by=by, verb="duplicates.open_case", object=case, after={"origin": str(suspicion.origin)})


def open_by_hand(*, by: User, first: Organisation, second: Organisation) -> None:
    """Open the case of two entries that somebody takes for one; one that is decided stays as it is."""
    open_case(by=by, suspicion=Suspicion(first, second, Origin.PERSON))


@transaction.atomic
def judge_different(*, by: User, case: DuplicateCase, note: str = "") -> None:
    """Decide that two entries are different organisations; remembered until a number of either changes."""
    stored = _open(case)
    stored.state = CaseState.DIFFERENT
    _decide(stored, by, note)
    audit(by=by, verb="duplicates.judge_different", object=stored)


@transaction.atomic
def judge_related(
    *, by: User, case: DuplicateCase, relation: Relation, first_depends: bool = False, note: str = ""
) -> None:
    """Decide that the second entry is a branch or the successor of the first, or the other way round."""
    stored = _open(case)
    stored.state, stored.relation, stored.first_depends = CaseState.RELATED, Relation(relation), first_depends
    _decide(stored, by, note)
    audit(by=by, verb="duplicates.judge_related", object=stored, after={"relation": str(relation)})


@transaction.atomic
def reopen_case(*, by: User, case: DuplicateCase) -> None:
    """Take a decision back; of a merge only its undoing does."""
    take_turn()
    stored = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    if stored.state == CaseState.SAME:
        raise RefusedError(_("These entries have been merged. Undo the merge, and the case is open again."))
    if stored.state == CaseState.OPEN:
        return
    stored.forget_decision()
    stored.save()
    audit(by=by, verb="duplicates.reopen_case", object=stored)


def _open(case: DuplicateCase) -> DuplicateCase:
    take_turn()
    stored = DuplicateCase.objects.select_for_update().get(pk=case.pk)
    if stored.state not in {CaseState.OPEN, CaseState.GONE}:
        raise RefusedError(
            _("Somebody has decided this case already. Look at the decision, and take it back if it is wrong.")
        )
    return stored


def _decide(case: DuplicateCase, by: User, note: str) -> None:
    case.decided_by, case.decided_at, case.note = by, timezone.now(), note[:500]
    case.fingerprint = fingerprint(case)
    case.save()
