"""How competitive a candidate is: its place among comparable regions, indicator by indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.lines import NARROW, names, shift, y_of
from grono.charts.reading import Row, name_of, rows_where, source_line, table_of
from grono.charts.theme import ACCENT, GROUND, MUTED, NOTE_SIZE, STRONG_LINE
from grono.charts.values import number
from grono.charts.words import column_titles, indicator_word
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["indicator", "value", "percentile", "lower", "upper", "peers"]
_MEAN = "mean"
_WIDE = 360
_ROW, _NARROW_ROW = 30, 46


def competitiveness_chart(
    source: ClusterMap, region: str, industry: str, language: str, *, narrow: bool = False
) -> Chart:
    """Draw the percentile of a region's industry in each indicator: a dot with its 95 % interval, and a line at 50.

    An indicator without data keeps its row and says so; how many have data stands in the alternative text.

    Parameters
    ----------
    source : ClusterMap
        The map, with its table ``competitiveness``.
    region, industry, language : str
        Codes of the candidate; language of the texts.
    narrow : bool
        For screens of 360 px.
    """
    table = source.further.get("competitiveness")
    found = [] if table is None else rows_where(table, region=region, industry=industry)
    rows = [row | {"indicator": indicator_word(row["indicator"], language), "code": row["indicator"]} for row in found]
    place = name_of(source, "region", region, language)
    trade = name_of(source, "industry", industry, language)
    title = message("%(industry)s in %(region)s: how competitive", industry=trade, region=place)
    return Chart(
        title=title.in_language(language),
        specification=_specification(rows, language, narrow=narrow),
        alternative=_finding(rows, place, language),
        table=table_of(rows, _COLUMNS, schema("competitiveness")),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _specification(rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    if not rows:
        return words(_nothing().in_language(language), language, width=NARROW)
    drawn = [_drawn(row, language, narrow=narrow) for row in rows]
    base = over(drawn).encode(y=y_of(drawn, narrow=narrow))
    width, below = NARROW if narrow else _WIDE, shift(narrow=narrow)
    layers = [_half(), _range(base, below), _dots(base, below), *_texts(base, below, narrow=narrow)]
    layers += names(base, drawn, narrow=narrow)
    picture = alt.layer(*layers).properties(width=width, height={"step": _NARROW_ROW if narrow else _ROW})
    return specification(picture, language)


def _drawn(row: Row, language: str, *, narrow: bool) -> Row:
    known = row["percentile"] is not None
    return {
        "label": row["indicator"],
        "percentile": row["percentile"],
        "lower": row["lower"],
        "upper": row["upper"],
        "all": row["code"] == _MEAN,
        "missing": "" if known else _why_missing(row).in_language(language),
        "text": _place(row, language, narrow=narrow) if known else "",
    }


def _why_missing(row: Row) -> Message:
    if row["value"] is not None:
        return message("nobody to compare with")
    return message("no data")


def _place(row: Row, language: str, *, narrow: bool = False) -> str:
    text = number(row["percentile"], language)
    if row["lower"] is not None and row["upper"] is not None:
        text += f"\u00a0[{number(row['lower'], language)}–{number(row['upper'], language)}]"
    if row["code"] == _MEAN or narrow:
        return text
    among = plural_message("among %(number)s region", "among %(number)s regions", row["peers"])
    return f"{text} · {among.in_language(language)}"


def _x(field: str) -> Any:
    axis = alt.Axis(title=None, orient="top", values=[0, 25, 50, 75, 100], grid=True)
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 100], nice=False), axis=axis)


def _half() -> Picture:
    return over([{"half": 50}]).mark_rule(color=STRONG_LINE.light, strokeWidth=1.5).encode(x=_x("half"))


def _range(base: Picture, below: int) -> Picture:
    within = base.transform_filter("isValid(datum.lower) && isValid(datum.upper)")
    rule = within.mark_rule(color=MUTED.light, strokeWidth=2.5, strokeCap="round", yOffset=below)
    return rule.encode(x=_x("lower"), x2="upper:Q")


def _dots(base: Picture, below: int) -> Picture:
    """Draw the percentiles; the mean of all is a diamond."""
    known = base.transform_filter("isValid(datum.percentile)")
    dot = known.mark_point(
        filled=True, opacity=1, stroke=GROUND.light, strokeWidth=1.5, color=ACCENT.light, yOffset=below
    )
    return dot.encode(
        x=_x("percentile"),
        shape=alt.condition("datum.all", alt.value("diamond"), alt.value("circle")),
        size=alt.condition("datum.all", alt.value(170), alt.value(95)),
    )


def _texts(base: Picture, below: int, *, narrow: bool) -> list[Picture]:
    missing = base.transform_filter("datum.missing != ''").mark_text(
        align="left", fontSize=NOTE_SIZE, color=MUTED.light, fontStyle="italic", yOffset=below, dx=4
    )
    layers = [missing.encode(x=alt.value(0), text="missing:N")]
    known = base.transform_filter("datum.text != ''")
    if narrow:
        texts = known.mark_text(align="right", fontSize=NOTE_SIZE, dy=-10, color=MUTED.light)
        return [*layers, texts.encode(x=alt.value(NARROW), text="text:N")]
    return [*layers, known.mark_text(align="left", fontSize=NOTE_SIZE).encode(x=alt.value(_WIDE + 12), text="text:N")]


def _nothing() -> Message:
    return message("Nothing to draw: competitiveness was not measured here.")


def _finding(rows: list[Row], place: str, language: str) -> str:
    if not rows:
        return _nothing().in_language(language)
    mean = next((row for row in rows if row["code"] == _MEAN), None)
    single = [row for row in rows if row["code"] != _MEAN]
    known = sorted((row for row in single if row["percentile"] is not None), key=lambda row: -float(row["percentile"]))
    sentences = []
    if mean is not None and mean["percentile"] is not None:
        text = _place(mean, language)
        sentences.append(
            message("Over all indicators %(region)s reaches percentile %(value)s.", region=place, value=text)
        )
    if known:
        best, worst = known[0], known[-1]
        sentences.append(
            message(
                "Best: %(best)s (%(most)s). Weakest: %(worst)s (%(least)s).",
                best=best["indicator"], most=number(best["percentile"], language),
                worst=worst["indicator"], least=number(worst["percentile"], language),
            )
        )  # fmt: skip
    covered = message("%(known)s of %(all)s indicators could be compared.", known=len(known), all=len(single))
    return " ".join(sentence.in_language(language) for sentence in [*sentences, covered])
