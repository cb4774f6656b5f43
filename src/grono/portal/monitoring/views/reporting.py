from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.clusters.storage import path_of
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.monitoring.actions import (
    AlreadyReportedError,
    OvertakenError,
    add_evidence,
    approve_report,
    correct_report,
    publish_report,
    remove_evidence,
    return_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.forms.reporting import CorrectionForm, DecisionForm, EvidenceForm, ReportForm, initial_of
from grono.portal.monitoring.kinds import EvidenceKind, ReportState
from grono.portal.monitoring.pages import report as pages
from grono.portal.monitoring.queries import evidence_visible_to, is_writable, period_visible_to, report_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.monitoring.models import Report
    from grono.portal.monitoring.owning import Part


def _reporter(request: UserRequest) -> None:
    if not (request.user.can("monitoring.report") or request.user.can("monitoring.report_everything")):
        raise PermissionDenied


@require_POST
@requires("core.edit_own_account")
def begin(request: UserRequest, public_id: str, key: str) -> HttpResponse:
    """Begin a report, or show the first one when there is one."""
    _reporter(request)
    period = period_visible_to(request.user, public_id)
    try:
        report = start_report(by=request.user, period=period, node_key=key)
    except AlreadyReportedError as refusal:
        report = refusal.report
        if not (is_writable(report) and report.changed_by_id == request.user.pk):  # else the button was pressed twice
            messages.warning(request, str(refusal))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:list")
    return redirect("monitoring:report", report.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a report; whoever answers for it writes it here."""
    reader: Reader = request.user  # type: ignore[assignment]
    found = report_visible_to(reader, public_id)
    part = pages.part_for(reader, found)
    context = pages.heading(reader, found, part)
    if request.method == "POST":
        if not context["is_mine"] or part is None:
            raise PermissionDenied
        answer = _written if context["may_write"] else _too_late
        return answer(request, found, part, context)  # type: ignore[arg-type]
    if context["may_write"] and part is not None:
        initial = initial_of(found, list(found.values.all()), part)
        context["form"] = ReportForm(part=part, year=found.period.year, initial=dict(initial))
    return _page(request, found, part, context)


def _page(request: HttpRequest, found: Report, part: Part | None, context: dict[str, Any]) -> HttpResponse:
    context.setdefault("evidence_form", EvidenceForm())
    context.setdefault("decision_form", DecisionForm())
    context["table"] = pages.values_table(request.user, found, part)  # type: ignore[arg-type]  # a visitor or a user
    return render(request, "monitoring/report.html", context)


def _written(request: UserRequest, found: Report, part: Part, context: dict[str, Any]) -> HttpResponse:
    form = ReportForm(request.POST, part=part, year=found.period.year)
    evidence_form = EvidenceForm(request.POST, request.FILES)
    adds = evidence_form.has_changed() or request.POST.get("act") == "evidence"
    context |= {"form": form} | ({"evidence_form": evidence_form} if adds else {})
    is_readable = form.is_valid()
    if (adds and not evidence_form.is_valid()) or not is_readable:
        return _page(request, found, part, context)
    try:
        if adds:
            add_evidence(by=request.user, report=found, **evidence_form.described())
    except RefusedError as refusal:
        evidence_form.add_error(None, str(refusal))
        return _page(request, found, part, context)
    try:
        saved = save_report(by=request.user, report=found, version=form.cleaned_data["version"], content=form.content())
    except OvertakenError as overtaken:
        if not pages.says_the_same(overtaken.report, form.content()):
            return _overtaken(request, overtaken, part, form)
        saved = overtaken.report
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, part, context)
    if request.POST.get("act") != "submit":
        is_evidence = request.POST.get("act") == "evidence"
        said = _("The evidence is added.") if is_evidence else _("Saved. You can come back and finish it later.")
        messages.success(request, said)
        return redirect("monitoring:report", found.public_id)
    try:
        submit_report(by=request.user, report=saved, version=saved.version)
    except RefusedError as refusal:
        messages.error(request, _("Saved, but not submitted. %(why)s") % {"why": refusal})
        return redirect("monitoring:report", found.public_id)
    messages.success(request, _("Submitted. An approver looks at it now."))
    return redirect("monitoring:list")


def _too_late(request: UserRequest, found: Report, part: Part, context: dict[str, Any]) -> HttpResponse:
    """Answer who writes what was handed in meanwhile; what differs is shown, so that nothing typed is lost."""
    form = ReportForm(request.POST, part=part, year=found.period.year)
    is_readable, said = form.is_valid(), form.content()
    if is_readable and found.state == ReportState.SUBMITTED and pages.says_the_same(found, said):  # pressed twice
        messages.success(request, _("Submitted. An approver looks at it now."))
        return redirect("monitoring:list")
    sentence = _("This report is %(state)s; only a draft or a returned report is changed.")
    context["overtaken"] = sentence % {"state": found.get_state_display()}
    context["differences"] = pages.differences(found, part, said)
    response = _page(request, found, part, context)
    response.status_code = 409
    return response


def _overtaken(request: UserRequest, overtaken: OvertakenError, part: Part, form: ReportForm) -> HttpResponse:
    """Show what the second person entered beside what the first saved; saving again is then a choice."""
    current = report_visible_to(request.user, overtaken.report.public_id)
    again = request.POST.copy()
    again["version"] = str(current.version)
    context = pages.heading(request.user, current, part) | {
        "form": ReportForm(again, part=part, year=current.period.year),
        "overtaken": str(overtaken),
        "differences": pages.differences(current, part, form.content()),
    }
    response = _page(request, current, part, context)
    response.status_code = 409
    return response


@require_POST
@requires("core.edit_own_account")
def add(request: UserRequest, public_id: str) -> HttpResponse:
    """Add a document or the address of a page to a report, and save what was typed into it."""
    _reporter(request)
    return report(request, public_id)


@require_safe
def evidence(request: HttpRequest, public_id: str) -> FileResponse | HttpResponse:
    """Answer with a document; a deleted one is known by its checksum on the page of its report."""
    reader: Reader = request.user  # type: ignore[assignment]
    found = evidence_visible_to(reader, public_id)
    if found.kind == EvidenceKind.ADDRESS:
        return redirect("monitoring:report", found.report.public_id)
    if found.removed_at is not None or not path_of(found.stored_name).exists():
        raise Http404
    response = FileResponse(
        path_of(found.stored_name).open("rb"),
        content_type=found.media_type,
        as_attachment=True,
        filename=found.original_name,
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Remove a piece of evidence, after a question; its name and checksum stay."""
    _reporter(request)
    found = evidence_visible_to(request.user, public_id)
    if request.method != "POST":
        return render(request, "monitoring/remove.html", pages.removal(found))
    try:
        remove_evidence(by=request.user, evidence=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The evidence is removed. Its name and checksum stay with the report."))
    return redirect("monitoring:report", found.report.public_id)


@require_POST
@requires("monitoring.approve")
def decide(request: UserRequest, public_id: str) -> HttpResponse:
    """Return, approve or publish a report."""
    found = report_visible_to(request.user, public_id)
    decision = request.POST.get("decision", "")
    try:
        if decision == "return":
            return_report(by=request.user, report=found, reason=request.POST.get("reason", ""))
            sentence = _("The report is back with its owner, with your reason.")
        elif decision == "approve":
            approve_report(by=request.user, report=found)
            sentence = _("Approved. Publish it when everyone may see it.")
        elif decision == "publish":
            publish_report(by=request.user, report=found)
            sentence = _("Published. The statuses of the strategy follow from it now.")
        else:
            return redirect("monitoring:report", public_id)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("monitoring:report", public_id)
    messages.success(request, sentence)
    return redirect(
        "monitoring:report" if decision == "approve" else "monitoring:list",
        *([public_id] if decision == "approve" else []),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def correct(request: UserRequest, public_id: str) -> HttpResponse:
    """Begin the correction of a published report."""
    _reporter(request)
    found = report_visible_to(request.user, public_id)
    part = pages.part_for(request.user, found)
    context = pages.heading(request.user, found, part)
    if not context["may_correct"]:
        raise PermissionDenied
    form = CorrectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            begun = correct_report(by=request.user, report=found, reason=form.cleaned_data["reason"])
        except AlreadyReportedError as refusal:
            messages.warning(request, str(refusal))
            return redirect("monitoring:report", refusal.report.public_id)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("monitoring:report", begun.public_id)
    return render(
        request, "monitoring/correct.html", context | {"form": form, "back": request.path.removesuffix("correct/")}
    )
