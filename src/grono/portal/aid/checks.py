"""The door for other apps: may this be granted or contracted? (STR-18)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.messages import LANGUAGES, GronoError, Message
from grono.portal.aid.commitments import commitments_with
from grono.portal.aid.queries import declarations_of, ledger_around, names_of, newest_record, settings_now
from grono.stateaid import Answer, Ask, Basis, check
from grono.stateaid.caveats import missing_in
from grono.stateaid.cells import undertaking_number
from grono.stateaid.regulations import DEFAULT_REGULATION
from grono.stateaid.undertakings import ever_connected

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from decimal import Decimal

    from grono.portal.aid.commitments import Commitment
    from grono.stateaid import AidGrant


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
    contracts: Callable[[list[Commitment]], list[Commitment]] | None = None,
) -> Answer:
    """Check one question against the ledger as it is now, with the settings that hold now.

    Aid that was contracted or declared and does not stand in the ledger counts too. ``contracts`` says which of the contracts found
    count; without it one with the asked undertaking, day and amount does not, because it is what is asked about.
    """
    ledger = ledger_around(number)
    members = ever_connected(ledger, number)
    found = commitments_with(members)
    kept = contracts(found) if contracts else _without_the_asked(found, number, amount_eur, on)
    contracted = missing_in(ledger, [one.as_grant() for one in kept])
    basis = _basis(members, contracted)
    ledger = ledger.part((*ledger.grants, *contracted)) if contracted else ledger
    declared = declarations_of(members)
    ask = Ask(number, amount_eur, on, regulation, road_freight, not_separated, scope or {}, declared, basis)
    return check(ledger, ask, settings_now())


def _without_the_asked(
    found: list[Commitment], number: str, amount_eur: Decimal, on: datetime.date
) -> list[Commitment]:
    asked = next((one for one in found if (one.number, one.on, one.amount_eur) == (number, on, amount_eur)), None)
    return [one for one in found if one is not asked]


def contract_check(  # noqa: PLR0913 - every part of the question
    *,
    number: str,
    amount_eur: Decimal,
    on: datetime.date,
    regulation: str = DEFAULT_REGULATION,
    replaces: Sequence[Commitment] = (),
    besides: Sequence[Commitment] = (),
) -> ContractCheck:
    """Say whether a task or funding line marked aid-relevant may be contracted with an undertaking on a day.

    Only an answer «allowed» is lawful; «cannot tell» is not, and neither is a number that nobody can have.

    Parameters
    ----------
    number, amount_eur, on, regulation
        Who, how much, when, under which regulation.
    replaces : sequence of Commitment
        Contracts known so far that this one takes the place of, and those entered anew with it.
    besides : sequence of Commitment
        Contracts entered together with this one.
    """
    plain = plain_number(number)
    if plain is None:
        sentence = _("“%(value)s” is not a tax number (NIP): it needs ten digits and a right check digit.")
        asked = Answer(Ask(number, amount_eur, on, regulation), "cannot tell", Message(""))
        return ContractCheck(False, "cannot tell", sentence % {"value": number}, None, None, asked)

    def counting(found: list[Commitment]) -> list[Commitment]:
        return [one for one in found if not any(one.is_same(other) for other in replaces)] + list(besides)

    answer = answer_for(number=plain, amount_eur=amount_eur, on=on, regulation=regulation, contracts=counting)
    language = (get_language() or "en")[:2]
    return ContractCheck(
        answer.decision == "allowed",
        answer.decision,
        answer.sentence.in_language(language if language in LANGUAGES else "en"),
        answer.article,
        answer.earliest_day,
        answer,
    )


def plain_number(text: str) -> str | None:
    """Return a tax number without its marks, or a name that the ledger knows; nothing for what is neither."""
    try:
        found = undertaking_number(text)
    except GronoError:
        return None
    return found if found.isdigit() or names_of([found]) else None


def _basis(numbers: Iterable[str], contracted: Sequence[AidGrant]) -> tuple[Basis, ...]:
    newest = newest_record(numbers)
    found = [] if newest is None else [Basis("ledger", timezone.localtime(newest).date())]
    return (*found, *(Basis("contract", grant.granting_date) for grant in contracted))
