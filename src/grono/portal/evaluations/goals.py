"""The evaluations of a goal: on the page of the goal, and as findings about its strategy (STR-38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.evaluation import verdict_sentence
from grono.portal.core.display import Cell, Column, Link, Table
from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.pages.plans import plan_status
from grono.portal.evaluations.queries import PLAN, every_plan_of_goals, plans_of_goals
from grono.portal.strategies.goal_queries import adopted_on
from grono.portal.strategies.goal_sections import GoalSection
from grono.strategy.findings_evaluation import GoalPlan, evaluation_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun
    from grono.portal.strategies.models import Strategy
    from grono.strategy import Finding, Programme


def section_of_goal(reader: Reader, strategy: Strategy, key: str) -> GoalSection | None:
    """Return the plans of evaluation of a goal with their verdicts, and the way to write one for who may."""
    plans = plans_of_goals(reader, strategy, key)
    if not plans and not reader.can(PLAN):
        return None
    address = f"{reverse('evaluations:new')}?goal={strategy.public_id}/{key}"
    actions = [Link(_("Write a plan of an evaluation for this goal"), address)] if reader.can(PLAN) else []
    text = _(
        "Whether the goal was reached is one question, whether the strategy did it another: only an evaluation answers it."
    )
    return GoalSection(_("Evaluation of this goal"), text, table_of_plans(plans) if plans else None, actions)


def table_of_plans(plans: Sequence[EvaluationPlan]) -> Table:
    """Return plans with their state and the verdict of their newest published result."""
    columns = [Column(_("Question")), Column(_("Plan")), Column(_("Verdict"))]
    return Table(_("Plans of evaluation and their verdicts"), columns, [_row(plan) for plan in plans])


def _row(plan: EvaluationPlan) -> list[object]:
    run = newest_result(plan)
    href = reverse("evaluations:plan", args=[plan.public_id])
    locked = _("locked on %(day)s") % {"day": day(timezone.localdate(plan.locked_at))} if plan.locked_at else ""
    invented = _("invented figures") if plan.is_synthetic else ""
    state = Cell("", status=plan_status(plan), detail="; ".join(part for part in (locked, invented) if part))
    return [Cell(plan.question, href, language=plan.language), state, _verdict(run)]


def _verdict(run: EvaluationRun | None) -> Cell:
    if run is None:
        return Cell(_("No result is published: nothing is known of an effect."))
    sentence = verdict_sentence(run.result or {}, get_language() or "en")
    return Cell(sentence, reverse("evaluations:result", args=[run.public_id]))


def newest_result(plan: EvaluationPlan) -> EvaluationRun | None:
    """Return the newest published result of a plan that :func:`plans_of_goals` found."""
    found: list[EvaluationRun] = getattr(plan, "published", [])
    return found[-1] if found else None


def findings_of_goals(programme: Programme) -> list[Finding]:
    """Return what is wrong about the evaluation plans of the goals: open when the goal was adopted, locked later, changed since."""
    names = {one.key: f"{one.number_text} {one.title}".strip() for one in programme.nodes}
    plans = [plan for plan in every_plan_of_goals(programme.key) if plan.goal_key in names]
    if not plans:
        return []
    adopted = adopted_on({plan.goal_key for plan in plans})
    told = [
        GoalPlan(
            goal_key=plan.goal_key,
            goal=names[plan.goal_key],
            adopted=adopted.get(plan.goal_key),
            locked=timezone.localdate(plan.locked_at) if plan.locked_at else None,
            is_intact=plan.is_intact,
        )
        for plan in plans
    ]
    return list(evaluation_findings(told))
