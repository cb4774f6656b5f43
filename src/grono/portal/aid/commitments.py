"""Aid that other apps have contracted and the ledger does not hold yet: it counts in every check from the contract on (STR-18).

A contract whose aid stands in the ledger (same undertaking, day and amount) counts there and not once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.stateaid import AidGrant
from grono.stateaid.regulations import DEFAULT_REGULATION

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    Source = Callable[[frozenset[str]], Iterable["Commitment"]]


@dataclass(frozen=True)
class Commitment:
    """One contract; ``what`` tells those with one undertaking on one day apart."""

    what: str
    number: str
    on: datetime.date
    amount_eur: Decimal

    def is_same(self, other: Commitment) -> bool:
        """Say whether both are one contract, whatever amount either names."""
        return (self.what, self.number, self.on) == (other.what, other.number, other.on)

    def as_grant(self) -> AidGrant:
        """Return the contracted aid as the checks take it."""
        return AidGrant(self.number, self.on, self.amount_eur, DEFAULT_REGULATION, identifier=self.what)


_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Register who knows contracts with undertakings; called once for each app that makes them."""
    _sources[name] = source


def commitments_with(numbers: Iterable[str]) -> list[Commitment]:
    """Return every contract with these undertakings."""
    wanted = frozenset(numbers)
    return [one for name in sorted(_sources) for one in _sources[name](wanted)]
