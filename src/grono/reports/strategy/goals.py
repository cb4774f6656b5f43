"""A goal in a report: its tasks, its money, its indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.charts import done_planned_chart
from grono.messages import message
from grono.quantities import Range, display, missing
from grono.reports.strategy.blocks import Block, Cell, Grid, Head, Heading, Paragraph, Picture
from grono.reports.strategy.goal_pictures import goal_pictures
from grono.strategy import Direction, kind_label, progress_to_target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from grono.messages import Message
    from grono.reports.strategy.cells import Writer
    from grono.reports.strategy.figures import (
        GoalFigures,
        IndicatorFigures,
        Reading,
        StrategyFigures,
        TaskFigures,
    )

_DIRECTIONS = {
    Direction.UP: message("more is better"),
    Direction.DOWN: message("less is better"),
    Direction.RANGE: message("best within a range"),
}


def goal_blocks(
    goal: GoalFigures, number: int, figures: StrategyFigures, writer: Writer, *, in_brief: bool = False
) -> Iterator[Block]:
    """Yield everything about a goal; in brief without money and series."""
    yield Heading(goal.name, language="" if figures.language == writer.language else figures.language)
    if goal.lead:
        yield Paragraph(writer.say(message("Led by: %(lead)s", lead=goal.lead)))
    picture = _picture(goal, number, writer)
    if picture is not None:
        yield picture
    if not in_brief:
        yield from goal_pictures(goal, number, figures, writer)
    yield _tasks(goal, figures, writer)
    if not in_brief and any(task.money for task in goal.tasks):
        yield _money(goal, figures, writer)
    if goal.indicators:
        yield _indicators(goal, figures, writer)
        if not in_brief:
            yield _series(goal, figures, writer)


def _picture(goal: GoalFigures, number: int, writer: Writer) -> Picture | None:
    sums: dict[str, list[Fraction]] = {}
    planned_tasks = [task for task in goal.tasks if task.by_year]
    known = [task for task in planned_tasks if task.to_date is not None]  # what nobody reported is not nothing done
    for task in known:
        for year, points in task.by_year:
            held = sums.setdefault(year, [points.done * 0, points.done * 0])
            held[0] += points.done
            held[1] += points.planned
    if not sums:
        return None
    rows, done, planned = [], 0.0, 0.0
    for year in sorted(sums):
        done, planned = done + float(sums[year][0]), planned + float(sums[year][1])
        rows.append(
            {
                "year": year,
                "done": float(sums[year][0]),
                "planned": float(sums[year][1]),
                "cumulative_done": done,
                "cumulative_planned": planned,
            }
        )
    title = writer.say(message("Goal %(number)s: points done and planned, by year", number=goal.number))
    if len(known) < len(planned_tasks):
        count = message(
            "%(with_data)s of %(children)s with data", with_data=str(len(known)), children=str(len(planned_tasks))
        )
        title = f"{title} ({writer.say(count)})"
    source = writer.say(message("Source: reports of those who carry out the tasks."))
    return Picture(f"goal-{number}", done_planned_chart(rows, writer.language, title=title, source=source))


def _head(writer: Writer, *texts: Message, numeric: frozenset[int] = frozenset()) -> tuple[Head, ...]:
    return tuple(Head(writer.say(text), numeric=place in numeric) for place, text in enumerate(texts))


def _tasks(goal: GoalFigures, figures: StrategyFigures, writer: Writer) -> Grid:
    return Grid(
        caption=writer.say(message("Tasks of goal %(goal)s", goal=goal.name)),
        heads=_head(
            writer, message("Task"), message("Owner"), message("Done in the period"), message("Done to date"),
            message("Share"), message("Status"), message("What the owner says"), message("Evidence"), numeric=frozenset({2, 3, 4}),
        ),
        rows=tuple(_task(task, figures, writer) for task in goal.tasks),
        sheet=writer.say(message("Tasks")),
        empty=writer.say(message("The goal has no tasks yet.")),
    )  # fmt: skip


def _task(task: TaskFigures, figures: StrategyFigures, writer: Writer) -> tuple[Cell, ...]:
    typed = message("typed, not computed from points") if task.is_typed else ""
    name = f"{task.number} {task.title}".strip()
    return (
        writer.words(name, href=task.href, language=figures.language, detail=typed),
        writer.words(task.owner or message("nobody"), language=figures.language if task.owner else ""),
        writer.points(task.in_period),
        writer.points(task.to_date),
        writer.percent(task.to_date.share if task.to_date else None),
        writer.status(task.status),
        writer.words(task.sentence or "–", language=figures.language if task.sentence else ""),
        writer.evidence(task.evidence),
    )


def _money(goal: GoalFigures, figures: StrategyFigures, writer: Writer) -> Grid:
    return Grid(
        caption=writer.say(message("Money of goal %(goal)s, in złoty", goal=goal.name)),
        heads=_head(
            writer, message("Task"), message("Source of money"), message("Planned"), message("Contracted"), message("Paid"),
            numeric=frozenset({2, 3, 4}),
        ),
        rows=tuple(
            (
                writer.words(f"{task.number} {task.title}".strip(), language=figures.language),
                writer.words(money.source, language=figures.language),
                writer.money(money.planned),
                writer.money(money.contracted),
                writer.money(money.paid, evidence=task.evidence),
            )
            for task in goal.tasks
            for money in task.money
        ),
        sheet=writer.say(message("Money")),
    )  # fmt: skip


def _indicators(goal: GoalFigures, figures: StrategyFigures, writer: Writer) -> Grid:
    return Grid(
        caption=writer.say(message("Indicators of goal %(goal)s", goal=goal.name)),
        heads=_head(
            writer, message("Indicator"), message("Baseline"), message("Target"), message("Latest value"),
            message("Progress to target"), message("Status"), message("Median of peers"), message("Source"), numeric=frozenset({1, 2, 3, 4, 6}),
        ),
        rows=tuple(_indicator(one, figures, writer) for one in goal.indicators),
        sheet=writer.say(message("Indicators")),
    )  # fmt: skip


def _indicator(one: IndicatorFigures, figures: StrategyFigures, writer: Writer) -> tuple[Cell, ...]:
    latest = one.latest
    direction = writer.say(_DIRECTIONS[one.direction]) if one.direction else ""
    unit = "; ".join(part for part in (writer.say(kind_label(one.kind)), one.unit, direction) if part)
    reached = missing() if latest is None else progress_to_target(one.baseline, one.target, latest.value)
    value = (
        writer.quantity(missing())
        if latest is None
        else writer.quantity(latest.value, evidence=latest.evidence, detail=_dated(latest.period, latest.flag))
    )
    return (
        writer.words(one.name, href=one.href, language=figures.language, detail=unit),
        writer.quantity(one.baseline),
        writer.quantity(one.target, detail=one.target_period),
        value,
        Cell(_share(reached, writer)),
        writer.status(one.status),
        writer.quantity(one.peer_median),
        writer.words(one.source or "–", language=figures.language if one.source else ""),
    )  # fmt: skip


def _share(reached: object, writer: Writer) -> str:
    if not isinstance(reached, Range):
        return "–"
    return display(reached, writer.language, style="percent", decimals=2)


def _dated(period: str, flag: str) -> str:
    return f"{period} ({flag})" if flag else period


def _series(goal: GoalFigures, figures: StrategyFigures, writer: Writer) -> Grid:
    """Return the values of the indicators, one row each and one column a period; a value leads to its evidence."""
    periods = sorted({reading.period for one in goal.indicators for reading in one.readings})
    rows = []
    for one in goal.indicators:
        found = {reading.period: reading for reading in one.readings}
        cells = (_reading(found[period], writer) if period in found else Cell("") for period in periods)
        rows.append((writer.words(one.name, language=figures.language), *cells))
    return Grid(
        caption=writer.say(message("Values of the indicators of goal %(goal)s", goal=goal.name)),
        heads=(Head(writer.say(message("Indicator"))), *(Head(period, numeric=True) for period in periods)),
        rows=tuple(rows) if periods else (),
        sheet=writer.say(message("Values of goal %(number)s", number=goal.number)),
        empty=writer.say(message("No values have been reported.")),
    )


def _reading(one: Reading, writer: Writer) -> Cell:
    """Return a value with the flag and the date of its source (STR-16)."""
    dated = writer.day(one.source_date) if one.source_date else ""
    detail = "; ".join(part for part in (one.flag, dated) if part)
    return writer.quantity(one.value, evidence=one.evidence, detail=detail)
