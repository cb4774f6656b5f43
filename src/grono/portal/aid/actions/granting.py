"""Grants: recorded, brought in, corrected, ended; each time every later grant is checked again (AID-7)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.messages import LANGUAGES
from grono.portal.aid.checks import answer_for
from grono.portal.aid.kinds import GrantState
from grono.portal.aid.models import Grant, Undertaking
from grono.portal.aid.permissions import refuse_without
from grono.portal.aid.queries import as_grant, equal_grants, ledger_around, settings_now
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import number
from grono.stateaid import Verdict, recheck, recheck_undertaking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from grono.portal.core.models import User

PARTICULARS = (
    "legal_basis", "purpose", "pkd", "measure_no", "grantor", "grantor_number", "grantor_address", "beneficiary_address",
    "legal_form", "size", "teryt", "act_date", "act_symbol", "act_description", "amended_act", "funds_origin", "service",
    "eligible_costs",
)  # fmt: skip
"""What no check rests on, only the papers: it may be added afterwards."""
GRANT_FIELDS = (
    "granting_date", "seq", "regulation", "gge_eur", "gge_pln", "nominal_pln", "rate", "rate_table", "rate_date", "form",
    "road_freight", "instalments", "discount_rate", *PARTICULARS,
)  # fmt: skip


@dataclass(frozen=True)
class Recorded:
    """A grant that was written, with the verdict on it and the grants above their ceiling whose window contains it."""

    grant: Grant
    verdict: Verdict | None
    failing: tuple[Verdict, ...]


@transaction.atomic
def record_grant(
    *, by: User | None, beneficiary: Undertaking, values: Mapping[str, Any], as_fact: bool = False
) -> Recorded:
    """Record a grant that a check allows, or one that has been granted all the same; its verdict is kept with it.

    The check stands in the transaction, behind the one turn of all who write: of two officers who grant to one single undertaking at
    once, the second is told what the first has done.

    Raises
    ------
    RefusedError
        When the ledger holds the same grant already, or when a check does not allow it and it is not said to be a fact.
    """
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    given = {name: values[name] for name in GRANT_FIELDS if name in values}
    if equal_grants(beneficiary, given).exists():
        raise RefusedError(
            _(
                "The ledger holds a grant of the same day, amount and regulation to this undertaking already. If there were two, give "
                "each its order on that day."
            )
        )
    if not as_fact:
        _refuse_unlawful(beneficiary, given)
    grant = Grant.objects.create(beneficiary=beneficiary, recorded_by=by, **given)
    recorded = _rechecked(grant)
    if recorded.verdict is not None:
        grant.verdict = _kept(recorded.verdict)
        grant.save(update_fields=["verdict"])
    audit(by=by, verb="aid.record_grant", object=grant, after={"gge_eur": grant.gge_eur, **_found(recorded)})
    return recorded


def _refuse_unlawful(beneficiary: Undertaking, given: Mapping[str, Any]) -> None:
    answer = answer_for(
        number=beneficiary.number,
        amount_eur=given["gge_eur"],
        on=given["granting_date"],
        regulation=given["regulation"],
        road_freight=given.get("road_freight", False),
    )
    if answer.decision == "allowed":
        return
    language = (get_language() or "en")[:2]
    sentence = _("%(why)s If it has been granted all the same, say so below, and it is recorded with its verdict.")
    raise RefusedError(sentence % {"why": answer.sentence.in_language(language if language in LANGUAGES else "en")})


@transaction.atomic
def bring_in_grants(*, by: User | None, grants: Sequence[tuple[Undertaking, Mapping[str, Any]]]) -> list[Verdict]:
    """Record many grants as facts, check every grant around them once, and return the verdicts on those above their ceiling."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    made = [
        Grant(
            beneficiary=beneficiary,
            recorded_by=by,
            **{name: values[name] for name in GRANT_FIELDS if name in values},
        )
        for beneficiary, values in grants
    ]
    Grant.objects.bulk_create(made)
    verdicts = recheck(ledger_around(*{grant.beneficiary.number for grant in made}), settings_now())
    found = {verdict.grant.identifier: verdict for verdict in verdicts}
    for grant in made:
        grant.verdict = _kept(found[grant.public_id])
    Grant.objects.bulk_update(made, ["verdict"], batch_size=500)
    for grant in made:
        audit(
            by=by,
            verb="aid.record_grant",
            object=grant,
            after={"gge_eur": grant.gge_eur, "judgement": grant.verdict["judgement"]},
        )
    return [verdict for verdict in verdicts if verdict.judgement == "fails"]


@dataclass(frozen=True)
class Correction:
    """Another amount for a grant, and why; ``seen_eur`` is the one that stood on the page of who corrects it, if there was one.

    The instalments are those from which the new amount follows; without any the old ones go, because it no longer follows from them.
    """

    gge_eur: Decimal
    gge_pln: Decimal | None
    reason: str
    seen_eur: Decimal | None = None
    instalments: Sequence[Sequence[Any]] = ()
    discount_rate: Decimal | None = None
    nominal_pln: Decimal | None = None


@transaction.atomic
def correct_grant(*, by: User | None, grant: Grant, correction: Correction) -> Recorded:
    """Correct the amount of a grant; the old amount stays in the audit, and a certificate must be replaced.

    Raises
    ------
    RefusedError
        When the amount is no longer the one that was seen, or the aid no longer counts.
    """
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Grant.objects.select_related("beneficiary").get(pk=grant.pk)
    if stored.state != GrantState.RECORDED:
        raise RefusedError(_("This aid no longer counts; its amount stays as it was."))
    if correction.seen_eur not in (None, stored.gge_eur):
        raise RefusedError(
            _(
                "Somebody has corrected this amount meanwhile: it is EUR %(amount)s now. Look at the grant, then correct it again if needed."
            )
            % {"amount": number(stored.gge_eur, 2)}
        )
    before = _corrected(stored)
    stored.gge_eur, stored.gge_pln = correction.gge_eur, correction.gge_pln
    stored.instalments, stored.discount_rate = list(correction.instalments), correction.discount_rate
    stored.nominal_pln = correction.nominal_pln if correction.nominal_pln is not None else stored.nominal_pln
    stored.corrected_on = timezone.localdate()
    names = ["gge_eur", "gge_pln", "instalments", "discount_rate", "nominal_pln", "corrected_on"]
    stored.save(update_fields=names)
    recorded = _rechecked(stored)
    after = {**_corrected(stored), "reason": correction.reason, **_found(recorded)}
    audit(by=by, verb="aid.correct_grant", object=stored, before=before, after=after)
    return recorded


def _corrected(grant: Grant) -> dict[str, Any]:
    """Return what a correction changes, for the audit; the instalments only where there are any."""
    paid = {"instalments": grant.instalments, "discount_rate": grant.discount_rate} if grant.instalments else {}
    return {"gge_eur": grant.gge_eur, **paid}


@transaction.atomic
def complete_grant(*, by: User | None, grant: Grant, values: Mapping[str, Any]) -> Grant:
    """Add particulars that a grant lacks; what stands there is not changed, for a certificate may say it.

    A button pressed twice adds them once.

    Raises
    ------
    RefusedError
        When something else stands in the place of one of them.
    """
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    stored = Grant.objects.select_related("beneficiary").get(pk=grant.pk)
    added = {name: values[name] for name in PARTICULARS if name in values and values[name] != getattr(stored, name)}
    if not added:
        return stored
    if any(getattr(stored, name) not in (None, "") for name in added):
        raise RefusedError(
            _("Somebody has added some of these particulars meanwhile. Look at the grant, then add what still lacks.")
        )
    for name, value in added.items():
        setattr(stored, name, value)
    stored.save(update_fields=list(added))
    audit(by=by, verb="aid.complete_grant", object=stored, after={"particulars": sorted(added)})
    return stored


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


def _rechecked(grant: Grant) -> Recorded:
    number = grant.beneficiary.number
    verdicts = recheck_undertaking(ledger_around(number), number, settings_now())
    own = next((verdict for verdict in verdicts if verdict.grant.identifier == grant.public_id), None)
    touched = as_grant(grant)
    failing = (verdict for verdict in verdicts if verdict.judgement == "fails" and verdict.counts(touched))
    return Recorded(grant, own, tuple(failing))


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
