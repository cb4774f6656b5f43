"""What people without an account ask for: a letter proves their address, its link opens everything they may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.core import ratelimit
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from grono.portal.core.account_limits import seconds_left
from grono.portal.core.declared import in_declared_session, note_owners
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.privacy import actions, pages
from grono.portal.privacy.exporting import archive_of
from grono.portal.privacy.forms import AccessForm, AddressForm, LetterForm
from grono.portal.privacy.proving import (
    answer_access_request,
    person_of_rights,
    send_rights_link,
    subjects_with_address,
)
from grono.portal.privacy.queries import (
    access_request_visible_to,
    consents_of,
    open_request_of,
    subject_visible_to,
)
from grono.portal.privacy.subjects import subject_with
from grono.portal.privacy.words import NO_ADDRESS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.requests import UserRequest


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Take an address and write to it; the page is the same whether or not it is known (TRU-9)."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "privacy/ask.html", {"form": form})
    email = form.cleaned_data["email"]
    if not ratelimit.consume(request, action="privacy_link", key=email.lower()):
        form.add_error(
            None, _("Letters to this address, or from your network, were asked for too often. Try again tomorrow.")
        )
        refused = render(request, "privacy/ask.html", {"form": form}, status=429)
        refused.headers["Retry-After"] = str(seconds_left(request))
        return refused
    send_rights_link(by=None, email=email, language=get_language() or "en")
    return render(request, "privacy/asked.html", {"email": email})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a person may ask for; a POST gives everything out, or notes the request to be erased."""
    subject = subject_with(person_of_rights(token))
    if request.method != "POST":
        consents = consents_of(subject)
        context = {"subject": subject, "token": token, "asked": open_request_of(subject)}
        return render(request, "privacy/rights.html", context | {"consents": pages.consents_table(list(consents))})
    if request.POST.get("act") == "everything":
        headers = {"Content-Disposition": 'attachment; filename="everything-about-me.zip"'}
        return HttpResponse(archive_of(subject), content_type="application/zip", headers=headers)
    if request.POST.get("act") != "erase":
        raise Http404
    actions.ask_to_be_erased(by=None, subject=subject)
    messages.success(request, _("Your request has been noted. It is answered within 30 days."))
    return redirect("privacy:rights", token)


@require_POST
@requires("privacy.answer_requests")
def send_link(request: UserRequest, public_id: str) -> HttpResponse:
    """Send a person the page where they say yes or no."""
    subject = subject_visible_to(request.user, public_id)
    if actions.send_consent_link(by=request.user, subject=subject):
        messages.success(request, _("The letter with the link is on its way."))
    else:
        messages.error(request, NO_ADDRESS)
    return redirect("privacy:requests")


@require_POST
@requires("privacy.answer_requests")
def note_request(request: UserRequest, public_id: str) -> HttpResponse:
    """Note that somebody asked by letter to be erased."""
    subject = subject_visible_to(request.user, public_id)
    form = LetterForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("The day of the letter is missing or no date. Nothing was noted."))
        return redirect("privacy:person", public_id)
    try:
        actions.ask_to_be_erased(by=request.user, subject=subject, on=form.cleaned_data["asked_on"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("privacy:person", public_id)
    messages.success(request, _("The request has been noted. It is answered within 30 days of the letter."))
    return redirect("privacy:requests")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("privacy.answer_requests")
@in_declared_session
def access(request: UserRequest, public_id: str) -> HttpResponse:
    """Decide who asked from an address that proves nobody."""
    asked = access_request_visible_to(request.user, public_id)
    if asked.answered_at is not None:
        messages.info(request, _("This request has been answered already."))
        return redirect("privacy:requests")
    people = subjects_with_address(asked.email)
    note_owners(request, (one.public_id for one in people))
    form = AccessForm(request.POST if request.method == "POST" else None, people=people)
    if request.method == "POST" and form.is_valid():
        try:
            answer_access_request(by=request.user, request=asked, **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The request has been answered; the letter is on its way."))
            return redirect("privacy:requests")
    return render(request, "privacy/access.html", {"asked": asked, "people": people, "form": form})
