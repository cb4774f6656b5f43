"""How many defensible ways of counting a candidate survives, and which decisions remove it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.lines import NARROW, names, y_of
from grono.charts.multiverse_rows import COLUMNS, STEP, Choice, candidates_of, choices_of, shares_of, table_with
from grono.charts.multiverse_words import choice_word
from grono.charts.reading import Row, candidate_label, name_of, source_line
from grono.charts.theme import ACCENT, LINE, MUTED, NOTE_SIZE
from grono.charts.values import percent
from grono.charts.words import column_titles
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_ROW, _NARROW_ROW = 32, 64
_BAR, _NARROW_BAR = 90, 272
_RADIUS = 7.5
"""Of a choice in which the candidate always survives."""


def multiverse_chart(
    source: ClusterMap, language: str, *, region: str | None = None, limit: int = 15, narrow: bool = False
) -> Chart:
    """Draw the share of specifications in which each candidate stays one; and, for each choice, in how many of its specifications.

    A bar is the share over all specifications; a full dot says that the candidate survives every specification with that
    choice, an empty ring that it survives none. A narrow picture has the bars, and in words what removes the candidate most.

    Parameters
    ----------
    source : ClusterMap
        The map, with its tables ``multiverse`` and ``multiverse_parts``.
    language : str
        Language of the texts.
    region : str, optional
        Code of a region whose candidates are drawn; those of the whole map where none is named.
    limit : int
        Most candidates, the steadiest first.
    narrow : bool
        For screens of 360 px.
    """
    every = candidates_of(source, region, language)
    rows = every[:limit]
    choices = choices_of(source)
    shares = shares_of(source)
    place = None if region is None else name_of(source, "region", region, language)
    return Chart(
        title=_title(place).in_language(language),
        specification=_specification(source, rows, choices, shares, language, region, narrow=narrow),
        alternative=_finding(rows, len(every), language),
        table=table_with(rows, choices, shares),
        column_titles=column_titles(COLUMNS, language)
        | {one.name: choice_word(one.dimension, one.choice, language) for one in choices},
        source=source_line(source, language),
        language=language,
    )


def _specification(  # noqa: PLR0913 - rows and columns, whose they are, and how wide
    source: ClusterMap,
    rows: list[Row],
    choices: list[Choice],
    shares: dict[tuple[str, str, str], float],
    language: str,
    region: str | None,
    *,
    narrow: bool,
) -> dict[str, Any]:
    if not rows:
        return words(_nothing().in_language(language), language, width=NARROW)
    bar = _NARROW_BAR if narrow else _BAR
    drawn = [
        {
            "label": candidate_label(
                source, row, language, width=42 if narrow else 28, lines=1 if narrow else 2, with_region=region is None
            ),
            "zero": 0,
            "end": row["share"] * bar,
            "all": bar,
            "text": percent(row["share"], language),
            "why": _why(row, language),
        }
        for row in rows
    ]
    y = y_of(drawn, narrow=narrow)
    base = over(drawn).encode(y=y)
    layers = [*_bars(base, narrow=narrow), *names(base, drawn, narrow=narrow)]
    width = float(NARROW)
    if narrow:
        why = base.mark_text(align="left", fontSize=NOTE_SIZE, dy=24, color=MUTED.light, limit=NARROW)
        layers.append(why.encode(x=alt.value(0), text="why:N"))
    elif choices:
        labels = [row["label"] for row in drawn]
        layers += _dots(
            [_dot(row, label, one, shares) for row, label in zip(rows, labels, strict=True) for one in choices], y
        )
        layers.append(_heads(choices, language))
        width = choices[-1].x + STEP
    drawing = alt.layer(*layers).properties(width=width, height={"step": _NARROW_ROW if narrow else _ROW})
    return specification(drawing, language)


def _why(row: Row, language: str) -> str:
    if not row["removed_by"]:
        return message("nothing removes it").in_language(language)
    return message("removed most often: %(choice)s", choice=row["removed_by"]).in_language(language)


def _pixel(field: str) -> Any:
    return alt.X(f"{field}:Q", scale=None, axis=None)


def _bars(base: Picture, *, narrow: bool) -> list[Picture]:
    below = 7 if narrow else 0
    ground = base.mark_bar(height=13, color=LINE.light, yOffset=below).encode(x=_pixel("zero"), x2="all:Q")
    bar = base.mark_bar(height=13, color=ACCENT.light, yOffset=below).encode(x=_pixel("zero"), x2="end:Q")
    text = base.mark_text(align="left", fontSize=NOTE_SIZE, dx=6, yOffset=below).encode(x=_pixel("all"), text="text:N")
    return [ground, bar, text]


def _dot(row: Row, label: str, one: Choice, shares: dict[tuple[str, str, str], float]) -> Row:
    share = shares.get((row["region"], row["industry"], one.name), 0.0)
    return {"label": label, "x": one.x, "size": (2 * _RADIUS) ** 2 * share, "share": share}


def _dots(dots: list[Row], y: Any) -> list[Picture]:
    base = over(dots).encode(x=_pixel("x"), y=y)
    ring = base.mark_point(
        shape="circle", size=(2 * _RADIUS) ** 2, filled=False, stroke=LINE.light, strokeWidth=1.2, opacity=1
    )
    full = base.transform_filter("datum.share > 0").mark_point(
        shape="circle", filled=True, color=ACCENT.light, opacity=1
    )
    return [ring, full.encode(size=alt.Size("size:Q", scale=None, legend=None))]


def _heads(choices: list[Choice], language: str) -> Picture:
    heads = [{"x": one.x, "text": choice_word(one.dimension, one.choice, language)} for one in choices]
    mark = over(heads).mark_text(align="left", baseline="middle", angle=270, fontSize=NOTE_SIZE)
    return mark.encode(x=_pixel("x"), y=alt.value(-6), text="text:N")


def _title(place: str | None) -> Message:
    if place is None:
        return message("How many ways of counting each candidate survives")
    return message("%(region)s: how many ways of counting each candidate survives", region=place)


def _nothing() -> Message:
    return message("Nothing to draw: no other ways of counting were tried here.")


def _finding(rows: list[Row], total: int, language: str) -> str:
    if not rows:
        return _nothing().in_language(language)
    first, last = rows[0], rows[-1]
    sentences = [
        message(
            "Steadiest: “%(industry)s” in %(region)s stays a candidate in %(share)s of %(number)s ways of counting.",
            industry=first["industry_name"], region=first["region_name"], share=percent(first["share"], language),
            number=first["specifications"],
        )
    ]  # fmt: skip
    if len(rows) > 1 and not math.isclose(first["share"], last["share"]):
        sentences.append(
            message(
                "Last of those drawn: “%(industry)s” in %(region)s with %(share)s.",
                industry=last["industry_name"], region=last["region_name"], share=percent(last["share"], language),
            )
        )  # fmt: skip
        if last["removed_by"]:
            sentences.append(message("What removes it most: %(choice)s.", choice=last["removed_by"]))
    if total > len(rows):
        sentences.append(message("The picture shows the first %(limit)s of %(total)s.", limit=len(rows), total=total))
    return " ".join(sentence.in_language(language) for sentence in sentences)
