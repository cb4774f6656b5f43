"""What the page of a plan shows, whole and in brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Column, Fact, Table
from grono.portal.strategies.kinds import (
    PartKind,
    PlanView,
)
from grono.portal.strategies.log_queries import versions_of
from grono.portal.strategies.pages.plan_findings import plan_groups
from grono.portal.strategies.pages.plan_pictures import figure_of, plan_bars
from grono.portal.strategies.pages.plan_progress import progress_table
from grono.portal.strategies.pages.plan_struck_out import struck_out_table
from grono.portal.strategies.pages.plan_tables import funding_table, indicator_table, versions_table
from grono.portal.strategies.pages.plan_words import named, points_of, provenance_of, shown, way
from grono.portal.strategies.pages.wording import reader_language, short_share
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.plan_struck_out import struck_out_of
from grono.portal.strategies.row_queries import count_of_drafts, removed_rows_of
from grono.portal.strategies.standing import known_of
from grono.quantities import Quantity, Range
from grono.strategy import NodeKind
from grono.strategy import PlanView as View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy, StrategyVersion
    from grono.strategy import Programme, ProgrammeNode

MOST_ROWS = 60
"""So many indicators or sources of money stand on the page of the plan; the others on the pages of their parts."""
MOST_PARTS = 150
"""So many parts stand there; of a larger plan those above the tasks."""


def plan_page(reader: Reader, strategy: Strategy, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the page of a plan shows."""
    executed = chosen["view"] == PlanView.AS_EXECUTED
    view = View.AS_ADOPTED if chosen["view"] == PlanView.AS_ADOPTED else View.AS_REVISED
    plan = plan_of(reader, strategy, view, on=chosen["on"], known_on=chosen["known_on"])
    known = known_of(reader, strategy, plan)
    done = known.done
    versions, drafts = list(versions_of(reader, strategy)), count_of_drafts(reader, strategy)
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy, plan=False),
        "is_empty": not plan.nodes,
        "executed": executed,
        "facts": _facts(strategy, plan, versions),
        "tree": _tree(strategy, plan, done if executed else None),
        "figure": figure_of(strategy, plan_bars(plan, known), reader_language()),
        "progress": progress_table(strategy, plan, known),
        "groups": plan_groups(strategy, plan, known, may_edit=reader.can("strategies.edit_plan")),
        "indicators": _indicators(plan),
        "count_of_indicators": len(plan.indicators),
        "funding": funding_table(plan.funding, plan) if len(plan.funding) <= MOST_ROWS else None,
        "count_of_funding": len(plan.funding),
        "struck_out": None
        if view is View.AS_ADOPTED
        else struck_out_table(
            strategy,
            struck_out_of(reader, strategy, on=chosen["on"], known_on=chosen["known_on"]),
            may_adopt=reader.can("strategies.adopt_plan"),
        ),
        "resolutions": versions_table(versions),
        "drafts": drafts,
        "is_adopted": bool(versions),
        "removed": removed_rows_of(reader, strategy),
        "may_edit": reader.can("strategies.edit_plan"),
        "may_adopt": reader.can("strategies.adopt_plan"),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "provenance": provenance_of(strategy, versions),
    }


def plan_in_brief(reader: Reader, strategy: Strategy) -> dict[str, Any] | None:
    """Return facts, parts and indicators of the plan as it stands now, for the page of the strategy; None without parts."""
    plan = plan_of(reader, strategy)
    if not plan.nodes:
        return None
    facts = _facts(strategy, plan, list(versions_of(reader, strategy)))
    return {"facts": facts, "tree": _tree(strategy, plan, None), "indicators": _indicators(plan)}


def _facts(strategy: Strategy, plan: Programme, versions: Sequence[StrategyVersion]) -> list[Fact]:
    kinds = [one.kind for one in plan.nodes]
    counts = (
        (ngettext("%(count)s goal", "%(count)s goals", kinds.count(NodeKind.GOAL)), kinds.count(NodeKind.GOAL)),
        (ngettext("%(count)s task", "%(count)s tasks", kinds.count(NodeKind.TASK)), kinds.count(NodeKind.TASK)),
        (ngettext("%(count)s stage", "%(count)s stages", kinds.count(NodeKind.STAGE)), kinds.count(NodeKind.STAGE)),
        (ngettext("%(count)s indicator", "%(count)s indicators", len(plan.indicators)), len(plan.indicators)),
    )
    facts = [
        Fact(_("In this view"), ", ".join(words % {"count": count} for words, count in counts if count) or _("nothing"))
    ]
    if versions:
        facts.append(Fact(_("Last decision"), plan.resolution or _("none by that day"), language=strategy.language))
    if strategy.horizon_from or strategy.horizon_to:
        facts.append(Fact(_("Years"), f"{strategy.horizon_from or '…'}–{strategy.horizon_to or '…'}"))
    if strategy.consistent_with:
        facts.append(Fact(_("Consistent with"), "; ".join(strategy.consistent_with), language=strategy.language))
    return facts


def _tree(strategy: Strategy, plan: Programme, done: Mapping[str, Mapping[str, Quantity]] | None) -> Table:
    columns = [
        Column(_("Part of the strategy")),
        Column(_("Lead or coordinator")),
        Column(_("Planned points"), numeric=True),
    ]
    if done is not None:
        columns += [Column(_("Points done"), numeric=True), Column(_("Done of planned"), numeric=True)]
    parents = {one.key: one for one in plan.nodes}
    stages: dict[str | None, list[ProgrammeNode]] = {}
    for one in plan.nodes:
        if one.kind is NodeKind.STAGE:
            stages.setdefault(one.parent, []).append(one)
    parts = [one for one in plan.nodes if one.kind is not NodeKind.STAGE]
    shown = parts if len(parts) <= MOST_PARTS else [one for one in parts if not _is_below(one)]
    rows = [_part(strategy, one, stages.get(one.key, []), parents, done) for one in shown]
    return Table(
        _("Parts of the strategy"), columns, rows, note=_left_out(parts, shown), empty=_("Nothing in this view.")
    )


def _is_below(one: ProgrammeNode) -> bool:
    """Say whether a task stands on the page of the part above it."""
    return one.kind is NodeKind.TASK and one.parent is not None


def _left_out(parts: Sequence[ProgrammeNode], shown: Sequence[ProgrammeNode]) -> str:
    count = len(parts) - len(shown)
    return _("The %(count)s tasks stand on the pages of the parts above them.") % {"count": count} if count else ""


def _part(
    strategy: Strategy,
    one: ProgrammeNode,
    stages: Sequence[ProgrammeNode],
    parents: Mapping[str, ProgrammeNode],
    done: Mapping[str, Mapping[str, Quantity]] | None,
) -> list[object]:
    kind = str(PartKind(one.kind).label)
    notes = [_("draft")] if one.is_draft else []
    if one.aid_relevant:
        notes.append(_("state aid is checked"))
    detail = ", ".join([kind, *notes])
    points = points_of(value for stage in stages for value in stage.points.values())
    is_task = one.kind is NodeKind.TASK
    row: list[object] = [
        Cell(
            named(one, parents),
            reverse("strategies:plan_node", args=[strategy.public_id, one.key]),
            detail,
            strategy.language,
        ),
        Cell(one.lead_post or "–", language=strategy.language if one.lead_post else ""),
        (shown(points) if isinstance(points, Range) else _("not planned")) if is_task else "",
    ]
    if done is not None:
        row += _done(stages, points, done) if is_task else ["", ""]
    return row


def _done(
    stages: Sequence[ProgrammeNode], points: Quantity, done: Mapping[str, Mapping[str, Quantity]]
) -> list[object]:
    values = [value for stage in stages for value in done.get(stage.key, {}).values()]
    if not values:
        return [_("not reported"), "–"]
    sum_ = points_of(values)
    share = sum_ / points
    known = share.lower if isinstance(share, Range) and share.is_exact else None
    return [shown(sum_), short_share(known) if known is not None else shown(share)]


def _indicators(plan: Programme) -> Table | None:
    return indicator_table(plan.indicators, plan) if 0 < len(plan.indicators) <= MOST_ROWS else None
