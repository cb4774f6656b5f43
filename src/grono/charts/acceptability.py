"""How surely each candidate belongs on the shortlist: the probability of each place, whatever the weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW, names, shift, y_of
from grono.charts.reading import Row, candidate_label, name_of, rows_where, source_line
from grono.charts.theme import GROUND, MISSING, NOTE_SIZE, SEQUENTIAL, TEXT
from grono.charts.values import probability
from grono.charts.words import column_title, criterion_word
from grono.messages import message, plural_message

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

ALL = "all"
"""The scope of the whole map."""
_WIDE = 330
_ROW, _NARROW_ROW = 34, 48
_BAR = 19
_SHADES = SEQUENTIAL[5:1:-1]
"""First place darkest; from the fourth on all are alike, and their numbers tell them apart."""
_DARK = 2
"""So many of these shades carry their number in the colour of the ground."""
_WRITTEN = 0.06
"""A part of the bar at least so long carries its rank as a number."""
_COLUMNS = [
    "industry",
    "industry_name",
    "region_name",
    "rank",
    "expected_rank",
    "probability_top",
    "safe",
    "kept_out_by",
]


def acceptability_chart(
    source: ClusterMap, language: str, *, scope: str = ALL, limit: int = 12, narrow: bool = False
) -> Chart:
    """Draw for each candidate how probable each place is when weights and figures vary within what is known.

    The parts of a bar are the ranks that can still be chosen, the first one first; the rest of the bar is any later rank. The
    probability of being chosen is written beside it, with a word where the candidate is safe.

    Parameters
    ----------
    source : ClusterMap
        The map, with its tables ``acceptability`` and ``rank_acceptability``.
    language : str
        Language of the texts.
    scope : str
        ``all``, or the code of the region whose candidates are compared with each other.
    limit : int
        Most candidates.
    narrow : bool
        For screens of 360 px.
    """
    found = _candidates(source, scope, language)
    rows = found.rows[:limit]
    titles = [f"rank_{rank}" for rank in range(1, found.k + 1)]
    place = None if scope == ALL else name_of(source, "region", scope, language)
    return Chart(
        title=_title(place, found.k).in_language(language),
        specification=_specification(source, rows, found.k, scope, language, narrow=narrow),
        alternative=_finding(rows, len(found.rows), found.k, language),
        table=_table(rows, titles),
        column_titles={name: column_title(name, language) for name in _COLUMNS}
        | {
            name: message("Probability of rank %(rank)s", rank=rank).in_language(language)
            for rank, name in enumerate(titles, start=1)
        },
        source=source_line(source, language),
        language=language,
    )


@dataclass(frozen=True)
class _Found:
    rows: list[Row]
    k: int


def _candidates(source: ClusterMap, scope: str, language: str) -> _Found:
    table, ranks = source.further.get("acceptability"), source.further.get("rank_acceptability")
    rows = [] if table is None else rows_where(table, scope=scope)
    if not rows:
        return _Found([], 0)
    k = int(rows[0]["k"])
    shares: dict[tuple[str, str, int], float] = {}
    for row in [] if ranks is None else rows_where(ranks, scope=scope):
        shares[row["region"], row["industry"], int(row["rank"])] = float(row["probability"])
    described = [
        row
        | {
            "industry_name": name_of(source, "industry", row["industry"], language),
            "region_name": name_of(source, "region", row["region"], language),
            "kept_out_by": criterion_word(row["kept_out_by"], language) if row["kept_out_by"] else None,
        }
        | {f"rank_{rank}": shares.get((row["region"], row["industry"], rank), 0.0) for rank in range(1, k + 1)}
        for row in rows
    ]
    return _Found(sorted(described, key=lambda row: (int(row["rank"]), row["industry"], row["region"])), k)


def _table(rows: list[Row], ranks: list[str]) -> pa.Table:
    kinds = {"rank": pa.int32(), "expected_rank": pa.float64(), "probability_top": pa.float64(), "safe": pa.bool_()}
    fields = [(name, kinds.get(name, pa.string())) for name in _COLUMNS] + [(name, pa.float64()) for name in ranks]
    return pa.Table.from_pylist([{name: row[name] for name, _ in fields} for row in rows], schema=pa.schema(fields))


def _specification(  # noqa: PLR0913 - rows with whose they are, and how wide
    source: ClusterMap, rows: list[Row], k: int, scope: str, language: str, *, narrow: bool
) -> dict[str, Any]:
    if not rows:
        return words(_nothing().in_language(language), language, width=NARROW)
    labels = [
        candidate_label(source, row, language, width=36 if narrow else 34, lines=1 if narrow else 2, with_region=scope == ALL)
        for row in rows
    ]  # fmt: skip
    parts = [part for row, text in zip(rows, labels, strict=True) for part in _parts(row, text, k)]
    drawn = [{"label": text, "text": _said(row, language)} for row, text in zip(rows, labels, strict=True)]
    y = y_of(drawn, narrow=narrow)
    width, below = NARROW if narrow else _WIDE, shift(narrow=narrow)
    base = over(drawn).encode(y=y)
    layers = [*_bars(over(parts).encode(y=y), below), *names(base, drawn, narrow=narrow)]
    if narrow:
        texts = base.mark_text(align="right", fontSize=NOTE_SIZE, dy=-11).encode(x=alt.value(NARROW), text="text:N")
        layers.append(texts)
    else:
        layers.append(base.mark_text(align="left", fontSize=NOTE_SIZE).encode(x=alt.value(_WIDE + 12), text="text:N"))
    drawing = alt.layer(*layers).properties(width=width, height={"step": _NARROW_ROW if narrow else _ROW})
    return specification(alt.vconcat(key(_entries(k, language), width), drawing, spacing=8), language)


def _parts(row: Row, label: str, k: int) -> list[Row]:
    parts, start = [], 0.0
    for rank in range(1, k + 1):
        share = row[f"rank_{rank}"]
        place = min(rank, len(_SHADES)) - 1
        parts.append({
            "label": label, "start": start, "end": start + share, "ink": _SHADES[place].light,
            "text": str(rank) if share >= _WRITTEN else "", "on_dark": place < _DARK,
        })  # fmt: skip
        start += share
    return [*parts, {"label": label, "start": start, "end": 1.0, "ink": MISSING.light, "text": "", "on_dark": False}]


def _said(row: Row, language: str) -> str:
    text = probability(row["probability_top"], language)
    return f"{text} · {message('safe').in_language(language)}" if row["safe"] else text


def _bars(base: Picture, below: int) -> list[Picture]:
    scale = alt.Scale(domain=[0, 1], nice=False)
    ends = {"x": alt.X("start:Q", scale=scale, axis=None), "x2": "end:Q"}
    bars = base.mark_bar(height=_BAR, yOffset=below, stroke=GROUND.light, strokeWidth=1)
    layers = [bars.encode(color=alt.Color("ink:N", scale=None, legend=None), **ends)]
    numbers = base.transform_filter("datum.text != ''").transform_calculate(middle="(datum.start + datum.end) / 2")
    for on_dark, ink in (("true", GROUND), ("false", TEXT)):
        mark = numbers.transform_filter(f"datum.on_dark == {on_dark}").mark_text(
            fontSize=NOTE_SIZE, color=ink.light, yOffset=below
        )
        layers.append(mark.encode(x=alt.X("middle:Q", scale=scale, axis=None), text="text:N"))
    return layers


def _entries(k: int, language: str) -> list[Entry]:
    ranks = [
        Entry("square", _SHADES[min(rank, len(_SHADES)) - 1], _rank(rank).in_language(language))
        for rank in range(1, k + 1)
    ]
    return [*ranks, Entry("square", MISSING, message("a later place").in_language(language))]


def _rank(rank: int) -> Message:
    return message("place %(rank)s", rank=rank)


def _title(place: str | None, k: int) -> Message:
    if not k:
        return message("How surely each candidate is among the first")
    if place is None:
        return plural_message(
            "How surely each candidate comes first", "How surely each candidate is among the first %(number)s", k
        )
    return plural_message(
        "%(region)s: how surely each candidate comes first",
        "%(region)s: how surely each candidate is among the first %(number)s",
        k,
        region=place,
    )


def _nothing() -> Message:
    return message("Nothing to draw: there are no candidates to compare here.")


def _finding(rows: list[Row], total: int, k: int, language: str) -> str:
    if not rows:
        return _nothing().in_language(language)
    first = max(rows, key=lambda row: float(row["probability_top"]))
    safe = sum(bool(row["safe"]) for row in rows)
    sentences = [
        message(
            "Surest among the first %(number)s: “%(industry)s” in %(region)s, with a probability of %(value)s.",
            number=k, industry=first["industry_name"], region=first["region_name"],
            value=probability(first["probability_top"], language),
        ),
        message("Safe among those drawn: %(number)s.", number=safe),
    ]  # fmt: skip
    if total > len(rows):
        sentences.append(message("The picture shows the first %(limit)s of %(total)s.", limit=len(rows), total=total))
    return " ".join(sentence.in_language(language) for sentence in sentences)
