"""From the baseline over the latest value to the target: for each indicator whether it runs above or below its path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.quantity_rows import ends_of, lower_end, numbers_of, said, table_of_rows, titles_in, upper_end
from grono.charts.theme import ACCENT, MUTED, NOTE_SIZE, SECOND
from grono.charts.values import wrapped
from grono.messages import message
from grono.quantities import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.quantities import Quantity

_TITLES = {
    "indicator": message("Indicator"),
    "kind": message("Kind"),
    "year": message("Year"),
    "value": message("Value"),
    "lower": message("Lower end"),
    "upper": message("Upper end"),
}
KINDS = {
    "baseline": message("baseline"),
    "actual": message("latest value"),
    "target": message("target"),
}
_PANEL, _HEIGHT = 240, 130
_EDGE = 0.12
"""Room above and below the values, as a share of their reach."""


@dataclass(frozen=True)
class Slope:
    """One indicator with three readings.

    Parameters
    ----------
    name, unit : str
        What is counted, and in what.
    baseline, actual, target : tuple of int and Quantity
        Year and value of each.
    """

    name: str
    baseline: tuple[int, Quantity]
    actual: tuple[int, Quantity]
    target: tuple[int, Quantity]
    unit: str = ""

    @property
    def readings(self) -> dict[str, tuple[int, Quantity]]:
        """Return the three readings by their kind."""
        return {"baseline": self.baseline, "actual": self.actual, "target": self.target}


def slope_chart(rows: Sequence[Slope], language: str, *, title: str, source: str, narrow: bool = False) -> Chart:
    """Draw baseline, latest value and target of each indicator in a panel of its own, with the straight path to the target.

    Parameters
    ----------
    rows : sequence of Slope
        The indicators. A range is a bar from end to end; what has no number is left out and named in the words.
    language, title, source : str
        Language of the texts, the one thing the picture says, where the figures come from.
    narrow : bool
        For screens of 360 px: one panel beside none other.
    """
    return Chart(
        title=title,
        specification=_specification(rows, language, columns=1 if narrow else 2),
        alternative=" ".join(_sentence(row, language) for row in rows) or _nothing(language),
        table=table_of_rows(_table(rows, language), ("lower", "upper"), _TITLES),
        column_titles=titles_in(_TITLES, language),
        source=source,
        language=language,
    )


def _nothing(language: str) -> str:
    return message("Nothing to draw: no indicator has a value.").in_language(language)


def _specification(rows: Sequence[Slope], language: str, *, columns: int) -> dict[str, Any]:
    if not rows:
        return words(_nothing(language), language, width=_PANEL)
    panels = [_panel(row, language) for row in rows]
    lines = [alt.hconcat(*panels[place : place + columns], spacing=56) for place in range(0, len(panels), columns)]
    width = _PANEL if columns == 1 else 2 * _PANEL
    told = [
        Entry("line", ACCENT, message("what was reached").in_language(language)),
        Entry("dashes", SECOND, message("straight path to the target").in_language(language)),
    ]
    return specification(alt.vconcat(key(told, width), *lines, spacing=22), language)


def _panel(row: Slope, language: str) -> Picture:
    title = alt.TitleParams(wrapped(f"{row.name} ({row.unit})" if row.unit else row.name, 34, 2), offset=14)
    domain = _domain(row)
    years = sorted({year for year, _ in row.readings.values()})
    marks = _marks(row, language, domain)
    if not marks:
        said_once = over([{"text": message("no data").in_language(language), "year": sum(years) / len(years)}])
        text = said_once.mark_text(color=MUTED.light).encode(x=_x(years), text="text:N")
        return text.properties(width=_PANEL, height=_HEIGHT, title=title)
    layers = _lines(marks, years, domain) + _points(marks, years, domain)
    return alt.layer(*layers).properties(width=_PANEL, height=_HEIGHT, title=title)


def _domain(row: Slope) -> tuple[float, float]:
    numbers = numbers_of(value for _, value in row.readings.values()) or [0.0]
    reach = (max(numbers) - min(numbers)) or abs(max(numbers)) or 1.0
    return min(numbers) - _EDGE * reach, max(numbers) + 2 * _EDGE * reach


def _y(name: str, domain: tuple[float, float]) -> Any:
    return alt.Y(f"{name}:Q", axis=None, scale=alt.Scale(domain=list(domain), nice=False, zero=False))


def _marks(row: Slope, language: str, domain: tuple[float, float]) -> list[dict[str, Any]]:
    found = []
    for kind, (year, value) in row.readings.items():
        ends = ends_of(value, domain)
        if ends:
            middle = (ends.low + ends.high) / 2
            text = said(value, language)
            found.append(
                {"kind": kind, "year": year, "low": ends.low, "high": ends.high, "middle": middle, "text": text}
            )
    return found


def _x(years: list[int]) -> Any:
    scale = alt.Scale(domain=[years[0] - 0.5, years[-1] + 0.5], nice=False)
    return alt.X("year:Q", title=None, scale=scale, axis=alt.Axis(values=years, format="d", grid=False))


def _lines(marks: list[dict[str, Any]], years: list[int], domain: tuple[float, float]) -> list[Picture]:
    layers = []
    for kind, style in (
        ("target", {"color": SECOND.light, "strokeDash": [4, 3], "strokeWidth": 1.5}),
        ("actual", {"color": ACCENT.light, "strokeWidth": 2.5}),
    ):
        some = [mark for mark in marks if mark["kind"] in ("baseline", kind)]
        if len(some) == 2:
            layers.append(over(some).mark_line(**style).encode(x=_x(years), y=_y("middle", domain)))
    return layers


def _points(marks: list[dict[str, Any]], years: list[int], domain: tuple[float, float]) -> list[Picture]:
    layers = []
    for kind, ink, shape in (
        ("baseline", MUTED, "circle"),
        ("actual", ACCENT, "circle"),
        ("target", SECOND, "diamond"),
    ):
        some = [mark for mark in marks if mark["kind"] == kind]
        if some:
            base = over(some).encode(x=_x(years))
            y = _y("middle", domain)
            layers.append(base.mark_rule(color=ink.light, strokeWidth=4).encode(y=_y("low", domain), y2="high:Q"))
            layers.append(base.mark_point(shape=shape, filled=True, size=80, color=ink.light, opacity=1).encode(y=y))
            text = base.mark_text(fontSize=NOTE_SIZE, **_place(kind, some[0], marks, years))
            layers.append(text.encode(y=y, text="text:N"))
    return layers


def _place(kind: str, mark: dict[str, Any], marks: list[dict[str, Any]], years: list[int]) -> dict[str, Any]:
    """Return where the figure of a point stands: on its right in the last year, where no line runs, else above or below it."""
    if kind != "baseline" and mark["year"] == years[-1]:
        return {"align": "left", "dx": 9, "baseline": "middle"}
    return {"dy": 14 if kind == "actual" and _below_path(marks) else -13}


def _below_path(marks: list[dict[str, Any]]) -> bool:
    """Say whether the latest value lies under the straight path, so that its figure has room below it."""
    by_kind = {mark["kind"]: mark for mark in marks}
    if len(by_kind) < len(KINDS) or by_kind["target"]["year"] == by_kind["baseline"]["year"]:
        return False
    first, last, actual = (by_kind[kind] for kind in ("baseline", "target", "actual"))
    passed = (actual["year"] - first["year"]) / (last["year"] - first["year"])
    return bool(actual["middle"] < first["middle"] + passed * (last["middle"] - first["middle"]))


def _table(rows: Sequence[Slope], language: str) -> list[dict[str, Any]]:
    return [
        {
            "indicator": row.name,
            "kind": KINDS[kind].in_language(language),
            "year": str(year),
            "value": said(value, language, row.unit),
            "lower": lower_end(value),
            "upper": upper_end(value),
        }
        for row in rows
        for kind, (year, value) in row.readings.items()
    ]


def _sentence(row: Slope, language: str) -> str:
    told = {kind: said(value, language, row.unit) for kind, (_, value) in row.readings.items()}
    years = {f"{kind}_year": str(year) for kind, (year, _) in row.readings.items()}
    if not isinstance(row.actual[1], Range):
        return message(
            "%(name)s: from %(baseline)s in %(baseline_year)s to %(target)s in %(target_year)s; for %(actual_year)s there is no value.",
            name=row.name, **told, **years,
        ).in_language(language)  # fmt: skip
    return message(
        "%(name)s: from %(baseline)s in %(baseline_year)s to %(actual)s in %(actual_year)s; target %(target)s in %(target_year)s.",
        name=row.name, **told, **years,
    ).in_language(language)  # fmt: skip
