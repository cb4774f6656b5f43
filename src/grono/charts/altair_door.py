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


class _Rows(str):
    """The name of data that stays outside: Altair copies and walks whatever lies inside a chart, a value at a time."""

    __slots__ = ("values",)

    values: list[dict[str, Any]]

    @classmethod
    def of(cls, values: list[dict[str, Any]]) -> _Rows:
        """Return a name for these rows; two charts over the same rows share it."""
        name = cls(f"rows-{id(values)}")
        name.values = values
        return name


def over(rows: list[dict[str, Any]]) -> Picture:
    """Return a chart with its data; they are put inside when it becomes a specification."""
    return alt.Chart(alt.NamedData(name=_Rows.of(rows)))


def specification(picture: Picture, language: str) -> dict[str, Any]:
    """Return the Vega-Lite of a picture, with its data, the theme and the number forms of a language.

    Altair's own check against the schema is left to the tests: it costs more than drawing.
    """
    plain: dict[str, Any] = picture.to_dict(validate=False)
    _fill(plain)
    plain["config"] = _merged(plain.get("config", {}), configuration(language))
    return plain


def _fill(part: Any) -> None:
    """Put the rows where their names stand."""
    if isinstance(part, list):
        for one in part:
            _fill(one)
    elif isinstance(part, dict):
        name = part["data"].get("name") if isinstance(part.get("data"), dict) else None
        if isinstance(name, _Rows):
            part["data"] = {"values": name.values}
        for key, one in part.items():
            if key != "data":
                _fill(one)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(below[key], value) if isinstance(value, dict) and isinstance(below.get(key), dict) else value
        for key, value in above.items()
    }
    return {**below, **both}


def words(text: str, language: str, *, width: int) -> dict[str, Any]:
    """Return a picture that only says something, where there is nothing to draw."""
    said = over([{"text": text}]).mark_text(fontSize=TEXT_SIZE, color=MUTED.light).encode(text="text:N")
    return specification(said.properties(width=width, height=60), language)
