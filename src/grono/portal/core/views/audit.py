from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.core.audit_sentences import Change, readable
from grono.portal.core.display import Cell, Column, Download, Table
from grono.portal.core.exports import csv_response
from grono.portal.core.forms import AuditFilterForm
from grono.portal.core.permissions import requires
from grono.portal.core.queries import audit_entries_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse, StreamingHttpResponse

    from grono.portal.core.audit_sentences import ReadableEntry
    from grono.portal.core.queries import AuditFilter
    from grono.portal.core.requests import UserRequest

ROWS_ON_A_PAGE = 50
ROWS_AT_ONCE = 1000  # in the file: names are looked up for so many rows together


@require_safe
@requires("core.see_audit")
def audit_page(request: UserRequest) -> HttpResponse:
    """Show who changed what."""
    form = AuditFilterForm(request.GET or None)
    entries = audit_entries_visible_to(request.user, form.wanted())
    page = Paginator(entries, ROWS_ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.urlencode()
    context = {
        "form": form,
        "page": page,
        "table": _table(readable(request.user, page)),
        "downloads": [Download(_("These rows as a table"), f"{reverse('core:audit_file')}?{query}", "CSV")],
    }
    return render(request, "core/audit.html", context)


def _table(rows: list[ReadableEntry]) -> Table:
    columns = [Column(_("Number"), numeric=True), Column(_("Time")), Column(_("Person")), Column(_("What happened"))]
    body = [[row.number, row.at, row.person, Cell(row.linked, detail=_changes(row))] for row in rows]
    return Table(
        _("Changes, the newest first"),
        columns,
        body,
        empty=_("No change matches. Widen the dates or clear a field."),
        sentence=True,
    )


def _changes(row: ReadableEntry) -> str:
    return "; ".join(str(change) for change in row.changes if not change.said)


@require_safe
@requires("core.see_audit")
def audit_file(request: UserRequest) -> StreamingHttpResponse:
    """Answer with the same rows as a CSV file."""
    wanted = AuditFilterForm(request.GET or None).wanted()
    return csv_response("audit.csv", _file_rows(request, wanted), byte_order_mark="bom" in request.GET)


def _file_rows(request: UserRequest, wanted: AuditFilter) -> Iterator[list[object]]:
    yield [_("number"), _("time"), _("person"), _("what happened"), _("field"), _("before"), _("after")]
    entries = audit_entries_visible_to(request.user, wanted)
    last = None
    while chunk := list((entries.filter(number__lt=last) if last else entries)[:ROWS_AT_ONCE]):
        last = chunk[-1].number
        for row in readable(request.user, chunk):
            at = timezone.localtime(row.at).isoformat(timespec="seconds")
            for change in row.changes or [Change("", None, None)]:
                yield [row.number, at, row.person, row.sentence, change.label, change.before or "", change.after or ""]
