"""The one place that touches Altair's untyped edges: data inside the specification, specifications as plain dictionaries."""

from __future__ import annotations

from typing import Any

import altair as alt

from grono.charts.theme import MUTED, TEXT_SIZE, configuration

Picture = Any
"""An Altair chart of any kind: single, layered or concatenated; Altair's own annotations do not tell them apart."""


def over(rows: list[dict[str, Any]]) -> Picture:
    """Return a chart with its data inside."""
    return alt.Chart(alt.Data(values=rows))  # type: ignore[no-untyped-call]


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
