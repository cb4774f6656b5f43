"""The treated against what they would have been, and the gap among the gaps of placebos."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.theme import ACCENT, MISSING, MUTED, NOTE_SIZE, STRONG_LINE
from grono.charts.values import number
from grono.evaluation.words import digits_for, verdict_sentence
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = ["period", "treated", "counterfactual", "gap"]
_WIDE, _NARROW = 620, 286
_MOST_PLACEBOS = 60
"""More lines are one grey ground; the table of placebos has all."""


def evaluation_chart(data: Mapping[str, Any], language: str, *, source: str, narrow: bool = False) -> Chart:
    """Draw the treated and their counterfactual above, the gap and those of the placebos below.

    Parameters
    ----------
    data : mapping
        What :meth:`grono.evaluation.Evaluation.data` returns.
    language, source : str
        Language of the texts; where the figures come from.
    narrow : bool
        For screens of 360 px.
    """
    titles = {
        "period": message("Period"),
        "treated": message("Observed"),
        "counterfactual": message("Without the policy (estimated)"),
        "gap": message("Gap"),
    }
    rows = data["series"]
    types = [("period", pa.string()), *((name, pa.float64()) for name in _COLUMNS[1:])]
    return Chart(
        title=verdict_sentence(data, language),
        specification=_specification(data, language, narrow=narrow),
        alternative=_finding(data, language),
        table=pa.Table.from_pylist([{name: row[name] for name in _COLUMNS} for row in rows], schema=pa.schema(types)),
        column_titles={name: title.in_language(language) for name, title in titles.items()},
        source=source,
        language=language,
    )


def _specification(data: Mapping[str, Any], language: str, *, narrow: bool) -> dict[str, Any]:
    width = _NARROW if narrow else _WIDE
    periods = [row["period"] for row in data["series"]]
    axis = _axis(periods, narrow=narrow)
    panels = [
        key(_entries(data, language), width),
        _levels(data, axis, language, width),
        _gaps(data, axis, language, width),
    ]
    return specification(alt.vconcat(*panels, spacing=14), language)


def _axis(periods: list[str], *, narrow: bool) -> Any:
    step = max(1, -(-len(periods) // (5 if narrow else 11)))
    shown = [period for place, period in enumerate(periods) if place % step == 0]
    scale = alt.Scale(domain=periods)
    return alt.X("period:O", scale=scale, axis=alt.Axis(title=None, values=shown, labelAngle=0, labelPadding=10))


def _levels(data: Mapping[str, Any], axis: Any, language: str, width: int) -> Picture:
    base = over(
        [{name: row[name] for name in ("period", "treated", "counterfactual")} for row in data["series"]]
    ).encode(x=axis)
    layers = [
        _beginning(data, language),
        base.mark_line(color=MUTED.light, strokeWidth=1.8, strokeDash=[5, 4]).encode(y=_y("counterfactual")),
        base.mark_line(color=ACCENT.light, strokeWidth=2.4).encode(y=_y("treated")),
        base.mark_point(color=ACCENT.light, filled=True, opacity=1, size=26).encode(y=_y("treated")),
    ]
    return alt.layer(*layers).properties(width=width, height=220, title=_head(data["plan"]["outcome"]))


def _gaps(data: Mapping[str, Any], axis: Any, language: str, width: int) -> Picture:
    lines = [
        {"period": row["period"], "gap": gap, "line": str(place)}
        for place, placebo in enumerate(data["placebos"][:_MOST_PLACEBOS])
        for row, gap in zip(data["series"], placebo["gap"], strict=True)
    ]
    own = over([{"period": row["period"], "gap": row["gap"]} for row in data["series"]]).encode(x=axis)
    layers = [_zero(), _rule(data)]
    if lines:
        # The ink of a thing without a value is too pale for a line of one pixel, so placebos take the stronger grey, thin.
        others = over(lines).mark_line(color=STRONG_LINE.light, strokeWidth=0.7, strokeOpacity=0.45)
        layers.append(others.encode(x=axis, y=_y("gap"), detail="line:N"))
    layers += [
        own.mark_line(color=ACCENT.light, strokeWidth=2.4).encode(y=_y("gap")),
        own.mark_point(color=ACCENT.light, filled=True, opacity=1, size=26).encode(y=_y("gap")),
    ]
    return alt.layer(*layers).properties(width=width, height=170, title=_head(_gap_title(data, language)))


def _y(field: str) -> Any:
    return alt.Y(f"{field}:Q", scale=alt.Scale(zero=False), axis=alt.Axis(title=None, grid=True, labelPadding=6))


def _zero() -> Picture:
    return over([{"zero": 0}]).mark_rule(color=MISSING.light, strokeWidth=2).encode(y="zero:Q")


def _beginning(data: Mapping[str, Any], language: str) -> Picture:
    """Mark the first treated period, and name it."""
    begins = data["series"][data["periods_before"]]["period"]
    text = message("from %(period)s", period=begins).in_language(language)
    named = over([{"period": begins, "text": text}]).mark_text(
        align="left", dx=5, dy=10, fontSize=NOTE_SIZE, color=MUTED.light
    )
    return alt.layer(_rule(data), named.encode(x=alt.X("period:O"), text="text:N", y=alt.value(0)))


def _rule(data: Mapping[str, Any]) -> Picture:
    begins = over([{"period": data["series"][data["periods_before"]]["period"]}])
    return begins.mark_rule(color=STRONG_LINE.light, strokeDash=[2, 3]).encode(x=alt.X("period:O"))


def _head(text: str) -> Any:
    return alt.TitleParams(
        text, anchor="start", frame="group", color=MUTED.light, fontSize=NOTE_SIZE, fontWeight="normal"
    )


def _gap_title(data: Mapping[str, Any], language: str) -> str:
    if data["placebos"]:
        return message("Gap: observed less estimated, among the placebos").in_language(language)
    return message("Gap: observed less estimated").in_language(language)


def _entries(data: Mapping[str, Any], language: str) -> list[Entry]:
    entries = [
        Entry("line", ACCENT, message("observed").in_language(language)),
        Entry("dashes", MUTED, message("without the policy (estimated)").in_language(language)),
    ]
    if data["placebos"]:
        entries.append(Entry("line", STRONG_LINE, message("placebos").in_language(language)))
    return entries


def _finding(data: Mapping[str, Any], language: str) -> str:
    digits, rows = digits_for(data), data["series"]
    last = rows[-1]
    sentences = [
        verdict_sentence(data, language),
        message(
            "In %(period)s %(treated)s was observed, %(counterfactual)s would have been expected without the policy.",
            period=last["period"],
            treated=number(last["treated"], language, digits),
            counterfactual=number(last["counterfactual"], language, digits),
        ).in_language(language),
    ]
    if data["placebos"]:
        larger = sum(abs(placebo["estimate"]) >= abs(data["effect"]) for placebo in data["placebos"])
        sentences.append(
            plural_message(
                "%(larger)s of %(number)s placebo shows an effect at least as large.",
                "%(larger)s of %(number)s placebos show an effect at least as large.",
                len(data["placebos"]),
                larger=larger,
            ).in_language(language)
        )
    return " ".join(sentences)
