"""The regions of a cluster one below the other: location quotient with its interval, share and stars in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.cluster_rows import cluster_chart, cluster_rows, nothing, stars
from grono.charts.lines import NARROW, names, shift, y_of
from grono.charts.reading import Row, label
from grono.charts.theme import ACCENT, GROUND, MUTED, NOTE_SIZE, SEQUENTIAL, STRONG_LINE
from grono.charts.values import percent, with_interval
from grono.messages import message

if TYPE_CHECKING:
    from grono.charts.chart import Chart
    from grono.clustermap import ClusterMap

_TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
_LEAST = 0.05
"""Bounds below this are drawn at the edge."""
_WIDE = 330
_ROW, _NARROW_ROW = 36, 62


def cluster_regions(  # noqa: PLR0913 - which cluster, how many regions, how wide
    source: ClusterMap,
    cluster: str,
    language: str,
    *,
    scheme: str | None = None,
    limit: int = 20,
    narrow: bool = False,
) -> Chart:
    """Draw the regions of a cluster by location quotient with its 95 % interval; beside it its share and its stars in words.

    Takes what :func:`grono.charts.cluster_strength` takes, and ``limit``, the most regions.
    """
    rows = cluster_rows(source, cluster, scheme, language)
    drawn = [row for row in rows if row["location_quotient"]][:limit]
    return cluster_chart(
        source, (cluster, scheme), rows, _specification(source, drawn, language, narrow=narrow), language
    )


def _specification(source: ClusterMap, rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    if not rows:
        return words(nothing().in_language(language), language, width=NARROW)
    drawn = [_drawn(source, row, language, narrow=narrow) for row in rows]
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    below, x = shift(narrow=narrow), _x(drawn)
    one = over([{"one": 1}]).mark_rule(color=STRONG_LINE.light, strokeWidth=1.5).encode(x=x("one"))
    layers = [one, *_marks(base, x, below), *names(base, drawn, narrow=narrow), *_texts(base, narrow=narrow)]
    width = NARROW if narrow else _WIDE
    drawing = alt.layer(*layers).properties(width=width, height={"step": _NARROW_ROW if narrow else _ROW})
    return specification(drawing, language)


def _drawn(source: ClusterMap, row: Row, language: str, *, narrow: bool) -> Row:
    share = message("%(share)s of the nation", share=percent(row["share_of_nation"], language)).in_language(language)
    said = stars(row, language)
    return {
        "label": label(source, "region", row["region"], language, width=26 if narrow else 34, lines=1),
        "value": max(row["location_quotient"], _LEAST),
        "lower": None if row["lower"] is None else max(row["lower"], _LEAST),
        "upper": None if row["upper"] is None else max(row["upper"], _LEAST),
        "starred": bool(row["stars"]),
        "figures": f"{with_interval(row['location_quotient'], row['lower'], row['upper'], language)} · {share}",
        "stars": said,
    }


def _x(rows: list[Row]) -> Any:
    values = [row[name] for row in rows for name in ("lower", "value", "upper") if row[name] is not None]
    scale = alt.Scale(type="log", domain=[min(0.5, *values) / 1.1, max(2.0, *values) * 1.1], nice=False)
    axis = alt.Axis(values=_TICKS, format="~r", orient="top", title=None, grid=True)
    return lambda field: alt.X(f"{field}:Q", scale=scale, axis=axis)


def _marks(base: Picture, x: Any, below: int) -> list[Picture]:
    within = base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
    rule = within.mark_rule(color=MUTED.light, strokeWidth=2.5, strokeCap="round", yOffset=below)
    ink = alt.condition("datum.starred", alt.value(ACCENT.light), alt.value(SEQUENTIAL[2].light))
    dot = base.mark_point(filled=True, opacity=1, stroke=GROUND.light, strokeWidth=1.5, size=110, yOffset=below)
    return [rule.encode(x=x("lower"), x2="upper:Q"), dot.encode(x=x("value"), fill=ink)]


def _texts(base: Picture, *, narrow: bool) -> list[Picture]:
    """Write the figures, and under them the stars."""
    starred = base.transform_filter("datum.stars != ''")
    if narrow:
        figures = base.mark_text(align="left", fontSize=NOTE_SIZE, dy=26, color=MUTED.light).encode(x=alt.value(0))
        words_ = starred.mark_text(align="right", fontSize=NOTE_SIZE, dy=-10).encode(x=alt.value(NARROW))
        return [figures.encode(text="figures:N"), words_.encode(text="stars:N")]
    layers = []
    for some, dy in ((base.transform_filter("datum.stars == ''"), 0), (starred, -7)):
        mark = some.mark_text(align="left", fontSize=NOTE_SIZE, dy=dy)
        layers.append(mark.encode(x=alt.value(_WIDE + 12), text="figures:N"))
    under = starred.mark_text(align="left", fontSize=NOTE_SIZE, dy=8, color=MUTED.light)
    return [*layers, under.encode(x=alt.value(_WIDE + 12), text="stars:N")]
