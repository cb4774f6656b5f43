"""Location quotients with their intervals: of one region's shortlist, of one industry in all regions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.lines import names, shift, y_of
from grono.charts.reading import Row, code_and_name, label, name_of, rows_where, source_line, table_of
from grono.charts.theme import ACCENT, GROUND, MUTED, NOTE_SIZE, SECOND, STRONG_LINE
from grono.charts.values import quotient, with_interval
from grono.charts.words import LISTS, column_titles, list_word
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap

_COLUMNS = [
    "industry",
    "industry_name",
    "list",
    "employees",
    "location_quotient",
    "lower",
    "upper",
    "probability_above_one",
]
_REGION_COLUMNS = ["region", "region_name", "location_quotient", "lower", "upper"]
_TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000]
_LEAST = 0.02
"""Bounds below this are drawn at the edge: on a log axis 0 has no place, and 0.02 already says "hardly any"."""
_ROW, _NARROW_ROW = 34, 44
_WIDE, _NARROW = 390, 318


def interval_chart(source: ClusterMap, region: str, language: str, limit: int = 15, *, narrow: bool = False) -> Chart:
    """Draw the first lines of a region's shortlist: location quotient as a dot, its 95 % interval as a line.

    Lines that rest on few plants are diamonds in a second colour. Without intervals only the dots are drawn.

    Parameters
    ----------
    source : ClusterMap
        The map.
    region, language : str
        Code of the region; language of the texts.
    limit : int
        Most lines to draw; the order is that of the list.
    narrow : bool
        Whether names stand above their lines, for screens of 360 px.
    """
    every = sorted(rows_where(source.shortlist, region=region), key=lambda row: int(row["rank_in_region"]))
    every.sort(key=lambda row: str(row["list"]))
    rows = [row | {"industry_name": name_of(source, "industry", row["industry"], language)} for row in every[:limit]]
    place = name_of(source, "region", region, language)
    drawn = [
        _drawn(row, label(source, "industry", row["industry"], language, width=44 if narrow else 34, lines=1 if narrow else 2),
               list_word(row["list"], language), language)
        for row in rows
    ]  # fmt: skip
    return Chart(
        title=message("%(region)s: how strong its industries are", region=place).in_language(language),
        specification=_specification(drawn, language, narrow=narrow),
        alternative=_region_finding(place, rows, len(every), language),
        table=table_of(rows, _COLUMNS, schema("shortlist")),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def industry_chart(source: ClusterMap, industry: str, language: str, limit: int = 20, *, narrow: bool = False) -> Chart:
    """Draw the location quotient of one industry in each region, strongest first, with its interval where it has one."""
    rows = rows_where(source.measures, industry=industry, variant="location_quotient", period=int(source.run["period"]))
    rows = [row for row in rows if row["region"] is not None and row["value"]]
    rows.sort(key=lambda row: (-float(row["value"]), str(row["region"])))
    named = [
        row | {"location_quotient": row["value"], "region_name": name_of(source, "region", row["region"], language)}
        for row in rows
    ]
    drawn = [
        _drawn(row, label(source, "region", row["region"], language, width=44 if narrow else 34, lines=1),
               list_word("candidate", language), language)
        for row in named[:limit]
    ]  # fmt: skip
    subject = code_and_name(source, "industry", industry, language)
    return Chart(
        title=message("%(industry)s: where it is concentrated", industry=subject).in_language(language),
        specification=_specification(drawn, language, narrow=narrow),
        alternative=_industry_finding(subject, named, limit, language),
        table=table_of(named, _REGION_COLUMNS, schema("shortlist")),
        column_titles=column_titles(_REGION_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _drawn(row: Row, text: str, kind: str, language: str) -> Row:
    lower, upper = row["lower"], row["upper"]
    value = float(row["location_quotient"])
    return {
        "label": text,
        "kind": kind,
        "value": max(value, _LEAST),
        "lower": None if lower is None else max(float(lower), _LEAST),
        "upper": None if upper is None else max(float(upper), _LEAST),
        "text": with_interval(value, lower, upper, language),
    }


def _specification(rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    if not rows:
        text = message("Nothing to draw: no industry passes the rules here.")
        return words(text.in_language(language), language, width=_NARROW)
    kinds = [word.in_language(language) for word in LISTS.values()]
    base = over(rows).encode(y=y_of(rows, narrow=narrow))
    below = shift(narrow=narrow)
    layers = [
        _line_at_one(),
        *([_range(base, rows, below)] if _has_intervals(rows) else []),
        _dot(base, rows, kinds, below),
    ]
    layers += [*names(base, rows, narrow=narrow), *([] if narrow else [_value_texts(base)])]
    picture = alt.layer(*layers).properties(
        width=_NARROW if narrow else _WIDE, height={"step": _NARROW_ROW if narrow else _ROW}
    )
    return specification(picture, language)


def _scale(rows: list[Row]) -> alt.Scale:
    values = [row[key] for row in rows for key in ("lower", "value", "upper") if row[key] is not None]
    return alt.Scale(type="log", domain=[min(0.5, *values) / 1.1, max(2.0, *values) * 1.1], nice=False)


def _x(rows: list[Row], field: str) -> alt.X:
    axis = alt.Axis(values=_TICKS, format="~r", orient="top", title=None, grid=True)
    return alt.X(f"{field}:Q", scale=_scale(rows), axis=axis)


def _line_at_one() -> Picture:
    return over([{"one": 1}]).mark_rule(color=STRONG_LINE.light, strokeWidth=1.5).encode(x="one:Q")


def _has_intervals(rows: list[Row]) -> bool:
    return any(row["lower"] is not None for row in rows)


def _range(base: Picture, rows: list[Row], below: int) -> Picture:
    within = base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
    return within.mark_rule(color=MUTED.light, strokeWidth=2.5, strokeCap="round", yOffset=below).encode(
        x=_x(rows, "lower"), x2="upper:Q"
    )


def _dot(base: Picture, rows: list[Row], kinds: list[str], below: int) -> Picture:
    two = len({row["kind"] for row in rows}) > 1
    legend = alt.Legend(title=None) if two else None
    return base.mark_point(filled=True, opacity=1, stroke=GROUND.light, strokeWidth=1.5, yOffset=below).encode(
        x=_x(rows, "value"),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=legend),
        size=alt.Size("kind:N", scale=alt.Scale(domain=kinds, range=[95, 150]), legend=legend),
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[ACCENT.light, SECOND.light]), legend=legend),
    )


def _value_texts(base: Picture) -> Picture:
    return base.mark_text(align="left", fontSize=NOTE_SIZE).encode(text="text:N", x=alt.value(_WIDE + 10))


def _region_finding(place: str, rows: list[Row], total: int, language: str) -> str:
    if not rows:
        return message("%(region)s has no candidate industry on this map.", region=place).in_language(language)
    first = rows[0]
    sentences = [
        message(
            "Strongest in %(region)s is “%(industry)s” with a location quotient of %(value)s.",
            region=place,
            industry=first["industry_name"],
            value=with_interval(first["location_quotient"], first["lower"], first["upper"], language),
        ),
        plural_message(
            "The picture shows %(number)s line of %(total)s.",
            "The picture shows %(number)s lines of %(total)s.",
            len(rows),
            total=total,
        ),
    ]
    few = sum(row["list"] == "rests_on_few_plants" for row in rows)
    if few:
        sentences.append(
            plural_message("%(number)s of them rests on few plants.", "%(number)s of them rest on few plants.", few)
        )
    if all(row["lower"] is None for row in rows):
        sentences.append(message("No intervals: the sizes of plants are not known."))
    return " ".join(sentence.in_language(language) for sentence in sentences)


def _industry_finding(subject: str, rows: list[Row], limit: int, language: str) -> str:
    if not rows:
        return message("%(industry)s has no employees anywhere on this map.", industry=subject).in_language(language)
    first, above = rows[0], sum(float(row["value"]) >= 1 for row in rows)
    sentences = [
        message(
            "%(industry)s is most concentrated in %(region)s, with a location quotient of %(value)s.",
            industry=subject,
            region=first["region_name"],
            value=with_interval(first["location_quotient"], first["lower"], first["upper"], language),
        ),
        plural_message(
            "In %(number)s region the quotient is 1 or more.", "In %(number)s regions the quotient is 1 or more.", above
        ),
    ]
    if len(rows) > 1:
        last = rows[-1]
        lowest = message("Lowest, where there is any: %(region)s with %(value)s.", region=last["region_name"],
                         value=quotient(last["location_quotient"], language))  # fmt: skip
        sentences.append(lowest)
    if len(rows) > limit:
        sentences.append(message("The picture shows the first %(limit)s; the table has all.", limit=limit))
    return " ".join(sentence.in_language(language) for sentence in sentences)
