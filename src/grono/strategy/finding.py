"""What a finding is, and how its cells are named."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from grono.messages import Message, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.strategy.card import IndicatorKind


@dataclass(frozen=True)
class Finding:
    """A contradiction or a gap. It says what stands where; it never changes the card.

    Parameters
    ----------
    code : str
        Stable code of the rule, such as ``F-STAGE``.
    cells : tuple of Message
        The cells concerned; two of them contradict each other, one alone has a gap.
    message : Message
        What is contradictory or lacking.
    repair : Message
        What to do about it.
    subject : str
        The text of the cell, or the name of the item, as it stands on the card.
    details : mapping
        The figures, for programs.
    """

    code: str
    cells: tuple[Message, ...]
    message: Message
    repair: Message
    subject: str = ""
    details: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        """Return finding and repair as one text."""
        return f"{self.message.in_language(language)} {self.repair.in_language(language)}"


def kind_label(kind: IndicatorKind) -> Message:
    """Return the name of a kind of indicators."""
    return _KINDS[kind.value]


_KINDS = {
    "output": message("output indicators"),
    "outcome": message("outcome indicators"),
    "impact": message("impact indicators"),
    "context": message("context indicators"),
}


def stage_cell(number_text: str, year: int | None = None) -> Message:
    """Name a stage, or its cell of one year."""
    if year is None:
        return message("stage %(number)s", number=number_text)
    return message("stage %(number)s, year %(year)s", number=number_text, year=str(year))


def body_cell(order: int) -> Message:
    """Name a cooperating body."""
    return message("cooperating body %(order)s", order=str(order))


def indicator_cell(name: str, year: int | None = None) -> Message:
    """Name an indicator, or its value of one year."""
    if year is None:
        return message("indicator “%(name)s”", name=name)
    return message("indicator “%(name)s”, year %(year)s", name=name, year=str(year))
