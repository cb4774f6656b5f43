"""The pictures of a document, drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.charts import to_svg
from grono.charts import values as form
from grono.reports.strategy.blocks import Drawn

if TYPE_CHECKING:
    from grono.reports.strategy.blocks import Document


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
