"""Deadlines of the papers (AID-21, AID-22), and the rate of a granting day (AID-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from grono.stateaid.days import ONE_DAY, years_before

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from grono.stateaid.settings import NbpTable

REGISTER_WORKING_DAYS = 20
"""Working days within which aid is entered in the central register (Regulation (EU) 2023/2831, art. 6(1))."""
REPORT_DAYS = 7
"""Days within which the SHRIMP report is sent."""
CERTIFICATE_DAYS = 14
"""Days within which a changed value gives a new certificate (Act of 30.04.2004, art. 5(3a))."""
RECORD_YEARS = 10
"""Years for which records are kept (art. 6)."""

LONGEST_PAUSE = 14
"""Days; no two working days are further apart."""

_FIXED_HOLIDAYS = ((1, 1), (1, 6), (5, 1), (5, 3), (8, 15), (11, 1), (11, 11), (12, 25), (12, 26))
_CHRISTMAS_EVE_SINCE = 2025  # Dz.U. 2024 poz. 1965: 24 December is a day off work from 2025
_SATURDAY = 5


@dataclass(frozen=True)
class Deadlines:
    """What is due by when after a grant."""

    report: date
    register: date
    keep_until: date


@dataclass(frozen=True)
class NbpRate:
    """A mean rate of the euro from a table of the National Bank of Poland."""

    day: date
    table_no: str
    rate: Decimal


def easter(year: int) -> date:
    """Return Easter Sunday of a year (the anonymous Gregorian computus).

    Examples
    --------
    >>> easter(2026).isoformat()
    '2026-04-05'
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, remainder = divmod(rest, 4)
    weekday = (32 + 2 * leap_rest + 2 * leap_years - epact - remainder) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def is_working_day(day: date) -> bool:
    """Return whether a day is neither Saturday nor Sunday nor a Polish public holiday."""
    if day.weekday() >= _SATURDAY or (day.month, day.day) in _FIXED_HOLIDAYS:
        return False
    if (day.month, day.day) == (12, 24) and day.year >= _CHRISTMAS_EVE_SINCE:
        return False
    return (day - easter(day.year)).days not in (0, 1, 49, 60)


def working_days_after(day: date, number: int) -> date:
    """Return the day that is so many working days later."""
    while number:
        day += ONE_DAY
        number -= is_working_day(day)
    return day


def deadlines_of(granting_date: date) -> Deadlines:
    """Return the deadlines that follow from a granting day."""
    return Deadlines(
        granting_date + timedelta(days=REPORT_DAYS),
        working_days_after(granting_date, REGISTER_WORKING_DAYS),
        years_before(granting_date, -RECORD_YEARS),
    )


def new_certificate_due(changed_on: date) -> date:
    """Return the day by which a changed value gives a new certificate."""
    return changed_on + timedelta(days=CERTIFICATE_DAYS)


def rate_for(granting_date: date, rates: Iterable[NbpRate], nbp_table: NbpTable) -> NbpRate | None:
    """Return the rate that converts aid of a day: of the same day or else the last published before.

    Nothing where a working day in between has no rate: its table was published and is only not known here.
    """
    last = granting_date if nbp_table == "same_day" else granting_date - ONE_DAY
    found = max((rate for rate in rates if rate.day <= last), key=lambda rate: rate.day, default=None)
    if found is None or (last - found.day).days > LONGEST_PAUSE:
        return None
    between = (found.day + timedelta(days=number) for number in range(1, (last - found.day).days + 1))
    return None if any(is_working_day(day) for day in between) else found
