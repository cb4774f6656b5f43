from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from grono.evaluation import METHODS, VerdictName, verdict_sentence
from grono.evaluation.plan_words import PAGES, aggregation_title, control_title, donor_rule_title
from grono.portal.core.display import Card, Cell, Column, Download, Fact, Link, Status, Table
from grono.portal.evaluations.queries import PLAN
from grono.portal.strategies.goal_queries import goals_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.messages import Message
    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun

TONES: dict[str, Tone] = {"effect": "success", "no_detectable_effect": "information", "not_identifiable": "warning"}


def said(sentence: Message) -> str:
    """Return a sentence of the library in the reader's language."""
    return sentence.in_language(get_language() or "en")


def verdict_status(run: EvaluationRun) -> Status:
    """Return the verdict as a status; a run without one is at work."""
    if run.result is None:
        return Status(_("at work"), "active")
    name = VerdictName(run.result["verdict"]["name"])
    return Status(said(name.label), TONES[name.value])


def plan_status(plan: EvaluationPlan) -> Status:
    """Return whether a plan is a draft or locked."""
    return (
        Status(_("locked"), "success")
        if plan.is_locked
        else Status(pgettext("state of a plan of an evaluation", "draft"), "neutral")
    )


def breadcrumbs(plan: EvaluationPlan | None = None) -> list[Link]:
    """Return the way to a page of the evaluations."""
    way = [Link(_("Evaluations"), reverse("evaluations:list"))]
    if plan is not None:
        way.append(Link(plan.question, reverse("evaluations:plan", args=[plan.public_id])))
    return way


def result_cards(runs: Iterable[EvaluationRun]) -> list[Card]:
    """Return a card for each published result: question, verdict."""
    return [
        Card(
            title=run.plan.question,
            href=reverse("evaluations:result", args=[run.public_id]),
            text=verdict_sentence(run.result or {}, get_language() or "en"),
            detail=_("Invented figures") if run.plan.is_synthetic else run.table.source,
            status=verdict_status(run),
            language=run.plan.language,
        )
        for run in runs
    ]


def plan_table(plans: Iterable[EvaluationPlan]) -> Table:
    """Return the plans, for who writes them."""
    columns = [Column(_("Question")), Column(_("Method")), Column(_("State")), Column(_("Results"), numeric=True)]
    rows = [
        [
            Cell(plan.question, href=reverse("evaluations:plan", args=[plan.public_id]), language=plan.language),
            said(METHODS[plan.content["method"]]),
            Cell(None, status=plan_status(plan)),
            plan.all_runs,  # type: ignore[attr-defined]  # counted by the query
        ]
        for plan in plans
    ]
    return Table(_("Plans"), columns, rows, empty=_("No plan has been written yet."))


def one_plan(reader: Reader, plan: EvaluationPlan, runs: list[EvaluationRun]) -> dict[str, Any]:
    """Return everything the page of one plan shows."""
    return {
        "plan": plan,
        "status": plan_status(plan),
        "facts": [*_goal_fact(reader, plan), *plan_facts(plan)],
        "places": _places(plan),
        "table": _run_table(runs),
        "breadcrumbs": breadcrumbs(),
        "may_plan": reader.can(PLAN),
        "download": Download(
            _("Canonical JSON of the plan"), reverse("evaluations:plan_file", args=[plan.public_id]), "JSON"
        ),
    }


def _goal_fact(reader: Reader, plan: EvaluationPlan) -> list[Fact]:
    """Return the goal that a plan judges, for who sees its strategy."""
    if plan.strategy is None:
        return []
    goals = {goal.key: goal for goal in goals_visible_to(reader, plan.strategy)}
    goal = goals.get(plan.goal_key)
    if goal is None:
        return [Fact(_("Goal"), _("a goal that is not in the plan of its strategy now"))]
    href = reverse("strategies:plan_node", args=[plan.strategy.public_id, goal.key])
    return [Fact(_("Goal"), goal.name, href=href, detail=plan.strategy.title, language=plan.strategy.language)]


def plan_facts(plan: EvaluationPlan) -> list[Fact]:
    """Return what a plan says, line by line."""
    read = plan.read()
    facts = [
        Fact(_("Outcome"), read.outcome, language=plan.language),
        Fact(_("Method"), said(METHODS[read.method]), href=reverse("maps:method_document", args=[PAGES[read.method]])),
        Fact(_("Compared with whom"), said(donor_rule_title(read.donor_rule)), detail=", ".join(read.donors)),
        Fact(_("Spill-over ring"), ", ".join(read.ring) or _("none named")),
        Fact(_("Periods"), _periods(read.first_period, read.last_period)),
        Fact(_("Accepted chance of an error, α"), read.alpha),
        Fact(_("Seed"), str(read.seed)),
    ]
    if read.method == "group_time_effects":
        facts.append(Fact(_("Group-time effects: compared with"), said(control_title(read.control))))
        facts.append(Fact(_("Group-time effects: mean over"), said(aggregation_title(read.aggregation))))
    if read.covariates:
        facts.append(Fact(_("Further columns to be met"), ", ".join(read.covariates)))
    facts.append(Fact(_("Written"), plan.created_at))
    if plan.is_locked:
        facts += [Fact(_("Locked"), plan.locked_at), Fact(_("SHA-256 of the locked plan"), plan.locked_hash)]
    if plan.follows is not None:
        facts.append(
            Fact(
                _("Begun from"), plan.follows.question, href=reverse("evaluations:plan", args=[plan.follows.public_id])
            )
        )
    return facts


def _periods(first: str, last: str) -> str:
    if first and last:
        return _("from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("from %(first)s to the end of the table") % {"first": first}
    if last:
        return _("from the beginning of the table to %(last)s") % {"last": last}
    return _("all periods of the table")


def _places(plan: EvaluationPlan) -> Table:
    columns = [Column(_("Unit")), Column(_("Since"))]
    return Table(_("Where the policy took place"), columns, [[unit, period] for unit, period in plan.read().treated])


def _run_table(runs: list[EvaluationRun]) -> Table:
    columns = [Column(_("Started")), Column(_("Verdict")), Column(_("Table")), Column(_("Published"))]
    rows = [
        [
            Cell(run.created_at, href=reverse("evaluations:result", args=[run.public_id])),
            Cell(None, status=verdict_status(run)),
            Cell(run.table.name, detail=run.table.source),
            run.published_at,
        ]
        for run in runs
    ]
    return Table(_("Results"), columns, rows, empty=_("The plan has not been carried out yet."))
