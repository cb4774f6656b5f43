"""The pictures of a document, drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree  # reads only what grono.charts.drawing wrote

from grono.charts import to_svg
from grono.charts import values as form
from grono.reports.strategy.blocks import Drawn

if TYPE_CHECKING:
    from grono.reports.strategy.blocks import Document

_TALLEST, _WIDEST = 300.0, 490.0
"""Most points a picture takes on an A4 page beside its heading and caption."""
_POINTS = 0.75
"""Points of a pixel: a small picture stays as small as it is on a screen."""


def drawn(document: Document) -> Drawn:
    """Draw the pictures of a document."""
    return Drawn(document, {picture.name: to_svg(picture.chart) for picture in document.pictures})


def shown(value: Any, language: str) -> str:
    """Return a value of the table behind a picture as people read it; nothing is never zero."""
    if value is None:
        return form.NONE
    if isinstance(value, float):
        return form.number(value, language, 0 if value == int(value) else 2)
    return str(value)


def size_on_paper(svg: str) -> tuple[float, float]:
    """Return width and height of a picture on an A4 page, in points."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - drawn by grono.charts.drawing
    width, height = float(root.get("width", "1")), float(root.get("height", "1"))
    scale = min(_TALLEST / height, _WIDEST / width, _POINTS)
    return width * scale, height * scale
