"""An indicator bound to a small published map, or to invented answers of an office."""

from grono.portal.bindings.actions import Wanted, bind_indicator, keep_pictures, take_over
from grono.portal.bindings.running import arrive, pictures_of
from grono.portal.strategies.plan_queries import plan_of
from grono.strategy.series import Transformation
from tests.portal.maps.factories import make_drawn
from tests.portal.monitoring.factories import make_plan

DAIRY = "10.51"


def unwatched(*_step):
    """Nobody waits."""


def make_indicator(people, strategy=None):
    strategy = strategy or make_plan()
    return strategy, plan_of(people.coordinator, strategy).indicators[0]


def map_wish(map_, *, measure="employees", industries=(DAIRY,), place="20", **transformation):
    choice = {"map": map_.public_id, "measure": measure, "unit": ""}
    return Wanted("map", choice, place, Transformation(tuple(industries), **transformation))


def make_bound(people, *, strategy=None, wanted=None):
    """Return a strategy, its indicator and the binding; nothing has arrived yet."""
    strategy, indicator = make_indicator(people, strategy)
    wanted = wanted or map_wish(make_drawn(people.analyst, published=True))
    binding, _run = bind_indicator(by=None, strategy=strategy, indicator=indicator, wanted=wanted)
    return strategy, indicator, binding


def make_arrived(people, **options):
    """Return strategy, indicator, binding and what arrived, drawn but not taken over."""
    strategy, indicator, binding = make_bound(people, **options)
    arrival = arrive(binding, people.analyst, unwatched)
    keep_pictures(by=None, arrival=arrival, pictures=pictures_of(binding, arrival))
    return strategy, indicator, binding, arrival


def make_taken(people, **options):
    strategy, indicator, binding, arrival = make_arrived(people, **options)
    take_over(by=people.analyst, binding=binding, arrival=arrival)
    arrival.refresh_from_db()
    return strategy, indicator, binding, arrival
