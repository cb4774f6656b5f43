"""Values of the plan as they are stored: a quantity in its canonical form, or a text."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from grono.quantities import from_data, to_json

if TYPE_CHECKING:
    from grono.quantities import Quantity


def encoded(value: Quantity | str) -> str:
    """Return the one text by which a value is stored."""
    if isinstance(value, str):
        return json.dumps({"kind": "text", "text": value}, ensure_ascii=False, separators=(",", ":"))
    return to_json(value)


@lru_cache(maxsize=8192)
def decoded(text: str) -> Quantity | str:
    """Return the value of :func:`encoded`."""
    data = json.loads(text)
    return str(data["text"]) if data["kind"] == "text" else from_data(data)


def as_text(text: str | None) -> str:
    """Return a stored text; nothing where nothing is stored."""
    value = decoded(text) if text else ""
    return value if isinstance(value, str) else ""


def as_quantity(text: str) -> Quantity:
    """Return a stored quantity.

    Raises
    ------
    TypeError
        When a text is stored there.
    """
    value = decoded(text)
    if isinstance(value, str):
        sentence = "a text stands where a quantity is expected"
        raise TypeError(sentence)
    return value
