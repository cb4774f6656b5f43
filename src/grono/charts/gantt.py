"""When the stages of a strategy were planned and when they were done: what runs over its planned end is told apart by shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.gantt_words import StageWords
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
from grono.messages import message

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence


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
    is_known : bool
        Whether anything was reported about it; if not, only the plan is drawn, and nobody is called late.
    """

    name: str
    planned: tuple[datetime.date, datetime.date] | None
    begun: datetime.date | None = None
    finished: datetime.date | None = None
    is_known: bool = True

    def overrun(self, today: datetime.date) -> int:
        """Return by how many days it has run over its planned end, 0 for none: finished late, or not finished although due."""
        if self.planned is None or not self.is_known:
            return 0
        return max(0, ((self.finished or today) - self.planned[1]).days)


def gantt_chart(  # noqa: PLR0913 - what is drawn, on which day, and how wide
    rows: Sequence[Stage],
    language: str,
    *,
    today: datetime.date,
    title: str,
    source: str,
    yearly: bool = False,
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
    yearly : bool
        Whether plan and reports know years only: nothing is then said to the day.
    narrow : bool
        For screens of 360 px.
    """
    said = StageWords(language, today, yearly=yearly)
    titles = _TITLES | {"overrun": message("Years over the plan")} if yearly else _TITLES
    return Chart(
        title=title,
        specification=_specification(rows, said, narrow=narrow),
        alternative=_finding(rows, said),
        table=table_of_rows([_table_row(row, said) for row in rows], ("overrun",), titles),
        column_titles=titles_in(titles, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no stage is planned.").in_language(language)


def _specification(rows: Sequence[Stage], said: StageWords, *, narrow: bool) -> dict[str, Any]:
    language, today = said.language, said.today
    days = [day for row in rows for day in (*(row.planned or ()), row.begun, row.finished) if day is not None]
    if not days:
        return words(_nothing(language), language, width=NARROW)
    width, below = NARROW if narrow else WIDE, shift(narrow=narrow)
    drawn = _drawn(rows, said, narrow=narrow)
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    x = _x(min(*days, today), max(*days, today), narrow=narrow)
    now = over([{"now": _day(today)}]).mark_rule(color=TEXT.light, strokeDash=[2, 3]).encode(x=x("now"))
    layers = [*_bars(base, x, below), now, *names(base, drawn, narrow=narrow)]
    layers.append(row_texts(base, below, narrow=narrow, width=width))
    drawing = alt.layer(*layers).properties(width=width, height={"step": NARROW_ROW if narrow else ROW})
    return specification(alt.vconcat(key(_entries(said), width), drawing, spacing=10), language)


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


def _drawn(rows: Sequence[Stage], said: StageWords, *, narrow: bool) -> list[dict[str, Any]]:
    today = said.today
    texts = [said.state(row) for row in rows]
    labels = unequal_labels([row.name for row in rows], texts, narrow=narrow)
    return [
        {
            "label": label,
            "text": text,
            "planned_from": _day(row.planned[0]) if row.planned else None,
            "planned_to": _day(row.planned[1]) + 1 if row.planned else None,
            "done_from": _day(row.begun) if row.begun else None,
            "done_to": _done_until(row, today),
            "over_from": _day(row.planned[1]) + 1 if row.planned and said.overrun(row) else None,
            "over_to": _day(row.finished or today) + 1 if said.overrun(row) else None,
        }
        for row, label, text in zip(rows, labels, texts, strict=True)
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


def _entries(said: StageWords) -> list[Entry]:
    language, line = said.language, message("dotted line: %(day)s", day=said.moment(said.today))
    if said.yearly:
        line = message("dotted line: end of %(year)s", year=said.moment(said.today))
    return [
        Entry("square", SEQUENTIAL[1], message("planned").in_language(language)),
        Entry("line", ACCENT, message("done").in_language(language)),
        Entry("dashes", BELOW, message("over the planned end").in_language(language)),
        Entry("note", TEXT, line.in_language(language)),
    ]


def _table_row(row: Stage, said: StageWords) -> dict[str, Any]:
    first, last = row.planned or (None, None)
    days = {"planned_from": first, "planned_to": last, "begun": row.begun, "finished": row.finished}
    written = {name: said.moment(day) if day else None for name, day in days.items()}
    over_by = float(said.overrun(row)) if row.planned and row.is_known else None
    return {"stage": row.name, **written, "overrun": over_by, "said": said.state(row)}


def _finding(rows: Sequence[Stage], said: StageWords) -> str:
    if not any(row.planned or row.begun for row in rows):
        return _nothing(said.language)
    late = [row for row in rows if said.overrun(row)]
    told = "; ".join(f"{row.name} ({said.state(row)})" for row in late)
    if said.yearly:
        year = said.moment(said.today)
        found = message("By the end of %(year)s over the planned end: %(stages)s.", year=year, stages=told)
        none = message("By the end of %(year)s no stage has run over its planned end.", year=year)
    else:
        day = said.moment(said.today)
        found = message("On %(day)s over the planned end: %(stages)s.", day=day, stages=told)
        none = message("On %(day)s no stage has run over its planned end.", day=day)
    return (found if late else none).in_language(said.language)
