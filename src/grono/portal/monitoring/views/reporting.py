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
from grono.portal.monitoring.kinds import EvidenceKind
from grono.portal.monitoring.pages import report as pages
from grono.portal.monitoring.queries import evidence_visible_to, period_visible_to, report_visible_to

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
        messages.warning(request, str(refusal))
        report = refusal.report
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
        if not context["may_write"] or part is None:
            raise PermissionDenied
        return _written(request, found, part, context)  # type: ignore[arg-type]
    if context["may_write"] and part is not None:
        initial = initial_of(found, list(found.values.all()))
        context["form"] = ReportForm(part=part, year=found.period.year, initial=dict(initial))
    return _page(request, found, part, context)


def _page(request: HttpRequest, found: Report, part: Part | None, context: dict[str, Any]) -> HttpResponse:
    context.setdefault("evidence_form", EvidenceForm())
    context.setdefault("decision_form", DecisionForm())
    context["table"] = pages.values_table(found, part)
    return render(request, "monitoring/report.html", context)


def _written(request: UserRequest, found: Report, part: Part, context: dict[str, Any]) -> HttpResponse:
    form = ReportForm(request.POST, part=part, year=found.period.year)
    context["form"] = form
    if not form.is_valid():
        return _page(request, found, part, context)
    try:
        saved = save_report(by=request.user, report=found, version=form.cleaned_data["version"], content=form.content())
    except OvertakenError as overtaken:
        return _overtaken(request, overtaken, part, form)
    except RefusedError as refusal:
        form.add_error(None, str(refusal))
        return _page(request, found, part, context)
    if request.POST.get("act") != "submit":
        messages.success(request, _("Saved. You can come back and finish it later."))
        return redirect("monitoring:report", found.public_id)
    try:
        submit_report(by=request.user, report=saved, version=saved.version)
    except RefusedError as refusal:
        messages.error(request, _("Saved, but not submitted. %(why)s") % {"why": refusal})
        return redirect("monitoring:report", found.public_id)
    messages.success(request, _("Submitted. An approver looks at it now."))
    return redirect("monitoring:list")


def _overtaken(request: UserRequest, overtaken: OvertakenError, part: Part, form: ReportForm) -> HttpResponse:
    """Show what the second person entered beside what the first saved; saving again is then a choice."""
    current = report_visible_to(request.user, overtaken.report.public_id)
    said = form.content()
    texts = {"sentence": said.sentence, "statement": said.statement}
    again = request.POST.copy()
    again["version"] = str(current.version)
    context = pages.heading(request.user, current, part) | {
        "form": ReportForm(again, part=part, year=current.period.year),
        "overtaken": str(overtaken),
        "differences": pages.differences(current, part, dict(said.values), texts),
    }
    response = _page(request, current, part, context)
    response.status_code = 409
    return response


@require_POST
@requires("core.edit_own_account")
def add(request: UserRequest, public_id: str) -> HttpResponse:
    """Add a document or the address of a page to a report."""
    _reporter(request)
    found = report_visible_to(request.user, public_id)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        described = {name: given[name] for name in ("issued_by", "issued_on", "personal_data", "publishable")}
        try:
            add_evidence(
                by=request.user,
                report=found,
                title=given["title"],
                url=given["address"],
                upload=given["file"],
                **described,
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The evidence is added."))
            return redirect("monitoring:report", public_id)
    part = pages.part_for(request.user, found)
    context = pages.heading(request.user, found, part) | {"evidence_form": form}
    if context["may_write"] and part is not None:
        context["form"] = ReportForm(
            part=part, year=found.period.year, initial=dict(initial_of(found, list(found.values.all())))
        )
    return _page(request, found, part, context)


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


@require_POST
@requires("core.edit_own_account")
def remove(request: UserRequest, public_id: str) -> HttpResponse:
    """Remove a piece of evidence; its name and checksum stay."""
    _reporter(request)
    found = evidence_visible_to(request.user, public_id)
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
