"""What the bindings tell the documents below them: where the peers stand (STR-34)."""

import datetime

import pytest
from django.utils import timezone

from grono.portal.bindings.actions import choose_peers
from grono.portal.bindings.doors import medians_of_peers
from grono.portal.core.visitor import Visitor
from grono.portal.maps.actions import withdraw_map
from grono.portal.maps.queries import published_maps
from grono.portal.monitoring.figures import figures_of
from grono.quantities import exact, missing
from grono.strategy.series import NATION
from tests.portal.bindings.factories import make_taken
from tests.portal.monitoring.factories import make_period

pytestmark = pytest.mark.django_db


def others_in(arrival, binding):
    return [place for place in arrival.figures if place not in (binding.place, NATION)]


def median_in_documents(strategy):
    figures = figures_of(Visitor(), strategy, "en")
    return next(one.peer_median for goal in figures.goals for one in goal.indicators if one.readings)


def test_documents_hold_the_median_of_the_peers_in_the_year_of_the_latest_value(people):
    """The small map has 370, 410 and 450 people in dairies of the other regions in 2024."""
    strategy, _indicator, binding, arrival = make_taken(people)
    make_period(strategy, year=2024)
    assert median_in_documents(strategy) == missing()
    choose_peers(by=None, binding=binding, peers=others_in(arrival, binding), rule={})
    assert median_in_documents(strategy) == exact(410)
    withdraw_map(by=people.analyst, map_=published_maps(Visitor()).get())
    assert median_in_documents(strategy) == missing()


def test_median_is_not_known_before_the_values_were_taken_over(people):
    strategy, indicator, binding, arrival = make_taken(people)
    choose_peers(by=None, binding=binding, peers=others_in(arrival, binding), rule={})
    today = timezone.localdate()
    assert medians_of_peers(strategy, today)[indicator.key][2024] == exact(410)
    assert medians_of_peers(strategy, today - datetime.timedelta(days=1)) == {}
