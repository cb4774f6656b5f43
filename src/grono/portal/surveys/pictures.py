"""Pictures of results, in Grono's own theme: numbers of answers as bars, sums in two waves as a line that breaks where they cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.charts import Chart, for_page, to_svg
from grono.charts.altair_door import alt, over, specification
from grono.charts.theme import ACCENT, MUTED
from grono.charts.values import wrapped
from grono.classifications import get_classification
from grono.portal.core.templatetags.grono import number
from grono.portal.surveys.definition import text_in
from grono.portal.surveys.results import cells_in_order, size_of
from grono.portal.surveys.values import NACE
from grono.quantities import from_data

if TYPE_CHECKING:
    from grono.charts.altair_door import Picture
    from grono.portal.surveys.definition import Question
    from grono.portal.surveys.models import Wave

BARS_WIDTH = 270
LABEL_LETTERS, LABEL_LINES = 40, 3
BAR, LINE_OF_LABEL, BETWEEN = 14, 16, 14
"""Pixels of height: a bar, one line of the label above it, and the room between two bars."""


def pictures(wave: Wave, results: dict[str, Any], language: str) -> dict[str, Any]:
    """Return question → picture (drawing, title, alternative) in one language; a question with nothing to draw has none."""
    found = {}
    for question in wave.version.definition.questions:
        result = results["questions"].get(question.concept, {})
        drawn: dict[str, Any] = {}
        chart = _bars(question, result, language) if result.get("kind") in ("choices", "codes") else None
        if chart is not None:
            drawn["bars"] = _drawn(chart, f"bars-{question.concept}")
        compared = results.get("comparison", {}).get("questions", {}).get(question.concept, {})
        line = _line(wave, question, compared, results, language) if compared.get("kind") == "numeric" else None
        if line is not None:
            drawn["line"] = _drawn(line, f"line-{question.concept}")
        if drawn:
            found[question.concept] = drawn
    return found


def _drawn(chart: Chart, name: str) -> dict[str, str]:
    return {"svg": for_page(to_svg(chart), name=name), "title": chart.title, "alternative": chart.alternative}


def _code_label(code: str, language: str) -> str:
    return f"{code} {get_classification(NACE).label(code, language).text}"


def _bars(question: Question, result: dict[str, Any], language: str) -> Chart | None:
    labels = {choice.key: text_in(choice.text, language)[0] for choice in question.choices}
    if result["kind"] == "codes":
        labels = {code: _code_label(code, language) for code in result["cells"]}
    rows = [
        {"label": labels.get(key, key), "value": cell["organisations"]}
        for key, cell in cells_in_order(question, result)
        if not cell.get("suppressed")
    ]
    if not any(row["value"] for row in rows):
        return None
    picture = _bars_below_labels(rows)
    text, _language = text_in(question.text, language)
    most = max(rows, key=lambda row: int(row["value"]))
    alternative = _("Most often: %(choice)s (%(number)s of %(answered)s).") % {
        "choice": most["label"],
        "number": most["value"],
        "answered": result["answered"],
    }
    return Chart(
        title=text,
        specification=specification(picture, language),
        alternative=alternative,
        table=pa.Table.from_pylist(rows),
        column_titles={"label": text, "value": _("organisations")},
        source="",
        language=language,
    )


def _bars_below_labels(rows: list[dict[str, Any]]) -> Picture:
    """Draw one bar a row, each below its label: so the picture is narrow enough to be read on a telephone."""
    labels = [wrapped(str(row["label"]), LABEL_LETTERS, LABEL_LINES) for row in rows]
    above = LINE_OF_LABEL * max(map(len, labels))
    shown = [
        {"place": place, "label": "\n".join(lines), "lines": len(lines), "value": row["value"]}
        for place, (row, lines) in enumerate(zip(rows, labels, strict=True))
    ]
    base = over(shown).encode(
        y=alt.Y("place:O", title=None, axis=None, scale=alt.Scale(paddingInner=0, paddingOuter=0)),
        x=alt.X("value:Q", title=_("organisations"), axis=alt.Axis(tickMinStep=1, tickCount=5, format=",d")),
    )
    lower = (above + BETWEEN) / 2  # so far the bar stands below the middle of its row
    picture = alt.layer(
        base.mark_bar(color=ACCENT.light, height=BAR, yOffset=lower),
        base.mark_text(align="left", baseline="middle", dx=5, dy=lower).encode(text="value:Q"),
        *(_labels(base, lines, lower - BAR / 2 - lines * LINE_OF_LABEL) for lines in sorted(set(map(len, labels)))),
    )
    return picture.properties(width=BARS_WIDTH, height=(above + BAR + BETWEEN) * len(rows))


def _labels(base: Picture, lines: int, top: float) -> Picture:
    """Write the labels of so many lines; a text of several grows downwards from its first."""
    mark = base.mark_text(align="left", baseline="line-top", lineBreak="\n", lineHeight=LINE_OF_LABEL, dy=top)
    return mark.encode(x=alt.value(0), text="label:N").transform_filter(alt.datum.lines == lines)


def _line(
    wave: Wave, question: Question, compared: dict[str, Any], results: dict[str, Any], language: str
) -> Chart | None:
    """Draw the mean of those who answered in both waves; where it is withheld there is nothing to draw."""
    before, after = (_mean(compared[name]) for name in ("stayed_earlier", "stayed_later"))
    if before is None or after is None:
        return None
    periods = [results["comparison"]["period"], wave.period]
    if periods[0] == periods[1]:
        periods = [_("%(period)s (earlier wave)") % {"period": periods[0]}, periods[1]]
    rows = [
        {"period": period, "value": value, "text": number(value, 1)}
        for period, value in zip(periods, (before, after), strict=True)
    ]
    base = over(rows).encode(
        x=alt.X("period:N", sort=periods, title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=_unit(question, language) or None, scale=alt.Scale(zero=True)),
    )
    picture = alt.layer(
        base.mark_line(color=MUTED.light),
        base.mark_point(color=ACCENT.light, filled=True, size=70),
        base.mark_text(dy=-12).encode(text="text:N"),
    )
    firms = compared["stayed_later"]["organisations"]
    text, _language = text_in(question.text, language)
    sentence = ngettext(
        "Mean of the same %(firms)s organisation: %(before)s, then %(after)s.",
        "Mean of the same %(firms)s organisations: %(before)s, then %(after)s.",
        firms,
    )
    return Chart(
        title=text,
        specification=specification(picture.properties(width=300, height=160), language),
        alternative=sentence % {"firms": firms, "before": rows[0]["text"], "after": rows[1]["text"]},
        table=pa.Table.from_pylist(rows),
        column_titles={"period": _("reference period"), "value": text},
        source="",
        language=language,
    )


def _mean(cell: dict[str, Any]) -> float | None:
    return size_of(from_data(cell["mean"])) if "mean" in cell else None


def _unit(question: Question, language: str) -> str:
    return text_in(question.unit, language)[0]
