"""Any measure of a map, region by region: a choropleth where outlines exist, ranked bars where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW
from grono.charts.outlines import hatching, shapes, texts
from grono.charts.reading import Row, label, label_room, name_of, rows_where, source_line, table_of
from grono.charts.theme import ACCENT, DIVERGING, GROUND, LINE, MISSING, MUTED, NOTE_SIZE, SEQUENTIAL, TEXT, TEXT_SIZE
from grono.charts.values import NONE, number, quotient_digits
from grono.charts.words import column_titles
from grono.classifications import outlines_for
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.charts.theme import Ink
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["region", "region_name", "value", "lower", "upper"]
_RISING = tuple(zip(SEQUENTIAL[1:6], (TEXT, TEXT, TEXT, GROUND, GROUND), strict=True))
"""Shades of values of one sign with the ink of the figure on each: as on the overview of a map."""
_FALLING = ((DIVERGING[0], GROUND), (DIVERGING[2], TEXT))
_ABOVE = ((DIVERGING[4], TEXT), (DIVERGING[6], GROUND))
"""Shades of values on both sides of a middle: ochre below, violet above; the figure in each region says on which."""
_AROUND_ONE = ("location_quotient", "relatedness_density_relative", "shrunk_location_quotient")
"""Measures whose middle is 1, as everywhere; that of all others is 0."""
_GAIN = 1e-12
"""Least gain for which a class is divided."""
_ROW, _NARROW_ROW = 21, 40


@dataclass(frozen=True)
class _Class:
    """A class of a choropleth: its lower limit, its shade, the ink on it, and its values in words."""

    least: float
    shade: Ink
    ink: Ink
    text: str


def measure_map(
    source: ClusterMap, language: str, *, variant: str, industry: str | None = None, narrow: bool = False
) -> Chart:
    """Draw a measure of regions, or of one industry in each region, in the year of the map.

    Parameters
    ----------
    source : ClusterMap
        The map with its measures.
    language : str
        Language of the texts.
    variant : str
        Identifier of the measure; one of whole industries has nothing to draw.
    industry : str, optional
        Code of the industry, for a measure of an industry in a region.
    narrow : bool
        For screens of 360 px.
    """
    rows = _rows(source, variant, industry, language)
    known = [row for row in rows if row["value"] is not None]
    outlines = outlines_for(row["region"] for row in rows) if known else None
    if not known:
        picture = words(_nothing().in_language(language), language, width=NARROW)
    elif outlines is None:
        picture = _bars(source, known, language, narrow=narrow)
    else:
        picture = _choropleth(rows, outlines, language, middle=_middle(variant), narrow=narrow)
    return Chart(
        title=_title(source, variant, industry, language).in_language(language),
        specification=picture,
        alternative=_finding(rows, outlines, language),
        table=table_of(rows, _COLUMNS, schema("measures")),
        column_titles=column_titles(_COLUMNS, language),
        source=source_line(source, language),
        language=language,
    )


def _title(source: ClusterMap, variant: str, industry: str | None, language: str) -> Message:
    from grono.clustermap.variants import variant_texts  # brings the numerics, which most charts do not need

    text = variant_texts().get(variant)
    measure = variant if text is None else text.titles.get(language, text.titles["en"])
    if industry is None:
        return message("%(measure)s, by region", measure=measure)
    return message(
        "%(measure)s: %(industry)s", measure=measure, industry=name_of(source, "industry", industry, language)
    )


def _rows(source: ClusterMap, variant: str, industry: str | None, language: str) -> list[Row]:
    period = int(source.run["period"])
    found = [
        row
        for row in rows_where(source.measures, variant=variant, period=period)
        if row["region"] is not None and row["industry"] == industry
    ]
    digits = _digits([abs(row["value"]) for row in found if row["value"] is not None])
    rows = [
        {
            **row,
            "region_name": name_of(source, "region", row["region"], language),
            "text": number(row["value"], language, digits),
        }
        for row in found
    ]
    return sorted(rows, key=lambda row: (row["value"] is None, -(row["value"] or 0.0), row["region"]))


def _digits(sizes: list[float]) -> int:
    """Return how many digits tell the values of a picture apart: those that the largest deserves, one more below 1."""
    most = max(sizes, default=0.0)
    return 0 if all(size == int(size) for size in sizes) else quotient_digits(most) + (most < 1)


def _middle(variant: str) -> float:
    return 1.0 if variant in _AROUND_ONE else 0.0


def _classes(known: list[Row], middle: float) -> list[_Class]:
    """Return classes from below; those below and above the middle apart where there are both."""
    below = [row for row in known if row["value"] < middle]
    above = [row for row in known if row["value"] >= middle]
    if not below or (middle == 0 and not above):
        return _cut(known, _RISING if not below else _FALLING)
    return [*_cut(below, _FALLING), *_cut(above, _ABOVE)]


def _cut(rows: list[Row], shades: tuple[tuple[Ink, Ink], ...]) -> list[_Class]:
    ordered = sorted(rows, key=lambda row: float(row["value"]))
    if not ordered:
        return []
    starts = natural_breaks([float(row["value"]) for row in ordered], len(shades))
    classes = []
    for start, following, (shade, ink) in zip(starts, [*starts[1:], len(ordered)], shades, strict=False):
        low, high = ordered[start]["text"], ordered[following - 1]["text"]
        text = low if low == high else f"{low} … {high}"
        classes.append(_Class(float(ordered[start]["value"]), shade, ink, text))
    return classes


def natural_breaks(ordered: list[float], most: int) -> list[int]:
    """Return where each of at most ``most`` classes begins, so that values lie as near to the mean of their class as they can.

    The optimum by dynamic programming (Fisher, Journal of the American Statistical Association 53, 1958, doi
    10.1080/01621459.1958.10501479), known to map makers as natural breaks; equal values stay together. One region far above the
    others has a shade of its own, as it has not with classes of equally many.

    Examples
    --------
    >>> natural_breaks([0.5, 0.6, 0.7, 8.2], 2)
    [0, 3]
    """
    sums, squares = [0.0, *accumulate(ordered)], [0.0, *accumulate(value * value for value in ordered)]

    def spread(start: int, end: int) -> float:
        total = sums[end] - sums[start]
        return squares[end] - squares[start] - total * total / (end - start)

    size = len(ordered)
    allowed = [0, *(place for place in range(1, size) if ordered[place] > ordered[place - 1])]
    best: list[tuple[float, list[int]] | None] = [(spread(0, end), [0]) if end else None for end in range(size + 1)]
    for _ in range(min(most, len(allowed)) - 1):
        before = list(best)
        for end in [*allowed[1:], size]:
            for start in (place for place in allowed[1:] if place < end):
                earlier, now = before[start], best[end]
                if earlier is not None and now is not None and earlier[0] + spread(start, end) < now[0] - _GAIN:
                    best[end] = earlier[0] + spread(start, end), [*earlier[1], start]
    found = best[size]
    return found[1] if found else []


def _choropleth(
    rows: list[Row], outlines: dict[str, Any], language: str, *, middle: float, narrow: bool
) -> dict[str, Any]:
    classes = _classes([row for row in rows if row["value"] is not None], middle)
    inks, said, empty = {}, {}, []
    for row in rows:
        if row["value"] is None:
            inks[row["region"]], said[row["region"]] = MISSING, (NONE, MUTED)
            empty.append(row["region"])
        else:
            own = next(one for one in reversed(classes) if row["value"] >= one.least)
            inks[row["region"]], said[row["region"]] = own.shade, (row["text"], own.ink)
    features = outlines["features"]
    width = 300 if narrow else 440
    entries = [Entry("square", one.shade, one.text) for one in classes]
    if empty:
        entries.append(Entry("square", MISSING, message("no value").in_language(language), NONE))
    hatched = [feature for feature in features if feature["id"] in empty]
    layers = [shapes(features, inks), *([hatching(hatched)] if hatched else []), *texts(features, said)]
    drawing = alt.layer(*layers).project(type="mercator").properties(width=width, height=300 if narrow else 420)
    return specification(alt.vconcat(key(entries, width), drawing, spacing=8), language)


def _bars(source: ClusterMap, rows: list[Row], language: str, *, narrow: bool) -> dict[str, Any]:
    data = [
        {
            "label": label(source, "region", row["region"], language, width=38, lines=1),
            "value": row["value"],
            "end": max(row["value"], 0.0),
            "text": row["text"],
        }
        for row in rows
    ]
    room = label_room((row["label"] for row in data), TEXT_SIZE)
    axis = None if narrow else alt.Axis(minExtent=room, maxExtent=room)
    base = over(data).encode(y=alt.Y("label:N", sort=None, title=None, axis=axis))
    ends = [0.0, *(row["value"] for row in rows)]
    scale = alt.Scale(domain=[min(ends), max(ends) or 1.0])
    shift = 9 if narrow else 0
    bars = base.mark_bar(color=ACCENT.light, height=13, yOffset=shift).encode(
        x=alt.X("value:Q", axis=None, scale=scale)
    )
    figures = base.mark_text(align="left", dx=6, yOffset=shift, fontSize=NOTE_SIZE)
    layers: list[Picture] = [bars, figures.encode(x=alt.X("end:Q", axis=None, scale=scale), text="text:N")]
    if min(ends) < 0:
        layers.append(over([{"value": 0}]).mark_rule(color=LINE.light).encode(x=alt.X("value:Q", scale=scale)))
    if narrow:
        names = base.mark_text(align="left", dy=-8, fontSize=TEXT_SIZE)
        layers.append(names.encode(x=alt.value(0), text="label:N"))
    picture = alt.layer(*layers).properties(
        width=250 if narrow else 440, height={"step": _NARROW_ROW if narrow else _ROW}
    )
    return specification(picture, language)


def _nothing() -> Message:
    return message("Nothing to draw: no region of this map has a value of this measure.")


def _finding(rows: list[Row], outlines: dict[str, Any] | None, language: str) -> str:
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return _nothing().in_language(language)
    first, last = known[0], known[-1]
    sentences = [message("Most in %(region)s: %(value)s.", region=first["region_name"], value=first["text"])]
    if len(known) > 1:
        sentences.append(message("Least in %(region)s: %(value)s.", region=last["region_name"], value=last["text"]))
    if len(known) < len(rows):
        missing = len(rows) - len(known)
        sentences.append(
            plural_message("%(number)s region has no value.", "%(number)s regions have no value.", missing)
        )
    if outlines is None:
        sentences.append(message("Grono has no outlines of these regions, so they stand as bars, the largest first."))
    elif outlines["without_outline"]:
        left = ", ".join(outlines["without_outline"])
        sentences.append(message("Not drawn, for want of an outline: %(regions)s.", regions=left))
    return " ".join(sentence.in_language(language) for sentence in sentences)
