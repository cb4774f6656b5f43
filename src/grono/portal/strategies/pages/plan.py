"""What the pages of a plan show: its parts, one part, its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Column, Fact, Link, Provenance, Status, Table
from grono.portal.core.templatetags.grono import day, moment
from grono.portal.strategies.executed import done_of
from grono.portal.strategies.kinds import (
    AuthorityKind,
    Basis,
    MeasureKind,
    PartKind,
    PlanField,
    PlanView,
    Precision,
    VersionKind,
)
from grono.portal.strategies.pages.wording import foreign, reader_language, said, short_share
from grono.portal.strategies.plan_cells import content_of
from grono.portal.strategies.plan_queries import check_of_log, count_of_drafts, plan_of, removed_rows_of, versions_of
from grono.portal.strategies.values import decoded
from grono.quantities import Quantity, Range, display, not_planned, total
from grono.strategy import NodeKind
from grono.strategy import PlanView as View

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import PlanFact, Strategy, StrategyVersion
    from grono.strategy import ChainCheck, Programme, ProgrammeFunding, ProgrammeIndicator, ProgrammeNode

MOST_INDICATORS = 60
"""So many indicators stand on the page of the plan; the others on the pages of their parts."""


def way(strategy: Strategy, *, plan: bool = True) -> list[Link]:
    """Return the way to a page below a plan."""
    links = [
        Link(_("Strategies"), reverse("strategies:list")),
        Link(strategy.title, reverse("strategies:strategy", args=[strategy.public_id])),
    ]
    return [*links, Link(_("Plan"), reverse("strategies:plan", args=[strategy.public_id]))] if plan else links


def shown(value: Quantity) -> str:
    """Return a quantity in the reader's form."""
    return display(value, reader_language())


def shown_stored(stored: str) -> str:
    """Return a stored value, text or quantity, in the reader's form."""
    value = decoded(stored)
    return shown(value) if isinstance(value, Quantity) else value


def dated(value: date, precision: str) -> str:
    """Return a date as exactly as its source gives it."""
    if precision == Precision.YEAR:
        return str(value.year)
    return f"{value.year}-{value.month:02d}" if precision == Precision.MONTH else day(value)


def plan_page(reader: Reader, strategy: Strategy, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Return everything the page of a plan shows."""
    executed = chosen["view"] == PlanView.AS_EXECUTED
    view = View.AS_ADOPTED if chosen["view"] == PlanView.AS_ADOPTED else View.AS_REVISED
    plan = plan_of(reader, strategy, view, on=chosen["on"], known_on=chosen["known_on"])
    done = done_of(reader, strategy) if executed else {}
    versions, drafts = list(versions_of(reader, strategy)), count_of_drafts(reader, strategy)
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy, plan=False),
        "is_empty": not plan.nodes,
        "executed": executed,
        "facts": _facts(strategy, plan, versions),
        "tree": _tree(strategy, plan, done if executed else None),
        "indicators": _indicators(plan) if len(plan.indicators) <= MOST_INDICATORS else None,
        "count_of_indicators": len(plan.indicators),
        "funding": _funding(plan.funding, plan),
        "resolutions": versions_table(versions),
        "drafts": drafts,
        "is_adopted": bool(versions),
        "removed": removed_rows_of(reader, strategy),
        "may_edit": reader.can("strategies.edit_plan"),
        "may_adopt": reader.can("strategies.adopt_plan"),
        "query": urlencode({name: value for name, value in chosen.items() if value}),
        "provenance": _provenance(strategy, versions),
    }


def plan_in_brief(reader: Reader, strategy: Strategy) -> dict[str, Any] | None:
    """Return facts, parts and indicators of the plan as it stands now, for the page of the strategy; None without parts."""
    plan = plan_of(reader, strategy)
    if not plan.nodes:
        return None
    indicators = _indicators(plan) if len(plan.indicators) <= MOST_INDICATORS else None
    facts = _facts(strategy, plan, list(versions_of(reader, strategy)))
    return {"facts": facts, "tree": _tree(strategy, plan, None), "indicators": indicators}


def _provenance(strategy: Strategy, versions: Sequence[StrategyVersion]) -> Provenance:
    sure = (
        _("As the strategy says it; every change names its authority.")
        if versions
        else _("As entered; not adopted by a resolution here.")
    )
    recorded = max((one.recorded_at for one in versions), default=strategy.created_at)
    return Provenance(sure, _("Entered %(day)s") % {"day": day(recorded)}, foreign(strategy.source, strategy.language))


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


def versions_table(versions: Sequence[StrategyVersion]) -> Table | None:
    """Return the resolutions of a strategy."""
    if not versions:
        return None
    columns = [
        Column(_("Version"), numeric=True),
        Column(_("Kind")),
        Column(_("Resolution")),
        Column(_("Date")),
        Column(_("In force from")),
        Column(_("Recorded")),
    ]
    rows = [
        [
            one.number,
            VersionKind(one.kind).label,
            one.resolution_number,
            dated(one.resolution_date, one.resolution_precision),
            dated(one.valid_from, one.resolution_precision if one.valid_from == one.resolution_date else Precision.DAY),
            moment(one.recorded_at),
        ]
        for one in versions
    ]
    return Table(_("Resolutions"), columns, rows)


def planned(node: ProgrammeNode, plan: Programme) -> Quantity:
    """Return all points planned for a stage or for the stages of a task."""
    stages = (
        [node]
        if node.kind is NodeKind.STAGE
        else [one for one in plan.children(node.key) if one.kind is NodeKind.STAGE]
    )
    return _sum(value for stage in stages for value in stage.points.values())


def _sum(values: Iterable[Quantity]) -> Quantity:
    every = list(values)
    return total(every, non_negative_flow=True).value if every else not_planned()


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
    rows = [
        _part(strategy, one, stages.get(one.key, []), parents, done)
        for one in plan.nodes
        if one.kind is not NodeKind.STAGE
    ]
    return Table(_("Parts of the strategy"), columns, rows, empty=_("Nothing in this view."))


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
    points = _sum(value for stage in stages for value in stage.points.values())
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
    sum_ = _sum(values)
    share = sum_ / points
    known = share.lower if isinstance(share, Range) and share.is_exact else None
    return [shown(sum_), short_share(known) if known is not None else shown(share)]


def named(one: ProgrammeNode, parents: Mapping[str, ProgrammeNode]) -> str:
    """Return title with the numbers of the parts above, as in „I.3.1 Współpraca”."""
    numbers, at = [one.number_text], one.parent
    while at is not None and at in parents:
        numbers.append(parents[at].number_text)
        at = parents[at].parent
    number = ".".join(number for number in reversed(numbers) if number)
    return f"{number} {one.title}".strip()


def _by_year(values: Mapping[str, Quantity]) -> str:
    return (
        "; ".join(f"{year}: {shown(value)}" if year else shown(value) for year, value in sorted(values.items())) or "–"
    )


def _indicators(plan: Programme) -> Table | None:
    return indicator_table(plan.indicators, plan) if plan.indicators else None


def indicator_table(indicators: Sequence[ProgrammeIndicator], plan: Programme) -> Table:
    """Return what the plan says about indicators."""
    columns = [
        Column(_("Indicator")),
        Column(_("Unit")),
        Column(_("Baseline")),
        Column(_("Targets")),
        Column(_("Data source")),
    ]
    unspecified = any(one.unspecified for one in indicators)
    if unspecified:
        columns.append(Column(_("Values without a role")))
    rows = [[*_indicator(one, plan), *([_by_year(one.unspecified)] if unspecified else [])] for one in indicators]
    note = (
        _("The card does not say whether these values are planned or actual; they count as neither.")
        if unspecified
        else ""
    )
    return Table(_("Indicators"), columns, rows, note=note)


def _indicator(one: ProgrammeIndicator, plan: Programme) -> list[object]:
    address = reverse("strategies:plan_node", args=[plan.key, one.node])
    return [
        Cell(one.name_text, f"{address}#indicators", str(MeasureKind(one.kind).label), plan.language),
        Cell(one.unit or "–", language=plan.language if one.unit else ""),
        _by_year(one.baseline),
        _by_year({**one.path, **one.targets}),
        Cell(one.source_text or "–", language=plan.language if one.source_text else ""),
    ]


def _funding(lines: Sequence[ProgrammeFunding], plan: Programme) -> Table | None:
    if not lines:
        return None
    columns = [
        Column(_("Source of money")),
        Column(_("Share"), numeric=True),
        Column(_("Planned amount"), numeric=True),
    ]
    rows: list[list[object]] = [
        [
            Cell(one.source_text, detail=one.group_text, language=plan.language),
            short_share(one.share / 100) if one.share is not None else "–",
            _by_year(one.amounts),
        ]
        for one in lines
    ]
    return Table(_("Sources of money"), columns, rows)


def node_page(reader: Reader, strategy: Strategy, key: str) -> dict[str, Any] | None:
    """Return what the page of one part shows, or nothing where the plan no longer has it."""
    plan = plan_of(reader, strategy)
    nodes = {one.key: one for one in plan.nodes}
    if key not in nodes:
        return None
    one = nodes[key]
    indicators = [each for each in plan.indicators if each.node == key]
    funding = [each for each in plan.funding if each.node == key]
    return {
        "strategy": strategy,
        "node": one,
        "heading": named(one, nodes),
        "breadcrumbs": way(strategy),
        "facts": _node_facts(one, strategy),
        "stages": _stages(plan, one, done_of(reader, strategy)),
        "below": [(each, named(each, nodes)) for each in plan.children(key) if each.kind is not NodeKind.STAGE],
        "stage_nodes": [each for each in plan.children(key) if each.kind is NodeKind.STAGE],
        "indicator_rows": indicators,
        "indicators": indicator_table(indicators, plan) if indicators else None,
        "funding_rows": funding,
        "funding": _funding(funding, plan),
        "may_edit": reader.can("strategies.edit_plan") and (one.is_draft or reader.can("strategies.adopt_plan")),
        "can_hold": CAN_HOLD.get(one.kind.value, ()),
        "provenance": _provenance(strategy, list(versions_of(reader, strategy))),
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
            [Cell(f"{one.number_text}. {one.title}", language=plan.language), *cells, shown(planned(one, plan))]
        )
    note = _("Done/planned, in percentage points of the whole task. What was done is as its card or its reports say.")
    return Table(_("Stages"), columns, rows, note=note)


def _stage_cell(plan: Quantity | None, done: Quantity | None) -> str:
    if plan is None and done is None:
        return _("not planned")
    words = [shown(done) if done is not None else "…", shown(plan) if plan is not None else _("not planned")]
    return "/".join(words)


def log_page(reader: Reader, strategy: Strategy, facts: Sequence[PlanFact]) -> dict[str, Any]:
    """Return what the page of the log shows."""
    check = check_of_log(reader, strategy)
    return {
        "strategy": strategy,
        "breadcrumbs": way(strategy),
        "check": check,
        "proof": proof_sentence(check),
        "status": Status(_("the chain holds"), "success") if check.holds else Status(_("the chain is broken"), "error"),
        "table": _log_table(facts, strategy),
    }


def proof_sentence(check: ChainCheck) -> str:
    """Return what the check of the chain found."""
    if check.broken is not None:
        return said(check.broken)
    sentence = ngettext(
        "%(count)s entry was checked. Its last hash is %(hash)s.",
        "%(count)s entries were checked. The last hash is %(hash)s.",
        check.entries,
    )
    return sentence % {"count": check.entries, "hash": check.last_hash}


def _log_table(facts: Sequence[PlanFact], strategy: Strategy) -> Table:
    columns = [
        Column(_("Entry"), numeric=True),
        Column(_("Field")),
        Column(_("Part of the strategy")),
        Column(_("Value")),
        Column(_("In force from")),
        Column(_("Recorded")),
        Column(_("Authority")),
    ]
    rows = [
        [
            one.number,
            f"{PlanField(one.field).label} {one.period}".strip(),
            Cell(getattr(one, "subject_title", "") or _("removed"), language=strategy.language),
            Cell(shown_stored(one.value), language=strategy.language),
            dated(one.valid_time, _precision(one)),
            moment(one.recorded_time),
            Cell(
                one.reference,
                detail=" – ".join(part for part in (str(AuthorityKind(one.authority).label), one.reason) if part),
            ),
        ]
        for one in facts
    ]
    return Table(
        _("Log of the plan"), columns, rows, empty=_("The log begins with the resolution that adopts the plan.")
    )


def _precision(one: PlanFact) -> str:
    """Return how exact the day from which an entry is in force is: as exact as the date of its resolution, when it is the same."""
    version = one.version
    same = version is not None and version.resolution_date == one.valid_time
    return version.resolution_precision if version is not None and same else Precision.DAY


def log_rows(facts: Iterable[PlanFact]) -> Iterable[list[object]]:
    """Return the log as rows for CSV, with everything the hashes cover."""
    yield [
        "number",
        "entry",
        "subject_kind",
        "subject",
        "field",
        "period",
        "value",
        "valid_time",
        "recorded_time",
        "authority",
        "reference",
        "reason",
        "version",
        "previous_hash",
        "hash",
    ]
    for one in facts:
        subject: Any = one.subject
        content = content_of(one, subject.public_id)
        yield [
            content["number"],
            content["entry"],
            *content["subject"],
            *(
                content[name]
                for name in (
                    "field",
                    "period",
                    "value",
                    "valid_time",
                    "recorded_time",
                    "authority",
                    "reference",
                    "reason",
                    "version",
                )
            ),
            one.previous_hash,
            one.hash,
        ]


def change_table(changes: Sequence[tuple[str, str, str]]) -> Table:
    """Return old and new values side by side: name, old, new."""
    columns = [Column(_("Field")), Column(_("Old value")), Column(_("New value"))]
    return Table(_("What changes"), columns, [list(one) for one in changes])
