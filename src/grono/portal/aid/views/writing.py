from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.aid import actions
from grono.portal.aid.forms.control import EndLinkForm, LinkForm, ReorganisationForm
from grono.portal.aid.forms.granting import CertificateForm, CorrectForm, EndForm, GrantForm
from grono.portal.aid.forms.register import CompleteForm
from grono.portal.aid.forms.settings import SettingForm
from grono.portal.aid.naming import named_undertaking
from grono.portal.aid.pages.common import way
from grono.portal.aid.pages.grants import failing_around, failing_sentence, titled
from grono.portal.aid.pages.questions import titles
from grono.portal.aid.queries import (
    grant_visible_to,
    link_visible_to,
    setting_choices,
)
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.stateaid import DEFAULTS, SETTINGS

if TYPE_CHECKING:
    from django import forms

    from grono.portal.aid.actions import Recorded
    from grono.portal.core.requests import UserRequest

GET_AND_POST = ["GET", "HEAD", "POST"]


def _page(request: UserRequest, form: forms.Form, heading: str, back: str, **more: Any) -> HttpResponse:
    context = {"form": form, "heading": heading, "back": back, "breadcrumbs": way(request.user), **more}
    return render(request, "aid/form.html", context)


def _tell(request: UserRequest, recorded: Recorded, sentence: str) -> None:
    _tell_failing(request, sentence, failing_sentence(recorded.failing))


def _tell_failing(request: UserRequest, sentence: str, failing: str) -> None:
    messages.success(request, sentence)
    if failing:
        messages.warning(request, failing)


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def record(request: UserRequest) -> HttpResponse:
    """Record a grant."""
    initial = {
        name: request.GET[name] for name in ("number", "gge_eur", "granting_date", "regulation") if name in request.GET
    }
    form = GrantForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        beneficiary = named_undertaking(request.user, form.cleaned_data["number"], form.cleaned_data["name"])
        if beneficiary is None:
            form.add_error("name", _("Neither the ledger nor the directory knows this number. Write the name."))
        else:
            try:
                recorded = actions.record_grant(
                    by=request.user,
                    beneficiary=beneficiary,
                    values=form.values(),
                    as_fact=form.cleaned_data["as_fact"],
                )
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
            else:
                _tell(request, recorded, _("The aid is recorded."))
                return redirect("aid:grant", recorded.grant.public_id)
    context = {
        "form": form,
        "heading": _("Record a grant"),
        "lead": _(
            "An amount in zlotys becomes one in euro with the rate of the NBP of that day, once. A check stands before it is recorded."
        ),
        "back": reverse("aid:list"),
        "breadcrumbs": way(request.user),
    }
    return render(request, "aid/record.html", context)


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def correct(request: UserRequest, public_id: str) -> HttpResponse:
    """Correct the amount of a grant."""
    grant = grant_visible_to(request.user, public_id)
    form = CorrectForm(request.POST if request.method == "POST" else None, grant=grant)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = actions.correct_grant(by=request.user, grant=grant, correction=form.correction())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(
                request,
                recorded,
                _("The amount is corrected. A certificate already issued must be replaced within 14 days."),
            )
            return redirect("aid:grant", public_id)
    return _page(request, form, _("Correct the amount"), reverse("aid:grant", args=[public_id]), eyebrow=titled(grant))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def complete(request: UserRequest, public_id: str) -> HttpResponse:
    """Add the particulars that a grant lacks."""
    grant = grant_visible_to(request.user, public_id)
    form = CompleteForm(request.POST if request.method == "POST" else None, grant=grant)
    if request.method == "POST" and form.is_valid():
        try:
            actions.complete_grant(by=request.user, grant=grant, values=form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The particulars are added."))
            return redirect("aid:grant", public_id)
    return _page(request, form, _("Add particulars"), reverse("aid:grant", args=[public_id]), eyebrow=titled(grant))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def end(request: UserRequest, public_id: str) -> HttpResponse:
    """Record that aid was repaid or withdrawn."""
    grant = grant_visible_to(request.user, public_id)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            recorded = actions.end_grant(by=request.user, grant=grant, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            _tell(request, recorded, _("The aid no longer counts. Every later grant was checked again."))
            return redirect("aid:grant", public_id)
    return _page(request, form, _("Repaid or withdrawn"), reverse("aid:grant", args=[public_id]), eyebrow=titled(grant))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def certify(request: UserRequest, public_id: str) -> HttpResponse:
    """Issue a certificate; one that is not replaced yet is replaced by it."""
    grant = grant_visible_to(request.user, public_id)
    newest = grant.certificates.filter(replaced_by__isnull=True).first()
    initial = {"issued_on": timezone.localdate()}
    form = CertificateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.issue_certificate(by=request.user, grant=grant, replaces=newest, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error("number", str(refusal))
        else:
            messages.success(request, _("The certificate is issued."))
            return redirect("aid:grant", public_id)
    lead = _("It replaces the certificate %(number)s.") % {"number": newest} if newest else ""
    back = reverse("aid:grant", args=[public_id])
    return _page(request, form, _("Issue a certificate"), back, eyebrow=titled(grant), lead=lead)


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def add_link(request: UserRequest) -> HttpResponse:
    """Record that one undertaking controls another."""
    initial = {"child": request.GET.get("number", ""), "parent_country": "PL"}
    form = LinkForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        child = named_undertaking(request.user, data["child"], data["child_name"])
        parent = named_undertaking(request.user, data["parent"], data["parent_name"], data["parent_country"])
        unknown = [name for name, found in (("parent_name", parent), ("child_name", child)) if found is None]
        for name in unknown:
            form.add_error(name, _("Neither the ledger nor the directory knows this number. Write the name."))
        if parent and child:
            try:
                actions.record_link(by=request.user, parent=parent, child=child, values=form.values())
            except RefusedError as refusal:
                form.add_error("parent", str(refusal))
            else:
                _tell_failing(request, _("The control link is recorded."), failing_around(child.number))
                return redirect("aid:undertaking", child.public_id)
    return _page(request, form, _("Record a control link"), reverse("aid:list"))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def end_link(request: UserRequest, public_id: str) -> HttpResponse:
    """Record the last day of a control link."""
    link = link_visible_to(request.user, public_id)
    back = reverse("aid:undertaking", args=[link.child.public_id])
    form = EndLinkForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_link(by=request.user, link=link, valid_to=form.cleaned_data["valid_to"])
        except RefusedError as refusal:
            form.add_error("valid_to", str(refusal))
        else:
            failing = failing_around(link.parent.number, link.child.number)
            _tell_failing(request, _("The end of the link is recorded."), failing)
            return redirect(back)
    return _page(request, form, _("End a control link"), back, eyebrow=str(link))


@require_http_methods(GET_AND_POST)
@requires("aid.keep_ledger")
def add_reorganisation(request: UserRequest) -> HttpResponse:
    """Record a merger, an acquisition or a split."""
    form = ReorganisationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        unknown = [number for number in data["parties"] if named_undertaking(request.user, number) is None]
        if unknown:
            sentence = _(
                "Neither the ledger nor the directory knows %(numbers)s. Record aid or a control link of it first."
            )
            form.add_error("parties", sentence % {"numbers": ", ".join(unknown)})
        else:
            actions.record_reorganisation(by=request.user, values=data)
            said = _("It is recorded; the checks take it into account from its effective date.")
            _tell_failing(request, said, failing_around(*data["parties"]))
            return redirect("aid:list")
    return _page(request, form, _("Record a merger or split"), reverse("aid:list"))


@require_http_methods(GET_AND_POST)
@requires("aid.decide_settings")
def decide(request: UserRequest, name: str) -> HttpResponse:
    """Answer an open question, with a reason."""
    if name not in SETTINGS:
        raise Http404
    row = setting_choices(request.user).get(name)
    initial = {"value": _as_typed(row.value if row else getattr(DEFAULTS, name)), "reason": row.reason if row else ""}
    form = SettingForm(request.POST if request.method == "POST" else None, setting=name, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.decide_setting(by=request.user, name=name, **form.cleaned_data)
        messages.success(request, _("The answer holds from now on; every check that uses it says so."))
        return redirect("aid:settings")
    return _page(request, form, titles()[name], reverse("aid:settings"))


def _as_typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value if isinstance(value, str) else f"{value[1]}.{value[0]:02}"
