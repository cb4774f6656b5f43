"""What a person owes by when, what waits for an approver, and which strategies are monitored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from grono.portal.core.display import Card, Cell, Column, Status, Table
from grono.portal.core.templatetags.grono import day, moment
from grono.portal.monitoring.kinds import ReportState
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.words import foreign, state_of
from grono.portal.monitoring.queries import (
    newest_reports,
    periods_owed,
    posts_held,
    reports_to_decide,
    strategies_with_periods,
)
from grono.portal.strategies.plan_queries import plan_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator

    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import Period, Report
    from grono.portal.monitoring.owning import Part

HANDED_IN = (ReportState.SUBMITTED, ReportState.APPROVED, ReportState.PUBLISHED)


@dataclass(frozen=True)
class Owed:
    """A report that somebody owes."""

    period: Period
    part: Part
    report: Report | None

    @property
    def is_handed_in(self) -> bool:
        """Say whether it waits for others now."""
        return self.report is not None and self.report.state in HANDED_IN


def owed_by(reader: Reader) -> Iterator[Owed]:
    """Yield what a person reports about by post, the first deadline first; handed in or not."""
    held = posts_held(reader)
    if not held or not (reader.can("monitoring.report") or reader.can("monitoring.report_everything")):
        return
    periods = list(periods_owed(held))
    reports = newest_reports(periods)
    parts: dict[int, list[Part]] = {}
    for period in periods:
        if period.strategy_id not in parts:
            mine = Parts(plan_of(reader, period.strategy))
            parts[period.strategy_id] = [part for part in mine if part.owner in held[period.strategy_id]]
        for part in parts[period.strategy_id]:
            yield Owed(period, part, reports.get((period.pk, part.node.key)))


def page(reader: Reader) -> dict[str, Any]:
    """Return the page."""
    mine = list(owed_by(reader))
    return {
        "owed": _lines([one for one in mine if not one.is_handed_in]),
        "handed_in": _handed_in([one for one in mine if one.is_handed_in]),
        "has_posts": bool(mine),
        "may_report": reader.can("monitoring.report") or reader.can("monitoring.report_everything"),
        "waiting": _waiting(reader) if reader.can("monitoring.approve") else None,
        "cards": [
            Card(strategy.title, reverse("monitoring:strategy", args=[strategy.public_id]), language=strategy.language)
            for strategy in strategies_with_periods(reader)
        ],
    }


def _lines(owed: list[Owed]) -> list[dict[str, Any]]:
    """Return what is owed; the workbook of a period stands once, with the last of its tasks."""
    today, last = timezone.localdate(), {one.period.pk: one for one in owed}
    return [_line(one, today, has_workbook=last[one.period.pk] is one) for one in owed]


def _line(one: Owed, today: datetime.date, *, has_workbook: bool) -> dict[str, Any]:
    period, report = one.period, one.report
    return {
        "part": foreign(one.part.name, period.strategy.language),
        "strategy": foreign(period.strategy.title, period.strategy.language),
        "period": str(period),
        "deadline": day(period.deadline),
        "status": _urgency(period.deadline, today),
        "state": state_of(report.state) if report else None,
        "reason": report.reason if report and report.state == ReportState.RETURNED else "",
        "href": reverse("monitoring:report", args=[report.public_id]) if report else "",
        "bring": reverse("monitoring:bring", args=[period.public_id]) if has_workbook else "",
        "begin": "" if report else reverse("monitoring:begin", args=[period.public_id, one.part.node.key]),
    }


def _urgency(deadline: datetime.date, today: datetime.date) -> Status:
    left = (deadline - today).days
    if left < 0:
        return Status(_("overdue"), "error")
    soon = 14
    return Status(_("due soon"), "warning") if left <= soon else Status(_("in time"), "neutral")


def _handed_in(mine: list[Owed]) -> Table | None:
    rows: list[list[object]] = [
        [
            Cell(
                one.part.name,
                reverse("monitoring:report", args=[one.report.public_id]),
                language=one.period.strategy.language,
            ),
            str(one.period),
            Cell("", status=state_of(one.report.state)),
        ]
        for one in reversed(mine)
        if one.report is not None
    ]
    columns = [Column(_("Task")), Column(_("Period")), Column(_("State"))]
    return Table(_("What you have handed in"), columns, rows) if rows else None


def _waiting(reader: Reader) -> Table:
    rows: list[list[object]] = [
        [
            Cell(
                report.title, reverse("monitoring:report", args=[report.public_id]), language=report.strategy.language
            ),
            Cell(report.strategy.title, language=report.strategy.language),
            str(report.period),
            Cell("", status=state_of(report.state)),
            moment(report.submitted_at),
        ]
        for report in reports_to_decide(reader)
    ]
    columns = [
        Column(_("Task")),
        Column(_("Strategy")),
        Column(_("Period")),
        Column(_("State")),
        Column(_("Submitted")),
    ]
    return Table(
        _("What waits for your decision"), columns, rows, empty=_("Nothing waits for a decision."), stacked=True
    )
