from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.declared import in_declared_session, note_owners
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.privacy import actions, pages
from grono.portal.privacy.clocks import due
from grono.portal.privacy.erasing import plan
from grono.portal.privacy.finding import people_named
from grono.portal.privacy.forms import FindForm, LetterForm
from grono.portal.privacy.kinds import Channel
from grono.portal.privacy.links import person_of
from grono.portal.privacy.logins import has_just_logged_in
from grono.portal.privacy.queries import (
    access_requests_visible_to,
    archive_of_run,
    archives_of,
    consents_of,
    open_request_of,
    requests_visible_to,
    subject_visible_to,
)
from grono.portal.privacy.subjects import subject_of, subject_with
from grono.portal.privacy.texts import consent_purposes

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.display import Table
    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.privacy.subjects import Subject


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Tell everyone what is kept about people, what for, and for how long."""
    return render(request, "privacy/kept.html", {"tables": pages.kept_tables()})


@never_cache
@require_safe
@requires("core.edit_own_account")
def mine(request: UserRequest) -> HttpResponse:
    """Show one's own consents, archives and request."""
    subject = subject_of(request.user)
    consents = list(consents_of(subject))
    context = {
        "choices": pages.consent_choices(consents),
        "consents": pages.consents_table(consents),
        "archives": archives_of(request.user)[:10],
        "request_for_erasure": open_request_of(subject),
    }
    return render(request, "privacy/mine.html", context)


def _say(request: HttpRequest, subject: Subject, channel: Channel, by: User | None) -> None:
    purpose = request.POST.get("purpose", "")
    if purpose not in consent_purposes():
        raise Http404(purpose)
    if request.POST.get("answer") == "yes":
        language = get_language() or "en"
        actions.give_consent(by=by, subject=subject, purpose=purpose, language=language, channel=channel)
        messages.success(request, _("Your consent has been recorded. You may withdraw it here at any moment."))
    else:
        actions.withdraw_consent(by=by, subject=subject, purpose=purpose, channel=channel)
        messages.success(request, _("Your consent has been withdrawn. It counts from now on."))


@require_POST
@requires("core.edit_own_account")
def consent(request: UserRequest) -> HttpResponse:
    """Say yes or no on the page of one's account."""
    _say(request, subject_of(request.user), Channel.ACCOUNT, request.user)
    return redirect("privacy:mine")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def linked(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes or no by a link, without an account."""
    subject = subject_with(person_of(token))
    if request.method == "POST":
        _say(request, subject, Channel.LINK, None)
        return redirect("privacy:linked", token)
    context = {"choices": pages.consent_choices(consents_of(subject)), "token": token, "subject": subject}
    return render(request, "privacy/linked.html", context)


@require_POST
@requires("core.edit_own_account")
def collect(request: UserRequest) -> HttpResponse:
    """Start collecting everything about oneself."""
    run = actions.ask_for_everything(by=request.user, subject=subject_of(request.user))
    return redirect("core:run", run.public_id)


@never_cache
@require_safe
@requires("core.edit_own_account")
def archive(request: UserRequest, public_id: str) -> HttpResponse:
    """Give out one's own archive to who has just logged in; anyone else is asked to log in again."""
    path = archive_of_run(request.user, public_id)
    if not has_just_logged_in(request):
        return render(request, "privacy/log_in_again.html", {"public_id": public_id})
    return HttpResponse(
        path.read_bytes(),
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="everything-about-me.zip"'},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def erasure(request: UserRequest) -> HttpResponse:
    """Show what would be erased and what would stay, and ask for it."""
    subject = subject_of(request.user)
    if request.method == "POST":
        actions.ask_to_be_erased(by=request.user, subject=subject)
        messages.success(request, _("Your request has been noted. It is answered within 30 days."))
        return redirect("privacy:mine")
    return render(request, "privacy/erasure.html", {"table": pages.plan_table(plan(subject))})


@never_cache
@require_safe
@requires("privacy.answer_requests")
def requests(request: UserRequest) -> HttpResponse:
    """List the requests and what has been kept long enough; in a declared session find who asked by letter."""
    return _found(request) if request.GET.get("q", "").strip() else _listed(request)


@in_declared_session
def _found(request: UserRequest) -> HttpResponse:
    people = people_named(request.user, request.GET["q"])
    note_owners(request, (one.public_id for one in people))
    return _listed(request, pages.people_table(people))


def _listed(request: UserRequest, people: Table | None = None) -> HttpResponse:
    context = {
        "form": FindForm(request.GET if people else None),
        "people": people,
        "table": pages.requests_table(requests_visible_to(request.user)),
        "access": pages.access_table(request.user, access_requests_visible_to(request.user)),
        "due": pages.due_table(due()),
    }
    return render(request, "privacy/requests.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@requires("privacy.answer_requests")
@in_declared_session
def person(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the dry run of someone's erasure, and carry it out."""
    subject = subject_visible_to(request.user, public_id)
    if request.method == "POST":
        try:
            actions.erase(by=request.user, subject=subject)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The person has been erased."))
        return redirect("privacy:requests")
    asked = open_request_of(subject)
    letter = None if asked else LetterForm(initial={"asked_on": timezone.localdate()})
    context = {"table": pages.plan_table(plan(subject)), "subject": subject, "asked": asked, "letter": letter}
    return render(request, "privacy/person.html", context)
