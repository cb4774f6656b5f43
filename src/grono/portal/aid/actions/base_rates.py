"""Base rates from which the discount rate of instalments follows (AID-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from grono.messages import InputError, Problem, message
from grono.portal.aid.models import BaseRate
from grono.portal.aid.permissions import refuse_without
from grono.portal.core.audit import audit, take_turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.models import User
    from grono.stateaid import BaseRate as Published


@transaction.atomic
def record_base_rates(*, by: User | None, rates: Sequence[Published]) -> int:
    """Record base rates and return how many are new; those that are held already are passed over.

    Another rate for a day that has one corrects it and needs a reason; both stay, and grants keep the rate they were recorded with.

    Raises
    ------
    InputError
        With every day for which another rate is held, where no reason is given.
    """
    take_turn()
    refuse_without(by, "aid.keep_ledger")
    held: dict[tuple[str, object], BaseRate] = {}
    for row in BaseRate.objects.order_by("pk"):
        held[row.country, row.valid_from] = row
    new = [rate for rate in rates if not _is_held(rate, held.get((rate.country, rate.valid_from)))]
    wrong = [
        _other_rate(rate, known)
        for rate in new
        if (known := held.get((rate.country, rate.valid_from))) is not None and not rate.reason
    ]
    if wrong:
        raise InputError(wrong)
    made = [
        BaseRate.objects.create(
            country=one.country,
            valid_from=one.valid_from,
            percent=one.percent,
            source=one.source,
            reason=one.reason if (one.country, one.valid_from) in held else "",
            recorded_by=by,
        )
        for one in new
    ]
    if made:
        after = {str(row): f"{row.percent:f} % ({row.source})" for row in made[:200]}
        audit(by=by, verb="aid.record_base_rates", object=made[-1], after={"count": len(made), **after})
    return len(made)


def _is_held(rate: Published, known: BaseRate | None) -> bool:
    return known is not None and (known.percent, known.source) == (rate.percent, rate.source)


def _other_rate(rate: Published, held: BaseRate) -> Problem:
    sentence = message(
        "From %(day)s on the base rate %(held)s %% (%(source)s) is held for %(country)s, not %(rate)s %%. If the one held is wrong, give the "
        "reason of the correction.",
        day=rate.valid_from.isoformat(),
        held=f"{held.percent.normalize():f}",
        source=held.source,
        country=held.country,
        rate=f"{rate.percent.normalize():f}",
    )
    return Problem("other-rate", sentence, column="rate", value=f"{rate.percent:f}")
