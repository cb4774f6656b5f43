"""Reading a monitored strategy: its periods, its reports, the documents that were made of it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Field, Query

from grono.portal.api.answers import Choice, Text, list_of, page_of, paged, part_of, reader_of, text
from grono.portal.api.asking import Asked, Paged
from grono.portal.api.monitoring import REFUSED, router
from grono.portal.api.reads.reading import PUBLIC_ID, choice, shape
from grono.portal.monitoring.kinds import DocumentKind, ReportState
from grono.portal.monitoring.queries import documents_of, periods_of, reports_visible_to
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from grono.portal.monitoring.models import MadeDocument, Report

PeriodEntry = shape(
    "PeriodEntry",
    public_id=(str, _("Identifier in addresses.")),
    title=(str, _("The period in words.")),
    first_day=(datetime.date, _("First day.")),
    last_day=(datetime.date, _("Last day.")),
    deadline=(datetime.date, _("Day by which to report.")),
    is_invented=(bool, _("Whether it is invented for the demonstration.")),
)
ReportEntry = shape(
    "ReportEntry",
    public_id=(str, _("Identifier in addresses.")),
    period=(str, _("Identifier of the period.")),
    task=(str, _("Identifier of the part of the plan.")),
    title=(Text, _("Title.")),
    number=(int, _("1 for the first report, more for corrections.")),
    state=(Choice, _("How far the report is.")),
    published_at=(datetime.datetime | None, _("When it was published.")),
)
FileEntry = shape(
    "DocumentFile",
    form=(str, _("html, pdf, docx or xlsx.")),
    size=(int, _("Bytes.")),
    sha256=(str, _("Checksum.")),
    address=(str, _("Where the file is.")),
)
DocumentEntry = shape(
    "DocumentEntry",
    public_id=(str, _("Identifier in addresses.")),
    kind=(Choice, _("Which document.")),
    language=(str, _("Language of the document.")),
    period=(str | None, _("Identifier of the period; null for the last one due.")),
    data_date=(datetime.date, _("Day of its figures.")),
    made_at=(datetime.datetime | None, _("When it was made; null while it is being made.")),
    run=(str | None, _("Identifier of the background work that makes it.")),
    files=(list_of(FileEntry), _("Its four forms.")),
)
Periods = shape("Periods", items=(list_of(PeriodEntry), _("The periods in order of time.")))


class WantedReports(Paged):
    """Which reports to list."""

    period: str | None = Field(None, description=_("Identifier of a period."))
    state: str | None = Field(None, description=_("draft, submitted, returned, approved or published."))


@router.get(
    "/monitoring/{public_id}/periods",
    response={200: Periods, **REFUSED},
    url_name="monitoring_periods",
    summary=_("Reporting periods of a strategy"),
)
def list_periods(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the periods with the days by which to report."""
    reader = reader_of(request)
    days = ("public_id", "first_day", "last_day", "deadline", "is_invented")
    found = periods_of(reader, strategy_visible_to(reader, public_id))
    return {"items": [{"title": str(one), **{name: getattr(one, name) for name in days}} for one in found]}


@router.get(
    "/monitoring/{public_id}/reports",
    response={200: page_of(ReportEntry, "MonitoringReports"), **REFUSED},
    url_name="monitoring_reports",
    summary=_("Reports about the parts of a strategy"),
)
def list_reports(request: HttpRequest, wanted: Query[WantedReports], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the published reports; every report to who reports, approves or makes documents."""
    reader = reader_of(request)
    found = reports_visible_to(reader).filter(strategy=strategy_visible_to(reader, public_id))
    if wanted.period is not None:
        found = found.filter(period__public_id=wanted.period)
    if wanted.state is not None:
        found = found.filter(state=wanted.state)
    ordered = found.order_by("period__last_day", "node_key", "number")
    return paged(request, wanted, found.count(), [_report(one) for one in part_of(ordered, wanted)])


def _report(one: Report) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "period": one.period.public_id,
        "task": one.node_key,
        "title": text(one.title, one.strategy.language),
        "number": one.number,
        "state": choice(ReportState, one.state),
        "published_at": one.published_at,
    }


@router.get(
    "/monitoring/{public_id}/documents",
    response={200: page_of(DocumentEntry, "StrategyDocuments"), **REFUSED},
    url_name="monitoring_documents",
    summary=_("Documents that were made of a strategy"),
)
def list_documents(request: HttpRequest, wanted: Query[Paged], public_id: str = PUBLIC_ID) -> dict[str, Any]:
    """Return the documents, the newest first; those still being made to who makes them."""
    reader = reader_of(request)
    found = documents_of(reader, strategy_visible_to(reader, public_id))
    return paged(request, wanted, found.count(), [_document(request, one) for one in part_of(found, wanted)])


def _document(request: HttpRequest, one: MadeDocument) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "kind": choice(DocumentKind, one.kind),
        "language": one.language,
        "period": one.period.public_id if one.period else None,
        "data_date": one.data_date,
        "made_at": one.made_at,
        "run": one.run_public_id or None,
        "files": [
            {
                "form": form,
                "size": file["size"],
                "sha256": file["sha256"],
                "address": request.build_absolute_uri(reverse("monitoring:document", args=[one.public_id, form])),
            }
            for form, file in sorted(one.files.items())
        ],
    }
