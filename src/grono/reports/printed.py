"""``map.pdf``: a cluster map on paper, accessible as PDF/UA-1 asks: tagged, titled, in a language, with words for pictures."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree  # reads only what grono.charts.drawing wrote

import pyarrow as pa

from grono.charts import for_document
from grono.charts import values as form
from grono.messages import message, plural_message
from grono.reports.method import METHODS, RULE, SYMBOLS
from grono.reports.typesetting import typeset
from grono.reports.web_charts import is_text, shown_value
from grono.reports.web_page import ANALYSES
from grono.reports.web_regions import JUDGED, map_axis

if TYPE_CHECKING:
    from grono.charts import Chart
    from grono.charts.strip import StripAxis
    from grono.messages import Message
    from grono.reports.arrangement import Arrangement
    from grono.reports.regions import Line, Region

_FONT = "Libertinus Serif"
"""Inside the compiler itself, so no font of the machine is needed or changes the result."""
_ROWS = 12
"""Most rows of a table below a picture; the workbook has all."""
_TALLEST, _WIDEST = 640.0, 490.0
"""Most points a picture takes on an A4 page beside its heading and caption."""


def printed(report: Arrangement, drawings: dict[str, str]) -> bytes:
    """Return the PDF; the same map gives the same bytes."""
    pictures = {f"{name}.svg": for_document(drawings[name], font=_FONT) for name in report.wide()}
    content = json.dumps(_content(report, pictures), ensure_ascii=False)
    template = files("grono.reports").joinpath("data", "map.typ").read_bytes()
    return typeset(template, {"map.json": content, **pictures}, moment=_drawn_at(report))


def _drawn_at(report: Arrangement) -> datetime:
    created = report.run.get("created")
    return datetime.fromisoformat(str(created)).astimezone(UTC) if created else datetime(2000, 1, 1, tzinfo=UTC)


def _content(report: Arrangement, pictures: dict[str, str]) -> dict[str, Any]:
    axis = map_axis(report)
    return {
        "language": report.language,
        "title": report.title,
        "subtitle": report.subtitle,
        "figures": report.figures,
        "answers": report.answers,
        "steps": report.next_steps,
        "missing": report.missing,
        "warnings": report.warnings,
        "cautions": report.cautions,
        "words": {name: said.in_language(report.language) for name, said in _WORDS.items()},
        "heads": [said.in_language(report.language) for said in _heads(report)],
        "axis": [
            {"at": place, "one": tick == 1, "text": form.number(tick, report.language, 0 if tick >= 1 else 1)}
            for tick, place in axis.ticks()
        ],
        "charts": [
            _chart(name, chart, pictures[f"{name}.svg"])
            for name, chart in report.wide().items()
            if name not in report.analyses
        ],
        "analyses": [
            {**_chart(name, chart, pictures[f"{name}.svg"]), "table": _table(chart)}
            for name, chart in report.analyses.items()
            if chart.table.num_rows
        ],
        "regions": [_region(region, axis, report) for region in report.regions],
        **_explanations(report),
    }


def _explanations(report: Arrangement) -> dict[str, Any]:
    language = report.language
    return {
        "symbols": SYMBOLS.in_language(language),
        "methods": [
            {"title": one.title.in_language(language), "formula": one.pieces(), "meaning": one.meaning.in_language(language)}
            for one in METHODS
        ],
        "rule": RULE.in_language(language),
        "limit-heads": [said.in_language(language) for said in (message("Rule"), message("Limit"))],
        "limits": report.limits,
        "notes": [(note.label(language), note.sentence(language)) for note in report.notes],
        "tables": [
            {"name": one.name, "role": one.role, "rows": one.rows, "columns": one.columns, "sha256": one.sha256}
            for one in report.tables
        ],
    }  # fmt: skip


_WORDS: dict[str, Message] = {
    "next": message("What can I do next?"),
    "missing": message("What is missing"),
    "warnings": message("Warnings"),
    "overview": message("All regions at a glance"),
    "analyses": ANALYSES,
    "regions": message("Region by region"),
    "none": message("No industry passes the rules in this region."),
    "judged": JUDGED,
    "method": message("How the numbers come about"),
    "rule": message("What becomes a candidate"),
    "notes": message("What the notes in the lists mean"),
    "rests": message("What it rests on"),
}


def _heads(report: Arrangement) -> tuple[Message, ...]:
    index = message("Index γ") if report.has_plant_sizes else message("Raw G")
    bounds = message("[95%% interval]") if report.has_plant_sizes else message("(no interval)")
    probability = [message("P > 1")] if report.has_plant_sizes else []
    return (
        message("Industry"), message("Location quotient"), bounds, *probability, message("Employees"),
        message("Share of region"), message("Growth"), index,
    )  # fmt: skip


def _chart(name: str, chart: Chart, svg: str) -> dict[str, Any]:
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn by grono.charts.drawing
    width, height = float(root.get("width", "1")), float(root.get("height", "1"))
    scale = min(_TALLEST / height, _WIDEST / width, 0.75)
    return {
        "file": f"{name}.svg", "title": chart.title, "alternative": chart.alternative, "source": chart.source, "height": height * scale,
    }  # fmt: skip


def _table(chart: Chart) -> dict[str, Any]:
    """Return the first rows of what is drawn, at even steps where there are many: a curve has hundreds of points."""
    step = max(chart.table.num_rows // _ROWS, 1) if _is_a_curve(chart) else 1
    shown = chart.table.take(
        pa.array(range(0, chart.table.num_rows, step)[:_ROWS], pa.int64())
    )  # none of an empty table
    left = chart.table.num_rows - shown.num_rows
    names = [name for name in chart.table.column_names if shown[name].null_count < shown.num_rows]
    columns = [{"title": chart.column_titles[name], "number": not is_text(chart, name)} for name in names]
    rows = [[shown_value(name, row[name], chart.language) for name in names] for row in shown.to_pylist()]
    more = plural_message("%(number)s further row is not printed.", "%(number)s further rows are not printed.", left)
    return {"columns": columns, "rows": rows, "more": more.in_language(chart.language) if left else ""}


def _is_a_curve(chart: Chart) -> bool:
    return "kilometres" in chart.table.column_names


def _region(region: Region, axis: StripAxis, report: Arrangement) -> dict[str, Any]:
    return {
        "name": {"text": region.name, "language": region.name_language},
        "code": region.code,
        "facts": region.facts,
        "change": region.change,
        "lines": [_line(line, axis, report) for line in region.lines],
        "few": _few_plants(region, report.language),
        "judgements": [
            {"name": {"text": one.name, "language": one.name_language}, "code": one.code, "text": one.text}
            for one in region.judgements
        ],
    }


def _line(line: Line, axis: StripAxis, report: Arrangement) -> dict[str, Any]:
    known = line.lower is not None and line.upper is not None
    return {
        "name": {"text": line.name, "language": line.name_language},
        "code": line.code,
        "notes": line.notes,
        "value": axis.position(line.value),
        "lower": axis.position(line.lower or 0) if known else None,
        "upper": axis.position(line.upper or 0) if known else None,
        "few": False,
        "quotient": line.quotient,
        "interval": line.interval,
        "cells": [
            *([line.probability] if report.has_plant_sizes else []),
            line.employees, line.share_of_region, line.growth, line.concentration,
        ],
    }  # fmt: skip


def _few_plants(region: Region, language: str) -> str:
    if not region.few_plants:
        return ""
    named = "; ".join(f"{line.name} ({line.code}) {line.quotient}" for line in region.few_plants)
    more = ""
    if region.further_few:
        more = plural_message("and %(number)s more", "and %(number)s more", region.further_few).in_language(language)
    return message("Rests on few plants: %(lines)s", lines=f"{named}; {more}" if more else named).in_language(language)
