"""What a task has done of what it planned, by year and by stage, with a status for each year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from grono.messages import message
from grono.strategy.status import (
    DEFAULT_THRESHOLDS,
    Colour,
    Status,
    certain,
    colour_of_share,
    percent,
    without_owner,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.strategy.card import Stage, TaskCard
    from grono.strategy.status import Thresholds


@dataclass(frozen=True)
class Progress:
    """Done and planned percentage points.

    ``share`` is done/planned, and nothing where nothing was planned; ``formula`` is how it was computed.
    """

    done: Fraction
    planned: Fraction

    @property
    def share(self) -> Fraction | None:
        """Return done/planned."""
        return self.done / self.planned if self.planned else None

    @property
    def formula(self) -> str:
        """Return the quotient as it is shown beside the percentage, digits with a decimal point."""
        return f"{float(self.done):g}/{float(self.planned):g}"


@dataclass(frozen=True)
class YearProgress:
    """One year of the plan, alone and with all years before it, and the status at its end."""

    year: int
    in_year: Progress
    to_date: Progress
    status: Status


@dataclass(frozen=True)
class StageProgress:
    """One stage over all years."""

    number_text: str
    title: str
    total: Progress
    last_planned_year: int | None


@dataclass(frozen=True)
class CardProgress:
    """Progress of a whole card.

    ``last_planned_year`` is the last year in which anything was planned.
    """

    years: tuple[YearProgress, ...]
    stages: tuple[StageProgress, ...]
    total: Progress
    last_planned_year: int | None

    def at(self, year: int) -> YearProgress:
        """Return the progress at the end of a year of the plan."""
        return next(progress for progress in self.years if progress.year == year)

    @property
    def status(self) -> Status:
        """Return the status at the end of the plan."""
        return self.years[-1].status


def progress(card: TaskCard, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> CardProgress:
    """Compute progress and statuses of a card.

    A task's progress is Σ done / Σ planned over its stages, never a mean of percentages. A year in which nothing is planned has no
    percentage of its own. The status of each year is that at its end, whether or not the year is over: the card does not know the day.

    Parameters
    ----------
    card : TaskCard
        The card.
    thresholds : Thresholds, optional
        Settings of the status rules.
    """
    years = tuple(_year(card, place, thresholds) for place in range(len(card.years)))
    stages = tuple(
        StageProgress(
            stage.number_text, stage.title, Progress(stage.done, stage.planned), _last_planned(stage, card.years)
        )
        for stage in card.stages
    )
    last = max((stage.last_planned_year for stage in stages if stage.last_planned_year), default=None)
    return CardProgress(years, stages, _points(card.stages, 0, len(card.years)), last)


def status_at(card: TaskCard, year: int, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
    """Return the status of a card at the end of one of its years, without what :func:`progress` says of the others."""
    place = card.years.index(year)
    return _status(card, place, _points(card.stages, 0, place + 1), thresholds)


def _year(card: TaskCard, place: int, thresholds: Thresholds) -> YearProgress:
    to_date = _points(card.stages, 0, place + 1)
    return YearProgress(
        card.years[place], _points(card.stages, place, place + 1), to_date, _status(card, place, to_date, thresholds)
    )


def _points(stages: Sequence[Stage], start: int, end: int) -> Progress:
    cells = [cell for stage in stages for cell in stage.cells[start:end] if cell]
    return Progress(sum((cell.done for cell in cells), Fraction(0)), sum((cell.planned for cell in cells), Fraction(0)))


def _last_planned(stage: Stage, years: Sequence[int]) -> int | None:
    return max((year for year, cell in zip(years, stage.cells, strict=True) if cell and cell.planned), default=None)


def _status(card: TaskCard, place: int, to_date: Progress, thresholds: Thresholds) -> Status:
    if not card.executor_text.strip():
        return without_owner()
    execution = execution_status(to_date, card.years[place], thresholds)
    if execution.worst not in (Colour.GREEN, Colour.AMBER):
        return execution
    late = [_late(stage, card.years, place, thresholds) for stage in card.stages]
    overrides = [status for status in late if status is not None]
    red = next((status for status in overrides if status.worst is Colour.RED), None)
    if red is not None:
        return red
    return overrides[0] if overrides and execution.worst is Colour.GREEN else execution


def execution_status(to_date: Progress, year: int, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> Status:
    """Return the status of points done against points planned to date (STR-24)."""
    share = to_date.share
    if share is None:
        return certain(
            Colour.BEFORE_TERM, "STR-24", message("Nothing was planned by the end of %(year)s.", year=str(year))
        )
    reason = message(
        "By the end of %(year)s, %(done)s of %(planned)s planned points were done: %(percent)s%%. "
        "Green starts at %(green)s%%, amber at %(amber)s%%.",
        year=str(year),
        done=float(to_date.done),
        planned=float(to_date.planned),
        percent=percent(share),
        green=percent(thresholds.green),
        amber=percent(thresholds.amber),
    )
    return certain(colour_of_share(share, thresholds), "STR-24", reason)


def _late(stage: Stage, years: Sequence[int], place: int, thresholds: Thresholds) -> Status | None:
    """Return the override of a stage whose planned time is over while points are lacking (STR-25)."""
    last = _last_planned(stage, years)
    done = _points([stage], 0, place + 1).done
    if last is None or last > years[place] or done >= stage.planned:
        return None
    lacking = 1 - done / stage.planned
    facts = message(
        "Stage %(stage)s “%(title)s” was to be finished in %(year)s; %(lacking)s of its %(planned)s points are lacking: %(percent)s%%.",
        stage=stage.number_text,
        title=stage.title,
        year=str(last),
        lacking=float(stage.planned - done),
        planned=float(stage.planned),
        percent=percent(lacking),
    )
    limit = percent(thresholds.stage_shortfall)
    if lacking > thresholds.stage_shortfall:
        reason = message("%(facts)s Above %(limit)s%% the status is red.", facts=facts, limit=limit)
        return certain(Colour.RED, "STR-25", reason)
    reason = message("%(facts)s Up to %(limit)s%% the status is at best amber.", facts=facts, limit=limit)
    return certain(Colour.AMBER, "STR-25", reason)
