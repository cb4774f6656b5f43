"""Figures of a place beside those of the country: one bar each, the country at 100 per cent, whatever the units."""

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
from grono.quantities import Range, greater, less

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.quantities import Quantity

_TITLES = {
    "indicator": message("Indicator"),
    "own": message("Own value"),
    "country": message("Country"),
    "lower": message("Own value by that of the country, lower end"),
    "upper": message("Own value by that of the country, upper end"),
    "origin": message("Figure of the country from"),
}
_FURTHEST = 3.0
"""The axis reaches no further than three times the country; what goes on beyond it has an arrow and its figure beside it."""


@dataclass(frozen=True)
class Beside:
    """One figure of a place and the same figure of the country.

    Parameters
    ----------
    name : str
        What is measured.
    own, country : Quantity
        The two figures, in one unit.
    unit : str
        Their unit.
    origin : str
        Source and date of the figure of the country.
    """

    name: str
    own: Quantity
    country: Quantity
    unit: str = ""
    origin: str = ""

    @property
    def share(self) -> Quantity:
        """Return own by country; 1 is the country."""
        return self.own / self.country


def beside_country_chart(
    rows: Sequence[Beside], language: str, *, title: str, source: str, narrow: bool = False
) -> Chart:
    """Draw figures of a place as bars beside the country at 100 per cent.

    Whether more is better the picture does not say: nothing in it is good or bad.

    Parameters
    ----------
    rows : sequence of Beside
        A range is a full bar to its lower end and an outlined one to its upper end; what has no number has no bar and says why.
    language, title, source : str
        Language of the texts, the one thing the picture says, where the figures come from.
    narrow : bool
        For screens of 360 px.
    """
    return Chart(
        title=title,
        specification=_specification(rows, language, narrow=narrow),
        alternative=" ".join(_sentence(row, language) for row in rows) or _nothing(language),
        table=table_of_rows([_table_row(row, language) for row in rows], ("lower", "upper"), _TITLES),
        column_titles=titles_in(_TITLES, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no figure stands beside one of the country.").in_language(language)


def _specification(rows: Sequence[Beside], language: str, *, narrow: bool) -> dict[str, Any]:
    reach = numbers_of(row.share for row in rows)
    if not reach:
        return words(_nothing(language), language, width=NARROW)
    width, below = NARROW if narrow else WIDE, shift(narrow=narrow)
    domain = (min(0.0, *reach) * 1.05, min(max(1.2, *reach) * 1.05, _FURTHEST))
    drawn = _drawn(rows, domain, language, narrow=narrow)
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    x = _x(domain)
    layers = [*_bars(base, x, below), *names(base, drawn, narrow=narrow)]
    layers.append(row_texts(base, below, narrow=narrow, width=width))
    drawing = alt.layer(*layers).properties(width=width, height={"step": NARROW_ROW if narrow else ROW})
    return specification(alt.vconcat(key(_entries(language), width), drawing, spacing=10), language)


def _x(domain: tuple[float, float]) -> Any:
    scale = alt.Scale(domain=list(domain), nice=False)
    axis = alt.Axis(orient="top", title=None, grid=True, format=".0%", tickCount=5)
    return lambda name: alt.X(f"{name}:Q", scale=scale, axis=axis)


def _drawn(rows: Sequence[Beside], domain: tuple[float, float], language: str, *, narrow: bool) -> list[dict[str, Any]]:
    texts = [_text(row, language, narrow=narrow) for row in rows]
    return drawn_rows([row.name for row in rows], texts, [row.share for row in rows], domain, narrow=narrow)


def _text(row: Beside, language: str, *, narrow: bool) -> str:
    own = said(row.own, language, row.unit)
    if not isinstance(row.share, Range):
        return own
    share = said(row.share, language, style="percent", decimals=0)
    return share if narrow else f"{share} · {own}"


def _bars(base: Picture, x: Any, below: int) -> list[Picture]:
    there = base.transform_filter("isValid(datum.low)")
    full = there.transform_calculate(zero="0").mark_bar(height=14, color=ACCENT.light, yOffset=below)
    open_ = there.transform_filter("datum.high > datum.low").mark_bar(
        height=14, fill=SEQUENTIAL[0].light, stroke=ACCENT.light, strokeWidth=1.5, yOffset=below
    )
    country = there.transform_calculate(one="1").mark_tick(
        color=SECOND.light, thickness=3, size=30, opacity=1, yOffset=below
    )
    bars = [full.encode(x=x("zero"), x2="low:Q"), open_.encode(x=x("low"), x2="high:Q"), country.encode(x=x("one"))]
    return [*bars, *arrows(there, x, ACCENT.light, below)]


def _entries(language: str) -> list[Entry]:
    told: list[tuple[Any, Any, Any]] = [
        ("line", ACCENT, message("own value by that of the country")),
        ("square", SECOND, message("country = 100%%")),
        ("note", MUTED, message("outlined: the value lies somewhere there")),
    ]
    return [Entry(sign, ink, text.in_language(language)) for sign, ink, text in told]


def _table_row(row: Beside, language: str) -> dict[str, Any]:
    return {
        "indicator": row.name,
        "own": said(row.own, language, row.unit),
        "country": said(row.country, language, row.unit),
        "lower": lower_end(row.share),
        "upper": upper_end(row.share),
        "origin": row.origin,
    }


def _sentence(row: Beside, language: str) -> str:
    figures = {
        "name": row.name,
        "own": said(row.own, language, row.unit),
        "country": said(row.country, language, row.unit),
    }
    if not isinstance(row.share, Range):
        found = message("%(name)s: %(own)s; country %(country)s; not to be compared.", **figures)
    elif less(row.own, row.country).value == "yes":
        found = message("%(name)s: %(own)s, below the country (%(country)s).", **figures)
    elif greater(row.own, row.country).value == "yes":
        found = message("%(name)s: %(own)s, above the country (%(country)s).", **figures)
    else:
        found = message("%(name)s: %(own)s beside the country (%(country)s): neither is certainly more.", **figures)
    return found.in_language(language).replace("..", ".")  # after a unit that ends in a full stop
