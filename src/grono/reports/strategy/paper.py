"""A document on paper: accessible as PDF/UA-1 asks."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC
from functools import singledispatch
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.charts import for_document
from grono.messages import GronoError, message
from grono.reports.strategy.blocks import Facts, Grid, Heading, Items, Paragraph, Picture, chart_rows
from grono.reports.strategy.drawing import shown, size_on_paper
from grono.reports.typesetting import typeset

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.reports.strategy.blocks import Block, Drawn

_FONT = "Libertinus Serif"
"""Inside the compiler itself, so no font of the machine is needed or changes the result."""
_OF_A_WORD = 0.6
"""Share of the width that each sign of the longest word asks for, so that it does not run into the next column."""
_LONG = 600
"""Signs in a cell from which its row may be split between pages; shorter rows stay whole."""
_TOO_LONG = "more-than-one-side"


class TooLongError(GronoError):
    """A document that has to fit one side and does not."""


def as_pdf(source: Drawn) -> bytes:
    """Return the document as PDF/UA-1; the same document gives the same bytes.

    Raises
    ------
    TooLongError
        When the document has to fit one side of A4 and does not.
    """
    document = source.document
    content = {
        "language": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "subtitle_language": document.subtitle_language,
        "one_side": document.one_side,
        "blocks": [one for block in document.blocks for one in _blocks(block, source)],
    }
    texts = {f"{name}.svg": for_document(svg, font=_FONT) for name, svg in source.drawings.items()}
    texts["report.json"] = json.dumps(content, ensure_ascii=False)
    moment = document.created.astimezone(UTC).replace(microsecond=0)
    template = files("grono.reports").joinpath("data", "report.typ").read_bytes()
    try:
        return typeset(template, texts, moment=moment)
    except RuntimeError as error:  # of the compiler, which is only imported where it is needed
        if _TOO_LONG not in str(error):
            raise
        sentence = message(
            "The document does not fit one side of A4. Shorten the sentences or the names of indicators."
        )
        raise TooLongError(sentence) from error


@singledispatch
def _blocks(block: Block, source: Drawn) -> list[dict[str, Any]]:
    raise TypeError(type(block), source)


@_blocks.register(Heading)
def _heading(block: Heading, source: Drawn) -> list[dict[str, Any]]:  # noqa: ARG001
    return [{"kind": "heading", **asdict(block)}]


@_blocks.register(Paragraph)
def _paragraph(block: Paragraph, source: Drawn) -> list[dict[str, Any]]:  # noqa: ARG001
    return [{"kind": "paragraph", **asdict(block)}]


@_blocks.register(Items)
def _items(block: Items, source: Drawn) -> list[dict[str, Any]]:  # noqa: ARG001
    return [{"kind": "items", **asdict(block)}]


@_blocks.register(Facts)
def _facts(block: Facts, source: Drawn) -> list[dict[str, Any]]:  # noqa: ARG001
    return [{"kind": "facts", "pairs": [{"label": label, "cell": asdict(cell)} for label, cell in block.pairs]}]


@_blocks.register(Grid)
def _grid(block: Grid, source: Drawn) -> list[dict[str, Any]]:  # noqa: ARG001
    whole = [all(len(cell.text) + len(cell.detail) < _LONG for cell in row) for row in block.rows]
    return [{"kind": "grid", "widths": _widths(block), "whole": whole, **asdict(block)}]


def _widths(block: Grid) -> list[float]:
    """Return the share of each column of texts; a column of numbers takes what it needs."""
    longest = [
        max((len(row[place].text) + len(row[place].detail) for row in block.rows), default=0)
        for place in range(len(block.heads))
    ]
    words = [
        max((len(word) for row in block.rows for word in row[place].text.split()), default=0)
        for place in range(len(block.heads))
    ]
    return [
        0.0 if head.numeric and length < 16 else max(float(min(max(length, 8), 60)) ** 0.6, min(word, 24) * _OF_A_WORD)
        for head, length, word in zip(block.heads, longest, words, strict=True)
    ]


@_blocks.register(Picture)
def _picture(block: Picture, source: Drawn) -> list[dict[str, Any]]:
    chart = block.chart
    _width, height = size_on_paper(source.drawings[block.name])
    picture = {
        "kind": "picture",
        "file": f"{block.name}.svg",
        "title": chart.title,
        "alternative": chart.alternative,
        "source": chart.source,
        "height": height,
    }
    heads, rows = chart_rows(chart)
    table = {
        "kind": "grid",
        "caption": message("The figures as a table").in_language(chart.language),
        "heads": [{"text": head, "numeric": _is_numeric(rows, place)} for place, head in enumerate(heads)],
        "widths": [1.0] * len(heads),
        "empty": "",
        "whole": [True] * len(rows),
        "rows": [
            [{"text": shown(value, chart.language), "href": "", "language": "", "detail": ""} for value in row]
            for row in rows
        ],
    }
    return [picture, table]


def _is_numeric(rows: Sequence[Sequence[Any]], place: int) -> bool:
    """Say whether a column holds numbers and nothing else."""
    found = [row[place] for row in rows if row[place] is not None]
    return bool(found) and all(isinstance(value, int | float) for value in found)
