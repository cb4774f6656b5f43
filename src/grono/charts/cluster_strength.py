"""Where a cluster is strong: regions as bubbles, by specialisation and share of the nation."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.cluster_rows import cluster_chart, cluster_rows, nothing
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW
from grono.charts.network_layout import Layout, labelled
from grono.charts.theme import ACCENT, GROUND, MUTED, NOTE_SIZE, SEQUENTIAL, STRONG_LINE, TEXT
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from grono.charts.chart import Chart
    from grono.charts.reading import Row
    from grono.clustermap import ClusterMap

_TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
_WIDE, _NARROW_SIZE = (640, 330), (278, 280)
_LARGEST, _SMALLEST = 26.0, 5.0
"""Radii in pixels of the region with most employees, and the least that is drawn."""
_LINE = 13
"""Height of a line of a name."""
_PLAIN = SEQUENTIAL[2]


def cluster_strength(
    source: ClusterMap, cluster: str, language: str, *, scheme: str | None = None, narrow: bool = False
) -> Chart:
    """Draw the regions of a cluster: how specialised (across), which share of the nation (up), how many employees (size).

    Regions with stars are dark, named first, and have the number of their stars beside the name.

    Parameters
    ----------
    source : ClusterMap
        The map, with its table ``cluster_measures``.
    cluster, language : str
        Code of the cluster; language of the texts.
    scheme : str, optional
        Definition the cluster belongs to; the map's first where none is named.
    narrow : bool
        For screens of 360 px.
    """
    rows = cluster_rows(source, cluster, scheme, language)
    drawn = [row for row in rows if row["location_quotient"] and row["share_of_nation"] is not None]
    return cluster_chart(source, (cluster, scheme), rows, _specification(drawn, language, narrow=narrow), language)


@dataclass(frozen=True)
class _Ground:
    """The two axes and what they are in pixels."""

    width: float
    height: float
    ends: tuple[float, float]
    most: float

    @classmethod
    def of(cls, rows: list[Row], size: tuple[float, float]) -> _Ground:
        values = [row["location_quotient"] for row in rows]
        ends = (min(0.5, *values) / 1.2, max(2.0, *values) * 1.35)
        return cls(*size, ends, max(row["share_of_nation"] for row in rows) * 1.22 or 1.0)

    def pixel(self, row: Row) -> tuple[float, float]:
        low, high = self.ends
        across = math.log(row["location_quotient"] / low) / math.log(high / low)
        return across * self.width, (1 - row["share_of_nation"] / self.most) * self.height

    def value(self, x: float, y: float) -> dict[str, float]:
        low, high = self.ends
        return {
            "location_quotient": low * (high / low) ** (x / self.width),
            "share_of_nation": (1 - y / self.height) * self.most,
        }


def _specification(rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    if not rows:
        return words(nothing().in_language(language), language, width=NARROW)
    ground = _Ground.of(rows, _NARROW_SIZE if narrow else _WIDE)
    radii = _radii(rows, 0.7 if narrow else 1.0)
    x = alt.X(
        "location_quotient:Q",
        scale=alt.Scale(type="log", domain=list(ground.ends), nice=False),
        axis=alt.Axis(values=_TICKS, format="~r", title=message("Location quotient").in_language(language), grid=True),
    )
    axis = alt.Axis(title=None, format=".0%", grid=True, tickCount=6, labelFontSize=NOTE_SIZE, labelPadding=6)
    y = alt.Y("share_of_nation:Q", axis=axis, scale=alt.Scale(domain=[0, ground.most], nice=False))
    one = over([{"location_quotient": 1}]).mark_rule(color=STRONG_LINE.light, strokeWidth=1.5).encode(x=x)
    head = alt.TitleParams(
        message("Share of all its employees").in_language(language),
        anchor="start", frame="group", color=MUTED.light, fontSize=NOTE_SIZE, fontWeight="normal", offset=8,
    )  # fmt: skip
    layers = [one, *_bubbles(rows, radii, x, y), *_names(rows, ground, radii, x, y, language)]
    drawing = alt.layer(*layers).properties(width=ground.width, height=ground.height, title=head)
    entries = [
        Entry("dot", ACCENT, message("region with stars").in_language(language)),
        Entry("dot", _PLAIN, message("without").in_language(language)),
        Entry("note", TEXT, message("size: employees").in_language(language)),
    ]
    return specification(alt.vconcat(key(entries, int(ground.width)), drawing, spacing=8), language)


def _radii(rows: list[Row], scale: float) -> dict[str, float]:
    most = max(float(row["employees"] or 0.0) for row in rows) or 1.0
    return {
        row["region"]: max(_LARGEST * scale * math.sqrt((row["employees"] or 0.0) / most), _SMALLEST) for row in rows
    }


def _bubbles(rows: list[Row], radii: dict[str, float], x: Any, y: Any) -> list[Picture]:
    """Draw the regions, the small ones last so that none hides another."""
    layers = []
    for starred, ink in ((False, _PLAIN), (True, ACCENT)):
        data = [
            {
                "location_quotient": row["location_quotient"],
                "share_of_nation": row["share_of_nation"],
                "size": (2 * radii[row["region"]]) ** 2,
            }
            for row in sorted(rows, key=lambda row: -radii[row["region"]])
            if bool(row["stars"]) is starred
        ]
        if data:
            mark = over(data).mark_point(
                shape="circle", opacity=1, fill=ink.light, stroke=GROUND.light, strokeWidth=1.5
            )
            layers.append(mark.encode(x=x, y=y, size=alt.Size("size:Q", scale=None, legend=None)))
    return layers


def _names(  # noqa: PLR0913 - rows, where they stand, and both axes
    rows: list[Row], ground: _Ground, radii: dict[str, float], x: Any, y: Any, language: str
) -> list[Picture]:
    layout = Layout({row["region"]: ground.pixel(row) for row in rows}, ground.width, ground.height)
    first = sorted(rows, key=lambda row: (-(row["stars"] or 0), -radii[row["region"]]))
    texts = []
    for row in first:
        name, count = row["region_name"], row["stars"] or 0
        said = plural_message("%(number)s star", "%(number)s stars", count).in_language(language).replace(" ", "\u00a0")
        texts.append((row["region"], f"{name} ·\u00a0{said}" if count else name, name))
    lines = [
        {"text": text, **ground.value(label.x, label.y + place * _LINE)}
        for label in labelled(layout, radii, texts, len(rows))
        for place, text in enumerate(label.lines)
    ]
    if not lines:
        return []
    base = over(lines).encode(x=x, y=y, text="text:N")
    style = {"align": "left", "baseline": "middle", "fontSize": NOTE_SIZE}
    halo = base.mark_text(stroke=GROUND.light, strokeWidth=3, strokeJoin="round", color=GROUND.light, **style)
    return [halo, base.mark_text(color=TEXT.light, **style)]
