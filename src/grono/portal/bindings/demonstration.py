"""An invented programme whose indicators take their values from a published map and from invented answers of the Local Data Bank."""

from __future__ import annotations

import json
import logging
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.portal.bindings.actions import Wanted, bind_indicator, choose_peers, keep_pictures, take_over
from grono.portal.bindings.comparing import Compared
from grono.portal.bindings.kinds import SourceKind
from grono.portal.bindings.likeness import peers_alike
from grono.portal.bindings.running import arrive, pictures_of
from grono.portal.core import demonstration
from grono.portal.core.visitor import Visitor
from grono.portal.evaluations.demonstration import evaluate
from grono.portal.evaluations.queries import plan_of_demonstration
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.actions import add_indicator, add_node, enter_strategy, publish_strategy
from grono.portal.strategies.goal_queries import goals_visible_to
from grono.portal.strategies.plan_queries import plan_of, strategy_of_demonstration
from grono.quantities import parse
from grono.strategy.measure_series import EMPLOYEES
from grono.strategy.series import Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.strategies.models import Strategy

logger = logging.getLogger(__name__)

QUESTION = "Czy program klastrów podniósł zatrudnienie, czy rosło wszędzie? (przykład zmyślony)"
PEERS = 5
"""How many peers are found by likeness."""
_HEAD = ("title", "language", "source", "jst_teryt", "level", "horizon_from", "horizon_to", "summary")


@demonstration.register("bindings", order=67)
def load() -> None:
    """Enter the invented programme and bind its indicators, once; without the map of the demonstration it waits for the next start."""
    given = json.loads(files("grono.portal.bindings").joinpath("data", "invented_programme.json").read_text("utf-8"))
    if strategy_of_demonstration(given["title"], given["source"]) is not None:
        return
    map_ = published_maps(Visitor()).filter(synthetic=True).first()
    if map_ is None:
        logger.warning("The map of the synthetic economy is not published yet; the next start binds indicators to it.")
        return
    strategy = _entered(given)
    wanted = {one["name"]: one["bind"] for one in given["indicators"]}
    for indicator in plan_of(Visitor(), strategy).indicators:
        _bind(strategy, indicator, wanted[indicator.name_text], map_.public_id)


def _entered(given: Mapping[str, Any]) -> Strategy:
    strategy = enter_strategy(by=None, values={name: given[name] for name in _HEAD})
    goal = add_node(by=None, strategy=strategy, kind="goal", title=given["goal"], number_text="I", lead=given["lead"])
    for one in given["indicators"]:
        described = {name: value for name, value in one.items() if name not in {"name", "values", "bind"}}
        values = {
            (field, year): parse(text, "pl") for field, years in one["values"].items() for year, text in years.items()
        }
        add_indicator(by=None, node=goal, name=one["name"], values=values, **described)
    return publish_strategy(by=None, strategy=strategy)


def _bind(strategy: Strategy, indicator: Any, given: Mapping[str, Any], map_public_id: str) -> None:
    if given["source"] == SourceKind.MAP:
        choice: dict[str, Any] = {"map": map_public_id, "measure": EMPLOYEES, "unit": ""}
    else:
        choice = {"variables": ["999001"], "level": 2, "recorded": given["recorded"]}
    wanted = Wanted(
        given["source"], choice, given["place"], Transformation(tuple(given.get("parts", ()))), is_invented=True
    )
    binding, _run = bind_indicator(by=None, strategy=strategy, indicator=indicator, wanted=wanted)
    arrival = arrive(binding, Visitor(), _unwatched)
    peers: Sequence[str] = given["peers"]
    rule: Mapping[str, Any] = {}
    if peers == "likeness":
        places = Compared(binding, arrival).places()
        peers, rule = peers_alike(Visitor(), binding, map_public_id=map_public_id, count=PEERS, places=places)
    choose_peers(by=None, binding=binding, peers=peers, rule=rule)
    binding.refresh_from_db()
    keep_pictures(by=None, arrival=arrival, pictures=pictures_of(binding, arrival))
    take_over(by=None, binding=binding, arrival=arrival)


@demonstration.register("bindings-evaluation", order=68)
def evaluate_goal() -> None:
    """Write an evaluation of the goal of the invented programme, lock it with the goal and publish its result, once."""
    given = json.loads(files("grono.portal.bindings").joinpath("data", "invented_programme.json").read_text("utf-8"))
    strategy = strategy_of_demonstration(given["title"], given["source"])
    if strategy is None or plan_of_demonstration(QUESTION) is not None:
        return
    goal = goals_visible_to(Visitor(), strategy)[0]
    evaluate(QUESTION, 0.0, "evaluation-of-a-goal", goal=f"{strategy.public_id}/{goal.key}")


def _unwatched(_step: object, _done: int = 0, _total: int = 0) -> None:
    """Take no note: nobody waits for the demonstration's own readings."""
