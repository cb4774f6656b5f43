"""What the monitoring tells the strategies below it: what was done, and where its own page about a strategy stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.monitoring.contradictions import reported_findings
from grono.portal.monitoring.executed import executed_now
from grono.portal.monitoring.queries import periods_of
from grono.portal.monitoring.standing import Standings, period_to_show
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies.further_pages import FurtherPage
from grono.portal.strategies.standing import Judged, Known, Reached
from grono.reports.strategy import counts

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.strategy import Programme, Status


def known_about(reader: Reader, strategy: Strategy, plan: Programme) -> Known:
    """Return what was reported of a plan, how many of its indicators are on their path, and what contradicts it."""
    standings = _standings(reader, strategy, plan)
    done = standings.executed.done_as_quantities
    if standings.period is None:
        return Known(done)
    return Known(done, standings.period.year, lambda: Judged(_reached(standings), tuple(reported_findings(standings))))


def _standings(reader: Reader, strategy: Strategy, plan: Programme) -> Standings:
    """Return how a plan stands by what is published now; of a past day the plan alone is of that day."""
    if plan.in_force_on is None and plan.known_on is None:
        return standings_of(reader, strategy, view=plan.view)
    executed, today = executed_now(reader, strategy), timezone.localdate()
    period = period_to_show(list(periods_of(reader, strategy)), executed, today)
    return Standings(plan, executed, period, today)


def _reached(standings: Standings) -> dict[str, Reached]:
    """Return the indicators with a target below each part: on their path, judged, all."""
    parents = {one.key: one.parent for one in standings.programme.nodes}
    statuses: dict[str, list[Status]] = {}
    for goal in standings.goals:
        for found in goal.indicators:
            at: str | None = found.indicator.node
            while at is not None and found.status is not None:
                statuses.setdefault(at, []).append(found.status)
                at = parents.get(at)
    counted = {key: counts(found) for key, found in statuses.items()}
    return {key: Reached(one.green, one.judged, one.items) for key, one in counted.items()}


def page_about(_reader: Reader, strategy: Strategy) -> FurtherPage:
    """Return the page of the statuses of a strategy."""
    return FurtherPage(
        _("Monitoring"),
        _("the status of each task and indicator with its reason, reports and documents"),
        reverse("monitoring:strategy", args=[strategy.public_id]),
    )
