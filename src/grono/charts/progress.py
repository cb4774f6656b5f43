"""Done against planned, year by year and cumulated: the picture of a strategy's indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification
from grono.charts.chart import Chart
from grono.charts.theme import ACCENT, SEQUENTIAL, STRONG_LINE
from grono.charts.values import number, percent
from grono.charts.words import column_titles
from grono.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_COLUMNS = ["year", "done", "planned", "cumulative_done", "cumulative_planned", "status"]
_FIELDS = pa.schema([("year", pa.string()), *((name, pa.float64()) for name in _COLUMNS[1:5]), ("status", pa.string())])


def done_planned_chart(
    rows: Sequence[Mapping[str, Any]], language: str, *, title: str, source: str, digits: int = 0
) -> Chart:
    """Draw done against planned for each year, and both cumulated.

    Parameters
    ----------
    rows : sequence of mapping
        One a year, in order: ``year``, ``done``, ``planned``, ``cumulative_done``, ``cumulative_planned``, ``status``. A missing
        number is ``None`` and leaves a gap; it is not zero.
    language, title, source : str
        Language of the texts, what is counted, where the figures come from.
    digits : int
        Digits behind the decimal sign.
    """
    plain = [{name: row.get(name) for name in _COLUMNS} | {"year": str(row["year"])} for row in rows]
    return Chart(
        title=title,
        specification=_specification(plain, language, digits),
        alternative=_finding(plain, language, digits),
        table=pa.Table.from_pylist(plain, schema=_FIELDS),
        column_titles=column_titles(_COLUMNS, language),
        source=source,
        language=language,
    )


def _specification(rows: list[dict[str, Any]], language: str, digits: int) -> dict[str, Any]:
    words = [message("planned").in_language(language), message("done").in_language(language)]
    titles = [message("Each year").in_language(language), message("Since the beginning").in_language(language)]
    years = [row["year"] for row in rows]
    pairs = (("planned", "done"), ("cumulative_planned", "cumulative_done"))
    panels = [
        _panel(_series(rows, dict(zip(pair, words, strict=True)), language, digits), years, words, title)
        for pair, title in zip(pairs, titles, strict=True)
    ]
    picture = alt.vconcat(*panels, spacing=24).resolve_scale(x="independent", xOffset="independent")
    return specification(picture, language)


def _series(rows: list[dict[str, Any]], fields: dict[str, str], language: str, digits: int) -> list[dict[str, Any]]:
    return [
        {"year": row["year"], "kind": word, "value": row[field], "text": number(row[field], language, digits)}
        for row in rows
        for field, word in fields.items()
        if row[field] is not None
    ]


def _panel(data: list[dict[str, Any]], years: list[str], words: list[str], title: str) -> Picture:
    base = over(data).encode(
        x=alt.X("year:N", title=None, scale=alt.Scale(domain=years), axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("kind:N", sort=words),
        y=alt.Y("value:Q", axis=None),
    )
    inks = alt.Scale(domain=words, range=[SEQUENTIAL[1].light, ACCENT.light])
    color = alt.Color("kind:N", scale=inks, legend=alt.Legend(title=None, symbolType="square"))
    bars = base.mark_bar(stroke=STRONG_LINE.light, strokeWidth=0.5).encode(color=color)
    texts = base.mark_text(dy=-7, fontSize=11).encode(text="text:N")
    return alt.layer(bars, texts).properties(width=max(min(72 * len(years), 640), 200), height=150, title=title)


def _finding(rows: list[dict[str, Any]], language: str, digits: int) -> str:
    known = [row for row in rows if row["cumulative_done"] is not None]
    if not known:
        return message("Nothing has been reported yet.").in_language(language)
    last = known[-1]
    done, planned = last["cumulative_done"], last["cumulative_planned"]
    if not planned:
        return message("By %(year)s: %(done)s done; nothing was planned.", year=last["year"],
                       done=number(done, language, digits)).in_language(language)  # fmt: skip
    return message(
        "By %(year)s: %(done)s done of %(planned)s planned, %(share)s.",
        year=last["year"],
        done=number(done, language, digits),
        planned=number(planned, language, digits),
        share=percent(done / planned, language),
    ).in_language(language)
