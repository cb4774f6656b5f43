"""What the sweep of routes needs of the bindings: arguments of addresses, and what their forms send."""

from tests.portal.bindings.factories import make_arrived, make_indicator, make_taken

BDL = {
    "variables": "60270",
    "level": "2",
    "place": "20",
    "combine": "sum",
    "whole": "",
    "multiplier": "1",
    "years_later": "0",
}


def _unbound(people):
    strategy, indicator = make_indicator(people)
    return {"public_id": strategy.public_id, "key": indicator.key, "source": "bdl"}


def _taken(people):
    strategy, indicator, _binding, _arrival = make_taken(people)
    return {"public_id": strategy.public_id, "key": indicator.key}


def _arrived(people):
    strategy, indicator, _binding, arrival = make_arrived(people)
    return {"public_id": strategy.public_id, "key": indicator.key, "arrival": arrival.public_id}


def _strategy(people):
    return {"public_id": _taken(people)["public_id"]}


SAMPLES = {
    "api:v1:binding": _taken,
    "api:v1:bindings": _strategy,
    "api:v1:bindings_bind": _unbound,
    "api:v1:bindings_peers": _taken,
    "api:v1:bindings_refresh": _taken,
    "api:v1:bindings_take": _arrived,
    "bindings:bind": _unbound,
    "bindings:file": _taken,
    "bindings:indicator": _taken,
    "bindings:list": _strategy,
    "bindings:peers": _taken,
    "bindings:refresh": _taken,
    "bindings:remove": _taken,
    "bindings:take": _arrived,
}
POSTS = {
    "bindings:bind": lambda people: BDL,
    "bindings:peers": lambda people: {"how": "hand", "places": ""},
}
