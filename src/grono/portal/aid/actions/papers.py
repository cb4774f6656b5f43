"""Certificates, declarations, rates of the NBP, and answers to what the law leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from grono.messages import InputError, Problem, message
from grono.portal.aid.models import Certificate, Declaration, Grant, Rate, SettingChoice, Undertaking
from grono.portal.aid.permissions import refuse_without
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError
from grono.stateaid import SETTINGS, settings_from

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from grono.portal.core.models import User
    from grono.stateaid import NbpRate


@transaction.atomic
def issue_certificate(  # noqa: PLR0913 - what stands on the paper
    *,
    by: User | None,
    grant: Grant,
    number: str,
    issued_on: datetime.date,
    signatory: str,
    partners: str = "",
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
        partners=partners,
        replaces=replaces,
        recorded_by=by,
    )
    after = {"grant": str(grant), "replaces": replaces.number if replaces else None}
    audit(by=by, verb="aid.issue_certificate", object=made, after=after)
    return made


@transaction.atomic
def record_declaration(
    *, by: User | None, undertaking: Undertaking, declared_on: datetime.date, listed_aid: list[list[str]]
) -> Declaration:
    """Record what an undertaking says it received elsewhere; what the ledger does not hold of it counts in every check."""
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    made = Declaration.objects.create(
        undertaking=undertaking, declared_on=declared_on, listed_aid=listed_aid, recorded_by=by
    )
    audit(by=by, verb="aid.record_declaration", object=made, after={"listed_aid": listed_aid})
    return made


@transaction.atomic
def bring_in_rates(*, by: User | None, rates: Sequence[NbpRate]) -> int:
    """Bring in rates of the NBP and return how many are new; those that are held already are passed over.

    Raises
    ------
    InputError
        With every day for which another rate is held: a published rate does not change, so one of the two is wrong.
    """
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    held = {row.day: row for row in Rate.objects.filter(day__in=[rate.day for rate in rates])}
    wrong = [
        _other_rate(rate, held[rate.day])
        for rate in rates
        if rate.day in held and (held[rate.day].rate, held[rate.day].table_no) != (rate.rate, rate.table_no)
    ]
    if wrong:
        raise InputError(wrong)
    new = [
        Rate(day=rate.day, rate=rate.rate, table_no=rate.table_no, recorded_by=by)
        for rate in rates
        if rate.day not in held
    ]
    Rate.objects.bulk_create(new)
    if new:
        newest = max(new, key=lambda row: row.day)
        audit(by=by, verb="aid.bring_in_rates", object=newest, after={"count": len(new)})
    return len(new)


def _other_rate(rate: NbpRate, held: Rate) -> Problem:
    sentence = message(
        "For %(day)s the rate %(held)s of table %(table)s is held already, not %(rate)s. Look at the table of the NBP.",
        day=rate.day.isoformat(),
        held=str(held.rate),
        table=held.table_no,
        rate=str(rate.rate),
    )
    return Problem("other-rate", sentence, column="rate", value=str(rate.rate))


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
