"""How a strategy stands at the end of a period: every part and every indicator with its status and the reason, rolled up to goals."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pieces import Pieces
from grono.quantities import Absent, Range
from grono.reports.strategy import not_due_yet, without_stages
from grono.strategy import (
    Child,
    Colour,
    Direction,
    NodeKind,
    NumberedTitle,
    Progress,
    Stage,
    StageCell,
    Status,
    TaskCard,
    indicator_status,
    roll_up,
    without_owner,
    without_report,
)
from grono.strategy.execution import execution_status, status_at
from grono.strategy.indicators import range_status

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence
    from datetime import date

    from grono.portal.monitoring.executed import Executed
    from grono.portal.monitoring.models import Period
    from grono.portal.monitoring.owning import Part
    from grono.quantities import Quantity
    from grono.strategy import Programme, ProgrammeIndicator, ProgrammeNode, RollUp

T = TypeVar("T")
_NOTHING = Progress(Fraction(0), Fraction(0))


@dataclass(frozen=True)
class PartStanding:
    """A part at the end of a period; without a published report its points are not zero, they are not known."""

    part: Part
    in_period: Progress
    to_date: Progress
    status: Status
    is_reported: bool = True
    """Whether a report about the period is published."""
    was_reported: bool = True
    """Whether any report up to its end is."""
    is_typed: bool = False
    """Whether points of a stage up to its end were typed as a percentage (STR-13)."""

    @property
    def known_in_period(self) -> Progress | None:
        """Return the points of the period, where they were reported."""
        return self.in_period if self.is_reported else None

    @property
    def known_to_date(self) -> Progress | None:
        """Return the points since the beginning, where any were reported."""
        return self.to_date if self.was_reported else None


@dataclass(frozen=True)
class IndicatorStanding:
    """An indicator at the end of a period; ``status`` is None where there is no target to judge by."""

    indicator: ProgrammeIndicator
    baseline: Quantity | None
    target: Quantity | None
    target_year: int | None
    status: Status | None


@dataclass(frozen=True)
class GoalStanding:
    """An uppermost part with everything below it."""

    node: ProgrammeNode
    parts: tuple[PartStanding, ...]
    indicators: tuple[IndicatorStanding, ...]
    roll: RollUp


def period_to_show(periods: Sequence[Period], executed: Executed, day: date) -> Period | None:
    """Return the last period whose reports were due by a day, or about which something is published."""
    published = {key for of_part in executed.reports.values() for key in of_part}
    due = [period for period in periods if period.deadline <= day or period.pk in published]
    return due[-1] if due else None


class Standings:
    """A strategy at the end of a period, as known at the end of a day.

    ``before`` is how it stood until somebody acted: what rests on the same plan and on the same reports is not judged again.
    """

    def __init__(
        self,
        programme: Programme,
        executed: Executed,
        period: Period | None,
        day: date,
        before: Standings | None = None,
    ) -> None:
        self.programme, self.executed, self.period, self.day = programme, executed, period, day
        self.year = period.year if period else day.year
        self.parts = Parts(programme)
        self.pieces: Pieces = Pieces(before.pieces if before is not None else None)

    @property
    def _moment(self) -> tuple[object, ...]:
        period = self.period
        return (period.pk, period.year, period.deadline, self.day) if period else (self.day,)

    def once(self, name: Hashable, plan: tuple[object, ...], executed: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return a piece: that which was made before from the same period, day and plan, and from these very things of the reports."""
        return self.pieces.once(name, (*self._moment, *plan), executed, make)

    @cached_property
    def goals(self) -> tuple[GoalStanding, ...]:
        """Return the uppermost parts in their order."""
        tops = self.parts.goal_of
        parts: dict[str, list[PartStanding]] = {}
        indicators: dict[str, list[IndicatorStanding]] = {}
        for part in self.parts:
            top = tops[part.node.key]
            if part.stages or not part.indicators:
                parts.setdefault(top, []).append(self._part_once(part))
            indicators.setdefault(top, []).extend(self._indicator_once(part, one) for one in part.indicators)
        by_key = {one.part.node.key: one for of_goal in parts.values() for one in of_goal}
        return tuple(
            GoalStanding(
                node, tuple(parts.get(node.key, ())), tuple(indicators.get(node.key, ())), self._roll(node, by_key)
            )
            for node in self.programme.children(None)
        )

    def _part_once(self, part: Part) -> PartStanding:
        done = [self.executed.done.get(stage.key) for stage in part.stages]
        typed = [self._typed.get(stage.key) for stage in part.stages]
        reports = self.executed.reports.get(part.node.key)
        plan = (self.programme.title, part, typed)
        return self.once(("part", part.node.key), plan, (reports, *done), lambda: self.of_part(part))

    @cached_property
    def _typed(self) -> dict[str, set[int]]:
        """The years of each stage whose points were typed as a percentage."""
        found: dict[str, set[int]] = {}
        for stage, year in self.executed.typed:
            found.setdefault(stage, set()).add(year)
        return found

    def _indicator_once(self, part: Part, indicator: ProgrammeIndicator) -> IndicatorStanding:
        executed = (self.executed.measured.get(indicator.key), self.executed.reports.get(part.node.key))
        plan = (indicator, part.owner)
        return self.once(("indicator", indicator.key), plan, executed, lambda: self.of_indicator(part, indicator))

    def _roll(self, node: ProgrammeNode, parts: Mapping[str, PartStanding]) -> RollUp:
        """Roll up level by level: an objective counts in its goal once, by its own weight, however many tasks it has (STR-22)."""
        below = [one for one in self.programme.children(node.key) if one.kind is not NodeKind.STAGE]
        children = [self._child(one, parts) for one in below or [node]]
        if any(child.weight is None for child in children):
            children = [Child(child.share, None, child.colour, child.typed) for child in children]
        return roll_up(children)

    def _child(self, node: ProgrammeNode, parts: Mapping[str, PartStanding]) -> Child:
        if any(one.kind is not NodeKind.STAGE for one in self.programme.children(node.key)):
            rolled = self._roll(node, parts)
            return Child(rolled.share, node.weight, typed=bool(rolled.typed))
        one = parts.get(node.key)
        if one is None:
            return Child(None, node.weight)
        grey = one.status.worst in (Colour.NO_REPORT, Colour.NO_OWNER)
        share = one.known_to_date.share if one.known_to_date is not None and not grey else None
        return Child(share, node.weight, one.status.worst, one.is_typed)

    def _is_reported(self, part: Part) -> bool:
        return self.period is not None and self.period.pk in self.executed.reports.get(part.node.key, {})

    def _unreported(self, part: Part) -> Status | None:
        """Return the grey status of a part that nobody owns or reported, and nothing when it was reported."""
        if not part.owner:
            return without_owner()
        if self._is_reported(part):
            return None
        if self.period is not None and self.period.deadline <= self.day:
            return without_report()
        return not_due_yet()

    def of_part(self, part: Part) -> PartStanding:
        """Return how a part stands: its points and its status (STR-24 to STR-26)."""
        in_period, to_date = _NOTHING, _NOTHING
        if part.stages:
            in_period, to_date = self.points(part, self.year, self.year), self.points(part, None, self.year)
        status = self._unreported(part) or self._judged(part, to_date)
        reports = self.executed.reports.get(part.node.key, {}).values()
        was_reported = any(report.period.year <= self.year for report in reports)
        typed = {(stage.key, year) for stage in part.stages for year in self.executed.done.get(stage.key, {})}
        is_typed = any(year <= self.year for _key, year in typed & self.executed.typed)
        return PartStanding(part, in_period, to_date, status, self._is_reported(part), was_reported, is_typed)

    def points(self, part: Part, first: int | None, last: int) -> Progress:
        """Return the points done and planned from one year to another."""
        done = planned = Fraction(0)
        for stage in part.stages:
            for period, quantity in stage.points.items():
                if _within(period, first, last) and isinstance(quantity, Range) and quantity.lower is not None:
                    planned += quantity.lower
            for year, points in self.executed.done.get(stage.key, {}).items():
                if (first is None or year >= first) and year <= last:
                    done += points
        return Progress(done, planned)

    def _judged(self, part: Part, to_date: Progress) -> Status:
        if not part.stages:
            return without_stages()
        if any(self._is_late(stage) for stage in part.stages):
            card = self.card_of(part)
            return status_at(card, self.year if self.year in card.years else card.years[-1])
        return execution_status(to_date, self.year)

    def _is_late(self, stage: ProgrammeNode) -> bool:
        planned = {
            int(period): one.lower for period, one in stage.points.items() if isinstance(one, Range) and one.lower
        }
        if not planned or max(planned) > self.year:
            return False
        done = sum(
            (points for year, points in self.executed.done.get(stage.key, {}).items() if year <= self.year), Fraction(0)
        )
        return done < sum((points or Fraction(0) for points in planned.values()), Fraction(0))

    def card_of(self, part: Part) -> TaskCard:
        """Return a part as a task card with what was reported up to the period, for the rules that read cards."""
        done = {stage.key: self.executed.done.get(stage.key, {}) for stage in part.stages}
        years = {int(period) for stage in part.stages for period in stage.points if period}
        years |= {year for of_stage in done.values() for year in of_stage if year <= self.year} | {self.year}
        ordered = tuple(sorted(years))
        stages = tuple(
            Stage(
                stage.number_text,
                stage.title,
                tuple(_cell(stage, year, done[stage.key], self.year) for year in ordered),
            )
            for stage in part.stages
        )
        none = NumberedTitle("", "")
        title = NumberedTitle(part.node.number_text, part.node.title, part.owner)
        return TaskCard(self.programme.title, none, none, title, "", "", "", ordered, stages, part.owner or " ", (), ())

    def of_indicator(self, part: Part, indicator: ProgrammeIndicator) -> IndicatorStanding:
        """Return how an indicator stands against its path (STR-15, STR-27, STR-28)."""
        start, aim = baseline_of(indicator), _aim(indicator, self.year)
        shown = (indicator, start[1] if start else None, aim[1] if aim else None, aim[0] if aim else None)
        if aim is None:
            return IndicatorStanding(*shown, status=None)
        latest = self.executed.latest(indicator.key, self.year)
        if latest is None or latest.year < self.year:
            owned = bool(indicator.owner_post or part.owner)
            status = (self._unreported(part) or without_report()) if owned else without_owner()
            return IndicatorStanding(*shown, status=status)
        return IndicatorStanding(*shown, status=self._of_value(indicator, latest.value.quantity, start, aim))

    def _of_value(
        self,
        indicator: ProgrammeIndicator,
        value: Quantity,
        start: tuple[int | None, Quantity] | None,
        aim: tuple[int, Quantity],
    ) -> Status | None:
        if indicator.direction is Direction.RANGE:
            found = [one for one in self.executed.measured.get(indicator.key, ()) if one.year < self.year]
            before = found[-1].value.quantity if found else None
            return range_status(aim[1], value, before) if isinstance(aim[1], Range) else None
        path = _path(indicator, self.year, start, aim)
        if start is None or path is None:
            return None
        return indicator_status(start[1], path, value, direction=indicator.direction or Direction.UP)


def _within(period: str, first: int | None, last: int) -> bool:
    return bool(period) and (first is None or int(period) >= first) and int(period) <= last


def _cell(stage: ProgrammeNode, year: int, done: Mapping[int, Fraction], until: int) -> StageCell | None:
    planned = stage.points.get(str(year))
    points = planned.lower if isinstance(planned, Range) and planned.lower is not None else None
    reported = done.get(year) if year <= until else None
    if points is None and reported is None:
        return None
    return StageCell(_digits(reported or Fraction(0)), _digits(points or Fraction(0)))


def _digits(number: Fraction) -> str:
    return f"{float(number):.6f}".rstrip("0").rstrip(".").replace(".", ",")


def stage_points(stage: ProgrammeNode) -> dict[int, Fraction]:
    """Return the planned points of a stage by year."""
    return {
        int(period): one.lower
        for period, one in stage.points.items()
        if period and isinstance(one, Range) and one.lower is not None
    }


def baseline_of(indicator: ProgrammeIndicator) -> tuple[int | None, Quantity] | None:
    """Return the year and the value at which an indicator began; no year where the plan names none."""
    known = [
        (int(period) if period else None, one)
        for period, one in indicator.baseline.items()
        if not isinstance(one, Absent)
    ]
    return known[0] if known else None


def _aim(indicator: ProgrammeIndicator, year: int) -> tuple[int, Quantity] | None:
    """Return the next target that is due at the end of a year or later, or the last one."""
    due = sorted(
        (int(period), one) for period, one in indicator.targets.items() if period and not isinstance(one, Absent)
    )
    if not due:
        return None
    return next((one for one in due if one[0] >= year), due[-1])


def _path(
    indicator: ProgrammeIndicator, year: int, start: tuple[int | None, Quantity] | None, aim: tuple[int, Quantity]
) -> Quantity | None:
    """Return where the indicator should be at the end of a year: declared, or on a line between baseline and targets."""
    declared = indicator.path.get(str(year))
    if declared is not None and not isinstance(declared, Absent):
        return declared
    if year >= aim[0]:
        return aim[1]
    passed = sorted(
        (int(period), one)
        for period, one in indicator.targets.items()
        if period and int(period) <= year and not isinstance(one, Absent)
    )
    begin = passed[-1] if passed else start
    if begin is None or begin[0] is None or begin[0] >= aim[0]:
        return None
    elapsed = Fraction(year - begin[0], aim[0] - begin[0])
    return begin[1] * (1 - elapsed) + aim[1] * elapsed
