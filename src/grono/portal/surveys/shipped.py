"""The questionnaire that comes with Grono, in our own words: who a firm is, whom it employs, where it sells, whom it needs."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from grono.portal.surveys.checking import read_definition

if TYPE_CHECKING:
    from grono.portal.surveys.definition import Definition

KEY = "firms"


def shipped_definition() -> Definition:
    """Return the questionnaire for firms, in Polish and English."""
    text = files("grono.portal.surveys").joinpath("data", "firms.json").read_text("utf-8")
    return read_definition(json.loads(text))
