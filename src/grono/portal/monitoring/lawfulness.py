"""Money marked aid-relevant is contracted only after a lawful check of state aid (STR-18)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.aid.checks import contract_check, plain_number
from grono.portal.aid.commitments import Commitment
from grono.portal.core.problems import RefusedError
from grono.quantities import Range

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity
    from grono.strategy import ProgrammeFunding


@dataclass(frozen=True)
class Contract:
    """With whom, for how much aid, and on what day something is contracted."""

    number: str
    amount_eur: Decimal
    on: datetime.date

    def as_commitment(self, key: str) -> Commitment:
        """Return the contract behind a source of money as the checks of state aid know it."""
        return Commitment(key, self.number, self.on, self.amount_eur)

    def stored(self) -> dict[str, str]:
        """Return the contract as it is kept beside the value."""
        return {"number": self.number, "amount_eur": str(self.amount_eur), "on": self.on.isoformat()}


def is_relevant(part: Part, line: ProgrammeFunding) -> bool:
    """Say whether money of a source may be state aid."""
    return line.aid_relevant or part.node.aid_relevant


def checked(
    part: Part,
    contracted: Mapping[str, Quantity],
    contracts: Mapping[str, Contract],
    kept: Mapping[str, dict[str, Any]],
) -> dict[str, dict[str, Any]]:
    """Return what the check said of each contracted source; a contract checked before is not checked again.

    Raises
    ------
    RefusedError
        When something aid-relevant is contracted without a check, or the check is not lawful.
    """
    lines = {line.key: line for line in part.funding}
    contracts = {key: replace(one, number=plain_number(one.number) or one.number) for key, one in contracts.items()}
    entered = {key: one.as_commitment(key) for key, one in contracts.items() if key in contracted}
    before_now = [one.as_commitment(key) for key, stored in kept.items() if (one := contract_of(stored)) is not None]
    found: dict[str, dict[str, Any]] = {}
    for key, amount in contracted.items():
        line = lines[key]
        if not is_relevant(part, line) or (isinstance(amount, Range) and amount.upper == 0):
            continue
        contract = contracts.get(key)
        if contract is None:
            sentence = _(
                "The contracted amount of “%(source)s” needs a lawful check of state aid: give the beneficiary's number, the aid in euro "
                "and the day."
            )
            raise RefusedError(sentence % {"source": line.source_text})
        before = kept.get(key, {})
        if contract.stored().items() <= before.items():
            found[key] = before
        else:
            others = [one for name, one in entered.items() if name != key]
            found[key] = _lawful(line, contract, [*before_now, *entered.values()], others)
    return found


def _lawful(
    line: ProgrammeFunding, contract: Contract, replaces: list[Commitment], besides: list[Commitment]
) -> dict[str, Any]:
    answer = contract_check(
        number=contract.number, amount_eur=contract.amount_eur, on=contract.on, replaces=replaces, besides=besides
    )
    if not answer.lawful:
        sentence = _("“%(source)s” cannot be contracted. %(why)s")
        raise RefusedError(sentence % {"source": line.source_text, "why": answer.sentence})
    return contract.stored() | {
        "decision": answer.decision,
        "sentence": answer.sentence,
        "article": answer.article or "",
    }


def contract_of(stored: Mapping[str, Any]) -> Contract | None:
    """Return the contract that is kept beside a value."""
    if not stored.get("number"):
        return None
    return Contract(stored["number"], Decimal(stored["amount_eur"]), datetime.date.fromisoformat(stored["on"]))
