"""The door for other apps: may this be granted or contracted? (STR-18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from grono.messages import LANGUAGES
from grono.portal.aid.queries import ledger_around, newest_record, settings_now
from grono.stateaid import Answer, Ask, Basis, check

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from decimal import Decimal

DEFAULT_REGULATION = "2023/2831"


@dataclass(frozen=True)
class ContractCheck:
    """Whether something marked aid-relevant may be contracted, and why; ``answer`` is the whole check."""

    lawful: bool
    decision: str
    sentence: str
    article: str | None
    earliest_day: datetime.date | None
    answer: Answer


def answer_for(  # noqa: PLR0913 - every part of the question
    *,
    number: str,
    amount_eur: Decimal,
    on: datetime.date,
    regulation: str = DEFAULT_REGULATION,
    scope: Mapping[str, bool] | None = None,
    road_freight: bool = False,
    not_separated: tuple[str, ...] = (),
) -> Answer:
    """Check one question against the ledger as it is now, with the settings that hold now."""
    ledger = ledger_around(number)
    basis = _basis({grant.beneficiary for grant in ledger.grants})
    ask = Ask(number, amount_eur, on, regulation, road_freight, not_separated, scope or {}, basis=basis)
    return check(ledger, ask, settings_now())


def contract_check(
    *, number: str, amount_eur: Decimal, on: datetime.date, regulation: str = DEFAULT_REGULATION
) -> ContractCheck:
    """Say whether a task or funding line marked aid-relevant may be contracted with an undertaking on a day.

    Only an answer «allowed» is lawful; «cannot tell» is not.
    """
    answer = answer_for(number=number, amount_eur=amount_eur, on=on, regulation=regulation)
    language = (get_language() or "en")[:2]
    return ContractCheck(
        answer.decision == "allowed",
        answer.decision,
        answer.sentence.in_language(language if language in LANGUAGES else "en"),
        answer.article,
        answer.earliest_day,
        answer,
    )


def _basis(numbers: set[str]) -> tuple[Basis, ...]:
    newest = newest_record(numbers)
    if newest is None:
        return ()
    return (Basis("ledger", timezone.localtime(newest).date()),)
