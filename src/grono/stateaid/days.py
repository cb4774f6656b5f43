"""Windows of three years, counted in calendar days (AID-2) or fiscal years."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

YEARS = 3
"""Length of the window (Regulation (EU) 2023/2831, art. 3(2))."""

ONE_DAY = timedelta(days=1)


def years_before(day: date, years: int = YEARS) -> date:
    """Return the same day some years earlier; 29 February becomes 28 February where it does not exist (the safe side).

    Where the calendar ends, the answer is its first or last day.
    """
    year = day.year - years
    if not date.min.year <= year <= date.max.year:
        return date.min if years > 0 else date.max
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@lru_cache(maxsize=65536)
def window_start(day: date) -> date:
    """Return the first day of the rolling window that ends on ``day``; both ends belong to it.

    Examples
    --------
    >>> window_start(date(2024, 1, 5)).isoformat()
    '2021-01-05'
    >>> window_start(date(2028, 2, 29)).isoformat()
    '2025-02-28'
    """
    return years_before(day)


@lru_cache(maxsize=65536)
def last_day_counted(granting_date: date) -> date:
    """Return the last day whose rolling window still holds a grant of ``granting_date``.

    Examples
    --------
    >>> last_day_counted(date(2025, 2, 28)).isoformat()
    '2028-02-29'
    """
    last = years_before(granting_date, -YEARS)
    if last == date.max:
        return last
    return last + ONE_DAY if window_start(last + ONE_DAY) <= granting_date else last


def fiscal_year_start(day: date, first: tuple[int, int] = (1, 1)) -> date:
    """Return the first day of the fiscal year that holds ``day``; ``first`` is month and day, 1 January by default."""
    month, number = first
    start = date(day.year, month, number)
    return start if start <= day else years_before(start, 1)


def fiscal_window_start(day: date, first: tuple[int, int] = (1, 1)) -> date:
    """Return the first day of the current and the two preceding fiscal years."""
    return years_before(fiscal_year_start(day, first), YEARS - 1)
