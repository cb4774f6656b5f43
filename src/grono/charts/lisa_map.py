"""Where an industry is strong among strong neighbours: local Moran on a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import alt, specification, words
from grono.charts.chart import Chart
from grono.charts.key import Entry, key
from grono.charts.lines import NARROW
from grono.charts.outlines import shapes, texts
from grono.charts.reading import Row, name_of, rows_where, source_line, table_of
from grono.charts.theme import DIVERGING, GROUND, MISSING, MUTED, TEXT, Ink
from grono.charts.values import quotient
from grono.charts.words import column_titles
from grono.classifications import outlines_for
from grono.messages import message, plural_message
from grono.tables.contracts import schema

if TYPE_CHECKING:
    from grono.clustermap import ClusterMap
    from grono.messages import Message

_COLUMNS = ["region", "region_name", "location_quotient", "value", "p", "q", "quadrant"]
_LEVEL = 0.05
"""Largest p-value at which a quadrant is filled: below it neighbours are rarely so alike by chance."""
_QUADRANTS: dict[str, tuple[str, Message, Ink, Ink]] = {
    "high_high": ("H", message("high among high"), DIVERGING[6], GROUND),
    "low_low": ("L", message("low among low"), DIVERGING[0], GROUND),
    "high_low": ("H/L", message("high among low"), DIVERGING[4], TEXT),
    "low_high": ("L/H", message("low among high"), DIVERGING[2], TEXT),
}
"""Letters, words, and inks of region and letters."""


def lisa_map(source: ClusterMap, industry: str, language: str, *, narrow: bool = False) -> Chart:
    """Draw on the outlines which regions stand among neighbours like them: filled and lettered where chance hardly explains it.

    Parameters
    ----------
    source : ClusterMap
        The map, with the measures ``local_moran`` and ``local_moran_p_value`` and regions that have outlines.
    industry, language : str
        Code of the industry; language of the texts.
    narrow : bool
        For screens of 360 px.
    """
    rows = _rows(source, industry, language)
    outlines = outlines_for(row["region"] for row in rows) if rows else None
    name = name_of(source, "industry", industry, language)
    titles = column_titles(_COLUMNS, language)
    return Chart(
        title=message("%(industry)s: like beside like", industry=name).in_language(language),
        specification=_specification(rows, outlines, language, narrow=narrow),
        alternative=_finding(rows, outlines, language),
        table=table_of(rows, _COLUMNS, _fields()),
        column_titles=titles,
        source=source_line(source, language),
        language=language,
    )


def _fields() -> Any:
    number = schema("measures").field("value")
    fields = schema("measures")
    for name in ("location_quotient", "p", "q"):
        fields = fields.append(number.with_name(name))
    return fields


def _rows(source: ClusterMap, industry: str, language: str) -> list[Row]:
    period = int(source.run["period"])
    of_industry = rows_where(source.measures, industry=industry, period=period)
    by_variant: dict[str, dict[str, Row]] = {}
    for row in of_industry:
        if row["region"] is not None:
            by_variant.setdefault(row["variant"], {})[row["region"]] = row
    if "local_moran" not in by_variant:
        return []

    def value(variant: str, region: str) -> float | None:
        found = by_variant.get(variant, {}).get(region)
        return None if found is None else found["value"]

    rows = []
    for region, row in by_variant["local_moran"].items():
        p, q = value("local_moran_p_value", region), value("local_moran_q_value", region)
        kind = next((flag for flag in (row["flags"] or "").split(",") if flag in _QUADRANTS), None)
        shown = kind if p is not None and p <= _LEVEL else None
        rows.append({
            "region": region, "region_name": name_of(source, "region", region, language),
            "location_quotient": value("location_quotient", region), "value": row["value"], "p": p, "q": q,
            "code": shown, "quadrant": None if shown is None else _QUADRANTS[shown][1].in_language(language),
        })  # fmt: skip
    return sorted(rows, key=lambda row: (-(row["location_quotient"] or 0.0), row["region"]))


def _specification(rows: list[Row], outlines: dict[str, Any] | None, language: str, *, narrow: bool) -> dict[str, Any]:
    if outlines is None:
        return words(_nothing(rows).in_language(language), language, width=NARROW)
    features = outlines["features"]
    inks = {row["region"]: _QUADRANTS[row["code"]][2] if row["code"] else MISSING for row in rows}
    said = {row["region"]: _written(row, language) for row in rows}
    width = 300 if narrow else 440
    drawing = alt.layer(shapes(features, inks), *texts(features, said)).project(type="mercator")
    drawing = drawing.properties(width=width, height=300 if narrow else 420)
    return specification(alt.vconcat(key(_entries(rows, language), width), drawing, spacing=8), language)


def _written(row: Row, language: str) -> tuple[str, Ink]:
    """Return what stands in a region: the letters of its quadrant, or its quotient alone."""
    if row["code"]:
        letters, _, _, ink = _QUADRANTS[row["code"]]
        return f"{letters} {quotient(row['location_quotient'], language)}", ink
    return quotient(row["location_quotient"], language), MUTED


def _entries(rows: list[Row], language: str) -> list[Entry]:
    there = {row["code"] for row in rows}
    entries = [
        Entry("square", ink, title.in_language(language), letters)
        for code, (letters, title, ink, _) in _QUADRANTS.items()
        if code in there
    ]
    entries.append(Entry("square", MISSING, message("may be chance").in_language(language)))
    return [*entries, Entry("note", TEXT, message("figure: location quotient").in_language(language))]


def _nothing(rows: list[Row]) -> Message:
    if rows:
        return message("Nothing to draw: Grono has no outlines of these regions.")
    return message("Nothing to draw: neighbours were not compared on this map.")


def _finding(rows: list[Row], outlines: dict[str, Any] | None, language: str) -> str:
    if not rows:
        return _nothing(rows).in_language(language)
    sentences = []
    for code, (_, title, _, _) in _QUADRANTS.items():
        places = ", ".join(row["region_name"] for row in rows if row["code"] == code)
        if places:
            sentences.append(f"{_capital(title.in_language(language))}: {places}.")
    plain = sum(row["code"] is None for row in rows)
    others = plural_message(
        "In %(number)s region likeness to its neighbours may be chance.",
        "In %(number)s regions likeness to their neighbours may be chance.",
        plain,
    )
    sentences.append(others.in_language(language))
    if outlines is None:
        sentences.append(_nothing(rows).in_language(language))
    elif outlines["without_outline"]:
        left = message(
            "Not drawn, for want of an outline: %(regions)s.", regions=", ".join(outlines["without_outline"])
        )
        sentences.append(left.in_language(language))
    return " ".join(sentences)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
