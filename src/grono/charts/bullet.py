"""How far each indicator has come from its baseline to its target: one bar each, on one axis, whatever its unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.bullet_words import WAY, WORK, Told
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import names, shift, y_of
from grono.charts.quantity_rows import (
    NARROW,
    NARROW_ROW,
    ROW,
    WIDE,
    arrows,
    drawn_rows,
    lower_end,
    numbers_of,
    row_texts,
    said,
    table_of_rows,
    titles_in,
    upper_end,
)
from grono.charts.theme import ACCENT, MUTED, SECOND, SEQUENTIAL
from grono.messages import message
from grono.quantities import Range, exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.charts.theme import Ink
    from grono.quantities import Quantity

_TITLES = {
    "indicator": message("Indicator"),
    "baseline": message("Baseline"),
    "value": message("Value"),
    "target": message("Target"),
    "lower": message("Way to the target, lower end"),
    "upper": message("Way to the target, upper end"),
    "status": message("Status"),
}
_TITLES_OF_WORK = {
    "indicator": message("Task"),
    "baseline": message("Beginning"),
    "value": message("Done"),
    "target": message("Planned to date"),
    "lower": message("Done of planned, lower end"),
    "upper": message("Done of planned, upper end"),
}
_MOST, _LEAST = 1.6, -0.4
"""The axis reaches no further; what goes on beyond it has an arrow and its figure beside it."""
_BANDS = SEQUENTIAL[2], SEQUENTIAL[1], SEQUENTIAL[0]

_FROM_NOTHING = exact(0)


@dataclass(frozen=True)
class Gauge:
    """One indicator.

    Parameters
    ----------
    name : str
        What is counted.
    value, target, baseline : Quantity
        Where it stands, where it should come, where it began. Falling targets are fine: the way is from baseline to target.
    unit : str
        Unit of all three.
    status : str
        The word of its status, as it stands in the text; empty for none.
    """

    name: str
    value: Quantity
    target: Quantity
    baseline: Quantity = _FROM_NOTHING
    unit: str = ""
    status: str = ""

    @property
    def way(self) -> Quantity:
        """Return the share of the way from baseline to target; 1 is the target. Not cut off at 0 or 1."""
        return (self.value - self.baseline) / (self.target - self.baseline)


def bullet_chart(  # noqa: PLR0913 - what is drawn, by which cuts, and how wide
    rows: Sequence[Gauge],
    language: str,
    *,
    title: str,
    source: str,
    cuts: tuple[float, float] = (0.80, 0.95),
    work: bool = False,
    narrow: bool = False,
) -> Chart:
    """Draw for each indicator how much of the way from baseline to target is done.

    Parameters
    ----------
    rows : sequence of Gauge
        The indicators in the order in which they are drawn. A range is a full bar to its lower end and an outlined one to its upper
        end; what has no number has no bar and says why; zero is a dot at the baseline.
    language, title, source : str
        Language of the texts, the one thing the picture says, where the figures come from.
    cuts : pair of float
        Where the bands of the ground change: the thresholds of the statuses (STR-24).
    work : bool
        Whether the rows are tasks with the points done of those planned, instead of indicators on their way; the words follow.
    narrow : bool
        For screens of 360 px.
    """
    titles = _TITLES | _TITLES_OF_WORK if work else _TITLES
    told = WORK if work else WAY
    return Chart(
        title=title,
        specification=_specification(rows, language, cuts, told, narrow=narrow),
        alternative=_finding(rows, language, told),
        table=table_of_rows([_table_row(row, language) for row in rows], ("lower", "upper"), titles),
        column_titles=titles_in(titles, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no indicator has a value.").in_language(language)


def _specification(
    rows: Sequence[Gauge], language: str, cuts: tuple[float, float], told: Told, *, narrow: bool
) -> dict[str, Any]:
    if not rows:
        return words(_nothing(language), language, width=NARROW)
    width, below = NARROW if narrow else WIDE, shift(narrow=narrow)
    reach = numbers_of(row.way for row in rows)
    domain = (max(min(0.0, *reach, 0.0) * 1.05, _LEAST), min(max(1.1, *reach, 1.1) * 1.03, _MOST))
    drawn = _drawn(rows, domain, language, narrow=narrow)
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    x = _x(domain)
    ground = _ground(base, x, domain, cuts, below)
    layers = [*ground, *_bars(base, x, below), *names(base, drawn, narrow=narrow)]
    layers.append(row_texts(base, below, narrow=narrow, width=width))
    drawing = alt.layer(*layers).properties(width=width, height={"step": NARROW_ROW if narrow else ROW})
    return specification(alt.vconcat(key(_entries(cuts, language, told), width), drawing, spacing=10), language)


def _x(domain: tuple[float, float]) -> Any:
    scale = alt.Scale(domain=list(domain), nice=False)
    axis = alt.Axis(
        orient="top", title=None, grid=False, format=".0%", values=[-0.25, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5]
    )
    return lambda name: alt.X(f"{name}:Q", scale=scale, axis=axis)


def _drawn(rows: Sequence[Gauge], domain: tuple[float, float], language: str, *, narrow: bool) -> list[dict[str, Any]]:
    texts = [_text(row, language, narrow=narrow) for row in rows]
    found = drawn_rows([row.name for row in rows], texts, [row.way for row in rows], domain, narrow=narrow)
    return [row | {"dot": row["low"] == row["high"] == 0} for row in found]


def _text(row: Gauge, language: str, *, narrow: bool) -> str:
    if not isinstance(row.way, Range):
        return said(row.value, language, row.unit)
    way = said(row.way, language, style="percent", decimals=0)
    if narrow:
        return way
    return f"{way} · {row.status}" if row.status else way


def _ground(base: Picture, x: Any, domain: tuple[float, float], cuts: tuple[float, float], below: int) -> list[Picture]:
    """Return the bands of the ground and the line of the target, where there is a value to lay upon them."""
    base = base.transform_filter("isValid(datum.low)")
    edges = (domain[0], *cuts, domain[1])
    bands = []
    for place, ink in enumerate(_BANDS):
        some = base.transform_calculate(begin=str(edges[place]), finish=str(edges[place + 1]))
        bar = some.mark_bar(height=22, color=ink.light, yOffset=below)
        bands.append(bar.encode(x=x("begin"), x2="finish:Q"))
    target = base.transform_calculate(target="1").mark_tick(color=SECOND.light, thickness=3, size=28, yOffset=below)
    return [*bands, target.encode(x=x("target"))]


def _bars(base: Picture, x: Any, below: int) -> list[Picture]:
    there = base.transform_filter("isValid(datum.low)")
    full = there.transform_calculate(zero="0").mark_bar(height=9, color=ACCENT.light, yOffset=below)
    open_ = there.transform_filter("datum.high > datum.low").mark_bar(
        height=9, fill=SEQUENTIAL[0].light, stroke=ACCENT.light, strokeWidth=1.5, yOffset=below
    )
    dot = there.transform_filter("datum.dot").mark_point(
        filled=True, size=70, color=ACCENT.light, opacity=1, yOffset=below
    )
    bars = [full.encode(x=x("zero"), x2="low:Q"), open_.encode(x=x("low"), x2="high:Q"), dot.encode(x=x("low"))]
    return [*bars, *arrows(there, x, ACCENT.light, below)]


def _entries(cuts: tuple[float, float], language: str, told_of: Told) -> list[Entry]:
    low, high = (said(exact(cut), language, style="percent", decimals=0) for cut in cuts)
    told: list[tuple[Any, Ink, Any]] = [
        ("line", ACCENT, told_of.bar),
        ("square", SECOND, told_of.aim),
        ("square", _BANDS[0], message("below %(low)s", low=low)),
        ("square", _BANDS[1], message("from %(low)s", low=low)),
        ("square", _BANDS[2], message("from %(low)s", low=high)),
        ("note", MUTED, message("outlined: the value lies somewhere there")),
    ]
    return [Entry(sign, ink, text.in_language(language)) for sign, ink, text in told]


def _table_row(row: Gauge, language: str) -> dict[str, Any]:
    texts = {name: said(getattr(row, name), language, row.unit) for name in ("baseline", "value", "target")}
    return {
        "indicator": row.name,
        **texts,
        "lower": lower_end(row.way),
        "upper": upper_end(row.way),
        "status": row.status,
    }


def _finding(rows: Sequence[Gauge], language: str, told: Told) -> str:
    known = [row for row in rows if isinstance(row.way, Range)]
    if not known:
        return _nothing(language)
    reached = sum((lower_end(row.way) or 0.0) >= 1 for row in known)
    last = min(known, key=lambda row: (lower_end(row.way) or 0.0, row.name))
    furthest = said(last.way, language, style="percent", decimals=0)
    sentences = [told.reached(reached, len(known)), told.last(last.name, furthest)]
    if len(known) < len(rows):
        without = ", ".join(row.name for row in rows if row not in known)
        sentences.append(message("Without a value to compare: %(names)s.", names=without))
    return " ".join(sentence.in_language(language) for sentence in sentences)
