"""Changing the rules of the ladder: decided by the administrator, carried out in the background for all organisations (DIR-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.directory.field_rules import SET_RULES, allowed_rungs, rules_for
from grono.portal.directory.kinds import Rung
from grono.portal.directory.models import FieldRule, FieldVisibility, Organisation
from grono.portal.directory.writing import index_organisations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.core.runs import Progress

VERBS: dict[str, str | Promise] = {
    "directory.set_field_rule": _("Rule of the ladder of visibility changed: %(object)s"),
}
AUDIT_WORDS = {f"directory.set_field_rule={rung.name.lower()}": rung.label for rung in Rung}
APPLY = "directory.apply_field_rules"
AT_ONCE = 300
"""Organisations of one transaction: a second or two, so that nobody who writes meanwhile waits long."""


@transaction.atomic
def set_field_rule(
    *, by: User, field: str, natural_person: bool, rungs: Mapping[str, int], reason: str
) -> BackgroundRun:
    """Decide the default and the range of a field; ``rungs`` has default, least and most. It holds once the run has carried it out.

    Raises
    ------
    RefusedError
        When the account may not, there is no such field, the default lies outside the range, or the range may not reach so far.
    """
    if not by.can(SET_RULES):
        raise RefusedError(_("Only the administrator changes the rules of the ladder."))
    now = rules_for(natural_person=natural_person).get(field)
    if now is None:
        raise RefusedError(_("There is no such field on the ladder."))
    _require_allowed(field, natural_person=natural_person, rungs=rungs)
    take_turn()
    row = FieldRule.objects.create(field=field, natural_person=natural_person, reason=reason, by=by, **rungs)
    before = {"default": now.default, "least": now.least, "most": now.most}
    audit(
        by=by,
        verb="directory.set_field_rule",
        object=row,
        before=_named(before),
        after=_named(rungs) | {"reason": reason},
    )
    return start_run(by=by, kind=APPLY, subject_public_id=row.public_id)


def _named(rungs: Mapping[str, int]) -> dict[str, str]:
    return {name: Rung(rung).name.lower() for name, rung in rungs.items()}


def _require_allowed(field: str, *, natural_person: bool, rungs: Mapping[str, int]) -> None:
    if not rungs["least"] <= rungs["default"] <= rungs["most"]:
        raise RefusedError(_("The default has to lie inside the allowed range."))
    least, most = allowed_rungs(field, natural_person=natural_person)
    if rungs["least"] not in least or rungs["most"] not in most:
        raise RefusedError(_(
            "Of sole traders this is personal data: they may always hide it, and everyone sees it only with their consent."
        ))  # fmt: skip


def apply_field_rules(*, run: BackgroundRun, progress: Progress) -> None:
    """Carry out what was decided: the rule is in force, then the organisations move, some hundreds at a time.

    Of each organisation page, list and search change together, and others can write in between. Repeating it changes nothing.
    """
    row = _in_force(run.subject_public_id)
    keys = list(
        Organisation.objects.filter(natural_person=row.natural_person).order_by("pk").values_list("pk", flat=True)
    )
    for start in range(0, len(keys), AT_ONCE):
        progress(_("Moving the fields of all organisations"), start, len(keys))
        _move(row, keys[start : start + AT_ONCE])


@transaction.atomic
def _in_force(public_id: str) -> FieldRule:
    take_turn()
    row = FieldRule.objects.get(public_id=public_id)
    if row.applied_at is None:
        row.applied_at = timezone.now()
        row.save(update_fields=["applied_at"])
    return row


@transaction.atomic
def _move(row: FieldRule, keys: Sequence[int]) -> None:
    """Move some organisations as the rule in force says, which may be a newer one than ``row``."""
    take_turn()
    rule = rules_for(natural_person=row.natural_person)[row.field]
    rows = FieldVisibility.objects.filter(field=row.field, organisation__in=keys)
    rows.filter(is_chosen=False).update(rung=rule.default)
    rows.filter(is_chosen=True, rung__lt=rule.least).update(rung=rule.least)
    rows.filter(is_chosen=True, rung__gt=rule.most).update(rung=rule.most)
    index_organisations(keys)
