"""The pages on which a coordinator runs waves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, files, mails, populations
from grono.portal.surveys.exporting import answer_rows
from grono.portal.surveys.forms.others import AddressForm, OnBehalfForm, ReasonForm
from grono.portal.surveys.forms.waves import WaveForm
from grono.portal.surveys.pages import invitations as invitation_page
from grono.portal.surveys.pages import letters as letters_page
from grono.portal.surveys.pages import waves as page
from grono.portal.surveys.queries import invitation_run_by, invitations_of, run_wave, version_visible_to
from grono.portal.surveys.views.access import remember_on_behalf
from grono.portal.surveys.views.designing import XLSX

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from grono.portal.core.requests import UserRequest
    from grono.portal.surveys.models import Invitation, Wave

ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def new(request: UserRequest, version: str) -> HttpResponse:
    """Prepare a wave of a version."""
    found = version_visible_to(request.user, version)
    form = WaveForm(request.POST or None, reader=request.user, version=found)
    if request.method == "POST" and form.is_valid():
        try:
            wave = actions.prepare_wave(by=request.user, version=found, plan=form.plan())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("surveys:wave", wave.public_id)
    return render(request, "surveys/wave_form.html", page.form(form, None, found))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def edit(request: UserRequest, public_id: str) -> HttpResponse:
    """Change a wave."""
    wave = run_wave(request.user, public_id)
    form = WaveForm(request.POST or None, reader=request.user, version=wave.version, wave=wave)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_wave(by=request.user, wave=wave, plan=form.plan())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes are saved."))
            return redirect("surveys:wave", public_id)
    return render(request, "surveys/wave_form.html", page.form(form, wave, wave.version))


@require_safe
@requires("surveys.run_waves")
def wave(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the response of a wave."""
    found = run_wave(request.user, public_id)
    return render(request, "surveys/wave.html", page.wave(request.user, found))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def open_wave(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a wave is to be opened, then write its population down."""
    found = run_wave(request.user, public_id)
    invited: list[populations.Invited] = []
    refused = ""
    try:
        wanted = populations.members(request.user, found.population)
        invited = populations.invited(request.user, wanted, languages=found.version.definition.languages)
        if request.method == "POST":
            actions.open_wave(by=request.user, wave=found, invited=invited)
            messages.success(request, _("The wave is open. Write to the firms next."))
            return redirect("surveys:wave", public_id)
    except RefusedError as refusal:
        refused = str(refusal)
    return render(request, "surveys/open.html", page.opening(found, invited, refused))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def close(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a wave is to be closed, then close it."""
    found = run_wave(request.user, public_id)
    if request.method != "POST":
        return render(request, "surveys/close.html", page.closing(found))
    return _done(request, lambda: actions.close_wave(by=request.user, wave=found), _("The wave is closed."), found)


def _done(request: UserRequest, act: Callable[[], object], sentence: str, found: Wave) -> HttpResponse:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, sentence)
    return redirect("surveys:wave", found.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def write(request: UserRequest, public_id: str) -> HttpResponse:
    """Show who is due a letter and how it reads, then write to everyone of them in the background."""
    found = run_wave(request.user, public_id)
    if request.method != "POST":
        return render(request, "surveys/letters.html", letters_page.letters(found))
    try:
        run = actions.start_letters(by=request.user, wave=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:wave", public_id)
    return redirect("core:run", run.public_id)


@require_POST
@requires("surveys.run_waves")
def count(request: UserRequest, public_id: str) -> HttpResponse:
    """Count the results in the background."""
    found = run_wave(request.user, public_id)
    try:
        run = actions.compute_results(by=request.user, wave=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("surveys:wave", public_id)
    return redirect("core:run", run.public_id)


@require_safe
@requires("surveys.run_waves")
def invitations(request: UserRequest, public_id: str) -> HttpResponse:
    """List who was invited, narrowed by how far they are."""
    found = run_wave(request.user, public_id)
    standing = request.GET.get("standing", "")
    rows = invitation_page.narrowed(invitations_of(request.user, found), standing)
    part = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "surveys/invitations.html", invitation_page.invitations(found, part, standing))


@require_safe
@requires("surveys.run_waves")
def invitation(request: UserRequest, public_id: str) -> HttpResponse:
    """Show one invitation with everything that can be done about it."""
    found = invitation_run_by(request.user, public_id)
    may_see = request.user.can("surveys.see_answers")
    return render(request, "surveys/invitation.html", invitation_page.invitation(found, may_see=may_see))


@require_POST
@requires("surveys.run_waves")
def make_link(request: UserRequest, public_id: str) -> HttpResponse:
    """Make a personal link and show it once, to be given on paper or by telephone."""
    found = invitation_run_by(request.user, public_id)
    may_see = request.user.can("surveys.see_answers")
    address = ""
    try:
        token = actions.make_link(by=request.user, invitation=found)
        address = mails.address_of_link(token, found.language)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return render(
        request, "surveys/invitation.html", invitation_page.invitation(found, may_see=may_see, address=address)
    )


@require_POST
@requires("surveys.run_waves")
def revoke(request: UserRequest, public_id: str) -> HttpResponse:
    """Make every link of an organisation useless."""
    found = invitation_run_by(request.user, public_id)
    actions.revoke_links(by=request.user, invitation=found)
    messages.success(request, _("No earlier link works any more. Make a new one, or send the next letter."))
    return redirect("surveys:invitation", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def on_behalf(request: UserRequest, public_id: str) -> HttpResponse:
    """Begin to enter answers that came in on paper or by telephone."""
    found = invitation_run_by(request.user, public_id)
    form = OnBehalfForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        remember_on_behalf(request, found, form.cleaned_data["source"])
        return redirect("surveys:answer", public_id)
    return _small(request, found, form, _("Enter answers for the firm"), _("Go on"))


def _small(request: UserRequest, found: Invitation, form: object, heading: str, submit: str) -> HttpResponse:
    return render(request, "surveys/small_form.html", invitation_page.small(found, form, heading, submit))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def unreachable(request: UserRequest, public_id: str) -> HttpResponse:
    """Note that an organisation cannot be reached."""
    found = invitation_run_by(request.user, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_unreachable(by=request.user, invitation=found, reason=form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("surveys:invitation", public_id)
    return _small(request, found, form, _("The organisation cannot be reached"), _("Note it"))


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def eligibility(request: UserRequest, public_id: str) -> HttpResponse:
    """Leave an organisation out of the response, or take it in again."""
    found = invitation_run_by(request.user, public_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.note_eligibility(
            by=request.user,
            invitation=found,
            is_eligible=not found.is_eligible,
            reason=form.cleaned_data["reason"],
        )
        return redirect("surveys:invitation", public_id)
    heading = _("Leave out of the response") if found.is_eligible else _("Take into the response again")
    return _small(request, found, form, heading, heading)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("surveys.run_waves")
def address(request: UserRequest, public_id: str) -> HttpResponse:
    """Change where and in which language an organisation is written to."""
    found = invitation_run_by(request.user, public_id)
    form = AddressForm(request.POST or None, initial={"email": found.email, "language": found.language})
    if request.method == "POST" and form.is_valid():
        actions.change_address(by=request.user, invitation=found, **form.cleaned_data)
        messages.success(request, _("The changes are saved."))
        return redirect("surveys:invitation", public_id)
    return _small(request, found, form, _("Address and language"), _("Save"))


@require_safe
@requires("surveys.see_answers")
def answers(request: UserRequest, public_id: str, kind: str) -> HttpResponseBase:
    """Answer with the answers of a wave as a file, with where each came from."""
    found = run_wave(request.user, public_id)
    rows = answer_rows(found, get_language() or "pl")
    name = f"answers-{found.version.questionnaire.key}-{public_id}"
    if kind == "csv":
        return csv_response(f"{name}.csv", rows, byte_order_mark="bom" in request.GET)
    if kind != "xlsx":
        raise Http404
    content = files.workbook({_("Answers"): list(rows)})
    headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)
