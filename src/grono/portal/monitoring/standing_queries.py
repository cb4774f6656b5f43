"""How a strategy stands, for a reader: kept until somebody acts, and then judged again only where the act reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from grono.portal.monitoring.executed import executed_now, executed_of
from grono.portal.monitoring.queries import periods_of
from grono.portal.monitoring.standing import Standings, period_to_show
from grono.portal.strategies.keeping import kept
from grono.portal.strategies.plan_queries import plan_of
from grono.strategy import PlanView

if TYPE_CHECKING:
    import datetime

    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import Period
    from grono.portal.strategies.models import Strategy


def standings_of(
    reader: Reader,
    strategy: Strategy,
    *,
    known_on: datetime.date | None = None,
    period: Period | None = None,
    view: PlanView = PlanView.AS_REVISED,
) -> Standings:
    """Return how a strategy stands: at the end of a period, or of the last one due, as known at the end of a day."""
    key = period.pk if period else None

    def read(before: Standings | None = None) -> Standings:
        return _standings(reader, strategy, view, known_on, key, before)

    if known_on is not None:
        return read()
    return kept(reader, strategy, ("standings", view, key), read, renew=lambda before, _acts: read(before))


def _standings(  # noqa: PLR0913 - what was asked for
    reader: Reader,
    strategy: Strategy,
    view: PlanView,
    known_on: datetime.date | None,
    period: int | None,
    before: Standings | None,
) -> Standings:
    day = known_on or timezone.localdate()
    programme = plan_of(reader, strategy, view, known_on=known_on)
    executed = executed_now(reader, strategy) if known_on is None else executed_of(strategy, known_on)
    periods = list(periods_of(reader, strategy))
    asked = next((one for one in periods if one.pk == period), None)
    return Standings(programme, executed, asked or period_to_show(periods, executed, day), day, before)
