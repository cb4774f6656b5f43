from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono import __version__
from grono.portal.core.audit import audit
from grono.portal.core.problems import RefusedError
from grono.portal.core.runs import start_run
from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun, EvaluationTable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.evaluations.reading import TableRead

EVALUATE = "evaluations.evaluate"
"""The kind of background work that carries out a plan."""


@transaction.atomic
def load_table(*, by: User | None, read: TableRead, source: str) -> EvaluationTable:
    """Keep a table that was read and checked."""
    table = EvaluationTable.objects.create(
        name=read.name,
        source=source,
        sha256=read.sha256,
        content=read.content,
        units=read.units,
        periods=read.periods,
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
    if locked.read().sha256 != locked.locked_hash:
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
    locked = EvaluationRun.objects.select_for_update().get(pk=run.pk)
    if locked.finished_at is None:
        locked.result, locked.pictures = dict(result), dict(pictures)
        locked.finished_at, locked.version = timezone.now(), __version__
        locked.save(update_fields=["result", "pictures", "finished_at", "version"])
        audit(by=by, verb="evaluations.keep_result", object=locked, after={"verdict": result["verdict"]["name"]})
    return locked


@transaction.atomic
def publish_result(*, by: User | None, run: EvaluationRun) -> EvaluationRun:
    """Let everyone read a result, whatever its verdict."""
    locked = EvaluationRun.objects.select_for_update().get(pk=run.pk)
    if locked.finished_at is None:
        raise RefusedError(_("This evaluation is not finished, so there is nothing to publish yet."))
    if locked.published_at is None:
        locked.published_at, locked.published_by = timezone.now(), by
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb="evaluations.publish_result", object=locked)
    return locked


@transaction.atomic
def withdraw_result(*, by: User, run: EvaluationRun) -> EvaluationRun:
    """Take a result from the public pages."""
    locked = EvaluationRun.objects.select_for_update().get(pk=run.pk)
    if locked.published_at is not None:
        locked.published_at, locked.published_by = None, None
        locked.save(update_fields=["published_at", "published_by"])
        audit(by=by, verb="evaluations.withdraw_result", object=locked)
    return locked
