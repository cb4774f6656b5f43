"""What a ledger records: grants, control links, mergers and splits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from grono.stateaid.money import by_largest_remainder, to_cents
from grono.stateaid.regulations import DEFAULT_REGULATION

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from fractions import Fraction

    from grono.stateaid.schedules import Schedule

GrantState = Literal["recorded", "withdrawn", "repaid"]
LinkType = Literal["a", "b", "c", "d"]


@dataclass(frozen=True)
class AidGrant:
    """One grant of de minimis aid, as far as the ceilings need it.

    Parameters
    ----------
    beneficiary : str
        The undertaking, by tax number (NIP).
    granting_date : date
        The day on which the legal right was conferred, not that of payment (AID-3).
    gge_eur : Decimal
        Gross grant equivalent in euro, whole cents.
    regulation : str
        Code such as ``2023/2831``.
    seq : int, optional
        Order among the grants of one day.
    identifier : str
        How the caller knows the grant.
    state : {"recorded", "withdrawn", "repaid"}
        Withdrawn and repaid aid does not count.
    road_freight : bool
        Granted to an undertaking that performs road freight transport for hire or reward.
    schedule : Schedule, optional
        The instalments in which it is paid; ``gge_eur`` is already their discounted sum.
    """

    beneficiary: str
    granting_date: date
    gge_eur: Decimal
    regulation: str = DEFAULT_REGULATION
    seq: int | None = None
    identifier: str = ""
    state: GrantState = "recorded"
    road_freight: bool = False
    schedule: Schedule | None = None

    @cached_property
    def cents(self) -> int:
        """The gross grant equivalent in whole cents."""
        return to_cents(self.gge_eur)


@dataclass(frozen=True)
class ControlLink:
    """One undertaking controls another, over a period whose both ends belong to it (AID-8).

    ``type`` is the letter of art. 2(2): majority of votes (a), right to appoint a majority of the board (b), dominant influence
    (c), majority of votes by agreement (d).
    """

    parent: str
    child: str
    type: LinkType = "a"
    valid_from: date | None = None
    valid_to: date | None = None
    via_public_body: bool = False
    via_natural_person: bool = False
    evidence: str = ""

    def holds_on(self, day: date) -> bool:
        """Return whether the link is valid on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Reorganisation:
    """A merger, an acquisition or a split (AID-10, AID-11).

    Parameters
    ----------
    kind : {"merger", "acquisition", "split"}
        In a merger or an acquisition all parties are one undertaking from the effective date on.
    effective_date : date
        The day from which it holds.
    parties : tuple of str
        Tax numbers. Of a split: the divided undertaking first, then those that come out of it; it may be one of them.
    equity : tuple
        Of a split: book value of equity of each undertaking that comes out of it, in their order.
    taken_over : tuple of pairs
        Of a split: identifier of a grant and the undertaking that took over the activity it aided. Without equity and without
        a line here, a grant counts in full for each of them, the safe side.
    """

    kind: Literal["merger", "acquisition", "split"]
    effective_date: date
    parties: tuple[str, ...]
    equity: tuple[Fraction, ...] = ()
    taken_over: tuple[tuple[str, str], ...] = ()

    def shares(self, identifier: str, cents: int) -> list[tuple[str, int]]:
        """Return who holds how much of a grant after the split."""
        heirs = self.parties[1:]
        taker = dict(self.taken_over).get(identifier)
        if taker is not None:
            return [(taker, cents)]
        if len(heirs) == 1:
            return [(heirs[0], cents)]
        if self.equity:
            return list(zip(heirs, by_largest_remainder(cents, self.equity), strict=True))
        return [(heir, cents) for heir in heirs]


def order_of(grant: AidGrant) -> tuple[date, float]:
    """Return the place of a grant in time; without a number of its own it stands last on its day."""
    return grant.granting_date, float("inf") if grant.seq is None else grant.seq
