"""Forms of the values of a cluster map, the same in charts, pages, documents and workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.language import format_number, format_percent

if TYPE_CHECKING:
    from collections.abc import Iterable

NONE = "–"
"""Shown where there is no value; the page says why beside it or in its notes."""
_MINUS = "−"
_CERTAIN = 0.999
"""Above it a probability is written "> 99.9 %": nobody should read it as certainty."""


def quotient_digits(value: float) -> int:
    """Return the digits behind the decimal sign that keep about three significant ones."""
    size = abs(value)
    if size >= 100:
        return 0
    return 1 if size >= 10 else 2


def number(value: float | None, language: str, digits: int = 0) -> str:
    """Return a number, with a true minus sign; :data:`NONE` for none."""
    if value is None:
        return NONE
    return format_number(value, language, digits).replace("-", _MINUS)


def signed(value: float | None, language: str, digits: int = 0) -> str:
    """Return a change: +1,234, −56, 0."""
    text = number(value, language, digits)
    return f"+{text}" if value is not None and round(value, digits) > 0 else text


def percent(share: float | None, language: str, *, sign: bool = False) -> str:
    """Return a share as per cent with as many digits as its size deserves: 23%, 2.3%, 0.23%."""
    if share is None:
        return NONE
    size = abs(share) * 100
    digits = 0 if size >= 9.95 or size == 0 else 1 if size >= 0.995 else 2
    text = format_percent(share, language, digits).replace("-", _MINUS)
    return f"+{text}" if sign and round(share, digits + 2) > 0 else text


def quotient(value: float | None, language: str) -> str:
    """Return a location quotient."""
    return NONE if value is None else number(value, language, quotient_digits(value))


def interval(value: float, lower: float | None, upper: float | None, language: str) -> str:
    """Return the interval around a value with the digits of that value: [4.5–18.0]; empty when there is none."""
    if lower is None or upper is None:
        return ""
    digits = quotient_digits(value)
    return f"[{number(lower, language, digits)}–{number(upper, language, digits)}]"


def with_interval(value: float | None, lower: float | None, upper: float | None, language: str) -> str:
    """Return a value with its interval: 12.3 [4.5–18.0]; the value alone when there is no interval."""
    if value is None:
        return NONE
    around = interval(value, lower, upper, language)
    return f"{quotient(value, language)}\u00a0{around}" if around else quotient(value, language)


def probability(value: float | None, language: str) -> str:
    """Return a probability as per cent, never as certainty: < 0.1%, 96%, 99.2%, > 99.9%."""
    if value is None:
        return NONE
    if value > _CERTAIN:
        return f">\u00a0{format_percent(_CERTAIN, language, 1)}"
    if value < 1 - _CERTAIN:
        return f"<\u00a0{format_percent(1 - _CERTAIN, language, 1)}"
    return format_percent(value, language, 1 if value >= 0.99 or value < 0.01 else 0)


def index(value: float | None, language: str) -> str:
    """Return a concentration index such as γ: three digits behind the decimal sign."""
    return number(value, language, 3)


def shortened(text: str, most: int) -> str:
    """Return a text of at most ``most`` characters, cut at a word where one ends near."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    space = head.rfind(" ")
    return f"{head[:space] if space > most * 0.6 else head}…".replace(",…", "…")


def wrapped(text: str, width: int, lines: int = 2) -> list[str]:
    """Return a name broken into lines of about ``width`` characters, the last one shortened.

    A single word longer than the line is cut into pieces, so that no label runs out of its picture.
    """
    rows = [""]
    for word in _pieces(text.split(" "), width):
        candidate = f"{rows[-1]} {word}".strip()
        if len(candidate) <= width or not rows[-1]:
            rows[-1] = candidate
        else:
            rows.append(word)
    if len(rows) > lines:
        rest = " ".join(rows[lines - 1 :])
        rows = [*rows[: lines - 1], shortened(rest, width)]
    return rows


def _pieces(words: Iterable[str], width: int) -> Iterable[str]:
    for word in words:
        for start in range(0, len(word), width):
            yield word[start : start + width]
