from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.core.publishing import keep_first_result, publish_found, withdraw_found
from grono.portal.core.runs import start_run
from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun, EvaluationTable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.evaluations.reading import TableRead

EVALUATE = "evaluations.evaluate"
"""The kind of background work that carries out a plan."""
FINISHED = "finished_at"


@transaction.atomic
def load_table(
    *, by: User | None, read: TableRead, source: str, notes: Mapping[str, Sequence[str]] | None = None
) -> EvaluationTable:
    """Keep a table that was read and checked, with what has to be known of its figures by language."""
    table = EvaluationTable.objects.create(
        name=read.name,
        source=source,
        sha256=read.sha256,
        content=read.content,
        units=read.units,
        periods=read.periods,
        notes={language: list(sentences) for language, sentences in (notes or {}).items()},
        uploaded_by=by,
    )
    audit(by=by, verb="evaluations.load_table", object=table, after={"sha256": table.sha256})
    return table


@transaction.atomic
def start_evaluation(*, by: User, plan: EvaluationPlan, table: EvaluationTable) -> tuple[EvaluationRun, BackgroundRun]:
    """Carry out a locked plan on a table, in the background."""
    run = begin_run(by=by, plan=plan, table=table)
    return run, start_run(by=by, kind=EVALUATE, subject_public_id=run.public_id)


@transaction.atomic
def begin_run(*, by: User | None, plan: EvaluationPlan, table: EvaluationTable) -> EvaluationRun:
    """Note that a locked plan is carried out on a table; whoever calls this carries it out."""
    locked = EvaluationPlan.objects.select_for_update().get(pk=plan.pk)
    if not locked.is_locked:
        raise RefusedError(
            _("Lock the plan first: an evaluation is only worth something when its plan came before its result.")
        )
    if not locked.is_intact:
        raise RefusedError(
            _(
                "The stored plan does not give the hash it was locked with. Somebody changed it outside Grono; begin a new plan."
            )
        )
    run = EvaluationRun.objects.create(plan=locked, table=table, created_by=by)
    audit(by=by, verb="evaluations.start_evaluation", object=run, after={"sha256": table.sha256})
    return run


@transaction.atomic
def keep_result(
    *, by: User | None, run: EvaluationRun, result: Mapping[str, Any], pictures: Mapping[str, Any]
) -> EvaluationRun:
    """Keep what came out; a run that was repeated keeps its first result."""
    kept, is_new = keep_first_result(found=run, finished=FINISHED, result=result, pictures=pictures)
    if is_new:
        audit(by=by, verb="evaluations.keep_result", object=kept, after={"verdict": result["verdict"]["name"]})
    return kept


def publish_result(*, by: User | None, run: EvaluationRun) -> EvaluationRun:
    """Let everyone read a result, whatever its verdict."""
    too_early = _("This evaluation is not finished, so there is nothing to publish yet.")
    return publish_found(by=by, found=run, finished=FINISHED, verb="evaluations.publish_result", too_early=too_early)


def withdraw_result(*, by: User, run: EvaluationRun) -> EvaluationRun:
    """Take a result from the public pages."""
    return withdraw_found(by=by, found=run, verb="evaluations.withdraw_result")
