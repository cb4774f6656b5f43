"""Which pictures a strategy has, told by their rows: what each page shows, and so what is to be drawn in the background."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from grono.charts import done_planned_chart
from grono.messages import message
from grono.portal.monitoring.standing import baseline_of, stage_points
from grono.reports.strategy import pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from grono.charts import Chart
    from grono.portal.monitoring.owning import Part
    from grono.portal.monitoring.standing import GoalStanding, IndicatorStanding, Standings
    from grono.reports.strategy.pictures import Dated
    from grono.strategy import Programme, ProgrammeIndicator

LOOK = 2
"""Goes into every digest: raise it when the charts are drawn differently, and all are drawn anew."""


@dataclass(frozen=True)
class Wanted:
    """One picture: what kind, of which rows, in which language, by the end of which year."""

    name: str
    rows: tuple[Any, ...]
    language: str
    until: str

    @property
    def digest(self) -> str:
        """Return the checksum of everything that the picture shows."""
        return hashlib.sha256(repr((LOOK, self.name, self.rows, self.language, self.until)).encode()).hexdigest()

    def chart(self, *, narrow: bool) -> Chart | None:
        """Return the chart; None where there is no form of its own for narrow pages."""
        if self.name == "points":
            return None if narrow else points_chart(self.rows, self.language)
        return _CHARTS[self.name](self.rows, self.language, until=self.until, narrow=narrow)


_CHARTS: dict[str, Callable[..., Chart]] = {
    "work": pictures.work_chart,
    "way": pictures.way_chart,
    "stages": pictures.stages_chart,
    "range": pictures.range_chart,
    "diagnosis": pictures.diagnosis_chart,
}


def points_chart(rows: tuple[Any, ...], language: str) -> Chart:
    """Draw the points done and planned of a part, each year and cumulated."""
    title = message("Points done and planned").in_language(language)
    source = message("Source: reports of those who carry out the tasks.").in_language(language)
    names = ("year", "planned", "cumulative_planned", "done", "cumulative_done")
    return done_planned_chart(
        [dict(zip(names, row, strict=True)) for row in rows], language, title=title, source=source
    )


def overview_pictures(standings: Standings, language: str) -> Iterator[Wanted]:
    """Yield the pictures of the page of a strategy: work done, and the way of the indicators."""
    until = str(standings.year)
    if standings.period is None:
        return
    gauges = _gauges(standings, language)
    if gauges:
        yield Wanted("work", gauges, language, until)
    slopes = slopes_of(standings)
    if slopes:
        yield Wanted("way", slopes, language, until)


def _gauges(standings: Standings, language: str) -> tuple[Any, ...]:
    tasks = [one for goal in standings.goals for one in goal.parts if one.part.stages]
    if len(tasks) <= pictures.MOST_GAUGES:
        return tuple(pictures.task_gauge(one.part.name, one.known_to_date, one.status, language) for one in tasks)
    goals = [goal for goal in standings.goals if any(one.part.stages for one in goal.parts)]
    return tuple(pictures.goal_gauge(_name(goal), goal.roll, language) for goal in goals[: pictures.MOST_GAUGES])


def _name(goal: GoalStanding) -> str:
    return f"{goal.node.number_text} {goal.node.title}".strip()


def slopes_of(standings: Standings) -> tuple[Any, ...]:
    """Return the ways of the indicators with baseline and target; none where they would be too many to read."""
    found = (slope_of(standings, one) for goal in standings.goals for one in goal.indicators if one.status is not None)
    slopes = [slope for slope in found if slope is not None]
    return tuple(slopes) if len(slopes) <= pictures.MOST_SLOPES else ()


def slope_of(standings: Standings, one: IndicatorStanding) -> Any:
    """Return the way of one indicator, or None."""
    target = (one.target_year, one.target) if one.target is not None and one.target_year is not None else None
    latest = latest_of(standings, one.indicator)
    return pictures.indicator_slope(
        one.indicator.name_text, one.indicator.unit, _dated_baseline(one.indicator), latest, target
    )


def _dated_baseline(indicator: ProgrammeIndicator) -> Dated | None:
    found = baseline_of(indicator)
    return None if found is None or found[0] is None else (found[0], found[1])


def latest_of(standings: Standings, indicator: ProgrammeIndicator) -> Dated | None:
    """Return the last published number of an indicator with its year."""
    found = standings.executed.latest(indicator.key, standings.year)
    return None if found is None else (found.year, found.value.quantity)


def part_pictures(standings: Standings, part: Part, language: str) -> Iterator[Wanted]:
    """Yield the pictures of the page of a part: points by year, and its stages."""
    if not part.stages:
        return
    until = str(standings.year)
    yield Wanted("points", tuple(point_rows(standings, part)), language, until)
    if len(part.stages) <= pictures.MOST_STAGES:
        done = standings.executed.done
        bars = tuple(
            pictures.stage_bar(
                f"{stage.number_text}. {stage.title}", stage_points(stage), done.get(stage.key, {}), standings.year
            )
            for stage in part.stages
        )
        yield Wanted("stages", bars, language, until)


def point_rows(
    standings: Standings, part: Part
) -> Iterator[tuple[int, float | None, float, float | None, float | None]]:
    """Yield year, planned, planned since the beginning, done, done since the beginning; what is not planned or not yet done is not zero."""
    years = {year for stage in part.stages for year in stage_points(stage)} | {standings.year}
    done, planned = Fraction(0), Fraction(0)
    for year in range(min(years), max(years) + 1):
        one = standings.points(part, year, year)
        done, planned = done + one.done, planned + one.planned
        is_over = year <= standings.year
        is_due = bool(one.planned or one.done)
        yield (
            year, float(one.planned) if is_due else None, float(planned),
            float(one.done) if is_over and is_due else None, float(done) if is_over else None,
        )  # fmt: skip


def indicator_pictures(standings: Standings, one: IndicatorStanding, language: str) -> Iterator[Wanted]:
    """Yield the pictures of the page of an indicator: its way, and its limits beside the targets where it is a range."""
    until = str(standings.year)
    slope = slope_of(standings, one)
    if slope is not None:
        yield Wanted("way", (slope,), language, until)
    latest = latest_of(standings, one.indicator)
    if latest is not None:
        marks = {
            message("target for %(year)s", year=year).in_language(language): value
            for year, value in sorted(one.indicator.targets.items())
            if year
        }
        row = pictures.compared_range(one.indicator.name_text, one.indicator.unit, latest[1], marks)
        if row is not None:
            yield Wanted("range", (row,), language, until)


MOST_PARTS = 200
"""Parts times periods up to which every past period keeps pictures of its parts; above it only the last one."""


def keeps_every_part(periods: Collection[object], programme: Programme) -> bool:
    """Say whether the parts of a strategy have pictures of every period."""
    return len(periods) * len(programme.nodes) <= MOST_PARTS


def every_picture(standings: Standings, language: str, *, parts: bool) -> Iterator[Wanted]:
    """Yield the pictures of all pages of a strategy at the end of a period."""
    yield from overview_pictures(standings, language)
    if not parts:
        return
    for part in standings.parts:
        yield from part_pictures(standings, part, language)
        for indicator in part.indicators:
            yield from indicator_pictures(standings, standings.of_indicator(part, indicator), language)
