"""The pictures of a strategy: work done, the way of indicators, stages, ranges; the same on pages and in documents.

Rows are made of plain values (:func:`task_gauge` and so on), charts of rows; so a page can tell from the rows alone whether a picture that was
drawn earlier still shows what stands beside it.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from grono.charts import (
    Beside,
    Chart,
    Compared,
    Gauge,
    Slope,
    Stage,
    beside_country_chart,
    bullet_chart,
    gantt_chart,
    interval_dumbbell,
    slope_chart,
)
from grono.messages import message
from grono.quantities import Absent, Range, exact, missing, not_planned
from grono.reports.strategy.counting import GREY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from grono.messages import Message
    from grono.quantities import Quantity
    from grono.strategy import Progress, RollUp, Status

MOST_GAUGES, MOST_SLOPES, MOST_STAGES = 30, 8, 30
"""So many rows a picture holds before nobody would read it; more is told by tables."""

Dated = tuple[int, "Quantity"]
"""A year and the value at its end."""


def task_gauge(name: str, to_date: Progress | None, status: Status, language: str) -> Gauge:
    """Return the points done of a task beside those planned to date; grey or not reported is no value, nothing planned no target."""
    said = status.label.in_language(language)
    if to_date is None:
        return Gauge(name, missing(), missing(), status=said)
    if status.worst in GREY:
        done: Quantity = missing()
    else:
        done = exact(to_date.done) if to_date.planned else not_planned()
    return Gauge(name, done, exact(to_date.planned), status=said)


def goal_gauge(name: str, roll: RollUp | None, language: str) -> Gauge:
    """Return the mean share of the tasks of a goal with data, beside the whole plan to date."""
    share = None if roll is None else roll.share
    covered = roll.label.in_language(language) if roll is not None and share is not None else ""
    return Gauge(name, missing() if share is None else exact(share), exact(1), status=covered)


def indicator_slope(
    name: str, unit: str, baseline: Dated | None, latest: Dated | None, target: Dated | None
) -> Slope | None:
    """Return the way of an indicator; None where baseline or target or their years are not known, or fall together."""
    if baseline is None or target is None or baseline[0] >= target[0]:
        return None
    if isinstance(baseline[1], Absent) or isinstance(target[1], Absent):
        return None
    return Slope(name, baseline, latest or (target[0], missing()), target, unit)


def compared_range(name: str, unit: str, value: Quantity, marks: Mapping[str, Quantity]) -> Compared | None:
    """Return a value that is known only within limits beside its targets; None for a value that is one number (STR-28)."""
    if not isinstance(value, Range) or value.is_exact or not marks:
        return None
    return Compared(name, value, dict(marks), unit)


def stage_bar(name: str, planned: Mapping[int, Fraction], done: Mapping[int, Fraction], until: int) -> Stage:
    """Return a stage by years: planned from the first to the last year with points, begun with the first points done."""
    years = sorted(year for year, points in planned.items() if points)
    reached = sorted(year for year, points in done.items() if points and year <= until)
    return Stage(
        name,
        (_first(years[0]), _last(years[-1])) if years else None,
        _first(reached[0]) if reached else None,
        _finished(planned, done, reached),
        is_known=any(year <= until for year in done),
    )


def _finished(
    planned: Mapping[int, Fraction], done: Mapping[int, Fraction], reached: Sequence[int]
) -> datetime.date | None:
    """Return the end of the year in which all planned points had been done."""
    whole, sum_ = sum(planned.values()), 0 * sum(planned.values())
    for year in reached:
        sum_ += done[year]
        if whole and sum_ >= whole:
            return _last(year)
    return None


def joined(name: str, parts: Sequence[Stage]) -> Stage:
    """Return a task or goal as one bar from its first to its last stage; finished when every stage is."""
    first = [one.planned[0] for one in parts if one.planned]
    last = [one.planned[1] for one in parts if one.planned]
    begun = [one.begun for one in parts if one.begun]
    finished = [one.finished for one in parts if one.finished]
    return Stage(
        name,
        (min(first), max(last)) if first and last else None,
        min(begun, default=None),
        max(finished) if parts and len(finished) == len(parts) else None,
        is_known=any(one.is_known for one in parts),
    )


def _first(year: int) -> datetime.date:
    return datetime.date(year, 1, 1)


def _last(year: int) -> datetime.date:
    return datetime.date(year, 12, 31)


_REPORTED = message("Source: reports of those who carry out the tasks.")
_PLANNED = message("Source: the plan of the strategy, and reports of those who carry out the tasks.")


def work_chart(rows: Sequence[Gauge], language: str, *, until: str, narrow: bool = False) -> Chart:
    """Draw the work done against the plan to date (STR-24)."""
    title = message("Work done against the plan, by the end of %(year)s", year=until)
    return bullet_chart(
        rows, language, work=True, title=title.in_language(language), source=_said(_REPORTED, language), narrow=narrow
    )


def way_chart(rows: Sequence[Slope], language: str, *, until: str, narrow: bool = False) -> Chart:
    """Draw indicators from baseline over the latest value to the target (STR-27)."""
    title = message("From baseline to target: where the indicators stood in %(year)s", year=until)
    return slope_chart(
        rows, language, title=title.in_language(language), source=_said(_PLANNED, language), narrow=narrow
    )


def stages_chart(rows: Sequence[Stage], language: str, *, until: str, narrow: bool = False) -> Chart:
    """Draw what was planned when and what was done by the end of a year."""
    title = message("Planned and done, by the end of %(year)s", year=until)
    said = title.in_language(language)
    source = _said(_PLANNED, language)
    return gantt_chart(rows, language, today=_last(int(until)), title=said, source=source, yearly=True, narrow=narrow)


def range_chart(rows: Sequence[Compared], language: str, *, until: str, narrow: bool = False) -> Chart:
    """Draw values known only within limits beside their targets (STR-28)."""
    title = message("Known only within limits: where it stood in %(year)s beside its targets", year=until)
    said = title.in_language(language)
    return interval_dumbbell(rows, language, title=said, source=_said(_REPORTED, language), narrow=narrow)


def comparable(rows: Iterable[Beside]) -> tuple[Beside, ...]:
    """Return the figures that can be set beside one of the country, as many as a picture holds."""
    return tuple(row for row in rows if isinstance(row.share, Range))[:MOST_GAUGES]


def diagnosis_chart(rows: Sequence[Beside], language: str, *, until: str, narrow: bool = False) -> Chart:  # noqa: ARG001 - as the others
    """Draw figures of the diagnosis beside those of the country; where each comes from stands in the table."""
    title = _said(message("The diagnosis beside the country: own figures, where the country is 100%%"), language)
    origins = "; ".join(dict.fromkeys(row.origin for row in rows if row.origin))
    source = message("Source: the diagnosis of the strategy; country: %(origins)s.", origins=origins or "–")
    return beside_country_chart(rows, language, title=title, source=_said(source, language), narrow=narrow)


def _said(text: Message, language: str) -> str:
    return text.in_language(language)
