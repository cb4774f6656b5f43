"""How Grono's charts look: the inks of the design system, and the settings every specification carries.

The inks are those of the portal's style sheet ``tokens.css`` (a test compares them). A specification names the light ink; a page
replaces it by the custom property of the same name, so that one picture serves light and dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ink:
    """One colour: the custom property that carries it, and its value on a light and on a dark ground."""

    token: str
    light: str
    dark: str

    @property
    def variable(self) -> str:
        """The colour as a page writes it."""
        return f"var(--{self.token})"


GROUND = Ink("chart-ground", "#ffffff", "#14111a")
TEXT = Ink("chart-ink", "#201b28", "#ece7f0")
MUTED = Ink("chart-muted", "#5a5564", "#afa9b7")
LINE = Ink("chart-line", "#e1dee6", "#3c3844")
STRONG_LINE = Ink("line-strong", "#7c7787", "#888491")
ACCENT = Ink("chart-accent", "#6d2e96", "#d4aaef")
SECOND = Ink("category-2", "#c9820c", "#e8b04a")
CATEGORIES = (
    ACCENT,
    SECOND,
    Ink("category-3", "#13684b", "#387171"),
    Ink("category-4", "#05185a", "#afdbf7"),
    Ink("category-5", "#4c1204", "#e97558"),
    Ink("category-6", "#8a8a9e", "#9090a4"),
)
"""Unordered; a letter or a shape always says the same as the colour."""
MISSING = Ink("chart-missing", "#eceaef", "#2f2d33")
SEQUENTIAL = (
    Ink("sequential-1", "#f4edf9", "#352741"),
    Ink("sequential-2", "#e1cdef", "#52366a"),
    Ink("sequential-3", "#c9a8e3", "#724a93"),
    Ink("sequential-4", "#ad80d1", "#925fbb"),
    Ink("sequential-5", "#8f58bb", "#b17fd7"),
    Ink("sequential-6", "#6f3599", "#cfa8ea"),
    Ink("sequential-7", "#4c2069", "#eed8f9"),
)
"""Little to much."""
DIVERGING = (
    Ink("diverging-1", "#6e3d04", "#f2cb83"),
    Ink("diverging-2", "#b07015", "#ce903a"),
    Ink("diverging-3", "#dcb373", "#865824"),
    Ink("diverging-4", "#f1eff5", "#2f2d33"),
    Ink("diverging-5", "#cbace4", "#724d90"),
    Ink("diverging-6", "#935ebe", "#b081d5"),
    Ink("diverging-7", "#57257a", "#e1c4f3"),
)
"""Below, middle, above."""
BELOW, ABOVE = DIVERGING[1], DIVERGING[5]
INKS = (GROUND, TEXT, MUTED, LINE, STRONG_LINE, *CATEGORIES, MISSING, *SEQUENTIAL, *DIVERGING)

FONT = "system-ui, Segoe UI, Roboto, Noto Sans, Liberation Sans, Arial, sans-serif"
"""The reader's own; nothing is fetched. Widths are measured with a font of the machine that draws, so labels get some room."""
TEXT_SIZE = 13
NOTE_SIZE = 12

_NUMBERS = {
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "−"},
    "pl": {"decimal": ",", "thousands": "\u00a0", "grouping": [3], "currency": ["", ""], "minus": "−"},
}
"""Forms of numbers as Vega's axes write them (CLDR: decimal comma and no-break space in Polish)."""


def number_locale(language: str) -> dict[str, Any]:
    """Return Vega's number locale of a language, the English one where there is none of its own."""
    return _NUMBERS.get(language, _NUMBERS["en"])


def configuration(language: str) -> dict[str, Any]:
    """Return the settings of every chart: quiet axes, system fonts, inks of the design system, numbers of the language."""
    return {
        "background": GROUND.light,
        "font": FONT,
        "locale": {"number": number_locale(language)},
        "padding": {"left": 6, "top": 6, "right": 12, "bottom": 6},
        "view": {"stroke": None},
        "axis": {
            "labelColor": TEXT.light, "labelFontSize": NOTE_SIZE, "titleColor": MUTED.light, "titleFontSize": NOTE_SIZE,
            "titleFontWeight": "normal", "domain": False, "ticks": False, "gridColor": LINE.light, "labelPadding": 6,
            "titlePadding": 8,
        },
        "axisY": {"grid": False, "labelFontSize": TEXT_SIZE, "labelLimit": 0, "labelPadding": 10},
        "legend": {
            "labelColor": TEXT.light, "labelFontSize": NOTE_SIZE, "titleColor": MUTED.light, "titleFontSize": NOTE_SIZE,
            "titleFontWeight": "normal", "labelLimit": 0, "orient": "top", "symbolOpacity": 1, "padding": 0, "offset": 10,
        },
        "header": {"labelColor": TEXT.light, "labelFontSize": TEXT_SIZE, "labelFontWeight": "bold", "title": None},
        "title": {"color": TEXT.light, "fontSize": TEXT_SIZE, "fontWeight": "bold", "anchor": "start", "offset": 10},
        "text": {"color": TEXT.light, "fontSize": NOTE_SIZE},
    }  # fmt: skip
