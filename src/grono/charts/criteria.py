"""What candidates are weighed by: their score in each criterion, with the spread of its error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.acceptability import ALL
from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.lines import NARROW, y_of
from grono.charts.lines import names as names_of
from grono.charts.reading import Row, candidate_label, name_of, rows_where, source_line
from grono.charts.theme import ACCENT, GROUND, LINE, MUTED, NOTE_SIZE
from grono.charts.values import number
from grono.charts.words import column_titles, criterion_word
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["criterion", "region_name", "industry", "industry_name", "value", "score", "spread"]
_PANEL, _NARROW_PANEL = 76, 134
_ROW, _NARROW_ROW = 32, 22
_MISSING = "–"


def criteria_chart(
    source: ClusterMap, language: str, *, scope: str = ALL, limit: int = 8, narrow: bool = False
) -> Chart:
    """Draw the scores of the first candidates, a panel for each criterion: 0 the worst of those compared, 1 the best.

    The line about a dot is one standard deviation of its statistical error on each side; without data there is a dash.

    Parameters
    ----------
    source : ClusterMap
        The map, with its tables ``criteria`` and ``acceptability``, which gives the order.
    language : str
        Language of the texts.
    scope : str
        ``all``, or the code of the region whose candidates are compared with each other.
    limit : int
        Most candidates.
    narrow : bool
        For screens of 360 px: two panels beside each other, candidates by their number in the list above.
    """
    candidates = _candidates(source, scope)[:limit]
    panels = _panels(source, candidates, scope, language)
    rows = [row for panel in panels.values() for row in panel]
    kinds = {"value": pa.float64(), "score": pa.float64(), "spread": pa.float64()}
    fields = [(name, kinds.get(name, pa.string())) for name in _COLUMNS]
    place = None if scope == ALL else name_of(source, "region", scope, language)
    return Chart(
        title=_title(place).in_language(language),
        specification=_specification(source, candidates, panels, scope, language, narrow=narrow),
        alternative=_finding(panels, language),
        table=pa.Table.from_pylist([{name: row[name] for name, _ in fields} for row in rows], schema=pa.schema(fields)),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _candidates(source: ClusterMap, scope: str) -> list[Row]:
    table = source.further.get("acceptability")
    rows = [] if table is None else rows_where(table, scope=scope)
    return sorted(rows, key=lambda row: (int(row["rank"]), row["industry"], row["region"]))


def _panels(source: ClusterMap, candidates: list[Row], scope: str, language: str) -> dict[str, list[Row]]:
    """Return criterion → its rows in the order of the candidates; a candidate without the criterion has none."""
    table = source.further.get("criteria")
    found: dict[str, dict[tuple[str, str], Row]] = {}
    for row in [] if table is None else rows_where(table, scope=scope):
        found.setdefault(row["criterion"], {})[row["region"], row["industry"]] = row
    panels: dict[str, list[Row]] = {}
    for code, rows in found.items():
        there = [rows[one["region"], one["industry"]] for one in candidates if (one["region"], one["industry"]) in rows]
        panels[code] = [
            row
            | {
                "criterion": criterion_word(code, language),
                "industry_name": name_of(source, "industry", row["industry"], language),
                "region_name": name_of(source, "region", row["region"], language),
            }
            for row in there
        ]
    return {code: rows for code, rows in panels.items() if rows}


def _specification(  # noqa: PLR0913 - rows and panels, whose they are, and how wide
    source: ClusterMap,
    candidates: list[Row],
    panels: dict[str, list[Row]],
    scope: str,
    language: str,
    *,
    narrow: bool,
) -> dict[str, Any]:
    if not panels:
        return words(_nothing().in_language(language), language, width=NARROW)
    labels = {
        (row["region"], row["industry"]): candidate_label(
            source, row, language, width=38 if narrow else 26, lines=1 if narrow else 2, with_region=scope == ALL
        )
        for row in candidates
    }
    if narrow:
        labels = {which: f"{place}  {text}" for place, (which, text) in enumerate(labels.items(), start=1)}
    order = [{"label": text} for text in labels.values()]
    drawn = [_panel(rows, labels, order, first=place == 0, narrow=narrow) for place, rows in enumerate(panels.values())]
    if not narrow:
        return specification(alt.hconcat(*drawn, spacing=16), language)
    pairs = [alt.hconcat(*drawn[start : start + 2], spacing=18) for start in range(0, len(drawn), 2)]
    return specification(alt.vconcat(_list(order), *pairs, spacing=14), language)


def _list(order: list[Row]) -> Picture:
    """Return the candidates with their numbers."""
    rows = [{"text": row["label"], "y": 10 + 19 * place} for place, row in enumerate(order)]
    mark = over(rows).mark_text(align="left", baseline="middle", fontSize=NOTE_SIZE, limit=NARROW)
    text = mark.encode(x=alt.value(0), y=alt.Y("y:Q", scale=None, axis=None), text="text:N")
    return text.properties(width=NARROW, height=19 * len(rows))


def _panel(
    rows: list[Row], labels: dict[tuple[str, str], str], order: list[Row], *, first: bool, narrow: bool
) -> Picture:
    data = [
        {
            "label": labels[row["region"], row["industry"]], "criterion": row["criterion"], "score": row["score"],
            "low": None if row["score"] is None else max(0.0, row["score"] - (row["spread"] or 0.0)),
            "high": None if row["score"] is None else min(1.0, row["score"] + (row["spread"] or 0.0)),
        }
        for row in rows
    ]  # fmt: skip
    y = y_of(order, narrow=narrow or not first)
    base = over(data).encode(y=y)
    layers = [_ground(order, y), *_marks(base)]
    width = _NARROW_PANEL if narrow else _PANEL
    if narrow:
        numbers = over([{**row, "number": row["label"].split(" ")[0]} for row in order]).encode(y=y)
        layers.append(
            numbers.mark_text(align="right", fontSize=NOTE_SIZE, color=MUTED.light).encode(
                x=alt.value(-6), text="number:N"
            )
        )
    elif first:
        layers += names_of(over(order).encode(y=y), order, narrow=False)
    title = alt.TitleParams(
        _wrapped(rows[0]["criterion"], 22 if narrow else 14), anchor="start", frame="group", fontSize=NOTE_SIZE
    )
    return alt.layer(*layers).properties(
        width=width - (14 if narrow else 0), height={"step": _NARROW_ROW if narrow else _ROW}, title=title
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        lines = [*lines[:-1], longer] if len(longer) <= width or not lines[-1] else [*lines, word]
    return lines


def _x(field: str) -> Any:
    axis = alt.Axis(values=[0, 1], format="~r", title=None, grid=False, orient="bottom", labelColor=MUTED.light)
    return alt.X(f"{field}:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=axis)


def _ground(order: list[Row], y: Any) -> Picture:
    rule = over([{**row, "start": 0, "end": 1} for row in order]).mark_rule(color=LINE.light, strokeWidth=1)
    return rule.encode(y=y, x=_x("start"), x2="end:Q")


def _marks(base: Picture) -> list[Picture]:
    known = base.transform_filter("isValid(datum.score)")
    spread = known.mark_rule(color=MUTED.light, strokeWidth=2.5, strokeCap="round").encode(x=_x("low"), x2="high:Q")
    dot = known.mark_point(filled=True, opacity=1, size=80, stroke=GROUND.light, strokeWidth=1.5, color=ACCENT.light)
    missing = base.transform_filter("!isValid(datum.score)").mark_text(
        text=_MISSING, align="left", dx=3, color=MUTED.light
    )
    return [spread, dot.encode(x=_x("score")), missing.encode(x=alt.value(0))]


def _title(place: str | None) -> Message:
    if place is None:
        return message("What the first candidates are weighed by")
    return message("%(region)s: what its candidates are weighed by", region=place)


def _nothing() -> Message:
    return message("Nothing to draw: there are no candidates to compare here.")


def _finding(panels: dict[str, list[Row]], language: str) -> str:
    sentences = []
    for rows in panels.values():
        known = [row for row in rows if row["score"] is not None]
        if not known:
            sentences.append(message("%(criterion)s: no data.", criterion=rows[0]["criterion"]))
            continue
        best = max(known, key=lambda row: float(row["score"]))
        sentences.append(
            message(
                "%(criterion)s: best is “%(industry)s” in %(region)s (%(score)s).",
                criterion=best["criterion"], industry=best["industry_name"], region=best["region_name"],
                score=number(best["score"], language, 2),
            )
        )  # fmt: skip
    return " ".join(sentence.in_language(language) for sentence in sentences or [_nothing()])
