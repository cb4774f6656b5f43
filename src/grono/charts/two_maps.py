"""Two maps side by side: a region's shortlist then and now, joined where an industry is on both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.change import SIGNS
from grono.charts.chart import Chart
from grono.charts.lines import NARROW
from grono.charts.reading import Row, label, name_of, rows_where, source_line
from grono.charts.theme import ABOVE, ACCENT, BELOW, GROUND, LINE, MUTED, NOTE_SIZE, STRONG_LINE, TEXT_SIZE
from grono.charts.values import quotient
from grono.charts.words import CHANGES, column_titles
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["industry", "industry_name", "rank_before", "before", "rank_after", "after", "class"]
_ROW = 34
_TOP = 34
_WIDE = (250, 130)
"""Width of the names on each side, and of the lines between them."""
_NARROW = (44, 60)


def two_maps(  # noqa: PLR0913 - which maps and region, and how much of them
    before: ClusterMap,
    after: ClusterMap,
    region: str,
    language: str,
    *,
    changes: pa.Table | None = None,
    limit: int = 10,
    narrow: bool = False,
) -> Chart:
    """Draw a region's shortlist on two maps, the first places of each; a line joins an industry that is on both.

    A line is thick only where the location quotient changed beyond noise; ranks alone change by noise all the time.

    Parameters
    ----------
    before, after : ClusterMap
        The earlier and the later map; names are those of the later one.
    region, language : str
        Code of the region; language of the texts.
    changes : pyarrow.Table, optional
        Contract ``change``: what changed beyond noise.
    limit : int
        Most lines of each list.
    narrow : bool
        For screens of 360 px: codes on the lists, names in the table.
    """
    rows = _rows(before, after, region, language, changes)
    drawn = [
        row
        for row in rows
        if any(row[name] is not None and row[name] <= limit for name in ("rank_before", "rank_after"))
    ]
    kinds = {"rank_before": pa.int32(), "rank_after": pa.int32(), "before": pa.float64(), "after": pa.float64()}
    fields = [(name, kinds.get(name, pa.string())) for name in _COLUMNS]
    place = name_of(after, "region", region, language)
    years = (str(before.run["period"]), str(after.run["period"]))
    return Chart(
        title=message(
            "%(region)s: the shortlist in %(before)s and %(after)s", region=place, before=years[0], after=years[1]
        ).in_language(language),
        specification=_specification(after, drawn, years, limit, language, narrow=narrow),
        alternative=_finding(drawn, place, years, language),
        table=pa.Table.from_pylist(
            [{name: row[name] for name, _ in fields} for row in drawn], schema=pa.schema(fields)
        ),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(after, language),
        language=language,
    )


def _rows(before: ClusterMap, after: ClusterMap, region: str, language: str, changes: pa.Table | None) -> list[Row]:
    lists = [_places(one, region) for one in (before, after)]
    classes = {row["industry"]: row["class"] for row in ([] if changes is None else rows_where(changes, region=region))}
    rows = []
    for industry in dict.fromkeys([*lists[1], *lists[0]]):
        (rank_before, old), (rank_after, new) = (found.get(industry, (None, None)) for found in lists)
        code = classes.get(industry)
        rows.append({
            "industry": industry, "industry_name": name_of(after, "industry", industry, language),
            "rank_before": rank_before, "before": old, "rank_after": rank_after, "after": new,
            "code": code, "class": CHANGES[code].in_language(language) if code else None,
        })  # fmt: skip
    return rows


def _places(source: ClusterMap, region: str) -> dict[str, tuple[int | None, float | None]]:
    """Return industry → its place among the region's candidates, and its quotient."""
    rows = rows_where(source.shortlist, region=region, list="candidate")
    rows.sort(key=lambda row: int(row["rank_in_region"]))
    return {row["industry"]: (place, row["location_quotient"]) for place, row in enumerate(rows, start=1)}


def _specification(  # noqa: PLR0913 - what is drawn, and how wide
    after: ClusterMap, rows: list[Row], years: tuple[str, str], limit: int, language: str, *, narrow: bool
) -> dict[str, Any]:
    if not rows:
        return words(_nothing().in_language(language), language, width=NARROW)
    side, between = _NARROW if narrow else _WIDE
    figure = 46
    left, right = side + figure, side + figure + between
    width = 2 * (side + figure) + between
    marks = [_mark(after, row, limit, language, (left, right), narrow=narrow) for row in rows]
    lines = max(mark["line"] for pair in marks for mark in pair if mark)
    layers = [
        *_joined(marks, rows),
        *_points([mark for pair in marks for mark in pair if mark]),
        *_texts([mark for pair in marks for mark in pair if mark], figure),
        *_heads(years, left, right),
    ]
    return specification(alt.layer(*layers).properties(width=width, height=_TOP + _ROW * lines), language)


def _mark(  # noqa: PLR0913 - which line, and where its two ends stand
    after: ClusterMap, row: Row, limit: int, language: str, ends: tuple[float, float], *, narrow: bool
) -> tuple[Row | None, Row | None]:
    name = row["industry"] if narrow else label(after, "industry", row["industry"], language, width=33, lines=1)
    pair: list[Row | None] = []
    for at, rank, value in (("left", "rank_before", "before"), ("right", "rank_after", "after")):
        if row[rank] is None or row[rank] > limit:
            pair.append(None)
            continue
        sign = f"{SIGNS[row['code']]} " if at == "right" and row["code"] in SIGNS else ""
        pair.append({
            "x": ends[at == "right"], "y": _TOP + _ROW * (row[rank] - 0.5), "line": row[rank], "at": at,
            "name": f"{sign}{name}", "value": quotient(row[value], language),
        })  # fmt: skip
    return pair[0], pair[1]


def _pixel(channel: Any, field: str) -> Any:
    return channel(f"{field}:Q", scale=None, axis=None)


def _joined(marks: list[tuple[Row | None, Row | None]], rows: list[Row]) -> list[Picture]:
    layers = []
    inks = {"stronger": ABOVE, "new": ABOVE, "weaker": BELOW, "gone": BELOW}
    for (one, other), row in zip(marks, rows, strict=True):
        if one is None or other is None:
            continue
        ink = inks.get(row["code"] or "", LINE)
        rule = over([{"x": one["x"], "y": one["y"], "x2": other["x"], "y2": other["y"]}])
        rule = rule.mark_rule(color=ink.light, strokeWidth=3 if row["code"] in inks else 1.5)
        layers.append(rule.encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"), x2="x2:Q", y2="y2:Q"))
    return layers


def _points(marks: list[Row]) -> list[Picture]:
    base = over(marks).encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"))
    return [base.mark_point(filled=True, size=95, opacity=1, color=ACCENT.light, stroke=GROUND.light, strokeWidth=1.5)]


def _texts(marks: list[Row], figure: int) -> list[Picture]:
    layers = []
    for at, align, sign in (("left", "right", -1), ("right", "left", 1)):
        base = over([mark for mark in marks if mark["at"] == at]).encode(x=_pixel(alt.X, "x"), y=_pixel(alt.Y, "y"))
        value = base.mark_text(align=align, dx=sign * 10, fontSize=NOTE_SIZE, color=MUTED.light)
        name = base.mark_text(align=align, dx=sign * (figure + 4), fontSize=TEXT_SIZE)
        layers += [value.encode(text="value:N"), name.encode(text="name:N")]
    return layers


def _heads(years: tuple[str, str], left: float, right: float) -> list[Picture]:
    rows = [{"x": left, "text": years[0]}, {"x": right, "text": years[1]}]
    mark = over(rows).mark_text(fontSize=TEXT_SIZE, fontWeight="bold", color=STRONG_LINE.light)
    return [mark.encode(x=_pixel(alt.X, "x"), y=alt.value(12), text="text:N")]


def _nothing() -> Message:
    return message("Nothing to draw: the region has no candidates on either map.")


def _finding(rows: list[Row], place: str, years: tuple[str, str], language: str) -> str:
    if not rows:
        return _nothing().in_language(language)
    both = sum(row["rank_before"] is not None and row["rank_after"] is not None for row in rows)
    sentences = [
        plural_message(
            "%(number)s industry drawn is a candidate of %(region)s both in %(before)s and in %(after)s.",
            "%(number)s industries drawn are candidates of %(region)s both in %(before)s and in %(after)s.",
            both,
            region=place,
            before=years[0],
            after=years[1],
        )
    ]
    firsts = [
        next((row["industry_name"] for row in rows if row[rank] == 1), None) for rank in ("rank_before", "rank_after")
    ]
    if all(firsts):
        sentences.append(message("First then: “%(before)s”; now: “%(after)s”.", before=firsts[0], after=firsts[1]))
    changed = sum(row["code"] in SIGNS for row in rows)
    sentences.append(
        plural_message("%(number)s of them changed beyond noise.", "%(number)s of them changed beyond noise.", changed)
    )
    return " ".join(sentence.in_language(language) for sentence in sentences)
