"""Making two entries one, and taking them apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.directory import joining
from grono.portal.directory.merging import blockers_between
from grono.portal.directory.snapshots import snapshot
from grono.portal.duplicates.fingerprints import fingerprint
from grono.portal.duplicates.images import differences, image_of, newest_rows
from grono.portal.duplicates.kinds import CaseState, Origin
from grono.portal.duplicates.models import DuplicateCase, Merge, MergedRow
from grono.portal.duplicates.moving import move_everything
from grono.portal.duplicates.undoing import CLAIMED, take_apart

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.utils.functional import Promise

    from grono.portal.core.models import User
    from grono.portal.directory.models import Organisation

VERBS: dict[str, str | Promise] = {
    "duplicates.merge": _("Two entries made one: %(object)s"),
    "duplicates.undo_merge": _("Merge undone: %(object)s"),
}


class BlockedError(RefusedError):
    """A merge that something stands in the way of; the sentences say what and which step solves it."""


def merge(*, by: User | None, survivor: Organisation, other: Organisation, taken: Collection[str] = ()) -> Merge:
    """Make two entries one: the survivor keeps its address, the values named in ``taken`` come from the other, the rest by the rules.

    Raises
    ------
    RefusedError
        When one of them is no longer in the directory, or something stands in the way (DIR-33).
    """
    try:
        with transaction.atomic():
            return _merge(by, survivor.pk, other.pk, taken)
    except IntegrityError as error:
        raise RefusedError(
            _(
                "These entries cannot be merged as they are: both hold something that may exist only once. Tell the administrator."
            )
        ) from error


def _merge(by: User | None, survivor_key: int, other_key: int, taken: Collection[str]) -> Merge:
    take_turn()
    if survivor_key == other_key:
        raise RefusedError(_("An entry cannot be merged with itself."))
    survivor, other = joining.both_locked(survivor_key, other_key)
    if survivor.removed_at is not None or other.removed_at is not None:
        raise RefusedError(_("One of the two entries is no longer in the directory. Open the list of cases again."))
    _refuse_blocked(survivor, other)
    case = _case_of(survivor, other)
    made = Merge(case=case, survivor=survivor, other=other, taken=sorted(taken), newest=newest_rows(), by=by)
    before, said = image_of(survivor.pk, other.pk), snapshot(survivor)
    ours, theirs = joining.main_code_of(survivor), joining.main_code_of(other)
    joining.before_moving(survivor, other, taken)
    move_everything(survivor.pk, other.pk)
    main = theirs if joining.MAIN_CODE in taken or ours is None else None
    joining.after_moving(survivor, other, main, said)
    made.save()
    rows = differences(before, image_of(survivor.pk, other.pk))
    MergedRow.objects.bulk_create(
        MergedRow(merge=made, model=row.key[0], row=row.key[1], before=row.before, after=row.after) for row in rows
    )
    joining.tell(by=by, survivor=survivor, gone=other, before=said)
    _close(case, by)
    audit(
        by=by,
        verb="duplicates.merge",
        object=survivor,
        after={"other": other.public_id, "taken": made.taken, "rows": len(rows)},
    )
    return made


def _refuse_blocked(survivor: Organisation, other: Organisation) -> None:
    found = blockers_between(survivor, other)
    if found:
        raise BlockedError(" ".join(f"{blocker.reason} {blocker.step}" for blocker in found))


def _case_of(survivor: Organisation, other: Organisation) -> DuplicateCase:
    first, second = sorted((survivor.pk, other.pk))
    case, _is_new = DuplicateCase.objects.get_or_create(
        first_id=first, second_id=second, defaults={"origin": Origin.PERSON}
    )
    return case


def _close(case: DuplicateCase, by: User | None) -> None:
    case.state, case.relation = CaseState.SAME, ""
    case.decided_by, case.decided_at = by, timezone.now()
    case.fingerprint = fingerprint(case)
    case.save()


@transaction.atomic
def undo_merge(*, by: User | None, merge: Merge) -> Merge:
    """Take two entries apart again; what was made or changed since stays with the survivor and is listed in ``left``.

    Raises
    ------
    RefusedError
        When it is undone already, or a newer merge stands on it.
    """
    take_turn()
    stored = Merge.objects.select_for_update().get(pk=merge.pk)
    if stored.undone_at is not None:
        raise RefusedError(_("This merge has been undone already."))
    newer = Merge.objects.filter(undone_at__isnull=True, pk__gt=stored.pk)
    if newer.filter(Q(survivor=stored.survivor_id) | Q(other=stored.survivor_id)).exists():
        raise RefusedError(_("A newer merge stands on this one. Undo the newest merge of this entry first."))
    survivor, other = joining.both_locked(stored.survivor_id, stored.other_id)
    said = snapshot(survivor)
    left = take_apart(stored)
    claimed = joining.make_numbers_live(joining.both_locked(survivor.pk, other.pk)[1])
    stored.left = [*left, *({"kind": CLAIMED, "number_text": number} for number in claimed)]
    stored.undone_at, stored.undone_by = timezone.now(), by
    stored.save()
    DuplicateCase.objects.filter(merges=stored, state=CaseState.SAME).update(
        state=CaseState.OPEN, decided_by=None, decided_at=None, fingerprint=""
    )
    joining.tell(by=by, survivor=survivor, gone=other, before=said)
    audit(
        by=by, verb="duplicates.undo_merge", object=survivor, after={"other": other.public_id, "left": len(stored.left)}
    )
    return stored
