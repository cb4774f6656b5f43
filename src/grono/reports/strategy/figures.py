"""What a strategy has reached, as plain values: the one set from which every report is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.quantities import Absent, Range, missing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from grono.charts import Beside, Stage
    from grono.messages import Message
    from grono.quantities import Quantity
    from grono.strategy import Direction, Finding, IndicatorKind, Progress, RollUp, Status

_NO_DATA = missing()


@dataclass(frozen=True)
class Evidence:
    """What stands behind a figure: a file, an address, or the statement of who reported it.

    Parameters
    ----------
    title : str
        Its name, or the words of the statement; nothing where the name is not public.
    href : str
        Where it can be read; nothing for a statement, or for a file that was deleted.
    sha256 : str
        Checksum of a file; it stays when the file is deleted.
    is_statement : bool
        Whether it is a statement (oświadczenie) instead of a document.
    is_gone : bool
        Whether the file was deleted since.
    """

    title: str
    href: str = ""
    sha256: str = ""
    is_statement: bool = False
    is_gone: bool = False


@dataclass(frozen=True)
class Money:
    """One source of money; planned, contracted and paid are never added (STR-17)."""

    source: str
    planned: Quantity = _NO_DATA
    contracted: Quantity = _NO_DATA
    paid: Quantity = _NO_DATA


@dataclass(frozen=True)
class TaskFigures:
    """A task at the end of a period.

    Parameters
    ----------
    number, title, owner : str
        As the strategy has them.
    in_period, to_date : Progress, optional
        Points done and planned in the period, and since the beginning; None where nothing was reported, which is not zero.
    status : Status
        Its colour with the reason.
    by_year : sequence of (str, Progress)
        Points of each year of the plan.
    stages : sequence of Stage
        Its stages by years, planned and done.
    money : sequence of Money
        By source.
    sentence : str
        What the owner says about the period.
    evidence : sequence of Evidence
        Behind the points and the money.
    is_typed : bool
        Whether the progress was typed as a percentage instead of computed from points (STR-13).
    """

    number: str
    title: str
    owner: str
    in_period: Progress | None
    to_date: Progress | None
    status: Status
    by_year: Sequence[tuple[str, Progress]] = ()
    money: Sequence[Money] = ()
    sentence: str = ""
    evidence: Sequence[Evidence] = ()
    is_typed: bool = False
    href: str = ""
    stages: Sequence[Stage] = ()


@dataclass(frozen=True)
class Reading:
    """A value of an indicator in one period; ``flag`` and ``source_date`` are those of the statistics it was taken from (STR-16).

    ``year`` is the one at whose end the value stands; a picture needs it.
    """

    period: str
    value: Quantity
    flag: str = ""
    source_date: date | None = None
    evidence: Sequence[Evidence] = ()
    year: int | None = None


@dataclass(frozen=True)
class IndicatorFigures:
    """An indicator at the end of a period.

    Parameters
    ----------
    name, unit, source : str
        As the strategy has them.
    kind : IndicatorKind
        Output, outcome, impact or context.
    direction : Direction, optional
        Which way is better.
    baseline, target : Quantity
        Where it started and where it is to be; missing where the strategy gives none.
    target_period, baseline_period : str
        When the target is due, and when the baseline was so.
    readings : sequence of Reading
        In order of time.
    status : Status, optional
        None where there is no target to judge by.
    peer_median : Quantity, optional
        The median of the peer group.
    """

    name: str
    kind: IndicatorKind
    unit: str = ""
    direction: Direction | None = None
    baseline: Quantity = _NO_DATA
    target: Quantity = _NO_DATA
    target_period: str = ""
    readings: Sequence[Reading] = ()
    status: Status | None = None
    source: str = ""
    peer_median: Quantity = _NO_DATA
    href: str = ""
    baseline_period: str = ""

    @property
    def latest(self) -> Reading | None:
        """Return the last reading that is a number."""
        return next((one for one in reversed(self.readings) if isinstance(one.value, Range)), None)

    @property
    def has_target(self) -> bool:
        """Say whether there is a target to judge by."""
        return not isinstance(self.target, Absent)


@dataclass(frozen=True)
class GoalFigures:
    """A goal with its tasks and indicators; ``roll`` is the work done in its tasks, rolled up with coverage (STR-22)."""

    number: str
    title: str
    lead: str = ""
    tasks: Sequence[TaskFigures] = ()
    indicators: Sequence[IndicatorFigures] = ()
    roll: RollUp | None = None

    @property
    def name(self) -> str:
        """Return number and title."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class PlanChange:
    """A change of the plan: what was, what is, by which decision; a text stands in the language of the strategy."""

    subject: str
    field: str
    old: str
    new: str
    authority: str
    reference: str
    valid_from: date
    recorded_on: date
    is_text: bool = False


@dataclass(frozen=True)
class Check:
    """One line of a list of requirements: its words, its state, the section that meets it."""

    number: str
    text: Message | str
    state: Message | str
    reference: str = ""


@dataclass(frozen=True)
class Line:
    """A sentence about something done elsewhere, with its address: an evaluation, a grant of aid."""

    text: str
    href: str = ""
    detail: str = ""


@dataclass(frozen=True)
class AidSum:
    """Aid contracted under a strategy by kind: how many contracts with how many undertakings, and their sum in euro."""

    kind: str
    contracts: int
    beneficiaries: int
    euro: Quantity


@dataclass(frozen=True)
class Diagnosed:
    """A statement of the diagnosis: the own figure beside that of the country; ``origin`` is source and date of the latter."""

    statement: str
    beside: Beside
    rank: str = ""


@dataclass(frozen=True)
class PutTogether:
    """An indicator that several parts report, put together: ``counted`` of ``items`` parts, by a formula (STR-14)."""

    name: str
    unit: str
    value: Quantity
    counted: int
    items: int
    formula: Message


@dataclass(frozen=True)
class StrategyFigures:
    """Everything a report of a strategy says.

    Parameters
    ----------
    title, language : str
        Of the strategy.
    period : str
        The period reported, in words.
    resolutions : sequence of str
        By which the plan was adopted and amended, the latest last.
    data_date : date
        Day of the figures: what was known at its end.
    created : datetime
        Moment of making, with its time zone.
    goals : sequence of GoalFigures
        In their order.
    diagnosis : sequence of Diagnosed
        What the strategy starts from.
    is_invented : bool
        Whether figures were invented for a demonstration; every form says so.
    findings : sequence of Finding
        Contradictions and gaps in the plan and in what was reported.
    together : sequence of PutTogether
        Indicators that several parts report.
    until : int, optional
        The year by whose end things stand so; without it no stages are drawn.
    """

    title: str
    language: str
    period: str
    data_date: date
    created: datetime
    goals: Sequence[GoalFigures]
    resolutions: Sequence[str] = ()
    changes: Sequence[PlanChange] = ()
    evaluations: Sequence[Line] = ()
    aid: Sequence[Line] = ()
    aid_sums: Sequence[AidSum] = ()
    findings: Sequence[Finding] = ()
    recommendations: Sequence[Check] = ()
    completeness: Sequence[Check] = ()
    diagnosis: Sequence[Diagnosed] = ()
    is_invented: bool = False
    href: str = ""
    until: int | None = None
    together: Sequence[PutTogether] = ()

    @property
    def tasks(self) -> Iterator[TaskFigures]:
        """Return every task."""
        return (task for goal in self.goals for task in goal.tasks)

    @property
    def indicators(self) -> Iterator[IndicatorFigures]:
        """Return every indicator."""
        return (one for goal in self.goals for one in goal.indicators)
