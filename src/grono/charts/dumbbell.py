"""A value that is known only within limits, beside what it is compared with: both on one axis, the limits drawn."""

from __future__ import annotations

from dataclasses import dataclass, field
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
    arrows,
    drawn_rows,
    ends_of,
    lower_end,
    numbers_of,
    row_texts,
    said,
    table_of_rows,
    titles_in,
    upper_end,
)
from grono.charts.theme import ACCENT, CATEGORIES, NOTE_SIZE, TEXT
from grono.messages import message
from grono.quantities import Range, greater_or_equal, less

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.quantities import Quantity

_TITLES = {
    "name": message("Name"),
    "kind": message("Kind"),
    "value": message("Value"),
    "lower": message("Lower end"),
    "upper": message("Upper end"),
}
_MARK = CATEGORIES[1]


@dataclass(frozen=True)
class Compared:
    """One line: a value and what it is compared with.

    Parameters
    ----------
    name : str
        What is counted.
    value : Quantity
        The value, a range where it is known only within limits.
    marks : dict of Quantity
        What stands beside it, such as ``{"target for 2010": about(25000)}``.
    unit : str
        Unit of all of them.
    """

    name: str
    value: Quantity
    marks: dict[str, Quantity] = field(default_factory=dict)
    unit: str = ""


def interval_dumbbell(
    rows: Sequence[Compared], language: str, *, title: str, source: str, narrow: bool = False
) -> Chart:
    """Draw values with their limits beside their targets.

    Parameters
    ----------
    rows : sequence of Compared
        The lines; what has no number is said in words and never drawn at zero.
    language, title, source : str
        Language of the texts, the one thing the picture says, where the figures come from.
    narrow : bool
        For screens of 360 px.
    """
    return Chart(
        title=title,
        specification=_specification(rows, language, narrow=narrow),
        alternative=" ".join(_sentence(row, language) for row in rows) or _nothing(language),
        table=table_of_rows(_table(rows, language), ("lower", "upper"), _TITLES),
        column_titles=titles_in(_TITLES, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no value has been entered.").in_language(language)


def _specification(rows: Sequence[Compared], language: str, *, narrow: bool) -> dict[str, Any]:
    every = numbers_of(one for row in rows for one in (row.value, *row.marks.values()))
    if not every:
        return words(_nothing(language), language, width=NARROW)
    width, below = NARROW if narrow else WIDE, shift(narrow=narrow)
    domain = (min(0.0, *every) * 1.04, max(0.0, *every) * 1.04 or 1.0)
    drawn = _drawn(rows, domain, language, narrow=narrow)
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    x = _x(domain)
    layers = [*_marks(rows, drawn, x, domain, below, narrow=narrow), *_ranges(base, x, below)]
    texts = [*names(base, drawn, narrow=narrow), row_texts(base, below, narrow=narrow, width=width)]
    drawing = alt.layer(*layers, *texts).properties(width=width, height={"step": NARROW_ROW if narrow else ROW + 6})
    return specification(alt.vconcat(key(_entries(language), width), drawing, spacing=10), language)


def _x(domain: tuple[float, float]) -> Any:
    scale = alt.Scale(domain=list(domain), nice=False)
    axis = alt.Axis(orient="top", title=None, grid=True, tickCount=5)
    return lambda name: alt.X(f"{name}:Q", scale=scale, axis=axis)


def _drawn(
    rows: Sequence[Compared], domain: tuple[float, float], language: str, *, narrow: bool
) -> list[dict[str, Any]]:
    texts = [said(row.value, language, row.unit) for row in rows]
    return drawn_rows([row.name for row in rows], texts, [row.value for row in rows], domain, narrow=narrow)


def _ranges(base: Picture, x: Any, below: int) -> list[Picture]:
    there = base.transform_filter("isValid(datum.low)")
    line = there.mark_rule(color=ACCENT.light, strokeWidth=4, yOffset=below).encode(x=x("low"), x2="high:Q")
    ends = [
        there.transform_filter(f"!datum.{side}")
        .mark_tick(color=ACCENT.light, thickness=2, size=16, yOffset=below)
        .encode(x=x(end))
        for end, side in (("low", "left"), ("high", "right"))
    ]
    return [line, *ends, *arrows(there, x, ACCENT.light, below)]


def _marks(  # noqa: PLR0913 - rows as given and as drawn, and where they stand
    rows: Sequence[Compared],
    drawn: list[dict[str, Any]],
    x: Any,
    domain: tuple[float, float],
    below: int,
    *,
    narrow: bool,
) -> list[Picture]:
    found = []
    for row, one in zip(rows, drawn, strict=True):
        for name, value in row.marks.items():
            ends = ends_of(value, domain)
            if ends:
                middle = (ends.low + ends.high) / 2
                found.append({"label": one["label"], "low": ends.low, "high": ends.high, "at": middle, "name": name})
    if not found:
        return []
    base = over(found).encode(y=y_of(drawn, narrow=narrow))
    wide = base.mark_rule(color=_MARK.light, strokeWidth=2, yOffset=below).encode(x=x("low"), x2="high:Q")
    sign = base.mark_point(shape="diamond", filled=True, size=100, color=_MARK.light, opacity=1, yOffset=below)
    layers = [wide, sign.encode(x=x("at"))]
    half = (domain[0] + domain[1]) / 2
    for align, condition in (("left", f"datum.at < {half}"), ("right", f"datum.at >= {half}")):
        text = base.transform_filter(condition).mark_text(
            align=align, fontSize=NOTE_SIZE - 1, color=TEXT.light, yOffset=below, dy=14
        )
        layers.append(text.encode(x=x("at"), text="name:N"))
    return layers


def _entries(language: str) -> list[Entry]:
    return [
        Entry("line", ACCENT, message("value within its limits").in_language(language)),
        Entry("diamond", _MARK, message("what it is compared with").in_language(language)),
    ]


def _table(rows: Sequence[Compared], language: str) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        for name, value in ((message("value").in_language(language), row.value), *row.marks.items()):
            text = said(value, language, row.unit)
            found.append(
                {"name": row.name, "kind": name, "value": text, "lower": lower_end(value), "upper": upper_end(value)}
            )
    return found


def _sentence(row: Compared, language: str) -> str:
    start = message("%(name)s: %(value)s.", name=row.name, value=said(row.value, language, row.unit))
    parts = [start.in_language(language)]
    parts += [_beside(name, row, mark, language) for name, mark in row.marks.items()]
    return " ".join(parts).replace("..", ".")  # after a unit that ends in a full stop


def _beside(name: str, row: Compared, mark: Quantity, language: str) -> str:
    value = said(mark, language, row.unit)
    if not isinstance(row.value, Range) or not isinstance(mark, Range):
        return message("Not to be compared: %(name)s (%(value)s).", name=name, value=value).in_language(language)
    if less(row.value, mark).value == "yes":
        short = said(mark - row.value, language, row.unit)
        return message("Below: %(name)s (%(value)s), by %(short)s.", name=name, value=value, short=short).in_language(
            language
        )
    if greater_or_equal(row.value, mark).value == "yes":
        return message("Reached: %(name)s (%(value)s).", name=name, value=value).in_language(language)
    return message("Not certain whether reached: %(name)s (%(value)s).", name=name, value=value).in_language(language)
