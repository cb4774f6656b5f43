"""The largest strategies are read before the first reader comes."""

import datetime

import pytest
from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring import warming
from grono.portal.monitoring.models import Report
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies.actions import withdraw_strategy
from grono.portal.strategies.keeping import _KEPT
from tests.portal.monitoring.factories import make_period, make_plan, make_report

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def strategy(people, monkeypatch):
    """Return a public strategy with as many reports as make reading ahead worth it."""
    monkeypatch.setattr(warming, "REPORTS_WORTH_IT", 1)
    one = make_plan()
    make_report(one, make_period(one), people, "Inkubator")
    return one


def test_largest_strategies_are_kept_in_every_language(strategy):
    assert warming.read_ahead() == [strategy]
    kept = set(_KEPT)
    for language, _name in settings.LANGUAGES:
        with override(language):
            standings_of(Visitor(), strategy)
    assert set(_KEPT) == kept, "nothing is left to read"
    assert {place[1] for place in kept if strategy.public_id in place} == {"pl", "en"}


def test_small_and_withdrawn_strategies_are_not_read_ahead(strategy, people, monkeypatch):
    monkeypatch.setattr(warming, "REPORTS_WORTH_IT", Report.objects.count() + 1)
    assert warming.read_ahead() == []
    monkeypatch.setattr(warming, "REPORTS_WORTH_IT", 1)
    withdraw_strategy(by=None, strategy=strategy)
    assert warming.read_ahead() == []


def test_next_reading_is_a_minute_past_midnight():
    evening = datetime.datetime(2026, 11, 23, 23, 59, tzinfo=timezone.get_current_timezone())
    assert warming.seconds_to_the_next_day(evening) == 120
