"""Operations on state aid: may it be granted, and how much is free."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.aid.checks import answer_for, plain_number
from grono.portal.aid.forms.fields import family_words
from grono.portal.aid.forms.register import PeriodForm
from grono.portal.aid.queries import (
    base_rates_visible_to,
    grants_visible_to,
    ledger_around,
    schedule_of,
    settings_now,
    undertaking_visible_to,
    undertakings_found,
)
from grono.portal.aid.register import entry_of, grants_of_register
from grono.portal.api import aid_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of
from grono.portal.api.asking import Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.stateaid import QUESTIONS, calendar, head_room
from grono.stateaid.base_rates import ABOVE_BASE
from grono.stateaid.days import years_before
from grono.stateaid.regulations import codes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from grono.portal.aid.models import Grant
    from grono.stateaid import Schedule
    from grono.stateaid.counting import Use

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
NUMBER = Path(..., description=_("Tax number (NIP) of the undertaking."), examples=["5260000005"])
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/aid/check/{number}",
    response={200: schemas.CheckAnswer, **REFUSED},
    url_name="aid-check",
    summary=_("Whether de minimis aid may be granted on a day"),
)
def check(request: HttpRequest, asked: Query[schemas.WantedCheck], number: str = NUMBER) -> dict[str, Any]:
    """Check one question against the ledger; nothing is recorded."""
    if not reader_of(request).can("aid.see_ledger"):
        raise Http404
    if asked.regulation not in codes():
        sentence = gettext("There is no such regulation. Choose one of %(known)s.") % {"known": ", ".join(codes())}
        raise WrongParametersError({"regulation": sentence})
    plain = plain_number(number)
    if plain is None:
        sentence = gettext("“%(value)s” is not a tax number (NIP): it needs ten digits and a right check digit.")
        raise WrongParametersError({"number": sentence % {"value": number}})
    day = asked.day or timezone.localdate()
    answer = answer_for(
        number=plain,
        amount_eur=asked.amount,
        on=day,
        regulation=asked.regulation,
        scope=_scope(asked),
        road_freight=asked.road_freight,
        not_separated=tuple(asked.not_separated),
    )
    return {
        "decision": answer.decision,
        "sentence": answer.sentence.in_language(language()),
        "article": answer.article,
        "members": list(answer.members),
        "free_eur": _money(answer.free),
        "excess_eur": _money(answer.excess),
        "earliest_day": answer.earliest_day,
        "ceilings": _ceilings(answer.uses),
        "remarks": [
            {"code": caveat.code, "message": caveat.message.in_language(language())} for caveat in answer.caveats
        ],
        "rests_on": [
            *({"source": one.source, "day": one.day} for one in answer.basis),
            *({"source": "declaration", "day": one.day} for one in answer.ask.declarations),
        ],
    }


def _scope(asked: schemas.WantedCheck) -> dict[str, bool]:
    """Return the answers to the questions of scope; those not asked have none."""
    names, families = [question.name for question in QUESTIONS], list(family_words())[1:]
    for parameter, given, known in (("scope", asked.scope, names), ("not_separated", asked.not_separated, families)):
        if not set(given) <= set(known):
            sentence = gettext("There is no such name. Choose from %(known)s.") % {"known": ", ".join(known)}
            raise WrongParametersError({parameter: sentence})
    said = dict.fromkeys(asked.scope, True)
    return dict.fromkeys(names, False) | said if asked.scope_asked else said


@router.get(
    "/aid/undertakings",
    response={200: schemas.Undertakings, 422: WrongParameters},
    url_name="aid-undertakings",
    summary=_("Undertakings of the ledger of state aid"),
)
def list_undertakings(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the undertakings by name: all for who sees the ledger, their own for who administers an organisation."""
    found = undertakings_found(reader_of(request))
    items = [
        {
            "public_id": one.public_id,
            "number": one.number,
            "name": one.name,
            "grants": one.counting,
            "is_invented": one.is_invented,
            "page": request.build_absolute_uri(reverse("aid:undertaking", args=[one.public_id])),
        }
        for one in part_of(found, asked)
    ]
    return paged(request, asked, found.count(), items)


@router.get(
    "/aid/undertakings/{public_id}/head-room",
    response={200: schemas.HeadRoomAnswer, **REFUSED},
    url_name="aid-head-room",
    summary=_("What is free for an undertaking, on a day and over time"),
)
def free_for(request: HttpRequest, asked: Query[schemas.WantedSpan], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the head-room of an undertaking under the general regulation."""
    reader = reader_of(request)
    one = undertaking_visible_to(reader, public_id)
    day = asked.day or timezone.localdate()
    last = max(day, asked.until or years_before(day, -3))
    ledger, settings = ledger_around(one.number), settings_now()
    found = head_room(ledger, one.number, day, settings=settings)
    return {
        "day": day,
        "members": list(found.members) if reader.can("aid.see_ledger") else [one.number],
        "free_eur": _money(found.free),
        "used_eur": _money(found.used),
        "ceilings": _ceilings(found.uses),
        "calendar": [
            {
                "first": stretch.start,
                "last": stretch.end,
                "free_eur": _money(stretch.free),
                "used_eur": _money(stretch.used),
            }
            for stretch in calendar(ledger, one.number, (day, last), settings=settings)
        ],
    }


@router.get(
    "/aid/base-rates",
    response={200: schemas.BaseRates, 422: WrongParameters},
    url_name="aid-base-rates",
    summary=_("Base rates by country and day, with the discount rates that follow"),
)
def list_base_rates(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the base rates, the newest first, for who sees the ledger; of two for one country and day the one named first holds."""
    found = base_rates_visible_to(reader_of(request))
    items = [
        {
            "valid_from": row.valid_from,
            "country": row.country,
            "base_rate": f"{row.percent.normalize():f}",
            "discount_rate": f"{(row.percent + ABOVE_BASE).normalize():f}",
            "source": row.source,
            "reason": row.reason,
        }
        for row in part_of(found, asked)
    ]
    return paged(request, asked, found.count(), items)


@router.get(
    "/aid/register",
    response={200: schemas.RegisterEntries, 422: WrongParameters},
    url_name="aid-register",
    summary=_("What the central register of de minimis aid takes of a period"),
)
def list_register(request: HttpRequest, asked: Query[schemas.WantedPeriod]) -> dict[str, Any]:
    """Return the grants of a period that count as the register takes them, in order of time, for who sees the ledger."""
    form = PeriodForm.asked({"since": asked.since, "until": asked.until})
    if not form.is_valid():
        raise WrongParametersError({name: " ".join(map(str, problems)) for name, problems in form.errors.items()})
    found = grants_of_register(reader_of(request), form.cleaned_data["since"], form.cleaned_data["until"])
    return paged(request, asked, found.count(), [_entry(row) for row in part_of(found, asked)])


def _entry(row: Grant) -> dict[str, Any]:
    entry = entry_of(row)
    return {
        "grant": row.public_id,
        "beneficiary": entry.beneficiary,
        "number": entry.number,
        "gge_eur": _money(entry.amount_eur),
        "granting_date": entry.granting_date,
        "authority": entry.authority,
        "instrument": entry.instrument,
        "sector": entry.sector,
        "regulation": row.regulation,
        "due": entry.due,
        "lacking": list(entry.lacking),
    }


@router.get(
    "/aid/undertakings/{public_id}/grants",
    response={200: schemas.Grants, **REFUSED},
    url_name="aid-grants",
    summary=_("Grants to an undertaking, with their instalments"),
)
def list_grants(request: HttpRequest, asked: Query[Paged], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the grants to an undertaking in order of time, also those that no longer count."""
    reader = reader_of(request)
    found = grants_visible_to(reader).filter(beneficiary=undertaking_visible_to(reader, public_id))
    return paged(request, asked, found.count(), [_grant(request, row) for row in part_of(found, asked)])


def _grant(request: HttpRequest, row: Grant) -> dict[str, Any]:
    schedule = schedule_of(row)
    return {
        "public_id": row.public_id,
        "granting_date": row.granting_date,
        "order": row.seq,
        "regulation": row.regulation,
        "form": row.form,
        "gge_eur": _money(row.gge_eur),
        "gge_pln": _money(row.gge_pln),
        "nominal_pln": _money(row.nominal_pln),
        "discount_rate": f"{row.discount_rate.normalize():f}" if row.discount_rate is not None else None,
        "instalments": [] if schedule is None else _instalments(row, schedule),
        "state": row.state,
        "verdict_when_recorded": row.verdict.get("judgement"),
        "page": request.build_absolute_uri(reverse("aid:grant", args=[row.public_id])),
    }


def _instalments(row: Grant, schedule: Schedule) -> list[dict[str, Any]]:
    return [
        {
            "years": years,
            "paid_on": years_before(row.granting_date, -years),
            "amount_pln": _money(amount),
            "worth_pln": _money(worth),
        }
        for (years, amount), worth in zip(schedule.parts, schedule.equivalent().parts, strict=True)
    ]


def _ceilings(uses: Sequence[Use]) -> list[dict[str, Any]]:
    return [
        {
            "article": use.limit.article,
            "window": {"first": use.start, "last": use.end},
            "used_eur": _money(use.used),
            "ceiling_eur": _money(use.ceiling),
        }
        for use in uses
    ]


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
