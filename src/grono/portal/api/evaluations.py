"""Operations on plans and results of evaluations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import evaluation_schemas as schemas
from grono.portal.api.answers import language, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters
from grono.portal.evaluations.goals import newest_result
from grono.portal.evaluations.pages.results import caveats_of
from grono.portal.evaluations.queries import (
    finished_run_visible_to,
    plan_visible_to,
    plans_of_goals,
    published_results,
    runs_of,
)
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))


@router.get(
    "/evaluations",
    response={200: schemas.Results, 422: WrongParameters},
    url_name="evaluations",
    summary=_("Published results of evaluations, whatever their verdict"),
)
def list_results(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Return the results, the newest first."""
    found = published_results(reader_of(request))
    items = [_entry(request, one) for one in part_of(found, asked)]
    return paged(request, asked, found.count(), items)


@router.get(
    "/evaluations/{public_id}",
    response={200: schemas.ResultDetails, **REFUSED},
    url_name="evaluation",
    summary=_("One result of an evaluation with its reasons, caveats and series"),
)
def one_result(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one result; the same numbers as on the page."""
    found = finished_run_visible_to(reader_of(request), public_id)
    result = found.result or {}
    reasons = result["verdict"]["reasons"]
    return {
        **_entry(request, found),
        "reasons": reasons.get(language(), reasons["en"]),
        "caveats": caveats_of(found, language()),
        "plan_sha256": found.plan.locked_hash,
        "table_sha256": found.table.sha256,
        "source": found.table.source,
        "version": found.version,
        "result": result,
    }


@router.get(
    "/evaluation-plans/{public_id}",
    response={200: schemas.PlanDetails, **REFUSED},
    url_name="evaluation_plan",
    summary=_("One plan of an evaluation with the hash it was locked with"),
)
def one_plan(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return one plan."""
    reader = reader_of(request)
    found = plan_visible_to(reader, public_id)
    return {
        "public_id": found.public_id,
        "question": text(found.question, found.language),
        "locked_at": found.locked_at,
        "sha256": found.locked_hash,
        "is_intact": found.is_intact,
        "about": _about(found),
        "plan": found.content,
        "results": [run.public_id for run in runs_of(reader, found)],
        "page": request.build_absolute_uri(reverse("evaluations:plan", args=[found.public_id])),
    }


@router.get(
    "/strategies/{public_id}/evaluations",
    response={200: schemas.GoalEvaluations, **REFUSED},
    url_name="goal_evaluations",
    summary=_("Evaluations of the goals of a strategy, with their verdicts"),
)
def evaluations_of_goals(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> dict[str, Any]:  # noqa: ARG001
    """Return the plans that were written for goals of a strategy; a target that was reached is no verdict."""
    reader = reader_of(request)
    strategy = strategy_visible_to(reader, public_id)
    items = [_of_goal(plan) for plan in plans_of_goals(reader, strategy)]
    return {"strategy": strategy.public_id, "items": items}


def _of_goal(plan: EvaluationPlan) -> dict[str, Any]:
    from grono.evaluation import verdict_sentence  # loads what computes; pages start without

    run = newest_result(plan)
    result = (run.result or {}) if run is not None else None
    return {
        **(_about(plan) or {}),
        "plan": plan.public_id,
        "question": text(plan.question, plan.language),
        "locked_at": plan.locked_at,
        "sha256": plan.locked_hash,
        "is_intact": plan.is_intact,
        "result": run.public_id if run is not None else None,
        "verdict": result["verdict"]["name"] if result is not None else None,
        "sentence": verdict_sentence(result, language()) if result is not None else None,
    }


def _about(plan: EvaluationPlan) -> dict[str, str] | None:
    return {"strategy": plan.strategy.public_id, "goal": plan.goal_key} if plan.strategy is not None else None


def _entry(request: HttpRequest, run: EvaluationRun) -> dict[str, Any]:
    from grono.evaluation import verdict_sentence  # loads what computes; pages start without

    result = run.result or {}
    return {
        "public_id": run.public_id,
        "plan": run.plan.public_id,
        "question": text(run.plan.question, run.plan.language),
        "outcome": result["plan"]["outcome"],
        "method": result["plan"]["method"],
        "verdict": result["verdict"]["name"],
        "sentence": verdict_sentence(result, language()),
        "effect": result["effect"],
        "interval": result["interval"],
        "p_value": result["p_value"],
        "is_synthetic": run.plan.is_synthetic,
        "published_at": run.published_at,
        "page": request.build_absolute_uri(reverse("evaluations:result", args=[run.public_id])),
    }
