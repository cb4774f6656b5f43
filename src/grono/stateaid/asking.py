"""The question and the answer of a check, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from grono.stateaid.money import from_cents, to_cents
from grono.stateaid.records import AidGrant
from grono.stateaid.regulations import DEFAULT_REGULATION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from grono.messages import Message
    from grono.stateaid.counting import Use
    from grono.stateaid.ledger import Piece

Decision = Literal["allowed", "refused", "cannot tell"]


@dataclass(frozen=True)
class Basis:
    """Something an answer rests on, with the day on which it was true (AID-23)."""

    source: str
    day: date


@dataclass(frozen=True)
class Declaration:
    """What the undertaking itself declared, with the aid it listed (AID-21)."""

    by: str
    day: date
    listed_aid: tuple[AidGrant, ...] = ()


@dataclass(frozen=True)
class Ask:
    """The question: this undertaking, this amount, this day.

    Parameters
    ----------
    beneficiary : str
        The undertaking, by tax number.
    amount : Decimal
        Gross grant equivalent in euro.
    day : date
        The day on which the legal right would be conferred.
    regulation : str
        Under which regulation.
    road_freight : bool
        The undertaking performs road freight transport for hire or reward.
    not_separated : tuple of str
        Families of activities that the undertaking does not keep apart in its accounts (AID-20).
    scope : mapping
        Answers to :data:`grono.stateaid.scope.QUESTIONS`; a question without an answer is named in the caveats.
    declarations : tuple of Declaration
        The newest declaration of the undertaking and of each that was ever linked with it.
    basis : tuple of Basis
        What the ledger rests on.
    """

    beneficiary: str
    amount: Decimal
    day: date
    regulation: str = DEFAULT_REGULATION
    road_freight: bool = False
    not_separated: tuple[str, ...] = ()
    scope: Mapping[str, bool] = field(default_factory=dict)
    declarations: tuple[Declaration, ...] = ()
    basis: tuple[Basis, ...] = ()

    def as_grant(self) -> AidGrant:
        """Return the asked aid as if it were granted."""
        amount = from_cents(to_cents(self.amount))
        return AidGrant(self.beneficiary, self.day, amount, self.regulation, road_freight=self.road_freight)


@dataclass(frozen=True)
class Caveat:
    """Something the reader of an answer must know; ``code`` is stable."""

    code: str
    message: Message


@dataclass(frozen=True)
class Answer:
    """What a check found.

    Parameters
    ----------
    decision : {"allowed", "refused", "cannot tell"}
        The engine informs; the granting authority decides.
    article : str or None
        The provision that stands against it.
    window : pair of dates, or None
        The days over which aid counts, both included.
    members : tuple of str
        The single undertaking on the asked day.
    used, free, excess, ceiling : Decimal or None
        Of the tightest ceiling, in euro.
    earliest_day : date or None
        The first day from the asked one on which the amount would be lawful; none: never, or not while parameters are recorded.
    uses : tuple of Use
        Every ceiling that binds.
    counted : tuple of Piece
        The grants of the window.
    pushed : tuple of AidGrant
        Later recorded grants that the aid would push over their own ceiling.
    caveats : tuple of Caveat
        Open questions, unchecked figures, missing papers.
    basis : tuple of Basis
        What the answer rests on.
    sentence : Message
        The answer in words.
    """

    ask: Ask
    decision: Decision
    sentence: Message
    article: str | None = None
    window: tuple[date, date] | None = None
    members: tuple[str, ...] = ()
    used: Decimal | None = None
    free: Decimal | None = None
    excess: Decimal | None = None
    ceiling: Decimal | None = None
    earliest_day: date | None = None
    uses: tuple[Use, ...] = ()
    counted: tuple[Piece, ...] = ()
    pushed: tuple[AidGrant, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    basis: tuple[Basis, ...] = ()
