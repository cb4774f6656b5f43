"""Quantities as people read them: „ponad 150”, “about 25 thousand”, 18 271–18 921.

Rounding is for display only, half up (a half goes away from zero), and never makes a value look sharper than it is: a range whose ends
round to the same number, and a number that is not zero but rounds to it, are shown with „około”.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Literal

from babel import Locale
from babel.numbers import get_decimal_symbol, get_group_symbol

from grono.messages import Message, message
from grono.quantities.codec import terminating_decimals
from grono.quantities.totals import INCOMPLETE_SUM, NOTHING_TO_SUM
from grono.quantities.value import DIVISOR_CONTAINS_ZERO, OPERAND_REASONS, AbsenceKind, Absent, Quantity, Range
from grono.quantities.words import NOT_PLANNED, Words, words_of

Style = Literal["plain", "compact", "percent", "money"]
"""``plain`` 25 000, ``compact`` 25 tys. where that is exact, ``percent`` 0.25 as 25%, with a space where the language has one, ``money``
250,50 with both places of the grosze or none: 250,5 is no amount."""

_NO_BREAK_SPACE = "\u00a0"
_EXACT_DECIMALS = 4  # so many decimals are shown unasked when they say the number exactly (12.5, 0.0625) ...
_ROUNDED_DECIMALS = 2  # ... and so many when no short decimal does (one third)
_GROSZE = 2  # places of an amount of money that is no whole number

REASONS: dict[str, Message] = {
    DIVISOR_CONTAINS_ZERO: message("the divisor may be zero"),
    OPERAND_REASONS[AbsenceKind.MISSING]: message("a part has no data"),
    OPERAND_REASONS[AbsenceKind.NOT_PLANNED]: message("a part is not planned"),
    OPERAND_REASONS[AbsenceKind.NOT_APPLICABLE]: message("a part is not applicable"),
    OPERAND_REASONS[AbsenceKind.SUPPRESSED]: message("a part is suppressed"),
    INCOMPLETE_SUM: message("a part of the sum has no data"),
    NOTHING_TO_SUM: message("there is nothing to add"),
}
"""Sentences of the reasons that calculations give; other reasons were typed by a person and are shown as typed."""


@dataclass(frozen=True)
class _Writer:
    """How the numbers of one quantity are written."""

    language: str
    words: Words
    decimals: int
    scale: Fraction

    def number(self, value: Fraction) -> str:
        return _grouped(rounded_half_up(value / self.scale, self.decimals), self.decimals, self.language, self.words)

    def rounded(self, value: Fraction) -> Fraction:
        return rounded_half_up(value / self.scale, self.decimals)


def display(value: Quantity, language: str, *, decimals: int | None = None, style: Style = "plain") -> str:
    r"""Return a quantity in the words and number forms of a language.

    Parameters
    ----------
    value : Quantity
        The quantity.
    language : str
        Code of the language.
    decimals : int, optional
        Decimals to round to. Unasked, up to four are shown if they are the exact number, otherwise two.
    style : {"plain", "compact", "percent", "money"}
        See :data:`Style`.

    Examples
    --------
    >>> from grono.quantities import about, more_than
    >>> display(more_than(150), "pl"), display(about(25000), "pl", style="compact")
    ('ponad 150', 'około 25\xa0tys.')
    """
    return _displayed(value, language, decimals, style)


@lru_cache(maxsize=8192)
def _displayed(value: Quantity, language: str, decimals: int | None, style: Style) -> str:
    """Write a quantity; the same few are shown again and again, and the words of a language never change while a program runs."""
    words = words_of(language)
    if isinstance(value, Absent):
        return _absent(value, language, words)
    assert isinstance(value, Range)  # noqa: S101 - a quantity is a range or absent
    ends = [end for end in (value.lower, value.upper) if end is not None]
    scale, suffix = _scale(ends, style, words, language)
    places = _decimals([end / scale for end in ends], style) if decimals is None else decimals
    return _shape(value, _Writer(language, words, places, scale)) + suffix


_NOTHING = Absent(AbsenceKind.MISSING)


@dataclass(frozen=True)
class _InSentence(Message):
    """A quantity as a part of a sentence; it is written in the language of the sentence when that is shown."""

    value: Quantity = _NOTHING
    decimals: int | None = None
    style: Style = "plain"

    def in_language(self, language: str) -> str:
        return display(self.value, language, decimals=self.decimals, style=self.style)


def in_sentence(value: Quantity, *, decimals: int | None = None, style: Style = "plain") -> Message:
    """Return a quantity as a parameter for a message; see :func:`display`."""
    return _InSentence("", {}, None, None, value, decimals, style)


def reason_of(value: Absent) -> str | Message:
    """Return why a value is missing: a sentence, or the text that was typed."""
    return REASONS.get(value.reason, value.reason)


def rounded_half_up(value: Fraction, decimals: int) -> Fraction:
    """Round to decimals; a half goes away from zero, as in the official statistics of Poland."""
    steps = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Fraction(steps if value >= 0 else -steps, 10**decimals)


def _absent(value: Absent, language: str, words: Words) -> str:
    if value.kind is AbsenceKind.NOT_PLANNED:
        return NOT_PLANNED[0]
    if value.kind is AbsenceKind.NOT_APPLICABLE:
        return words.not_applicable[0]
    if value.kind is AbsenceKind.SUPPRESSED:
        return words.suppressed[0]
    reason = reason_of(value)
    shown = reason.in_language(language) if isinstance(reason, Message) else reason
    return f"{words.missing[0]}: {shown}" if shown else words.missing[0]


def _scale(ends: list[Fraction], style: Style, words: Words, language: str) -> tuple[Fraction, str]:
    if style == "percent":
        sign = Locale.parse(language).percent_formats[None].pattern.removeprefix("#,##0")
        return Fraction(1, 100), sign if ends else ""
    largest = max((abs(end) for end in ends), default=Fraction(0))
    if style == "compact":
        for scale, names in words.scales.items():
            worth_it = largest >= (scale * 10 if scale == 1000 else scale)
            if worth_it and all((end / scale * 10).denominator == 1 for end in ends):
                return scale, f"{_NO_BREAK_SPACE}{names[0]}"
    return Fraction(1), ""


def _decimals(ends: list[Fraction], style: Style) -> int:
    if style == "money":
        return 0 if all(end.denominator == 1 for end in ends) else _GROSZE
    needed = [terminating_decimals(end) for end in ends]
    exact = [count for count in needed if count is not None and count <= _EXACT_DECIMALS]
    return max(exact, default=0) if len(exact) == len(needed) else _ROUNDED_DECIMALS


def _shape(value: Range, writer: _Writer) -> str:
    """Put the ends into words; „około” stands before the first number."""
    if value.lower is None or value.upper is None:
        return _unbounded(value, writer)
    about = _about(value, writer)
    lower, upper = writer.number(value.lower), writer.number(value.upper)
    words = writer.words
    if not value.lower_open and not value.upper_open:
        same = writer.rounded(value.lower) == writer.rounded(value.upper)
        return about + lower if same else f"{about}{lower}–{upper}"
    below = f"{(words.less_than if value.upper_open else words.at_most)[0]} "
    if value.lower == 0 and not value.lower_open:
        return below + about + upper
    above = f"{(words.more_than if value.lower_open else words.at_least)[0]} "
    return f"{above}{about}{lower if value.lower else 0}, {below}{upper}"


def _unbounded(value: Range, writer: _Writer) -> str:
    words, about = writer.words, _about(value, writer)
    if value.lower is not None:
        return f"{(words.more_than if value.lower_open else words.at_least)[0]} {about}{writer.number(value.lower)}"
    if value.upper is not None:
        below = (words.less_than if value.upper_open else words.at_most)[0]
        return f"{words.no_lower_limit[0]}, {below} {about}{writer.number(value.upper)}"
    return about + words.any_number[0]


def _about(value: Range, writer: _Writer) -> str:
    """Return „około ” when the source said so, or when rounding would make the value look sharper than it is."""
    ends = [end for end in (value.lower, value.upper) if end is not None]
    shown = [writer.rounded(end) for end in ends]
    merged = value.lower != value.upper and len(shown) == len({*ends}) and len({*shown}) < len({*ends})
    hidden = value.lower == value.upper and any(
        end != 0 and number == 0 for end, number in zip(ends, shown, strict=True)
    )
    return f"{writer.words.about[0]} " if value.approximate or merged or hidden else ""


def _grouped(value: Fraction, decimals: int, language: str, words: Words) -> str:
    digits = str(abs(value) * 10**decimals).rjust(decimals + 1, "0")
    whole, part = (digits[:-decimals], digits[-decimals:]) if decimals else (digits, "")
    if len(whole) > 2 + words.minimum_grouping:
        group = get_group_symbol(language)
        whole = group.join(_threes(whole))
    sign = "-" if value < 0 else ""
    return sign + whole + (get_decimal_symbol(language) + part if part else "")


def _threes(digits: str) -> list[str]:
    first = len(digits) % 3
    return ([digits[:first]] if first else []) + [digits[place : place + 3] for place in range(first, len(digits), 3)]
