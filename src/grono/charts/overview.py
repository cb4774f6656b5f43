"""All regions at a glance: a map where outlines exist, bars where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pyarrow.compute as pc

from grono.charts.altair_door import Picture, alt, over, specification
from grono.charts.chart import Chart
from grono.charts.outlines import middle
from grono.charts.reading import Row, label, label_room, name_of, rows_where, source_line, table_of
from grono.charts.theme import ACCENT, GROUND, NOTE_SIZE, SEQUENTIAL, TEXT, TEXT_SIZE, Ink
from grono.charts.values import number, percent
from grono.charts.words import column_title, column_titles
from grono.classifications import outlines_for
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

Shown = Literal["candidates", "share_in_candidates"]
_COLUMNS = ["region", "name", "employees", "candidates", "rest_on_few_plants", "share_in_candidates"]
_ROW, _NARROW_ROW = 21, 40
_CLASSES = 5
"""Classes of the choropleth; more shades cannot be told apart."""
_SHADES = SEQUENTIAL[1:6]
_DARK_FROM = 3
"""From this class on the figure is written in the colour of the ground: its contrast is the better one."""


def region_overview(source: ClusterMap, language: str, shown: Shown = "candidates", *, narrow: bool = False) -> Chart:
    """Draw how many candidate industries each region has, or which share of its employees works in them.

    Regions with outlines (Polish voivodeships) become a choropleth with the figure written in each region; others become
    bars, largest first; with ``narrow`` the names stand above them, for screens of 360 px.
    """
    rows = _rows(source, language, shown)
    outlines = outlines_for(str(row["region"]) for row in rows)
    specification = (
        _bars(rows, language, narrow=narrow)
        if outlines is None
        else _choropleth(rows, outlines, language, shown, narrow=narrow)
    )
    titles = {
        "candidates": message("Candidate industries by region"),
        "share_in_candidates": message("Share of employees in candidate industries, by region"),
    }
    table = table_of(
        rows, _COLUMNS, schema("regions").append(schema("shortlist").field("growth").with_name(_COLUMNS[-1]))
    )
    return Chart(
        title=titles[shown].in_language(language),
        specification=specification,
        alternative=_finding(rows, (outlines or {}).get("without_outline", []), language),
        table=table,
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _rows(source: ClusterMap, language: str, shown: Shown) -> list[Row]:
    candidates = source.shortlist.filter(pc.equal(source.shortlist["list"], "candidate"))
    sums = candidates.group_by("region").aggregate([("share_of_region", "sum")]).to_pylist()
    shares = {row["region"]: row["share_of_region_sum"] for row in sums}
    rows = rows_where(source.regions)
    for row in rows:
        row["name"] = name_of(source, "region", row["region"], language)
        row["label"] = label(source, "region", row["region"], language, width=38, lines=1)
        row["share_in_candidates"] = float(shares.get(row["region"]) or 0.0)
        row["value"] = row[shown]
        row["text"] = number(row["value"], language) if shown == "candidates" else percent(row["value"], language)
    return sorted(rows, key=lambda row: (-row["value"], row["name"]))


def _bars(rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    data = [{key: row[key] for key in ("label", "value", "text")} for row in rows]
    room = label_room((row["label"] for row in rows), TEXT_SIZE)
    axis = None if narrow else alt.Axis(minExtent=room, maxExtent=room)
    base = over(data).encode(y=alt.Y("label:N", sort=None, title=None, axis=axis))
    most = max([row["value"] for row in rows] or [0])
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=[0, most or 1]))
    shift = 9 if narrow else 0
    bars = base.mark_bar(color=ACCENT.light, height=13, yOffset=shift).encode(x=x)
    texts = base.mark_text(align="left", dx=6, yOffset=shift, fontSize=NOTE_SIZE).encode(x=x, text="text:N")
    names = base.mark_text(align="left", dy=-8, fontSize=TEXT_SIZE).encode(x=alt.value(0), text="label:N")
    layers = [bars, texts, *([names] if narrow else [])]
    picture = alt.layer(*layers).properties(
        width=250 if narrow else 440, height={"step": _NARROW_ROW if narrow else _ROW}
    )
    return specification(picture, language)


def _choropleth(
    rows: list[Row], outlines: dict[str, Any], language: str, shown: Shown, *, narrow: bool
) -> dict[str, Any]:
    by_code = {row["region"]: row for row in rows}
    classes = _classes(rows)
    features = [
        {**feature, "properties": {"class": _class_of(by_code[feature["id"]], classes)}}
        for feature in outlines["features"]
    ]
    color = alt.Color(
        "properties.class:N",
        scale=alt.Scale(domain=list(classes), range=[ink.light for ink in _SHADES[: len(classes)]]),
        legend=alt.Legend(
            title=column_title(shown, language), symbolType="square", symbolSize=180, symbolStrokeWidth=0
        ),
    )
    shapes = over(features).mark_geoshape(stroke=GROUND.light, strokeWidth=1.2)
    dark = list(classes)[_DARK_FROM:]
    marks = [_mark(feature, by_code[feature["id"]], dark, classes) for feature in outlines["features"]]
    texts = [
        _texts([mark for mark in marks if mark["dark"] is dark], ink) for dark, ink in ((False, TEXT), (True, GROUND))
    ]
    picture = alt.layer(shapes.encode(color=color), *texts).project(type="mercator")
    return specification(picture.properties(width=300 if narrow else 480, height=300 if narrow else 460), language)


def _classes(rows: list[Row]) -> dict[str, float]:
    """Return up to five classes of about equally many regions: words and lower limit, smallest first."""
    ordered = sorted(rows, key=lambda row: float(row["value"]))
    cuts = sorted({float(ordered[len(ordered) * step // _CLASSES]["value"]) for step in range(_CLASSES)})
    classes = {}
    for cut, following in zip(cuts, [*cuts[1:], float("inf")], strict=True):
        inside = [row["text"] for row in ordered if cut <= row["value"] < following]
        classes[inside[0] if inside[0] == inside[-1] else f"{inside[0]}–{inside[-1]}"] = cut
    return classes


def _class_of(row: Row, classes: dict[str, float]) -> str:
    return [words for words, least in classes.items() if row["value"] >= least][-1]


def _mark(feature: dict[str, Any], row: Row, dark: list[str], classes: dict[str, float]) -> Row:
    longitude, latitude = middle(feature["geometry"])
    on_dark = _class_of(row, classes) in dark
    return {"longitude": longitude, "latitude": latitude, "text": row["text"], "dark": on_dark}


def _texts(marks: list[Row], ink: Ink) -> Picture:
    base = over(marks).mark_text(fontSize=NOTE_SIZE, fontWeight="bold", color=ink.light)
    return base.encode(longitude="longitude:Q", latitude="latitude:Q", text="text:N")


def _finding(rows: list[Row], without_outline: list[str], language: str) -> str:
    if not rows:
        return message("The map has no regions.").in_language(language)
    first, last = rows[0], rows[-1]
    total = sum(int(row["candidates"]) for row in rows)
    sentences = [
        plural_message(
            "%(number)s candidate industry in all regions.",
            "%(number)s candidate industries in all regions.",
            total,
            number=number(total, language),
        ),
        message("Most in %(region)s: %(value)s.", region=first["name"], value=first["text"]),
    ]
    if len(rows) > 1:
        sentences.append(message("Fewest in %(region)s: %(value)s.", region=last["name"], value=last["text"]))
    if without_outline:
        sentences.append(message("Not drawn, for want of an outline: %(regions)s.", regions=", ".join(without_outline)))
    return " ".join(sentence.in_language(language) for sentence in sentences)
