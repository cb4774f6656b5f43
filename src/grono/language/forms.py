"""Forms of numbers and dates in the reader's language, from the Unicode locale data that Babel carries."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from typing import TYPE_CHECKING, Literal

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton, format_time
from babel.numbers import format_decimal

if TYPE_CHECKING:
    from datetime import date, datetime

Number = int | float | Decimal
DateForm = Literal["words", "short", "month", "iso"]
_LOCALES = {"en": "en_GB"}
"""English as written in Europe: 3 May 2027, and 24 hours."""
_GROUPED_FROM = {"pl": 10_000, "es": 10_000}
"""Numbers below are written without a gap: 1234, but 12 345 (CLDR ``minimumGroupingDigits`` is 2); elsewhere from 1000."""
_MOST_DIGITS = 3  # where the caller does not say: more looks exact beyond what regional statistics are


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(_LOCALES.get(language, language))


def format_number(value: Number, language: str, digits: int | None = None) -> str:
    r"""Return a number as the language writes it, with no-break spaces where it groups by spaces.

    Parameters
    ----------
    value : int, float or Decimal
        A finite number. A missing value is the caller's to word.
    language : str
        Two letters.
    digits : int, optional
        Digits behind the decimal sign, exactly; if absent, at most three and no trailing zeros.

    Examples
    --------
    >>> format_number(18271.5, "pl"), format_number(18271.5, "en", 2)
    ('18\xa0271,5', '18,271.50')
    """
    return _formatted(_rounded(value, digits), language, f"#,##0{_fraction(digits)}")


def format_percent(share: Number, language: str, digits: int | None = 0) -> str:
    r"""Return a share as per cent: 0.86 becomes 86 % in the form of the language.

    Examples
    --------
    >>> format_percent(0.857, "pl"), format_percent(0.857, "de", 1)
    ('86%', '85,7\xa0%')
    """
    pattern = _locale(language).percent_formats[None].pattern
    hundredths = _rounded(_decimal(share) * 100, digits)
    return _formatted(hundredths / 100, language, pattern.replace("#,##0", f"#,##0{_fraction(digits)}"))


def _fraction(digits: int | None) -> str:
    if digits == 0:
        return ""
    return "." + ("#" * _MOST_DIGITS if digits is None else "0" * digits)


def _formatted(number: Decimal, language: str, pattern: str) -> str:
    shown = number * 100 if "%" in pattern else number
    grouped = abs(shown) >= _GROUPED_FROM.get(language, 1000)
    return format_decimal(
        number, format=pattern, locale=_locale(language), group_separator=grouped, decimal_quantization=False
    )


def _rounded(value: Number, digits: int | None) -> Decimal:
    places = _MOST_DIGITS if digits is None else digits
    number = _decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
    number = number.normalize() if digits is None else number
    return abs(number) if number == 0 else number  # no minus before a zero


def _decimal(value: Number) -> Decimal:
    number = Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        text = f"a number to be shown must be finite, not {value}"
        raise ValueError(text)
    return number


def format_date(value: date, language: str, form: DateForm = "words") -> str:
    """Return a date: in words (3 May 2027), short (3 Sept 2027), the month (May 2027), or ISO.

    Examples
    --------
    >>> from datetime import date
    >>> format_date(date(2027, 5, 3), "pl"), format_date(date(2027, 5, 3), "en", "iso")
    ('3 maja 2027', '2027-05-03')
    """
    if form == "iso":
        return value.isoformat()[:10]
    if form == "month":
        return format_skeleton("yMMMM", value, locale=_locale(language))
    return babel_date(value, format="long" if form == "words" else "medium", locale=_locale(language))


def format_datetime(value: datetime, language: str) -> str:
    """Return a date in words and the time in 24 hours, in the time zone that the value has."""
    time = format_time(value, "HH:mm", tzinfo=value.tzinfo, locale=_locale(language))
    return f"{format_date(value, language)}, {time}"
