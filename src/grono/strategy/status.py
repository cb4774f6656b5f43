"""Statuses that carry their reason: colours, thresholds, and the rules of execution.

The rule set has a version (:data:`RULES_VERSION`), stored with every status that is kept, so that an old report can be explained by the
rules of its day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.quantities import rounded_half_up

if TYPE_CHECKING:
    from collections.abc import Iterable

RULES_VERSION = 1
"""Version of the rules STR-24 to STR-29; raised when a status would come out differently."""


class Colour(StrEnum):
    """What a status says at a glance; the reason says the rest."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BEFORE_TERM = "before_term"
    NO_REPORT = "no_report"
    NO_OWNER = "no_owner"

    @property
    def is_grey(self) -> bool:
        """Say whether there is nothing to judge yet."""
        return self in (Colour.BEFORE_TERM, Colour.NO_REPORT, Colour.NO_OWNER)

    @property
    def label(self) -> Message:
        """Return the word for the colour."""
        return _LABELS[self]


_LABELS = {
    Colour.RED: message("red"),
    Colour.AMBER: message("amber"),
    Colour.GREEN: message("green"),
    Colour.BEFORE_TERM: message("before its term"),
    Colour.NO_REPORT: message("no data"),
    Colour.NO_OWNER: message("without an owner"),
}
_WORST_FIRST = (Colour.RED, Colour.AMBER, Colour.GREEN)


@dataclass(frozen=True)
class Thresholds:
    """Settings of the rule set, as shares.

    The defaults are those of the specification; a strategy that sets others writes down why.
    """

    green: Fraction = Fraction(95, 100)
    amber: Fraction = Fraction(80, 100)
    stage_shortfall: Fraction = Fraction(25, 100)
    maintain_margin: Fraction = Fraction(5, 100)
    trend_significant: Fraction = Fraction(95, 100)
    trend_moderate: Fraction = Fraction(60, 100)


DEFAULT_THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Status:
    """A colour, or two when a range cannot decide, with the rule and the reason.

    Parameters
    ----------
    worst, best : Colour
        The same colour, unless the status is uncertain.
    rule : str
        Number of the rule, such as ``STR-24``.
    reason : Message
        The figures behind it, as a sentence.
    """

    worst: Colour
    best: Colour
    rule: str
    reason: Message

    @property
    def is_uncertain(self) -> bool:
        """Say whether the two ends of a range give different colours."""
        return self.worst is not self.best

    @property
    def label(self) -> Message:
        """Return the words for the status; an uncertain one names both colours."""
        if self.is_uncertain:
            return message("uncertain (%(worst)s–%(best)s)", worst=self.worst.label, best=self.best.label)
        return self.worst.label


def certain(colour: Colour, rule: str, reason: Message) -> Status:
    """Return a status of one colour."""
    return Status(colour, colour, rule, reason)


def judged_at_ends(colours: Iterable[Colour], rule: str, reason: Message) -> Status:
    """Return the status of a range from the colours it can have; the worst and the best are named (STR-28)."""
    found = sorted(set(colours), key=_WORST_FIRST.index)
    return Status(found[0], found[-1], rule, reason)


def without_report() -> Status:
    """Return the grey status of an item nobody reported by the deadline."""
    return certain(Colour.NO_REPORT, "STR-26", message("Nothing was reported by the deadline."))


def without_owner() -> Status:
    """Return the grey status of an item that belongs to nobody."""
    return certain(Colour.NO_OWNER, "STR-26", message("Nobody is named as responsible; name an executor."))


def colour_of_share(share: Fraction, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Colour:
    """Return the colour of a share of the plan."""
    if share >= thresholds.green:
        return Colour.GREEN
    return Colour.AMBER if share >= thresholds.amber else Colour.RED


def percent(share: Fraction, decimals: int = 2) -> float:
    """Return a share in per cent for a sentence, rounded half up."""
    return float(rounded_half_up(share * 100, decimals))
