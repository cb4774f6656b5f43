"""When the stages of a strategy were planned and when they were done: what runs over its planned end is told apart by shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import names, shift, y_of
from grono.charts.quantity_rows import (
    NARROW,
    NARROW_ROW,
    ROW,
    WIDE,
    row_texts,
    table_of_rows,
    titles_in,
    unequal_labels,
)
from grono.charts.theme import ACCENT, BELOW, GROUND, SEQUENTIAL, STRONG_LINE, TEXT
from grono.language import format_date
from grono.messages import message, plural_message

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from grono.messages import Message

_TITLES = {
    "stage": message("Stage"),
    "planned_from": message("Planned from"),
    "planned_to": message("Planned until"),
    "begun": message("Begun"),
    "finished": message("Finished"),
    "overrun": message("Days over the plan"),
    "said": message("State"),
}


@dataclass(frozen=True)
class Stage:
    """One stage, or a task.

    Parameters
    ----------
    name : str
        Its title.
    planned : tuple of date, or None
        First and last day of the plan; None where nothing is planned.
    begun, finished : date, optional
        When it really began and ended; begun and not finished means that it goes on.
    """

    name: str
    planned: tuple[datetime.date, datetime.date] | None
    begun: datetime.date | None = None
    finished: datetime.date | None = None

    def overrun(self, today: datetime.date) -> int:
        """Return by how many days it has run over its planned end, 0 for none: finished late, or not finished although due."""
        if self.planned is None:
            return 0
        return max(0, ((self.finished or today) - self.planned[1]).days)


def gantt_chart(  # noqa: PLR0913 - what is drawn, on which day, and how wide
    rows: Sequence[Stage],
    language: str,
    *,
    today: datetime.date,
    title: str,
    source: str,
    narrow: bool = False,
) -> Chart:
    """Draw the stages of a plan on a time axis.

    Parameters
    ----------
    rows : sequence of Stage
        The stages in their order. What is not planned and not begun has no bar and says so.
    language : str
        Language of the texts.
    today : date
        The day to which the figures are known; a line in the picture.
    title, source : str
        The one thing the picture says, where the figures come from.
    narrow : bool
        For screens of 360 px.
    """
    return Chart(
        title=title,
        specification=_specification(rows, language, today, narrow=narrow),
        alternative=_finding(rows, language, today),
        table=table_of_rows([_table_row(row, language, today) for row in rows], ("overrun",), _TITLES),
        column_titles=titles_in(_TITLES, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no stage is planned.").in_language(language)


def _specification(rows: Sequence[Stage], language: str, today: datetime.date, *, narrow: bool) -> dict[str, Any]:
    days = [day for row in rows for day in (*(row.planned or ()), row.begun, row.finished) if day is not None]
    if not days:
        return words(_nothing(language), language, width=NARROW)
    width, below = NARROW if narrow else WIDE, shift(narrow=narrow)
    drawn = _drawn(rows, language, today, narrow=narrow)
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    x = _x(min(*days, today), max(*days, today), narrow=narrow)
    now = over([{"now": _day(today)}]).mark_rule(color=TEXT.light, strokeDash=[2, 3]).encode(x=x("now"))
    layers = [*_bars(base, x, below), now, *names(base, drawn, narrow=narrow)]
    layers.append(row_texts(base, below, narrow=narrow, width=width))
    drawing = alt.layer(*layers).properties(width=width, height={"step": NARROW_ROW if narrow else ROW})
    return specification(alt.vconcat(key(_entries(language, today), width), drawing, spacing=10), language)


def _day(day: datetime.date) -> int:
    """Return a day as its number: axes of days need no time zone then."""
    return day.toordinal()


def _x(first: datetime.date, last: datetime.date, *, narrow: bool) -> Any:
    """Return the time axis: a line and a number for each year, fewer where there are many."""
    years = [(year, type(first)(year, 1, 1).toordinal()) for year in range(first.year, last.year + 2)]
    step = max(1, -(-len(years) // (6 if narrow else 9)))
    shown = years[::step]
    labels = " : ".join(f"datum.value == {day} ? '{year}'" for year, day in shown) + " : ''"
    domain = [min(first.toordinal(), years[0][1]), max(last.toordinal(), years[-1][1])]
    axis = alt.Axis(
        orient="top", title=None, values=[day for _, day in shown], labelExpr=labels, grid=True, labelOverlap=False
    )
    return lambda name: alt.X(f"{name}:Q", scale=alt.Scale(domain=domain, nice=False, zero=False), axis=axis)


def _drawn(rows: Sequence[Stage], language: str, today: datetime.date, *, narrow: bool) -> list[dict[str, Any]]:
    labels = unequal_labels([row.name for row in rows], narrow=narrow)
    return [
        {
            "label": label,
            "text": _state(row, today).in_language(language),
            "planned_from": _day(row.planned[0]) if row.planned else None,
            "planned_to": _day(row.planned[1]) + 1 if row.planned else None,
            "done_from": _day(row.begun) if row.begun else None,
            "done_to": _done_until(row, today),
            "over_from": _day(row.planned[1]) + 1 if row.planned and row.overrun(today) else None,
            "over_to": _day(row.finished or today) + 1 if row.overrun(today) else None,
        }
        for row, label in zip(rows, labels, strict=True)
    ]


def _done_until(row: Stage, today: datetime.date) -> int | None:
    """Return where the bar of what was done in time ends."""
    if row.begun is None:
        return None
    end = row.finished or max(today, row.begun)
    in_time = end if row.planned is None else min(end, max(row.planned[1], row.begun))
    return _day(in_time) + 1


def _bars(base: Picture, x: Any, below: int) -> list[Picture]:
    planned = base.transform_filter("isValid(datum.planned_from)").mark_bar(
        height=20, fill=SEQUENTIAL[1].light, stroke=STRONG_LINE.light, strokeWidth=1, yOffset=below
    )
    done = base.transform_filter("isValid(datum.done_from)").mark_bar(height=9, color=ACCENT.light, yOffset=below)
    late = base.transform_filter("isValid(datum.over_from)").mark_bar(
        height=13, fill=GROUND.light, stroke=BELOW.light, strokeWidth=2, strokeDash=[4, 2], yOffset=below
    )
    return [
        planned.encode(x=x("planned_from"), x2="planned_to:Q"),
        done.encode(x=x("done_from"), x2="done_to:Q"),
        late.encode(x=x("over_from"), x2="over_to:Q"),
    ]


def _entries(language: str, today: datetime.date) -> list[Entry]:
    day = format_date(today, language)
    return [
        Entry("square", SEQUENTIAL[1], message("planned").in_language(language)),
        Entry("line", ACCENT, message("done").in_language(language)),
        Entry("dashes", BELOW, message("over the planned end").in_language(language)),
        Entry("note", TEXT, message("dotted line: %(day)s", day=day).in_language(language)),
    ]


def _state(row: Stage, today: datetime.date) -> Message:
    """Return what can be said of a stage on a day."""
    if row.planned is None and row.begun is None:
        return message("not planned")
    over_by = row.overrun(today)
    if over_by and row.finished:
        return plural_message("finished %(number)s day late", "finished %(number)s days late", over_by)
    if over_by:
        return plural_message("%(number)s day overdue", "%(number)s days overdue", over_by)
    if row.finished:
        return message("finished")
    return message("under way") if row.begun and row.begun <= today else message("not begun")


def _table_row(row: Stage, language: str, today: datetime.date) -> dict[str, Any]:
    first, last = row.planned or (None, None)
    days = {"planned_from": first, "planned_to": last, "begun": row.begun, "finished": row.finished}
    written = {name: format_date(day, language) if day else None for name, day in days.items()}
    over_by = float(row.overrun(today)) if row.planned else None
    return {"stage": row.name, **written, "overrun": over_by, "said": _state(row, today).in_language(language)}


def _finding(rows: Sequence[Stage], language: str, today: datetime.date) -> str:
    if not any(row.planned or row.begun for row in rows):
        return _nothing(language)
    late = [row for row in rows if row.overrun(today)]
    if not late:
        sentence = message("On %(day)s no stage has run over its planned end.", day=format_date(today, language))
        return sentence.in_language(language)
    told = "; ".join(f"{row.name} ({_state(row, today).in_language(language)})" for row in late)
    return message(
        "On %(day)s over the planned end: %(stages)s.", day=format_date(today, language), stages=told
    ).in_language(language)
