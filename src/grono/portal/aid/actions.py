"""Everything that writes state aid: one transaction, one audit row, and a check of every later grant (AID-7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from grono.portal.aid.kinds import GrantState
from grono.portal.aid.models import Certificate, Grant, Link, Reorganisation, SettingChoice, Undertaking
from grono.portal.aid.permissions import refuse_without
from grono.portal.aid.queries import ledger_around, settings_now
from grono.portal.aid.words import AUDIT_WORDS, VERBS
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.stateaid import SETTINGS, Verdict, recheck_undertaking, settings_from

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from decimal import Decimal

    from grono.portal.core.models import User

__all__ = [
    "AUDIT_WORDS",
    "VERBS",
    "Recorded",
    "correct_grant",
    "decide_setting",
    "end_grant",
    "end_link",
    "enter_undertaking",
    "issue_certificate",
    "record_grant",
    "record_link",
    "record_reorganisation",
]

GRANT_FIELDS = (
    "granting_date", "seq", "regulation", "gge_eur", "gge_pln", "nominal_pln", "rate", "rate_table", "rate_date", "legal_basis",
    "form", "purpose", "pkd", "measure_no", "grantor", "road_freight",
)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A grant that was written, with the verdict on it and the grants that are above their ceiling now."""

    grant: Grant
    verdict: Verdict | None
    failing: tuple[Verdict, ...]


@transaction.atomic
def enter_undertaking(
    *, by: User | None, number: str, name: str, country: str = "PL", is_invented: bool = False
) -> Undertaking:
    """Enter an undertaking, or return the one that has the number."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    found = Undertaking.objects.filter(number=number).first()
    if found is not None:
        return found
    made = Undertaking.objects.create(number=number, name=name, country=country, is_invented=is_invented)
    audit(by=by, verb="aid.enter_undertaking", object=made)
    return made


@transaction.atomic
def record_grant(*, by: User | None, beneficiary: Undertaking, values: Mapping[str, Any]) -> Recorded:
    """Record a grant, also a back-dated one or one above its ceiling: what was granted is a fact; its verdict is kept with it."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    given = {name: values[name] for name in GRANT_FIELDS if name in values}
    grant = Grant.objects.create(beneficiary=beneficiary, recorded_by=by, **given)
    recorded = _rechecked(grant)
    if recorded.verdict is not None:
        grant.verdict = _kept(recorded.verdict)
        grant.save(update_fields=["verdict"])
    audit(by=by, verb="aid.record_grant", object=grant, after={"gge_eur": grant.gge_eur, **_found(recorded)})
    return recorded


@transaction.atomic
def correct_grant(*, by: User | None, grant: Grant, gge_eur: Decimal, gge_pln: Decimal | None, reason: str) -> Recorded:
    """Correct the amount of a grant; the old amount stays in the audit, and a certificate must be replaced."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Grant.objects.select_related("beneficiary").get(pk=grant.pk)
    before = {"gge_eur": stored.gge_eur}
    stored.gge_eur, stored.gge_pln = gge_eur, gge_pln
    stored.save(update_fields=["gge_eur", "gge_pln"])
    recorded = _rechecked(stored)
    after = {"gge_eur": gge_eur, "reason": reason, **_found(recorded)}
    audit(by=by, verb="aid.correct_grant", object=stored, before=before, after=after)
    return recorded


@transaction.atomic
def end_grant(*, by: User | None, grant: Grant, state: str, reason: str) -> Recorded:
    """Withdraw a grant or record its repayment; it no longer counts, and every later grant is checked again."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Grant.objects.select_related("beneficiary").get(pk=grant.pk)
    if stored.state != GrantState.RECORDED:
        raise RefusedError(_("This aid is no longer counted; it cannot be withdrawn or repaid once more."))
    stored.state, stored.state_reason = state, reason
    stored.save(update_fields=["state", "state_reason"])
    recorded = _rechecked(stored)
    audit(by=by, verb="aid.end_grant", object=stored, after={"state": state, "reason": reason, **_found(recorded)})
    return recorded


@transaction.atomic
def record_link(*, by: User | None, parent: Undertaking, child: Undertaking, values: Mapping[str, Any]) -> Link:
    """Record that one undertaking controls another."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    if parent == child:
        raise RefusedError(_("An undertaking does not control itself. Choose two different tax numbers."))
    link = Link.objects.create(parent=parent, child=child, recorded_by=by, **values)
    audit(by=by, verb="aid.record_link", object=link)
    return link


@transaction.atomic
def end_link(*, by: User | None, link: Link, valid_to: datetime.date) -> Link:
    """Record the last day of a control link."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Link.objects.select_related("parent", "child").get(pk=link.pk)
    if stored.valid_from is not None and valid_to < stored.valid_from:
        raise RefusedError(_("The last day is before the day on which the link began. Write a later day."))
    stored.valid_to = valid_to
    stored.save(update_fields=["valid_to"])
    audit(by=by, verb="aid.end_link", object=stored, after={"valid_to": valid_to})
    return stored


@transaction.atomic
def record_reorganisation(*, by: User | None, values: Mapping[str, Any]) -> Reorganisation:
    """Record a merger, an acquisition or a split."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    event = Reorganisation.objects.create(recorded_by=by, **values)
    audit(by=by, verb="aid.record_reorganisation", object=event)
    return event


@transaction.atomic
def issue_certificate(  # noqa: PLR0913 - what stands on the paper
    *,
    by: User | None,
    grant: Grant,
    number: str,
    issued_on: datetime.date,
    signatory: str,
    replaces: Certificate | None = None,
) -> Certificate:
    """Issue a certificate for the amount that is recorded now; the newest one of a grant must be replaced by name."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    newest = grant.certificates.filter(replaced_by__isnull=True).first()
    if newest != replaces:
        raise RefusedError(_("This aid has a certificate that is not replaced yet. A new one must replace it."))
    if Certificate.objects.filter(number=number).exists():
        raise RefusedError(_("A certificate with this number exists already. Write the next number of your register."))
    made = Certificate.objects.create(
        grant=grant,
        number=number,
        issued_on=issued_on,
        gge_pln=grant.gge_pln,
        gge_eur=grant.gge_eur,
        signatory=signatory,
        replaces=replaces,
        recorded_by=by,
    )
    after = {"grant": str(grant), "replaces": replaces.number if replaces else None}
    audit(by=by, verb="aid.issue_certificate", object=made, after=after)
    return made


@transaction.atomic
def decide_setting(*, by: User | None, name: str, value: Any, reason: str) -> SettingChoice:
    """Answer an open question for every check from now on."""
    take_turn()
    refuse_without(by, "aid.decide_settings")
    if name not in SETTINGS:
        raise RefusedError(_("There is no such setting."))
    settings_from({name: value})
    made = SettingChoice.objects.create(name=name, value=value, reason=reason, recorded_by=by)
    audit(by=by, verb="aid.decide_setting", object=made, after={"value": str(value), "reason": reason})
    return made


def _rechecked(grant: Grant) -> Recorded:
    number = grant.beneficiary.number
    verdicts = recheck_undertaking(ledger_around(number), number, settings_now())
    own = next((verdict for verdict in verdicts if verdict.grant.identifier == grant.public_id), None)
    return Recorded(grant, own, tuple(verdict for verdict in verdicts if verdict.judgement == "fails"))


def _kept(verdict: Verdict) -> dict[str, Any]:
    return {
        "judgement": verdict.judgement,
        "used": str(verdict.used) if verdict.used is not None else None,
        "ceiling": str(verdict.ceiling) if verdict.ceiling is not None else None,
        "article": verdict.article,
        "members": sorted(verdict.members),
    }


def _found(recorded: Recorded) -> dict[str, Any]:
    return {
        "judgement": recorded.verdict.judgement if recorded.verdict else None,
        "fails": [verdict.grant.granting_date for verdict in recorded.failing],
    }
