"""Everything that is read of evaluations: what is published by anyone, the rest by who writes plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q
from django.shortcuts import get_object_or_404

from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun, EvaluationTable

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy

PLAN, PUBLISH = "evaluations.plan", "evaluations.publish"


def plans_visible_to(reader: Reader) -> QuerySet[EvaluationPlan]:
    """Return all plans for who writes them; for others locked ones with a published result."""
    plans = EvaluationPlan.objects.annotate(
        published_runs=Count("runs", filter=Q(runs__published_at__isnull=False), distinct=True),
        all_runs=Count("runs", distinct=True),
    ).order_by("-created_at", "-pk")
    return plans if reader.can(PLAN) else plans.filter(published_runs__gt=0)


def plan_visible_to(reader: Reader, public_id: str) -> EvaluationPlan:
    """Return one plan, or answer 404."""
    return get_object_or_404(plans_visible_to(reader).select_related("follows", "strategy"), public_id=public_id)


def plans_of_goals(reader: Reader, strategy: Strategy, key: str = "") -> list[EvaluationPlan]:
    """Return the plans of the goals of a strategy, or of one goal, the newest first, each with its newest published result."""
    found = plans_visible_to(reader).filter(strategy=strategy).select_related("strategy")
    found = found.filter(goal_key=key) if key else found
    newest = published_results(reader).order_by("published_at", "pk")
    return list(found.prefetch_related(Prefetch("runs", queryset=newest, to_attr="published")))


def every_plan_of_goals(strategy_public_id: str) -> list[EvaluationPlan]:
    """Return the plans of all goals of a strategy for what everyone may know of them: that they are there, and since when locked."""
    return list(
        EvaluationPlan.objects.select_related("strategy").filter(strategy__public_id=strategy_public_id).order_by("pk")
    )


def runs_visible_to(reader: Reader) -> QuerySet[EvaluationRun]:
    """Return all results for who writes plans; for others published ones. Tables come without their cells."""
    runs = EvaluationRun.objects.select_related("plan__strategy", "table").defer("table__content")
    return runs if reader.can(PLAN) else runs.filter(published_at__isnull=False)


def run_visible_to(reader: Reader, public_id: str) -> EvaluationRun:
    """Return one result, or answer 404."""
    return get_object_or_404(runs_visible_to(reader), public_id=public_id)


def runs_of(reader: Reader, plan: EvaluationPlan) -> QuerySet[EvaluationRun]:
    """Return the results of a plan, the newest first, without their pictures."""
    return runs_visible_to(reader).filter(plan=plan).defer("table__content", "pictures")


def published_results(reader: Reader) -> QuerySet[EvaluationRun]:
    """Return what is published, the newest first, without pictures."""
    found = runs_visible_to(reader).filter(published_at__isnull=False)
    return found.defer("table__content", "pictures").order_by("-published_at", "-pk")


def tables_for(reader: Reader) -> QuerySet[EvaluationTable]:
    """Return the tables that were loaded, without their cells, for who may use them again."""
    tables = EvaluationTable.objects.defer("content")
    return tables if reader.can(PLAN) else tables.none()


def table_of(reader: Reader, run: EvaluationRun) -> str:
    """Return the table of a result the reader may see, as the text of a CSV file."""
    visible = get_object_or_404(runs_visible_to(reader), pk=run.pk)
    return EvaluationTable.objects.values_list("content", flat=True).get(pk=visible.table_id)


def times_carried_out(plan: EvaluationPlan) -> int:
    """Return how often a plan was carried out to the end, published or not: whoever reads one result should know of the others."""
    return EvaluationRun.objects.filter(plan=plan, finished_at__isnull=False).count()


def run_at_work(run: BackgroundRun) -> EvaluationRun:
    """Return the evaluation that a background run carries out."""
    return EvaluationRun.objects.select_related("plan", "table").get(public_id=run.subject_public_id)


def count_published() -> int:
    """Return how many results anyone can read."""
    return EvaluationRun.objects.filter(published_at__isnull=False).count()


def plan_of_demonstration(question: str) -> EvaluationPlan | None:
    """Return the locked invented plan of this question, where the demonstration is loaded already."""
    return EvaluationPlan.objects.filter(question=question, is_synthetic=True, locked_at__isnull=False).first()


def finished_run_visible_to(reader: Reader, public_id: str) -> EvaluationRun:
    """Return one result that is there, without its pictures, or answer 404."""
    found = runs_visible_to(reader).filter(finished_at__isnull=False).defer("table__content", "pictures")
    return get_object_or_404(found, public_id=public_id)
