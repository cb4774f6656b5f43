"""Numbers as people and programs write them, read without guessing."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPACES = "\u00a0\u202f\u2007\u2009 "
"""No-break, narrow no-break, figure and thin space, and the blank: all group digits."""
_APOSTROPHES = "'\u2019"  # Swiss grouping
_NUMBER = re.compile(r"(?P<sign>[+-])?(?P<body>\d[\d.,]*|[.,]\d+)(?P<exponent>[eE][+-]?\d{1,3})?", re.ASCII)
_DECIMAL_SIGN = {
    **dict.fromkeys(
        ("pl", "de", "it", "cs", "sk", "hu", "fr", "es", "pt", "nl", "ro", "lt", "lv", "et", "fi", "sv"), ","
    ),
    **dict.fromkeys(("da", "no", "nb", "nn", "el", "bg", "hr", "sl", "tr", "uk", "ru"), ","),
    **dict.fromkeys(("en", "mt", "ga"), "."),
}
"""Decimal sign of the languages (CLDR)."""
_GROUPING_SIGN = {"en": ",", **dict.fromkeys(("de", "it", "es", "pt", "nl", "ro", "da", "el", "hr", "sl", "tr"), ".")}
"""Grouping sign, of those that are a comma or a point; the others group by spaces."""


class NotANumber(GronoError):  # noqa: N818 - names the thing
    """A text that is no number."""


class AmbiguousNumber(GronoError):  # noqa: N818 - names the thing
    """A text that is one number with a decimal comma and another with a decimal point."""

    def __init__(self, text: str, readings: Sequence[Decimal]) -> None:
        super().__init__(
            message(
                '"%(text)s" can be read as %(first)s or as %(second)s. Say whether the comma or the point is the decimal sign.',
                text=text,
                first=f"{readings[0]:f}",
                second=f"{readings[1]:f}",
            )
        )
        self.readings = tuple(readings)


def number_readings(text: str) -> tuple[Decimal, ...]:
    """Return every number that a text can be: none, one, or two if a single comma or point may group or divide.

    Spaces of all kinds and apostrophes group digits in threes; so do commas and points, which may also be the decimal sign. A
    column of numbers can be decided by its clear cells: only one convention reads them all.

    Examples
    --------
    >>> number_readings("1.234,5"), number_readings("1,234"), number_readings("12 ca.")
    ((Decimal('1234.5'),), (Decimal('1.234'), Decimal('1234')), ())
    """
    return tuple(dict.fromkeys(value for sign in ",." if (value := _read(text, sign)) is not None))


def parse_number(text: str, language: str | None = None) -> Decimal:
    r"""Return the number that a text is.

    Parameters
    ----------
    text : str
        With decimal comma or point; digits may be grouped in threes by spaces (U+00A0, U+202F, blank), points, commas or
        apostrophes; ``-`` or ``−`` before it; ``1.5E+06`` as programs write it.
    language : str, optional
        Language of the text; it decides between two readings where its own custom does. Polish, for one, groups by spaces and
        has a decimal comma: ``1,234`` is then clear, ``1.234`` is not.

    Raises
    ------
    NotANumber
        If it is none.
    AmbiguousNumber
        If it is one of two, and the language does not decide.

    Examples
    --------
    >>> parse_number("18\xa0271,5"), parse_number("1,234", "en"), parse_number("1,234", "pl")
    (Decimal('18271.5'), Decimal('1234'), Decimal('1.234'))
    """
    readings = number_readings(text)
    if not readings:
        raise NotANumber(
            message('"%(text)s" is not a number. Write digits only, as in 1234.5, or leave the cell empty.', text=text)
        )
    if len(readings) == 1:
        return readings[0]
    decided = _by_custom(text, language)
    if decided is None:
        raise AmbiguousNumber(text, readings)
    return decided


def _by_custom(text: str, language: str | None) -> Decimal | None:
    """Return the reading that the language's own signs allow; None if it uses neither in that place."""
    sign = next(character for character in text if character in ",.")
    if sign == _DECIMAL_SIGN.get(language or ""):
        return _read(text, sign)
    if sign == _GROUPING_SIGN.get(language or ""):
        return _read(text, "," if sign == "." else ".")
    return None


def _read(text: str, decimal_sign: str) -> Decimal | None:
    """Return the number if the text is one with this decimal sign."""
    found = _NUMBER.fullmatch(_without_spaces(text.strip().replace("\u2212", "-")))
    if found is None:
        return None
    whole, sign, fraction = found["body"].partition(decimal_sign)
    if (sign and not fraction.isdigit()) or not _grouped(whole, "," if decimal_sign == "." else "."):
        return None
    digits = re.sub("[.,]", "", whole) or "0"
    decimals = f".{fraction}" if fraction else ""
    return Decimal(f"{found['sign'] or ''}{digits}{decimals}{found['exponent'] or ''}")


def _grouped(whole: str, grouping_sign: str) -> bool:
    """Say whether digits before the decimal sign are ungrouped, or rightly grouped in threes."""
    return whole == "" or re.fullmatch(rf"\d+|[1-9]\d{{0,2}}(?:{re.escape(grouping_sign)}\d{{3}})+", whole) is not None


def _without_spaces(text: str) -> str:
    """Take out spaces and apostrophes that stand between groups of three digits; leave others, which spoil the number."""
    group = f"[{_SPACES}{_APOSTROPHES}]"
    grouped = re.compile(rf"([+-]?{group}?)([1-9]\d{{0,2}}(?:{group}\d{{3}})+)((?:[.,]\d+)?)", re.ASCII)
    found = grouped.fullmatch(text)
    if found is None:
        return re.sub(rf"^([+-])[{_SPACES}]", r"\1", text)
    return found[1].strip() + re.sub(group, "", found[2]) + found[3]
