"""A task card: what one task of a strategy promises, and what was done.

Texts stay as they were written: digits, dashes, spelling. Numbers are read from them when they are asked for, so that a card can be
written again byte for byte.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from grono.quantities import exact, not_planned

if TYPE_CHECKING:
    from grono.quantities import Quantity

NOT_PLANNED_MARK = "-"
"""How a card writes that nothing was planned."""


class IndicatorKind(StrEnum):
    """What an indicator measures: what was made, what changed, what it led to, or the surroundings."""

    OUTPUT = "output"
    OUTCOME = "outcome"
    IMPACT = "impact"
    CONTEXT = "context"


class GroupState(StrEnum):
    """Whether a kind of indicators is listed or was declared to have none („Brak”)."""

    LISTED = "listed"
    DECLARED_NONE = "declared_none"


class ValueRole(StrEnum):
    """What the values of a row say; the legacy card does not say it."""

    UNSPECIFIED = "unspecified"
    BASELINE = "baseline"
    PLAN = "plan"
    ACTUAL = "actual"
    ESTIMATE = "estimate"
    EXPECTED = "expected"
    FORECAST = "forecast"


@dataclass(frozen=True)
class NumberedTitle:
    """A goal, objective or task: its number as written, its title, and the post that leads it."""

    number_text: str
    title: str
    lead_post: str = ""


@dataclass(frozen=True)
class StageCell:
    """Done and planned percentage points of the whole task, digits as written („4,5”)."""

    done_text: str
    planned_text: str

    @cached_property
    def done(self) -> Fraction:
        """Return the points done."""
        return read_digits(self.done_text)

    @cached_property
    def planned(self) -> Fraction:
        """Return the points planned."""
        return read_digits(self.planned_text)

    @property
    def text(self) -> str:
        """Return the cell as the card writes it."""
        return f"{self.done_text}/{self.planned_text}%"


@dataclass(frozen=True)
class Stage:
    """A stage with one cell for each year; ``None`` is not planned (`-`)."""

    number_text: str
    title: str
    cells: tuple[StageCell | None, ...]

    @cached_property
    def done(self) -> Fraction:
        """Return all points done."""
        return sum((cell.done for cell in self.cells if cell), Fraction(0))

    @cached_property
    def planned(self) -> Fraction:
        """Return all points planned."""
        return sum((cell.planned for cell in self.cells if cell), Fraction(0))


@dataclass(frozen=True)
class CooperatingBody:
    """A body and the scope of its cooperation; without a scope the cell has not been split."""

    name_text: str
    scope_text: str | None

    @property
    def is_split(self) -> bool:
        """Say whether name and scope are known apart."""
        return self.scope_text is not None


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator and its values by year; without a source the cell has not been split.

    ``stage`` is the number of the stage a person linked it to; ``role`` what a person said the values are.
    """

    name_text: str
    source_text: str | None
    value_texts: tuple[str, ...]
    role: ValueRole = ValueRole.UNSPECIFIED
    stage: str | None = None

    @property
    def is_split(self) -> bool:
        """Say whether name and source are known apart."""
        return self.source_text is not None

    @property
    def text(self) -> str:
        """Return name and source as the card writes them."""
        return self.name_text if self.source_text is None else f"{self.name_text} {self.source_text}"

    @property
    def values(self) -> tuple[Quantity, ...]:
        """Return the values as quantities; `-` is not planned."""
        return tuple(
            not_planned() if text == NOT_PLANNED_MARK else exact(read_digits(text)) for text in self.value_texts
        )


@dataclass(frozen=True)
class IndicatorGroup:
    """The indicators of one kind."""

    kind: IndicatorKind
    state: GroupState
    rows: tuple[IndicatorRow, ...] = ()


@dataclass(frozen=True)
class FundingLine:
    """A source of money with its share in per cent, digits as written."""

    source_text: str
    share_text: str
    group_text: str | None = None

    @property
    def share(self) -> Fraction:
        """Return the share in per cent."""
        return read_digits(self.share_text)


@dataclass(frozen=True)
class Layout:
    """The two things about the look of a card that its content does not tell.

    Parameters
    ----------
    final_newline : bool
        Whether the last line is ended.
    cell_break_bodies : tuple of int
        Cooperating bodies (the first is 1) whose scope stands on a line of its own.
    """

    final_newline: bool = True
    cell_break_bodies: tuple[int, ...] = ()


@dataclass(frozen=True)
class TaskCard:
    """One task card; texts of several paragraphs hold them one a line."""

    strategy_title: str
    goal: NumberedTitle
    objective: NumberedTitle
    task: NumberedTitle
    addressees: str
    rationale: str
    description: str
    years: tuple[int, ...]
    stages: tuple[Stage, ...]
    executor_text: str
    cooperating: tuple[CooperatingBody, ...]
    indicators: tuple[IndicatorGroup, ...]
    total_cost_text: str = ""
    funding: tuple[FundingLine, ...] = ()
    layout: Layout = field(default_factory=Layout)

    @property
    def rows(self) -> tuple[tuple[IndicatorGroup, IndicatorRow], ...]:
        """Return every indicator with its group, in the order of the card."""
        return tuple((group, row) for group in self.indicators for row in group.rows)


def read_digits(text: str) -> Fraction:
    """Return a number of the card, which has a decimal comma."""
    return Fraction(text.replace(",", "."))
