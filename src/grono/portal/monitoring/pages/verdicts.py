"""What evaluations say of the goals of a strategy: beside work done and goal reached, and never instead of them (STR-38 to STR-40)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.evaluation import verdict_sentence
from grono.portal.core.display import Cell
from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.queries import plans_of_goals
from grono.portal.monitoring.pages.words import reader_language

if TYPE_CHECKING:
    import datetime

    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun
    from grono.portal.strategies.models import Strategy


def verdicts_of_goals(reader: Reader, strategy: Strategy, known_on: datetime.date | None = None) -> dict[str, Cell]:
    """Return key of a goal → the verdict of its newest locked plan with a published result, else that there is none yet."""
    found: dict[str, Cell] = {}
    judged: set[str] = set()
    for plan in plans_of_goals(reader, strategy):  # the newest first
        if not _was_there(plan.locked_at, known_on):
            continue
        run = _newest(plan, known_on)
        if run is not None and plan.goal_key not in judged:
            judged.add(plan.goal_key)
            found[plan.goal_key] = _verdict(plan, run)
        elif plan.goal_key not in found:
            waiting = _("Not carried out yet: nothing is known of an effect.")
            found[plan.goal_key] = Cell(waiting, reverse("evaluations:plan", args=[plan.public_id]))
    return found


def _newest(plan: EvaluationPlan, known_on: datetime.date | None) -> EvaluationRun | None:
    published: list[EvaluationRun] = getattr(plan, "published", [])
    known = [run for run in published if _was_there(run.published_at, known_on)]
    return known[-1] if known else None


def _was_there(moment: datetime.datetime | None, known_on: datetime.date | None) -> bool:
    return moment is not None and (known_on is None or timezone.localdate(moment) <= known_on)


def _verdict(plan: EvaluationPlan, run: EvaluationRun) -> Cell:
    assert plan.locked_at is not None  # noqa: S101 - only locked plans are carried out
    locked = _("plan locked on %(day)s") % {"day": day(timezone.localdate(plan.locked_at))}
    invented = "; " + _("invented figures") if plan.is_synthetic else ""
    sentence = verdict_sentence(run.result or {}, reader_language())
    return Cell(sentence, reverse("evaluations:result", args=[run.public_id]), detail=locked + invented)


def without_verdict() -> Cell:
    """Return what stands where no evaluation was made."""
    return Cell(_("not evaluated: nothing is known of an effect"))
