"""How many items of a strategy have which status, and which of them nobody can judge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy import Colour, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.reports.strategy.figures import StrategyFigures


def not_due_yet() -> Status:
    """Return the status of an item whose report is not due yet."""
    reason = message("The report is not due yet.")
    return Status(Colour.BEFORE_TERM, Colour.BEFORE_TERM, "STR-26", reason)


def without_stages() -> Status:
    """Return the status of a part that was reported and has no stages by which its work could be judged."""
    reason = message("The report was published; this part has no stages by which its work could be judged.")
    return Status(Colour.BEFORE_TERM, Colour.BEFORE_TERM, "STR-24", reason)


GREY = (Colour.NO_REPORT, Colour.NO_OWNER)
"""Colours of what nobody can judge because somebody owes something (STR-26)."""


@dataclass(frozen=True)
class GreyItem:
    """An item without a judgement, by name, with the reason."""

    name: str
    status: Status


def grey_items(figures: StrategyFigures) -> tuple[GreyItem, ...]:
    """Return everything that is grey because nothing was reported or nobody is responsible, in the order of the strategy."""
    tasks = (GreyItem(f"{task.number} {task.title}".strip(), task.status) for task in figures.tasks)
    indicators = (GreyItem(one.name, one.status) for one in figures.indicators if one.status is not None)
    return tuple(item for item in (*tasks, *indicators) if item.status.worst in GREY)


@dataclass(frozen=True)
class Counts:
    """How many items have which status; they add up to ``items``."""

    green: int = 0
    amber: int = 0
    red: int = 0
    uncertain: int = 0
    before_term: int = 0
    grey: int = 0

    @property
    def items(self) -> int:
        """Return how many items there are."""
        return self.green + self.amber + self.red + self.uncertain + self.before_term + self.grey

    @property
    def judged(self) -> int:
        """Return how many items have a judgement: the coverage."""
        return self.green + self.amber + self.red + self.uncertain


_NAMES = {
    Colour.GREEN: "green",
    Colour.AMBER: "amber",
    Colour.RED: "red",
    Colour.BEFORE_TERM: "before_term",
    Colour.NO_REPORT: "grey",
    Colour.NO_OWNER: "grey",
}


def counts(statuses: Sequence[Status]) -> Counts:
    """Count statuses; an uncertain one is counted as uncertain, never as its better colour."""
    found = dict.fromkeys(("green", "amber", "red", "uncertain", "before_term", "grey"), 0)
    for status in statuses:
        found["uncertain" if status.is_uncertain else _NAMES[status.worst]] += 1
    return Counts(**found)
