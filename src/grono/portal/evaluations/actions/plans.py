from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.core.visitor import Visitor
from grono.portal.evaluations.models import EvaluationPlan
from grono.portal.strategies.goal_queries import goals_visible_to

if TYPE_CHECKING:
    from grono.evaluation import Plan
    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.goal_queries import Goal
    from grono.portal.strategies.models import Strategy

LOCKED = _("This plan is locked and can no longer change. Begin a new plan from it instead.")
GOAL_GONE = _("The goal of this plan is not among those of any strategy that you see. Choose another goal, or none.")


@transaction.atomic
def write_plan(  # noqa: PLR0913 - what the form asks for
    *,
    by: User | None,
    plan: Plan,
    stored: EvaluationPlan | None = None,
    language: str = "pl",
    is_synthetic: bool = False,
    follows: EvaluationPlan | None = None,
) -> EvaluationPlan:
    """Write a new draft, or a draft anew; a locked plan is refused."""
    strategy, goal_key = _goal_of_plan(by or Visitor(), plan)
    values = {
        "question": plan.question,
        "content": plan.data(),
        "language": language,
        "is_synthetic": is_synthetic,
        "strategy": strategy,
        "goal_key": goal_key,
    }
    if stored is None:
        kept = EvaluationPlan.objects.create(created_by=by, follows=follows, **values)
    else:
        kept = _draft(stored)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(values))
    audit(by=by, verb="evaluations.write_plan", object=kept, after={"method": plan.method})
    return kept


def copy_plan(*, by: User, plan: EvaluationPlan) -> EvaluationPlan:
    """Begin a new draft from a plan; the plan itself stays as it is. A goal that is there no longer is left out."""
    content = plan.read()
    if content.goal and _found_goal(by, content) is None:
        content = replace(content, goal="")
    return write_plan(by=by, plan=content, language=plan.language, is_synthetic=plan.is_synthetic, follows=plan)


@transaction.atomic
def discard_plan(*, by: User, plan: EvaluationPlan) -> None:
    """Delete a draft; a locked plan stays for good."""
    draft = _draft(plan)
    audit(by=by, verb="evaluations.discard_plan", object=draft)
    draft.delete()


@transaction.atomic
def lock_plan(*, by: User | None, plan: EvaluationPlan) -> EvaluationPlan:
    """Lock a draft for good, with the SHA-256 of its canonical JSON (STR-38)."""
    draft = _draft(plan)
    if draft.read().goal != draft.goal_address:
        raise RefusedError(GOAL_GONE)
    draft.locked_hash = draft.read().sha256
    draft.locked_at, draft.locked_by = timezone.now(), by
    draft.save(update_fields=["locked_hash", "locked_at", "locked_by"])
    audit(by=by, verb="evaluations.lock_plan", object=draft, after={"locked_hash": draft.locked_hash})
    return draft


def _goal_of_plan(reader: Reader, plan: Plan) -> tuple[Strategy | None, str]:
    """Return the strategy and the key of the goal that a plan is written for; it has to be there."""
    if not plan.goal:
        return None, ""
    goal = _found_goal(reader, plan)
    if goal is None:
        raise RefusedError(GOAL_GONE)
    return goal.strategy, goal.key


def _found_goal(reader: Reader, plan: Plan) -> Goal | None:
    goals = goals_visible_to(reader)
    return next((goal for goal in goals if plan.goal == f"{goal.strategy.public_id}/{goal.key}"), None)


def _draft(plan: EvaluationPlan) -> EvaluationPlan:
    locked = EvaluationPlan.objects.select_for_update().get(pk=plan.pk)
    if locked.is_locked:
        raise RefusedError(LOCKED)
    return locked
