"""Evaluations that a document of a strategy cites: the locked plan, and the verdict in words (STR-38 to STR-41)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.evaluation import verdict_sentence
from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.queries import plans_visible_to, published_results
from grono.reports.strategy import Line

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator

    from grono.portal.core.visitor import Reader

SHOWN_OF_HASH = 12


def citable_plans(reader: Reader) -> list[tuple[str, str]]:
    """Return key and question of the plans that are locked, the newest first."""
    locked = plans_visible_to(reader).filter(locked_at__isnull=False)
    return [(plan.public_id, plan.question) for plan in locked]


def evaluation_lines(
    reader: Reader, plans: Iterable[str], language: str, known_on: datetime.date | None = None
) -> Iterator[Line]:
    """Yield question and verdict of each plan; a plan without a published result says so, and never an effect."""
    results = published_results(reader)
    if known_on is not None:
        results = results.filter(published_at__date__lte=known_on)
    newest = {run.plan_id: run for run in reversed(results)}
    for plan in plans_visible_to(reader).filter(public_id__in=list(plans), locked_at__isnull=False):
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
        yield Line(f"{plan.question} {verdict}", address, locked + invented)
