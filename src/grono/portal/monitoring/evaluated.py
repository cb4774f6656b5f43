"""Evaluations that a document of a strategy cites: the locked plan, and the verdict in words (STR-38 to STR-41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.evaluation import verdict_sentence
from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.queries import plans_visible_to, published_results
from grono.portal.strategies.goal_queries import goals_visible_to
from grono.reports.strategy import Line

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy

SHOWN_OF_HASH = 12


def citable_plans(reader: Reader) -> list[tuple[str, str]]:
    """Return key and question of the plans that are locked, the newest first."""
    locked = plans_visible_to(reader).filter(locked_at__isnull=False)
    return [(plan.public_id, plan.question) for plan in locked]


def evaluation_lines(
    reader: Reader, strategy: Strategy, plans: Iterable[str], language: str, known_on: datetime.date | None = None
) -> Iterator[Line]:
    """Yield question and verdict of each plan named, and of those that were locked with a goal of the strategy.

    A plan without a published result says so, and never an effect.
    """
    goals = {goal.key: goal.name for goal in goals_visible_to(reader, strategy)}
    results = published_results(reader)
    if known_on is not None:
        results = results.filter(published_at__date__lte=known_on)
    newest = {run.plan_id: run for run in reversed(results)}
    cited = Q(public_id__in=list(plans)) | Q(strategy=strategy, goal_key__in=goals)
    locked_plans = plans_visible_to(reader).filter(cited, locked_at__isnull=False)
    if known_on is not None:
        locked_plans = locked_plans.filter(locked_at__date__lte=known_on)
    for plan in locked_plans:
        assert plan.locked_at is not None  # noqa: S101 - only locked plans are asked for
        run = newest.get(plan.pk)
        locked = _("plan locked on %(day)s, SHA-256 %(sum)s…") % {
            "day": day(timezone.localdate(plan.locked_at)),
            "sum": plan.locked_hash[:SHOWN_OF_HASH],
        }
        invented = "; " + _("invented figures") if plan.is_synthetic else ""
        verdict = (
            verdict_sentence(run.result or {}, language)
            if run
            else _("Not carried out yet: nothing is known of an effect.")
        )
        route, key = ("evaluations:result", run.public_id) if run else ("evaluations:plan", plan.public_id)
        address = f"{settings.SITE_ADDRESS}{reverse(route, args=[key])}"
        goal = goals.get(plan.goal_key, "") if plan.strategy_id == strategy.pk else ""
        about = _("Goal %(goal)s:") % {"goal": goal} + " " if goal else ""
        yield Line(f"{about}{plan.question} {verdict}", address, locked + invented)
