"""The pictures of a report: the same rows and the same charts as on the pages of the strategy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.messages import message
from grono.reports.strategy import pictures
from grono.reports.strategy.blocks import Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.charts import Compared, Slope
    from grono.reports.strategy.cells import Writer
    from grono.reports.strategy.figures import GoalFigures, IndicatorFigures, StrategyFigures


def work_picture(figures: StrategyFigures, writer: Writer) -> Iterator[Picture]:
    """Yield the work done against the plan: task by task, or goal by goal where the tasks are too many."""
    language = writer.language
    tasks = [task for task in figures.tasks if task.by_year]
    if len(tasks) <= pictures.MOST_GAUGES:
        rows = [
            pictures.task_gauge(f"{task.number} {task.title}".strip(), task.to_date, task.status, language)
            for task in tasks
        ]
    else:
        goals = [goal for goal in figures.goals if any(task.by_year for task in goal.tasks)]
        rows = [pictures.goal_gauge(goal.name, goal.roll, language) for goal in goals[: pictures.MOST_GAUGES]]
    if rows:
        yield Picture("work", pictures.work_chart(rows, language, until=_until(figures)))


def goal_pictures(goal: GoalFigures, number: int, figures: StrategyFigures, writer: Writer) -> Iterator[Picture]:
    """Yield the stages of a goal, the way of its indicators, and the values known only within limits; each where it can be read."""
    language, until = writer.language, _until(figures)
    stages = [stage for task in goal.tasks for stage in task.stages]
    if figures.until is not None and 0 < len(stages) <= pictures.MOST_STAGES:
        yield Picture(f"goal-{number}-stages", pictures.stages_chart(stages, language, until=str(figures.until)))
    slopes = [slope for one in goal.indicators if one.status is not None and (slope := _slope(one)) is not None]
    if 0 < len(slopes) <= pictures.MOST_SLOPES:
        yield Picture(f"goal-{number}-way", pictures.way_chart(slopes, language, until=until))
    ranges = [row for one in goal.indicators if (row := _compared(one, writer)) is not None]
    if 0 < len(ranges) <= pictures.MOST_SLOPES:
        yield Picture(f"goal-{number}-range", pictures.range_chart(ranges, language, until=until))


def _until(figures: StrategyFigures) -> str:
    return str(figures.until) if figures.until is not None else figures.period


def _slope(one: IndicatorFigures) -> Slope | None:
    if not (one.baseline_period.isdigit() and one.target_period.isdigit()):
        return None
    latest = one.latest
    last = (latest.year, latest.value) if latest and latest.year is not None else None
    baseline, target = (int(one.baseline_period), one.baseline), (int(one.target_period), one.target)
    return pictures.indicator_slope(one.name, one.unit, baseline, last, target)


def _compared(one: IndicatorFigures, writer: Writer) -> Compared | None:
    if one.latest is None or not one.has_target:
        return None
    mark = writer.say(message("target for %(year)s", year=one.target_period or "…"))
    return pictures.compared_range(one.name, one.unit, one.latest.value, {mark: one.target})
