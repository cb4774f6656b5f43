"""Words that several pages of the monitoring share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Cell, Link, Status, Tab
from grono.portal.monitoring.kinds import ReportState
from grono.portal.strategies.pages.wording import foreign, reader_language, said, sentence, short_share, status_of
from grono.quantities import display, exact, missing

if TYPE_CHECKING:
    from grono.portal.core.display import Tone
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.quantities import Quantity
    from grono.strategy import Progress
    from grono.strategy import Status as Judgement

_TONES: dict[str, Tone] = {
    ReportState.DRAFT: "neutral",
    ReportState.SUBMITTED: "information",
    ReportState.RETURNED: "warning",
    ReportState.APPROVED: "active",
    ReportState.PUBLISHED: "success",
}


def state_of(state: str) -> Status:
    """Return the state of a report in a word with its colour and shape."""
    return Status(ReportState(state).label, _TONES[state])


def judged(status: Judgement | None, language: str) -> Cell:
    """Return a status with its reason; without a target there is nothing to judge by."""
    if status is None:
        return Cell("", detail=_("no target"))
    return Cell("", status=status_of(status), detail=sentence(status.reason, language))


def points(progress: Progress | None) -> str:
    """Return points done of points planned, with the share; what was not reported is no zero."""
    if progress is None:
        return display(missing(), reader_language())
    done, planned = (display(exact(value), reader_language()) for value in (progress.done, progress.planned))
    text = _("%(done)s of %(planned)s") % {"done": done, "planned": planned}
    return f"{text} = {short_share(progress.share)}" if progress.share is not None else text


def quantity(value: Quantity | None) -> str | None:
    """Return a quantity in the reader's form, with its absence in words."""
    return None if value is None else display(value, reader_language())


def money(value: Quantity) -> str:
    """Return an amount of money in the reader's form, with both places of its grosze or none."""
    return display(value, reader_language(), style="money")


def reports_changed(count: int) -> str:
    """Return how many reports a workbook changed."""
    words = ngettext("%(count)s report was changed.", "%(count)s reports were changed.", count)
    return words % {"count": count}


def way(strategy: Strategy | None = None) -> list[Link]:
    """Return the way to a page."""
    steps = [Link(_("Monitoring"), reverse("monitoring:list"))]
    if strategy is not None:
        name = foreign(strategy.title, strategy.language)
        steps.append(Link(name, reverse("monitoring:strategy", args=[strategy.public_id])))
    return steps


def tabs(reader: Reader, strategy: Strategy, current: str) -> list[Tab]:
    """Return the views of a monitored strategy."""
    words = {
        "monitoring:strategy": _("Status"),
        "monitoring:grey": _("What nobody can judge"),
        "monitoring:documents": _("Documents"),
    }
    if reader.can("monitoring.open_periods"):
        words["monitoring:periods"] = _("Periods and posts")
    return [
        Tab(label, reverse(route, args=[strategy.public_id]), current=route == current)
        for route, label in words.items()
    ]


__all__ = [
    "foreign",
    "judged",
    "money",
    "points",
    "quantity",
    "reader_language",
    "reports_changed",
    "said",
    "state_of",
    "tabs",
    "way",
]
