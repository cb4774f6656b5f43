"""Reading what reports are made of: monitored strategies, periods, posts, reports owed and waiting, evidence, documents."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Query  # noqa: TC002 - Ninja reads it

from grono.portal.api.answers import Choice, Text, list_of, page_of, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.monitoring import router
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, REFUSED, choice, shape, worker
from grono.portal.clusters.storage import path_of
from grono.portal.monitoring.kinds import EvidenceKind, ReportState
from grono.portal.monitoring.making import FILES
from grono.portal.monitoring.owning import Parts
from grono.portal.monitoring.pages.owed import owed_by
from grono.portal.monitoring.queries import (
    evidence_visible_to,
    holders_of,
    period_visible_to,
    reports_to_decide,
    strategies_with_periods,
)
from grono.portal.monitoring.workbook import as_workbook
from grono.portal.strategies.plan_queries import plan_of
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from grono.portal.core.models import User
    from grono.portal.monitoring.models import Report
    from grono.portal.monitoring.pages.owed import Owed

OWN, OPEN = "core.edit_own_account", "monitoring.open_periods"
MonitoredEntry = shape(
    "MonitoredEntry",
    public_id=(str, _("Identifier of the strategy.")),
    title=(Text, _("Title.")),
    page=(str, _("Address of the page for people.")),
)
OwedEntry = shape(
    "OwedEntry",
    strategy=(str, _("Identifier of the strategy.")),
    period=(str, _("Identifier of the period.")),
    title=(str, _("The period in words.")),
    deadline=(datetime.date, _("Day by which to report.")),
    task=(str, _("Identifier of the part of the plan.")),
    name=(Text, _("Number and title of the part.")),
    report=(str | None, _("Identifier of the report; null while nobody has begun it.")),
    state=(Choice | None, _("How far the report is.")),
    is_handed_in=(bool, _("Whether it waits for others now.")),
)
WaitingEntry = shape(
    "WaitingEntry",
    report=(str, _("Identifier of the report.")),
    strategy=(str, _("Identifier of the strategy.")),
    title=(Text, _("Title.")),
    period=(str, _("The period in words.")),
    state=(Choice, _("How far the report is.")),
    submitted_at=(datetime.datetime | None, _("When it was handed in.")),
)
HolderEntry = shape(
    "HolderEntry",
    public_id=(str, _("Identifier in addresses.")),
    post=(str, _("Post.")),
    name=(str, _("Name of the person.")),
    since=(datetime.date, _("Since when.")),
    until=(datetime.date | None, _("Until when; null while it lasts.")),
)
Owing = shape(
    "OwedReports", items=(list_of(OwedEntry), _("Every report one answers for by post, the first deadline first."))
)
Waiting = shape("WaitingReports", items=(list_of(WaitingEntry), _("What waits for a decision, the oldest first.")))
Posts = shape(
    "Posts",
    posts=(list[str], _("Posts that lead a part of the plan.")),
    holders=(list_of(HolderEntry), _("Who holds or held which of them.")),
)


def _reporter(request: HttpRequest) -> User:
    reader = worker(request, OWN)
    if not (reader.can("monitoring.report") or reader.can("monitoring.report_everything")):
        raise PermissionDenied
    return reader


@router.get(
    "/monitoring",
    response={200: page_of(MonitoredEntry, "MonitoredStrategies"), 422: REFUSED[422]},
    url_name="monitored",
    summary=_("Monitored strategies"),
)
def list_monitored(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the strategies of which a period was opened."""
    found = strategies_with_periods(reader_of(request))
    items = [
        {
            "public_id": one.public_id,
            "title": text(one.title, one.language),
            "page": request.build_absolute_uri(reverse("monitoring:strategy", args=[one.public_id])),
        }
        for one in part_of(found, wanted)
    ]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/me/owed-reports",
    response={200: Owing, **REFUSED},
    url_name="owed_reports",
    summary=_("What one owes, by when"),
)
def list_owed(request: HttpRequest, asked: Query[Asked]) -> Any:  # noqa: ARG001
    """Return the reports that one answers for by post, handed in or not."""
    return {"items": [_owed(one) for one in owed_by(_reporter(request))]}


def _owed(one: Owed) -> dict[str, Any]:
    period, report = one.period, one.report
    return {
        "strategy": period.strategy.public_id,
        "period": period.public_id,
        "title": str(period),
        "deadline": period.deadline,
        "task": one.part.node.key,
        "name": text(one.part.name, period.strategy.language),
        "report": report.public_id if report else None,
        "state": choice(ReportState, report.state) if report else None,
        "is_handed_in": one.is_handed_in,
    }


@router.get(
    "/me/reports-to-decide",
    response={200: Waiting, **REFUSED},
    url_name="reports_to_decide",
    summary=_("Reports that wait for an approver"),
)
def list_waiting(request: HttpRequest, asked: Query[Asked]) -> Any:  # noqa: ARG001
    """Return what was handed in and not yet published or returned."""
    return {"items": [_waiting(one) for one in reports_to_decide(worker(request, "monitoring.approve"))]}


def _waiting(one: Report) -> dict[str, Any]:
    return {
        "report": one.public_id,
        "strategy": one.strategy.public_id,
        "title": text(one.title, one.strategy.language),
        "period": str(one.period),
        "state": choice(ReportState, one.state),
        "submitted_at": one.submitted_at,
    }


@router.get(
    "/monitoring/{public_id}/posts",
    response={200: Posts, **ABSENT},
    url_name="monitoring_posts",
    summary=_("Who holds which post of a strategy"),
)
def list_posts(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the posts of the plan and their holders, for who says so."""
    reader = worker(request, OPEN)
    strategy = strategy_visible_to(reader, public_id)
    holders = [
        {
            "public_id": one.public_id,
            "post": one.post,
            "name": one.user.full_name,
            "since": one.since,
            "until": one.until,
        }
        for one in holders_of(reader, strategy)
    ]
    return {"posts": Parts(plan_of(reader, strategy)).posts, "holders": holders}


@router.get(
    "/monitoring/periods/{public_id}/workbook",
    response={200: None, **ABSENT},
    url_name="monitoring_workbook",
    summary=_("All reports of a period that one may write, as a workbook to fill in"),
)
def workbook(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the workbook in the language asked for; it comes back by the operation that brings it."""
    reader = _reporter(request)
    period = period_visible_to(reader, public_id)
    return _file(as_workbook(reader, period), FILES["xlsx"], f"reports-{period.public_id}.xlsx")


@router.get(
    "/monitoring/evidence/{public_id}",
    response={200: None, 404: ABSENT[404], 422: ABSENT[422]},
    url_name="monitoring_evidence",
    summary=_("A document behind the figures of a report"),
)
def evidence(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the file: a published one to everyone, the others to who sees reports before they are published."""
    found = evidence_visible_to(reader_of(request), public_id)
    if found.kind != EvidenceKind.FILE or found.removed_at is not None or not path_of(found.stored_name).exists():
        raise Http404
    return _file(path_of(found.stored_name).read_bytes(), found.media_type, found.public_id)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
