"""The one place that touches Altair's untyped edges: data inside the specification, specifications as plain dictionaries."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from grono.charts.theme import MUTED, TEXT_SIZE, configuration


class _Altair:
    """Altair, imported when the first chart is made: it takes half a second, and most processes draw nothing."""

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module("altair"), name)


alt: Any = _Altair()
Picture = Any
"""An Altair chart of any kind: single, layered or concatenated; Altair's own annotations do not tell them apart."""


def over(rows: list[dict[str, Any]]) -> Picture:
    """Return a chart with its data inside."""
    return alt.Chart(alt.Data(values=rows))


def specification(picture: Picture, language: str) -> dict[str, Any]:
    """Return the Vega-Lite of a picture, with the theme and the number forms of a language.

    Altair's own check against the schema is left to the tests: it costs more than drawing.
    """
    plain: dict[str, Any] = picture.configure(**configuration(language)).to_dict(validate=False)
    return plain


def words(text: str, language: str, *, width: int) -> dict[str, Any]:
    """Return a picture that only says something, where there is nothing to draw."""
    said = over([{"text": text}]).mark_text(fontSize=TEXT_SIZE, color=MUTED.light).encode(text="text:N")
    return specification(said.properties(width=width, height=60), language)
