"""What changed between two maps beyond noise: the location quotient before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW, names, shift, y_of
from grono.charts.reading import Row, candidate_label, name_of, rows_where, source_line, table_of
from grono.charts.theme import ABOVE, BELOW, GROUND, NOTE_SIZE, STRONG_LINE, TEXT
from grono.charts.values import quotient
from grono.charts.words import CHANGES, column_titles
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    import pyarrow as pa

    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["region_name", "industry", "industry_name", "before", "after", "employees_before", "employees_after", "probability", "class"]  # fmt: skip
_RISEN, _FALLEN = ("new", "stronger"), ("weaker", "gone")
SIGNS = {"new": "+", "stronger": "↑", "weaker": "↓", "gone": "−"}
"""Before the word of each class, so that the eye finds it without colour."""
_TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500]
_LEAST = 0.05
"""Quotients below this are drawn at the edge; the figure beside them says the rest."""
_WIDE = 330
_ROW, _NARROW_ROW = 34, 46


def change_chart(  # noqa: PLR0913 - what changed where, and how wide
    changes: pa.Table,
    source: ClusterMap,
    language: str,
    *,
    region: str | None = None,
    industry: str | None = None,
    years: tuple[object, object] | None = None,
    limit: int = 20,
    narrow: bool = False,
) -> Chart:
    """Draw the location quotient before and after, of what is new, gone, stronger or weaker beyond noise, and of nothing else.

    Parameters
    ----------
    changes : pyarrow.Table
        Contract ``change``, as :func:`grono.clustermap.comparison.compare` returns it.
    source : ClusterMap
        The later map, for names.
    language : str
        Language of the texts.
    region, industry : str, optional
        Only one region, or one industry.
    years : tuple, optional
        Years of the earlier and the later map, for the key.
    limit : int
        Most lines: of the surest changes.
    narrow : bool
        For screens of 360 px.
    """
    conditions = {name: code for name, code in (("region", region), ("industry", industry)) if code is not None}
    every = rows_where(changes, **conditions)
    changed = sorted((row for row in every if row["class"] in SIGNS), key=_surest)
    rows = sorted(changed[:limit], key=_shown_first)
    described = [
        row | {
            "code": row["class"],
            "class": CHANGES[row["class"]].in_language(language),
            "region_name": name_of(source, "region", row["region"], language),
            "industry_name": name_of(source, "industry", row["industry"], language),
        }
        for row in rows
    ]  # fmt: skip
    return Chart(
        title=_title(source, region, language).in_language(language),
        specification=_specification(source, described, language, region, years, narrow=narrow),
        alternative=_finding(every, described, len(changed), language),
        table=table_of(described, _COLUMNS, schema("change")),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _surest(row: Row) -> tuple[float, str, str]:
    probability = 0.5 if row["probability"] is None else float(row["probability"])
    return (min(probability, 1 - probability), row["industry"], row["region"])


def _shown_first(row: Row) -> tuple[int, float, str]:
    return (list(SIGNS).index(row["class"]), -(row["after"] or 0.0), row["industry"])


def _title(source: ClusterMap, region: str | None, language: str) -> Message:
    if region is None:
        return message("What changed beyond noise")
    return message("%(region)s: what changed beyond noise", region=name_of(source, "region", region, language))


def _specification(  # noqa: PLR0913 - rows with whose they are, and how wide
    source: ClusterMap,
    rows: list[Row],
    language: str,
    region: str | None,
    years: tuple[object, object] | None,
    *,
    narrow: bool,
) -> dict[str, Any]:
    if not rows:
        return words(_nothing().in_language(language), language, width=NARROW)
    drawn = [_drawn(source, row, language, with_region=region is None, narrow=narrow) for row in rows]
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    width, below = NARROW if narrow else _WIDE, shift(narrow=narrow)
    x = _x(drawn)
    one = over([{"one": 1}]).mark_rule(color=STRONG_LINE.light, strokeWidth=1.5).encode(x=x("one"))
    layers = [one, *_dumbbells(base, x, below), *names(base, drawn, narrow=narrow), *_texts(base, below, narrow=narrow)]
    drawing = alt.layer(*layers).properties(width=width, height={"step": _NARROW_ROW if narrow else _ROW})
    return specification(alt.vconcat(key(_entries(rows, years, language), width), drawing, spacing=10), language)


def _drawn(source: ClusterMap, row: Row, language: str, *, with_region: bool, narrow: bool) -> Row:
    label = candidate_label(
        source, row, language, width=32 if narrow else 34, lines=1 if narrow else 2, with_region=with_region
    )
    figures = f"{quotient(row['before'], language)} → {quotient(row['after'], language)}"
    said = f"{SIGNS[row['code']]} {row['class']}"
    return {
        "label": label,
        "before": None if row["before"] is None else max(row["before"], _LEAST),
        "after": None if row["after"] is None else max(row["after"], _LEAST),
        "risen": row["code"] in _RISEN,
        "text": said if narrow else f"{said} · {figures}",
    }


def _x(rows: list[Row]) -> Any:
    values = [row[name] for row in rows for name in ("before", "after") if row[name] is not None]
    scale = alt.Scale(type="log", domain=[min(0.5, *values) / 1.15, max(2.0, *values) * 1.15], nice=False)
    axis = alt.Axis(values=_TICKS, format="~r", orient="top", title=None, grid=True)
    return lambda field: alt.X(f"{field}:Q", scale=scale, axis=axis)


def _dumbbells(base: Picture, x: Any, below: int) -> list[Picture]:
    layers = []
    for risen, ink in (("true", ABOVE), ("false", BELOW)):
        some = base.transform_filter(f"datum.risen == {risen}")
        both = some.transform_filter("isValid(datum.before) && isValid(datum.after)")
        rule = both.mark_rule(color=ink.light, strokeWidth=3, yOffset=below)
        ring = some.transform_filter("isValid(datum.before)").mark_point(
            filled=True, fill=GROUND.light, stroke=ink.light, strokeWidth=2, opacity=1, size=80, yOffset=below
        )
        dot = some.transform_filter("isValid(datum.after)").mark_point(
            filled=True, fill=ink.light, stroke=ink.light, strokeWidth=2, opacity=1, size=80, yOffset=below
        )
        layers += [rule.encode(x=x("before"), x2="after:Q"), ring.encode(x=x("before")), dot.encode(x=x("after"))]
    return layers


def _texts(base: Picture, below: int, *, narrow: bool) -> list[Picture]:
    if narrow:
        text = base.mark_text(align="right", fontSize=NOTE_SIZE, fontWeight="bold", dy=-10).encode(x=alt.value(NARROW))
    else:
        text = base.mark_text(align="left", fontSize=NOTE_SIZE, yOffset=below).encode(x=alt.value(_WIDE + 12))
    return [text.encode(text="text:N")]


def _entries(rows: list[Row], years: tuple[object, object] | None, language: str) -> list[Entry]:
    if years is None:
        told = [message("earlier map"), message("later map")]
    else:
        told = [message("earlier map, %(year)s", year=years[0]), message("later map, %(year)s", year=years[1])]
    entries = [Entry("ring", TEXT, told[0].in_language(language)), Entry("dot", TEXT, told[1].in_language(language))]
    there = {row["code"] for row in rows}
    if there & set(_RISEN):
        entries.append(Entry("line", ABOVE, message("risen").in_language(language)))
    if there & set(_FALLEN):
        entries.append(Entry("line", BELOW, message("fallen").in_language(language)))
    return entries


def _nothing() -> Message:
    return message("Nothing to draw: no candidate changed beyond noise.")


def _finding(every: list[Row], rows: list[Row], changed: int, language: str) -> str:
    counts = {name: sum(row["class"] == name for row in every) for name in CHANGES}
    if rows:
        counted = ", ".join(f"{CHANGES[name].in_language(language)}: {counts[name]}" for name in SIGNS if counts[name])
        sentences = [message("Changed beyond noise: %(classes)s.", classes=counted)]
        first = min(rows, key=lambda row: _surest(row | {"class": row["code"]}))
        sentences.append(
            message(
                "Surest change: “%(industry)s” in %(region)s, %(class_)s, from %(before)s to %(after)s.",
                industry=first["industry_name"], region=first["region_name"], class_=first["class"],
                before=quotient(first["before"], language), after=quotient(first["after"], language),
            )
        )  # fmt: skip
    else:
        sentences = [_nothing()]
    sentences.append(
        plural_message(
            "%(number)s candidate is unchanged or within noise.", "%(number)s candidates are unchanged or within noise.",
            counts["unchanged"],
        )
    )  # fmt: skip
    if counts["not_comparable"]:
        number = counts["not_comparable"]
        sentences.append(plural_message("%(number)s cannot be compared.", "%(number)s cannot be compared.", number))
    if changed > len(rows):
        sentences.append(
            plural_message(
                "The picture shows the surest change.", "The picture shows the %(number)s surest changes.", len(rows)
            )
        )
    return " ".join(sentence.in_language(language) for sentence in sentences)
