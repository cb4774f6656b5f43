"""Which backups stay: a worked example, and what holds for every history."""

import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from grono.portal.backups.schedule import RECENT, Numbers, kept

WARSAW = ZoneInfo("Europe/Warsaw")
JANUARY, DECEMBER = datetime.datetime(2024, 1, 1), datetime.datetime(2027, 12, 31)  # noqa: DTZ001  (the schedule reads the calendar as written)
MOMENTS = st.lists(st.datetimes(min_value=JANUARY, max_value=DECEMBER), max_size=60)
NUMBERS = st.builds(Numbers, st.integers(0, 9), st.integers(0, 6), st.integers(0, 14))


def _nights(first, last):
    days = (last - first).days + 1
    return [datetime.datetime.combine(first + datetime.timedelta(day), datetime.time(4)) for day in range(days)]


def _dates(moments):
    return [moment.date().isoformat() for moment in sorted(moments)]


def test_a_year_of_nights_counted_by_hand():
    """Sunday 22 November 2026: seven nights, the Sundays of four weeks, the last nights of twelve months."""
    stay = kept(_nights(datetime.date(2025, 10, 1), datetime.date(2026, 11, 22)), Numbers())
    assert _dates(stay) == [
        *("2025-12-31", "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31"),
        *("2026-06-30", "2026-07-31", "2026-08-31", "2026-09-30", "2026-10-31"),
        *("2026-11-01", "2026-11-08", "2026-11-15"),
        *("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"),
    ]


def test_two_of_one_day_leave_the_later_once_it_is_two_days_ago():
    """The backup before an update at ten outlives the next night."""
    day = datetime.datetime(2026, 11, 22, tzinfo=WARSAW)
    pair = [day.replace(hour=4), day.replace(hour=10)]
    assert kept(pair, Numbers(7, 0, 0)) == set(pair)
    assert kept([*pair, day.replace(day=24, hour=3)], Numbers(7, 0, 0)) == {*pair, day.replace(day=24, hour=3)}
    assert kept([*pair, day.replace(day=24, hour=4)], Numbers(7, 0, 0)) == {pair[1], day.replace(day=24, hour=4)}


def test_week_that_lies_in_two_years_is_one_week():
    """Tuesday 30 December 2025 and Thursday 1 January 2026 are of week 1 of 2026."""
    pair = [datetime.datetime(2025, 12, 30, tzinfo=WARSAW), datetime.datetime(2026, 1, 1, tzinfo=WARSAW)]
    assert kept(pair, Numbers(0, 2, 0)) == {pair[1]}


def test_nothing_is_kept_of_nothing():
    assert kept([], Numbers()) == set()


@given(MOMENTS, NUMBERS)
def test_newest_stays_and_no_more_than_asked(moments, numbers):
    stay = kept(moments, numbers)
    assert stay <= set(moments)
    assert not moments or max(moments) in stay
    recent = {moment for moment in moments if moment > max(moments) - RECENT}
    assert recent <= stay
    assert len(stay - recent) <= numbers.daily + numbers.weekly + numbers.monthly


@given(MOMENTS, NUMBERS)
def test_choosing_again_changes_nothing(moments, numbers):
    stay = kept(moments, numbers)
    assert kept(stay, numbers) == stay


@given(MOMENTS, NUMBERS)
def test_removing_each_day_ends_as_removing_once(moments, numbers):
    """No night's removal takes away what a later one would have needed."""
    here = set()
    for moment in sorted(set(moments)):
        here = kept(here | {moment}, numbers)
    assert here == kept(moments, numbers)


@given(MOMENTS, NUMBERS)
def test_order_does_not_matter(moments, numbers):
    assert kept(moments[::-1], numbers) == kept(moments, numbers)
