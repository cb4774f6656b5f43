from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from grono.portal.aid import documents
from grono.portal.aid.application import application_of
from grono.portal.aid.checks import answer_for
from grono.portal.aid.forms.asking import CheckForm
from grono.portal.aid.forms.register import PeriodForm
from grono.portal.aid.pages import answer as answers
from grono.portal.aid.pages import application as applications
from grono.portal.aid.pages import calculators as tools
from grono.portal.aid.pages import grants, lists, questions, undertaking
from grono.portal.aid.pages import register as register_pages
from grono.portal.aid.pages.common import ledger_provenance, way
from grono.portal.aid.queries import certificate_visible_to, grant_visible_to, undertaking_visible_to
from grono.portal.aid.register import grants_of_register, register_rows
from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires

if TYPE_CHECKING:
    from grono.portal.core.requests import UserRequest


@require_safe
@requires("aid.see_ledger")
def listing(request: UserRequest) -> HttpResponse:
    """List the undertakings with their head-room today."""
    return render(request, "aid/list.html", lists.listing(request.user, request.GET))


@require_safe
@requires("core.edit_own_account")
def one(request: UserRequest, public_id: str) -> HttpResponse:
    """Show one undertaking, also to who administers its organisation."""
    found = undertaking_visible_to(request.user, public_id)
    return render(request, "aid/undertaking.html", undertaking.one(request.user, found))


@require_safe
@requires("aid.see_ledger")
def check(request: UserRequest) -> HttpResponse:
    """Ask whether an amount may be granted; the whole question stands in the address."""
    asked = "amount" in request.GET
    form = CheckForm(request.GET if asked else None, initial={"number": request.GET.get("number", "")})
    context = {"form": form, "breadcrumbs": way(request.user), "provenance": ledger_provenance()}
    if asked and form.is_valid():
        data = form.cleaned_data
        answer = answer_for(
            number=data["number"],
            amount_eur=data["amount"],
            on=data["day"],
            regulation=data["regulation"],
            scope=form.answers(),
            road_freight=data["road_freight"],
            not_separated=tuple(data["not_separated"]),
        )
        context |= answers.shown(request.user, answer)
    return render(request, "aid/check.html", context)


@require_safe
@requires("core.edit_own_account")
def grant(request: UserRequest, public_id: str) -> HttpResponse:
    """Show one grant."""
    found = grant_visible_to(request.user, public_id)
    return render(request, "aid/grant.html", grants.one(request.user, found))


@require_safe
@requires("aid.see_ledger")
def calculators(request: UserRequest) -> HttpResponse:
    """Compute gross grant equivalents; nothing is stored."""
    return render(request, "aid/calculators.html", tools.page(request.user, request.GET))


@require_safe
@requires("aid.see_ledger")
def settings(request: UserRequest) -> HttpResponse:
    """List the open questions with their answers."""
    return render(request, "aid/settings.html", questions.listing(request.user))


@require_safe
@requires("aid.see_ledger")
def export(request: UserRequest) -> HttpResponse:
    """Answer with the ledger as a workbook that can be read back."""
    content = documents.workbook(_("Ledger"), documents.ledger_rows(request.user))
    return _file(content, documents.XLSX, "aid-ledger.xlsx")


@require_safe
@requires("core.edit_own_account")
def certificate(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Answer with a certificate as PDF or DOCX."""
    found = certificate_visible_to(request.user, public_id)
    title, subtitle = _("Certificate of de minimis aid"), found.number
    fields, paragraphs = documents.certificate_fields(found), documents.certificate_paragraphs(found)
    if kind == "docx":
        content = documents.word_document(title, subtitle, fields, paragraphs, found.signatory)
        return _file(content, documents.DOCX, f"certificate-{public_id}.docx")
    if kind != "pdf":
        raise Http404
    invented = found.grant.beneficiary.is_invented
    content = documents.printed(
        title, subtitle, fields, signatory=found.signatory, paragraphs=paragraphs, invented=invented
    )
    return _file(content, "application/pdf", f"certificate-{public_id}.pdf")


@require_safe
@requires("aid.see_ledger")
def shrimp(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Answer with the fields of a SHRIMP report."""
    found = grant_visible_to(request.user, public_id)
    fields = documents.shrimp_fields(found)
    if kind == "xlsx":
        rows = [(_("Field"), _("Value")), *fields]
        return _file(documents.workbook("SHRIMP", rows), documents.XLSX, f"shrimp-{public_id}.xlsx")
    if kind != "pdf":
        raise Http404
    title = _("Fields of the SHRIMP report")
    content = documents.printed(title, grants.titled(found), fields, invented=found.beneficiary.is_invented)
    return _file(content, "application/pdf", f"shrimp-{public_id}.pdf")


@require_safe
@requires("core.edit_own_account")
def application(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the applicant's form, filled in from the register."""
    found = undertaking_visible_to(request.user, public_id)
    return render(request, "aid/application.html", applications.one(request.user, found))


@require_safe
@requires("core.edit_own_account")
def application_file(request: UserRequest, public_id: str, kind: str) -> HttpResponse:
    """Answer with the applicant's form as PDF or DOCX."""
    found = undertaking_visible_to(request.user, public_id)
    form = application_of(request.user, found)
    title, signs = _("Information of an applicant for de minimis aid"), _("Person authorised to sign for the applicant")
    fields, paragraphs = documents.application_fields(form), documents.application_paragraphs(form)
    if kind == "docx":
        content = documents.word_document(title, found.name, fields, paragraphs, signs)
        return _file(content, documents.DOCX, f"application-{public_id}.docx")
    if kind != "pdf":
        raise Http404
    content = documents.printed(
        title, found.name, fields, signatory=signs, paragraphs=paragraphs, invented=found.is_invented
    )
    return _file(content, "application/pdf", f"application-{public_id}.pdf")


@require_safe
@requires("aid.see_ledger")
def register(request: UserRequest) -> HttpResponse:
    """List what the central register takes of a period."""
    context = register_pages.listing(request.user, PeriodForm.asked(request.GET), request.GET)
    return render(request, "aid/register.html", context)


@require_safe
@requires("aid.see_ledger")
def register_file(request: UserRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
    """Answer with the entries of a period as XLSX or CSV."""
    form = PeriodForm.asked(request.GET)
    if kind not in ("xlsx", "csv") or not form.is_valid():
        raise Http404
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    rows, name = register_rows(grants_of_register(request.user, since, until)), f"aid-register-{since}-{until}.{kind}"
    if kind == "csv":
        return csv_response(name, rows, byte_order_mark=True)
    return _file(documents.workbook(_("Central register"), rows), documents.XLSX, name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})
