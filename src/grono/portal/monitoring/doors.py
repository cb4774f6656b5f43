"""What the monitoring tells the strategies below it: what was done, and where its own page about a strategy stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.monitoring.executed import executed_of
from grono.portal.strategies.further_pages import FurtherPage
from grono.quantities import exact

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity


def done_as_reported(_reader: Reader, strategy: Strategy) -> dict[str, dict[str, Quantity]]:
    """Return key of a stage → year → points done, as published reports say: the plan as executed."""
    done = executed_of(strategy).done
    return {stage: {str(year): exact(points) for year, points in years.items()} for stage, years in done.items()}


def page_about(_reader: Reader, strategy: Strategy) -> FurtherPage:
    """Return the page of the statuses of a strategy."""
    return FurtherPage(
        _("Monitoring"),
        _("the status of each task and indicator with its reason, reports and documents"),
        reverse("monitoring:strategy", args=[strategy.public_id]),
    )
