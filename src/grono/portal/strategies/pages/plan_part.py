"""What the page of one part of a plan shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.strategies.goal_sections import sections_of_goal
from grono.portal.strategies.kinds import Basis, HandColour, PartKind
from grono.portal.strategies.log_queries import versions_of
from grono.portal.strategies.pages.plan_pictures import bars_below, figure_of
from grono.portal.strategies.pages.plan_tables import funding_table, indicator_table
from grono.portal.strategies.pages.plan_words import named, points_of, provenance_of, shown, way
from grono.portal.strategies.pages.wording import foreign, reader_language
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.standing import known_of
from grono.strategy import NodeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.standing import Known
    from grono.quantities import Quantity
    from grono.strategy import Programme, ProgrammeNode


def node_page(reader: Reader, strategy: Strategy, key: str) -> dict[str, Any] | None:
    """Return what the page of one part shows, or nothing where the plan no longer has it."""
    plan = plan_of(reader, strategy)
    nodes = {one.key: one for one in plan.nodes}
    if key not in nodes:
        return None
    one, known = nodes[key], known_of(reader, strategy, plan)
    indicators = [each for each in plan.indicators if each.node == key]
    funding = [each for each in plan.funding if each.node == key]
    return {
        "strategy": strategy,
        "node": one,
        "heading": named(one, nodes),
        "breadcrumbs": way(strategy),
        "facts": [*_node_facts(one, strategy), *_by_hand(known, key, strategy)],
        "stages": _stages(plan, one, known.done),
        "figure": figure_of(strategy, bars_below(plan, key, known), reader_language()),
        "below": [(each, named(each, nodes)) for each in plan.children(key) if each.kind is not NodeKind.STAGE],
        "stage_nodes": [each for each in plan.children(key) if each.kind is NodeKind.STAGE],
        "sections": sections_of_goal(reader, strategy, key) if one.kind is NodeKind.GOAL else (),
        "indicator_rows": indicators,
        "indicators": indicator_table(indicators, plan) if indicators else None,
        "funding_rows": funding,
        "funding": funding_table(funding, plan),
        "may_edit": reader.can("strategies.edit_plan") and (one.is_draft or reader.can("strategies.adopt_plan")),
        "can_hold": CAN_HOLD.get(one.kind.value, ()),
        "provenance": provenance_of(strategy, list(versions_of(reader, strategy))),
    }


CAN_HOLD = {
    "goal": (PartKind.OBJECTIVE, PartKind.ACTION_GROUP, PartKind.TASK),
    "objective": (PartKind.TASK,),
    "action_group": (PartKind.TASK,),
    "task": (PartKind.STAGE,),
}
"""What may be entered below a part."""


def _node_facts(one: ProgrammeNode, strategy: Strategy) -> list[Fact]:
    facts = [Fact(_("Kind of part"), PartKind(one.kind).label, detail=_("draft") if one.is_draft else "")]
    if one.lead_post:
        facts.append(Fact(_("Lead or coordinator"), one.lead_post, language=strategy.language))
    if one.weight is not None:
        facts.append(Fact(_("Weight"), f"{float(one.weight):g}"))
    if one.weight_basis.value != Basis.NONE:
        facts.append(Fact(_("Weights of the parts below rest on"), Basis(one.weight_basis).label))
    if one.aid_relevant:
        facts.append(Fact(_("State aid"), _("money may go to firms: it is checked before it is granted")))
    return facts


def _by_hand(known: Known, task: str, strategy: Strategy) -> list[Fact]:
    """Return the statuses that somebody set by hand; the computed one stands on the page of the monitoring."""
    return [
        Fact(
            _("Status set by hand"),
            f"{HandColour(one.colour.value).label}, {one.year}",
            foreign(one.reason, strategy.language),
        )
        for one in known.stated
        if one.task == task
    ]


def _stages(plan: Programme, task: ProgrammeNode, done: Mapping[str, Mapping[str, Quantity]]) -> Table | None:
    stages = [one for one in plan.children(task.key) if one.kind is NodeKind.STAGE]
    if not stages:
        return None
    years = sorted({year for one in stages for year in (*one.points, *done.get(one.key, {}))})
    columns = [
        Column(_("Stage")),
        *(Column(year, numeric=True) for year in years),
        Column(_("All years"), numeric=True),
    ]
    rows: list[list[object]] = []
    for one in stages:
        cells = [_stage_cell(one.points.get(year), done.get(one.key, {}).get(year)) for year in years]
        rows.append(
            [
                Cell(f"{one.number_text}. {one.title}", language=plan.language),
                *cells,
                shown(points_of(one.points.values())),
            ]
        )
    note = _("Done/planned, in percentage points of the whole task. What was done is as its card or its reports say.")
    return Table(_("Stages"), columns, rows, note=note)


def _stage_cell(plan: Quantity | None, done: Quantity | None) -> str:
    if plan is None and done is None:
        return _("not planned")
    words = [shown(done) if done is not None else "…", shown(plan) if plan is not None else _("not planned")]
    return "/".join(words)
