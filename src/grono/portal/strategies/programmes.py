"""The programmes of Łódź, Silesia and Podlaskie for the demonstration: facts of public documents, with descriptions of our own."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.portal.strategies.actions import (
    add_funding,
    add_indicator,
    add_node,
    add_part,
    enter_strategy,
    publish_strategy,
    record_resolution,
)
from grono.portal.strategies.changes import Authority
from grono.portal.strategies.kinds import AuthorityKind
from grono.portal.strategies.plan_queries import strategy_of_demonstration
from grono.portal.strategies.values import encoded
from grono.quantities import parse
from grono.strategy import infer_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.models import User
    from grono.portal.strategies.models import Indicator, Node, Strategy
    from grono.quantities import Quantity

PROGRAMMES = "programmes.json"
_DAYS = frozenset({"day", "until"})


def shipped_programmes() -> list[dict[str, Any]]:
    """Return the programmes as they come with Grono."""
    shipped: list[dict[str, Any]] = json.loads(
        files("grono.portal.strategies").joinpath("data", PROGRAMMES).read_text("utf-8")
    )
    return shipped


def load_programme(*, by: User | None, programme: Mapping[str, Any]) -> Strategy:
    """Enter a programme with its plan and its further parts, and publish it; one that is there stays as it is."""
    values = programme["strategy"]
    found = strategy_of_demonstration(values["title"], values["source"])
    if found is not None:
        return found
    strategy = enter_strategy(by=by, values=values)
    indicators = _plan(by, strategy, programme["nodes"])
    _parts(by, strategy, programme, indicators)
    adopted = programme.get("adopted")
    if adopted:
        decided = date.fromisoformat(adopted["decided_on"])
        authority = Authority(
            AuthorityKind.RESOLUTION, adopted["reference"], decided, decided, precision=adopted["precision"]
        )
        record_resolution(by=by, strategy=strategy, authority=authority)
    return publish_strategy(by=by, strategy=strategy)


def _plan(by: User | None, strategy: Strategy, nodes: list[dict[str, Any]]) -> dict[str, Indicator]:
    made: dict[str, Node] = {}
    indicators: dict[str, Indicator] = {}
    for given in nodes:
        node = add_node(
            by=by,
            strategy=strategy,
            kind=given["kind"],
            title=given["title"],
            parent=made[given["below"]] if "below" in given else None,
            number_text=given.get("number", ""),
            lead=given.get("lead", ""),
            text=given.get("text", ""),
            aid_relevant=given.get("aid_relevant", False),
        )
        made[given.get("id", node.public_id)] = node
        for indicator in given.get("indicators", ()):
            indicators[indicator["id"]] = _indicator(by, node, indicator)
        for line in given.get("funding", ()):
            add_funding(by=by, node=node, source=line["source"])
    return indicators


def _indicator(by: User | None, node: Node, given: Mapping[str, Any]) -> Indicator:
    described = {name: value for name, value in given.items() if name not in {"id", "name", "values"}}
    values: dict[tuple[str, str], Quantity] = {
        (field, year): parse(text, "pl")
        for field, years in given.get("values", {}).items()
        for year, text in years.items()
    }
    return add_indicator(by=by, node=node, name=given["name"], values=values, **described)


def _parts(
    by: User | None, strategy: Strategy, programme: Mapping[str, Any], indicators: Mapping[str, Indicator]
) -> None:
    for kind, rows in programme["parts"].items():
        for row in rows:
            add_part(by=by, strategy=strategy, kind=kind, values=_values(row, indicators))
    in_order = programme.get("milestones_in_order", [])
    for row, found in zip(in_order, infer_years([row["date"] for row in in_order]), strict=True):
        values = {name: value for name, value in row.items() if name != "date"}
        dated = {**values, "day": found.day.isoformat(), "year_inferred": found.year_inferred}
        add_part(by=by, strategy=strategy, kind="milestones", values=_values(dated, indicators))


def _values(row: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in _DAYS else value for name, value in row.items()
    }
    values |= {name: indicators[values[name]] for name in ("indicator", "output", "outcome") if name in values}
    if "quantity" in values:
        values["quantity"] = encoded(parse(values["quantity"], "pl"))
    return values
