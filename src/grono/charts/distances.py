"""How near the plants of an industry stand to each other: the curve, and what chance would give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.distance_words import Curve, axis_words, finding, nothing, title
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW
from grono.charts.reading import Row, rows_where, source_line
from grono.charts.theme import ACCENT, DIVERGING, LINE, MISSING, MUTED, NOTE_SIZE, SEQUENTIAL, STRONG_LINE
from grono.charts.values import wrapped
from grono.charts.words import column_titles
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

DistanceMeasure = Literal["kd", "m"]
_VALUES = ("value", "expected", "lower_local", "upper_local", "lower_global", "upper_global")
_COLUMNS = ["kilometres", *_VALUES]
_WIDE = 620
_HEIGHT, _NARROW_HEIGHT = 280, 220
_METRES = 1000.0
_LOGARITHMIC = 8.0
"""M is drawn on a logarithmic axis where its largest value is this many times its baseline 1."""
_FLOOR = 0.1
"""Lower end of that axis: on it, 0 has no place."""
_SMALL = 0.02
"""Below it per cent are written with two digits."""
_TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]
_MORE, _LESS = SEQUENTIAL[2], DIVERGING[2]


def distance_curves(  # noqa: PLR0913 - whose curve, which measure, how wide
    source: ClusterMap,
    industry: str,
    language: str,
    *,
    measure: DistanceMeasure = "kd",
    other: str | None = None,
    narrow: bool = False,
) -> Chart:
    """Draw the observed curve of an industry, what chance would give, and the bands; shaded where it leaves the global band.

    Parameters
    ----------
    source : ClusterMap
        The map, with its table ``distance``; without rows of the industry the chart says so.
    industry, language : str
        Code of the industry; language of the texts.
    measure : {'kd', 'm'}
        Density of the distances of pairs, drawn per kilometre; or M, how many times as many of their own kind plants
        have around them, drawn about its baseline 1.
    other : str, optional
        The other industry of a pair: with ``kd`` the distances between the plants of both, with ``m`` how many of the other
        stand around those of the first.
    narrow : bool
        For screens of 360 px.
    """
    rows = _rows(source, industry, measure, other)
    curve = Curve(source, industry, other, measure, rows, language)
    table = pa.table({name: pa.array([row[name] for row in rows], pa.float64()) for name in _COLUMNS})
    return Chart(
        title=title(curve).in_language(language),
        specification=_specification(curve, narrow=narrow),
        alternative=finding(curve),
        table=table,
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language, "points", "zones"),
        language=language,
    )


def _rows(source: ClusterMap, industry: str, measure: str, other: str | None) -> list[Row]:
    table = source.further.get("distance")
    if table is None:
        return []
    found = [row for row in rows_where(table, industry=industry, measure=measure) if row["other"] == other]
    factor = _METRES if measure == "kd" else 1.0  # a density per metre becomes one per kilometre
    rows = [
        {"kilometres": row["metres"] / _METRES}
        | {name: None if row[name] is None else row[name] * factor for name in _VALUES}
        for row in found
    ]
    return sorted(rows, key=lambda row: float(row["kilometres"]))


@dataclass(frozen=True)
class _Axes:
    """Both axes of the picture."""

    x: Any
    scale: Any
    style: dict[str, Any]
    title: Message

    def y(self, field: str) -> Any:
        """Return the vertical channel of a column."""
        return alt.Y(f"{field}:Q", scale=self.scale, axis=alt.Axis(title=None, grid=True, labelPadding=6, **self.style))


def _specification(curve: Curve, *, narrow: bool) -> dict[str, Any]:
    measure, language = curve.measure, curve.language
    if not curve.rows:
        return words(nothing().in_language(language), language, width=NARROW)
    rows = [_within(row, curve.rows, measure) for row in curve.rows]
    axes = _axes(rows, curve)
    base = over(rows).encode(x=axes.x)
    layers = [
        *_bands(base, axes),
        *_excess(rows, axes),
        base.mark_line(color=MUTED.light, strokeWidth=1.6, strokeDash=[4, 3]).encode(y=axes.y("expected")),
        *(_baseline() if measure == "m" else []),
        *_observed(rows, axes),
    ]
    width = NARROW - 44 if narrow else _WIDE
    said = wrapped(axes.title.in_language(language), 44 if narrow else 90, 3)
    head = alt.TitleParams(
        said, anchor="start", frame="group", color=MUTED.light, fontSize=NOTE_SIZE, fontWeight="normal", offset=8
    )
    drawing = alt.layer(*layers).properties(width=width, height=_NARROW_HEIGHT if narrow else _HEIGHT, title=head)
    return specification(alt.vconcat(key(_entries(rows, language), width), drawing, spacing=8), language)


def _within(row: Row, rows: list[Row], measure: str) -> Row:
    """Return a row as it is drawn: on a logarithmic axis nothing is below its floor."""
    if not _is_logarithmic(rows, measure):
        return row
    return {name: value if value is None or name == "kilometres" else max(value, _FLOOR) for name, value in row.items()}


def _is_logarithmic(rows: list[Row], measure: str) -> bool:
    return measure == "m" and max(_all(rows), default=1.0) > _LOGARITHMIC


def _all(rows: list[Row]) -> list[float]:
    return [row[name] for row in rows for name in _VALUES if row[name] is not None]


def _axes(rows: list[Row], curve: Curve) -> _Axes:
    measure, language = curve.measure, curve.language
    style: dict[str, Any] = {"labelFontSize": NOTE_SIZE}
    ticks: dict[str, Any]
    if measure == "kd":
        style |= {"format": ".2%" if max(_all(rows)) < _SMALL else ".0%", "tickCount": 5}
    else:
        ticks = {"values": _TICKS} if _is_logarithmic(rows, measure) else {"tickCount": 5}
        style |= {"format": "~r", **ticks}
    scale = alt.Scale(type="log", nice=False) if _is_logarithmic(rows, measure) else alt.Scale(zero=True, nice=True)
    spread = measure == "m" and rows[0]["kilometres"] > 0  # M is reckoned at radii spaced evenly by their logarithm
    ticks = {"values": _TICKS} if spread else {"tickCount": 8}
    x = alt.X(
        "kilometres:Q",
        axis=alt.Axis(title=message("Distance in kilometres").in_language(language), grid=False, format=",~r", **ticks),
        scale=alt.Scale(type="log", nice=False) if spread else alt.Scale(nice=False, domainMin=0),
    )
    return _Axes(x, scale, style, axis_words(curve))


def _bands(base: Picture, axes: _Axes) -> list[Picture]:
    return [
        base.mark_area(color=ink.light).encode(y=axes.y(f"lower_{name}"), y2=f"upper_{name}:Q")
        for name, ink in (("global", MISSING), ("local", LINE))
    ]


def _baseline() -> list[Picture]:
    return [over([{"one": 1}]).mark_rule(color=STRONG_LINE.light).encode(y="one:Q")]


def _observed(rows: list[Row], axes: _Axes) -> list[Picture]:
    """Draw the curve; where a value is missing it has a gap."""
    pieces = _pieces(rows, lambda row: row["value"] is not None)
    return [
        over(piece).mark_line(color=ACCENT.light, strokeWidth=2.5, strokeCap="round", strokeJoin="round").encode(
            x=axes.x, y=axes.y("value")
        )
        for piece in pieces
    ]  # fmt: skip


def _pieces(rows: list[Row], holds: Any) -> list[list[Row]]:
    pieces: list[list[Row]] = [[]]
    for row in rows:
        if holds(row):
            pieces[-1].append(row)
        elif pieces[-1]:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _excess(rows: list[Row], axes: _Axes) -> list[Picture]:
    """Shade what lies above the upper global band, and what lies below the lower one."""
    layers = []
    for side, ink in (("upper_global", _MORE), ("lower_global", _LESS)):
        for piece in _outside(rows, side):
            area = over(piece).mark_area(color=ink.light).encode(x=axes.x, y=axes.y("value"), y2=f"{side}:Q")
            layers.append(area)
    return layers


def _outside(rows: list[Row], side: str) -> list[list[Row]]:
    """Return the stretches where the curve is outside its band, with the points where it crosses."""
    sign = 1 if side == "upper_global" else -1

    def gap(row: Row) -> float | None:
        if row["value"] is None or row[side] is None:
            return None
        return float(sign * (row["value"] - row[side]))

    dense: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        dense.append(row)
        one, next_ = gap(row), None if following is None else gap(following)
        if one is not None and next_ is not None and following is not None and one * next_ < 0:
            dense.append(_between(row, following, one / (one - next_)))
    return [piece for piece in _pieces(dense, lambda row: (gap(row) or 0.0) >= -_NOTHING and gap(row) is not None)
            if any((gap(row) or 0.0) > _NOTHING for row in piece)]  # fmt: skip


_NOTHING = 1e-12
"""Differences below this are crossings, which were put there with rounding."""


def _between(row: Row, following: Row, share: float) -> Row:
    return {
        name: None if value is None or following[name] is None else value + share * (following[name] - value)
        for name, value in row.items()
    }


def _entries(rows: list[Row], language: str) -> list[Entry]:
    entries = [
        Entry("line", ACCENT, message("observed").in_language(language)),
        Entry("dashes", MUTED, message("expected by chance").in_language(language)),
        Entry("band", LINE, message("chance at one distance (95%%)").in_language(language)),
        Entry("band", MISSING, message("chance at all distances together (95%%)").in_language(language)),
    ]
    if _outside(rows, "upper_global"):
        entries.append(Entry("band", _MORE, message("more than chance").in_language(language)))
    if _outside(rows, "lower_global"):
        entries.append(Entry("band", _LESS, message("less than chance").in_language(language)))
    return entries
