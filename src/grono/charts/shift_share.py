"""Change between two years, split into what the nation, the mix of industries and the region itself explain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.reading import Row, label, label_room, name_of, rows_where, source_line, table_of
from grono.charts.theme import ABOVE, BELOW, STRONG_LINE, TEXT_SIZE
from grono.charts.values import signed
from grono.charts.words import column_title, column_titles
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

_PARTS = ("national", "mix", "regional")
_REGIONS = ["region", "name", "change", *_PARTS, "new"]
_INDUSTRIES = ["industry", "name", "change", *_PARTS]
_ROW, _NARROW_ROW = 21, 40
_PANEL, _NARROW_PANEL = 150, 290


def shift_share_chart(
    source: ClusterMap, language: str, region: str | None = None, limit: int = 15, *, narrow: bool = False
) -> Chart:
    """Draw the three parts of the change, by region; or, for one region, by the industries of its shortlist.

    Parameters
    ----------
    source : ClusterMap
        The map; without a base year there is nothing to draw, and the chart says so.
    language : str
        Language of the texts.
    region : str, optional
        Code of the region whose industries are drawn; the ``limit`` with the largest part of the region's own.
    limit : int
        Most industries.
    narrow : bool
        For screens of 360 px: the region's own part only, names above the bars; the table has all parts.
    """
    rows = _of_regions(source, language) if region is None else _of_industries(source, region, language)[:limit]
    rows.sort(key=lambda row: (-float(row["regional"]), str(row["name"])))
    years = {"base": str(source.run.get("base_period")), "year": str(source.run["period"])}
    if region is None:
        title = message("What explains the change in employees from %(base)s to %(year)s, by region", **years)
    else:
        place = name_of(source, "region", region, language)
        title = message("%(region)s: what explains the change from %(base)s to %(year)s", region=place, **years)
    columns, contract = (_REGIONS, "regions") if region is None else (_INDUSTRIES, "shortlist")
    fields = schema("regions") if contract == "regions" else schema(contract).append(schema("regions").field("change"))
    return Chart(
        title=title.in_language(language) if rows else message("Growth").in_language(language),
        specification=_specification(rows, language, narrow=narrow),
        alternative=_finding(rows, language, of_regions=region is None),
        table=table_of(rows, columns, fields),
        column_titles=column_titles(columns, language),
        source=source_line(source, language),
        language=language,
    )


def _of_regions(source: ClusterMap, language: str) -> list[Row]:
    rows = [row for row in rows_where(source.regions) if row["regional"] is not None]
    return [
        row | {
            "name": name_of(source, "region", row["region"], language),
            "label": label(source, "region", row["region"], language, width=38, lines=1),
        }
        for row in rows
    ]  # fmt: skip


def _of_industries(source: ClusterMap, region: str, language: str) -> list[Row]:
    rows = [row for row in rows_where(source.shortlist, region=region) if row["regional"] is not None]
    rows.sort(key=lambda row: (-abs(float(row["regional"])), str(row["industry"])))
    return [
        row | {
            "name": name_of(source, "industry", row["industry"], language),
            "label": label(source, "industry", row["industry"], language, width=46, lines=1),
            "change": sum(float(row[part] or 0) for part in _PARTS),
        }
        for row in rows
    ]  # fmt: skip


def _specification(rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    if not rows:
        text = message("Growth needs two years; this map has one.").in_language(language)
        return words(text, language, width=320)
    values = [float(row[part] or 0) for row in rows for part in (_PARTS[-1:] if narrow else _PARTS)]
    room = (0.45 if narrow else 0.55) * max(map(abs, values), default=1.0)  # for the figures beside the bars
    domain = [min(0.0, *values) - room, max(0.0, *values) + room]
    shown = _PARTS[-1:] if narrow else _PARTS
    panels = [_panel(rows, part, domain, language, narrow=narrow) for part in shown]
    return specification(alt.hconcat(*panels, spacing=14), language)


def _panel(rows: list[Row], part: str, domain: list[float], language: str, *, narrow: bool) -> Picture:
    data = [
        {"label": row["label"], "value": float(row[part] or 0), "text": signed(row[part], language)} for row in rows
    ]
    room = label_room((row["label"] for row in rows), TEXT_SIZE)
    axis = alt.Axis(minExtent=room, maxExtent=room) if part == _PARTS[0] else None
    base = over(data).encode(y=alt.Y("label:N", sort=None, title=None, axis=axis))
    x = alt.X("value:Q", axis=None, scale=alt.Scale(domain=domain, nice=False))
    shift = 9 if narrow else 0
    zero = over([{"zero": 0}]).mark_rule(color=STRONG_LINE.light).encode(x=alt.X("zero:Q", axis=None))
    names = base.mark_text(align="left", dy=-8, fontSize=TEXT_SIZE).encode(x=alt.value(0), text="label:N")
    layers = [zero, *_bars(base, x, shift), *([names] if narrow else [])]
    title = alt.TitleParams(column_title(part, language), anchor="start" if narrow else "middle", frame="group")
    return alt.layer(*layers).properties(
        width=_NARROW_PANEL if narrow else _PANEL, height={"step": _NARROW_ROW if narrow else _ROW}, title=title
    )


def _bars(base: Picture, x: alt.X, shift: int) -> list[Picture]:
    sign = alt.condition("datum.value < 0", alt.value(BELOW.light), alt.value(ABOVE.light))
    bars = base.mark_bar(height=13, yOffset=shift).encode(x=x, color=sign)
    right = base.transform_filter("datum.value >= 0").mark_text(align="left", dx=4, yOffset=shift, fontSize=11)
    left = base.transform_filter("datum.value < 0").mark_text(align="right", dx=-4, yOffset=shift, fontSize=11)
    return [bars, right.encode(x=x, text="text:N"), left.encode(x=x, text="text:N")]


def _finding(rows: list[Row], language: str, *, of_regions: bool) -> str:
    if not rows:
        return message("Growth needs two years; this map has one.").in_language(language)
    best, worst = rows[0], rows[-1]
    ahead = sum(float(row["regional"]) > 0 for row in rows)
    if of_regions:
        counted = plural_message(
            "In %(number)s of %(total)s regions employment grew more, or fell less, than nation and industries explain.",
            "In %(number)s of %(total)s regions employment grew more, or fell less, than nation and industries explain.",
            ahead,
            total=len(rows),
        )
    else:
        counted = plural_message(
            "%(number)s of %(total)s industries grew more, or shrank less, than nation and industry explain.",
            "%(number)s of %(total)s industries grew more, or shrank less, than nation and industry explain.",
            ahead,
            total=len(rows),
        )
    sentences = [
        counted,
        message(
            "Largest part of its own: %(name)s with %(value)s employees.",
            name=best["name"],
            value=signed(best["regional"], language),
        ),
    ]
    if len(rows) > 1:
        lowest = message(
            "Smallest: %(name)s with %(value)s.", name=worst["name"], value=signed(worst["regional"], language)
        )
        sentences.append(lowest)
    return " ".join(sentence.in_language(language) for sentence in sentences)
