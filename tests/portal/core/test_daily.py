"""Daily work is done once a day, by one worker, and tried again when it failed."""

import datetime

import pytest

from grono.portal.core import daily
from grono.portal.core.models import DailyRun

MORNING = datetime.datetime(2026, 11, 22, 8, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def done(db, monkeypatch):
    """Return the moments at which the one registered act was carried out."""
    moments = []
    monkeypatch.setattr(daily, "_acts", {"letters": moments.append})
    return moments


def test_work_is_done_once_a_day(done):
    assert daily.do_daily_work(MORNING) == ["letters"]
    assert daily.do_daily_work(MORNING + 5 * HOUR) == []
    assert daily.do_daily_work(MORNING + 24 * HOUR) == ["letters"]
    assert done == [MORNING, MORNING + 24 * HOUR]
    assert DailyRun.objects.filter(finished_at__isnull=False).count() == 2


def test_nothing_is_done_before_the_hour(done):
    assert daily.do_daily_work(datetime.datetime(2026, 11, 22, 2, tzinfo=datetime.UTC)) == []
    assert done == []


@pytest.mark.parametrize("night", [datetime.date(2026, 3, 29), datetime.date(2026, 10, 25)])
def test_nights_of_the_clock_change_have_their_work_once(done, night):
    start = datetime.datetime(night.year, night.month, night.day, tzinfo=datetime.UTC)
    for quarter in range(96):
        daily.do_daily_work(start + quarter * HOUR / 4)
    assert len(done) == 1


def test_a_failed_act_is_tried_again_after_an_hour_and_keeps_nobody_waiting(done, monkeypatch, caplog):
    def fail(_now):
        message = "no mail server"
        raise OSError(message)

    monkeypatch.setitem(daily._acts, "a first", fail)
    assert daily.do_daily_work(MORNING) == ["letters"]
    assert "a first failed" in caplog.text
    monkeypatch.setitem(daily._acts, "a first", lambda now: None)
    assert daily.do_daily_work(MORNING + HOUR / 2) == []
    assert daily.do_daily_work(MORNING + 2 * HOUR) == ["a first"]


def test_what_another_worker_is_doing_is_left_to_it(done):
    DailyRun.objects.create(name="letters", day=MORNING.date(), started_at=MORNING)
    assert daily.do_daily_work(MORNING + HOUR / 2) == []
    assert daily.do_daily_work(MORNING + 2 * HOUR) == ["letters"]
