"""Administrators of an organisation, its history, contacts that were shown, and what needs attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.display import Cell, Column, Table
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.core.queries import user_with_address
from grono.portal.directory import actions
from grono.portal.directory.attention import (
    administrators_of,
    attention_for,
    invitation_with,
    invitations_of,
    post_to_reveal,
    reveals_of,
)
from grono.portal.directory.history import change_of, changes_visible_to, field_title, shown_changes
from grono.portal.directory.permissions import administers, may_keep
from grono.portal.directory.profile_forms import AppointmentForm, InvitationForm
from grono.portal.directory.queries import organisation_visible_to
from grono.portal.directory.sights import sights_of
from grono.portal.directory.views.ways import kept, tabs_of, way_to
from grono.portal.privacy.pages import sights_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader

CHANGES_ON_A_PAGE = 50
ORGANISATIONS_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def administrators(request: UserRequest, public_id: str) -> HttpResponse:
    """Show who administers an organisation, and invite someone else."""
    one = kept(request, public_id)
    form = InvitationForm(request.POST if request.method == "POST" else None, initial={"language": get_language()})
    if request.method == "POST" and form.is_valid():
        if _done(request, lambda: actions.invite_administrator(by=request.user, organisation=one, **form.cleaned_data)):
            # The same words whether or not the address is known (TRU-9).
            messages.success(request, _("The invitation is on its way. It counts once it has been accepted."))
        return redirect("directory:administrators", public_id)
    rows = [
        [Cell(str(row.user), detail=_("you") if row.user == request.user else ""), row.since]
        for row in administrators_of(one)
    ]
    context = {
        "organisation": one,
        "form": form,
        "table": Table(_("Administrators"), [Column(_("Person")), Column(pgettext("administrator", "Since"))], rows),
        "invitations": invitations_of(one),
        "is_one": administers(request.user, one),
        "is_alone": len(rows) == 1,
        "may_appoint": request.user.can("directory.appoint_administrators"),
        "tabs": tabs_of(one, "directory:administrators"),
        "breadcrumbs": way_to(one),
    }
    return render(request, "directory/administrators.html", context)


def _done(request: UserRequest, act: Callable[[], object]) -> bool:
    try:
        act()
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return False
    return True


@require_POST
@requires("directory.keep_own_organisation")
def leave(request: UserRequest, public_id: str) -> HttpResponse:
    """Stop administering an organisation."""
    one = kept(request, public_id)
    if _done(request, lambda: actions.leave_administration(by=request.user, organisation=one)):
        messages.success(request, _("You no longer administer this organisation."))
        return redirect("directory:organisation", public_id)
    return redirect("directory:administrators", public_id)


@require_POST
@requires("directory.keep_own_organisation")
def answer_invitation(request: UserRequest, public_id: str) -> HttpResponse:
    """Accept or decline an invitation, or withdraw one that was sent for one's own organisation."""
    invitation = invitation_with(public_id)
    for_reader = invitation.email.lower() == request.user.email.lower()
    if not for_reader:
        kept(request, invitation.organisation.public_id)
    if for_reader and request.POST.get("answer") == "accept":
        if _done(request, lambda: actions.accept_administration(by=request.user, invitation=invitation)):
            messages.success(request, _("You now administer this organisation."))
        return redirect("directory:mine")
    actions.decline_administration(by=request.user, invitation=invitation)
    messages.success(request, _("The invitation no longer stands."))
    return redirect(
        "directory:mine"
        if for_reader
        else reverse("directory:administrators", args=[invitation.organisation.public_id])
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.appoint_administrators")
def appoint(request: UserRequest, public_id: str) -> HttpResponse:
    """Appoint an administrator after an identity check."""
    one = organisation_visible_to(request.user, public_id)
    form = AppointmentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = user_with_address(form.cleaned_data["email"])
        if user is None:
            form.add_error("email", _("Nobody has an account with this address. Let them be invited first."))
        else:
            reason = form.cleaned_data["reason"]
            actions.appoint_administrator(by=request.user, organisation=one, user=user, reason=reason)
            messages.success(request, _("%(name)s now administers this organisation.") % {"name": user})
            return redirect("directory:organisation", public_id)
    context = {"form": form, "organisation": one, "breadcrumbs": way_to(one, inside=False)}
    return render(request, "directory/appoint.html", context)


@require_safe
def history(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show who changed what, as far as the reader may see the fields."""
    reader: Reader = request.user  # type: ignore[assignment]
    one = organisation_visible_to(reader, public_id)
    field = request.GET.get("field", "")
    changes = changes_visible_to(reader, one)
    found = changes.filter(field=field) if field else changes
    page = Paginator(found, CHANGES_ON_A_PAGE).get_page(request.GET.get("page"))
    may_undo = reader.is_authenticated and may_keep(reader, one)
    context = {
        "organisation": one,
        "page": page,
        "changes": shown_changes(reader, one, page.object_list, get_language() or "pl"),
        "may_undo": may_undo,
        "one_field": field_title(field) if field and page.object_list else "",
        "tabs": tabs_of(one, "directory:history") if may_undo else [],
        "breadcrumbs": way_to(one, inside=may_undo),
    }
    return render(request, "directory/history.html", context)


@require_POST
@requires("directory.keep_own_organisation")
def undo(request: UserRequest, public_id: str, change: str) -> HttpResponse:
    """Undo one change."""
    one = kept(request, public_id)
    found = change_of(one, change)
    if _done(request, lambda: actions.undo_change(by=request.user, organisation=one, change=found)):
        messages.success(request, _("The change has been undone; that is a new change in the history."))
    return redirect("directory:history", public_id)


@require_POST
@requires("directory.keep_own_organisation")
def reveal(request: UserRequest, public_id: str, post: str) -> HttpResponse:
    """Show the telephone number or e-mail address of a post, and record who saw it."""
    one = organisation_visible_to(request.user, public_id)
    found = post_to_reveal(request.user, one, post)
    what = "phone" if request.POST.get("what") == "phone" else "email"
    try:
        value = actions.reveal_contact(by=request.user, post=found, what=what)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("directory:organisation", public_id)
    context = {
        "organisation": one,
        "post": found,
        "what": what,
        "value": value,
        "breadcrumbs": way_to(one, inside=False),
    }
    return render(request, "directory/reveal.html", context)


SIGHTS_SHOWN = 100


@require_safe
@requires("core.edit_own_account")
def seen(request: UserRequest) -> HttpResponse:
    """Show who has seen one's own contacts."""
    words = {"email": _("e-mail address"), "phone": _("telephone number")}
    rows = [
        [row.at, str(row.seen_by or ""), words[row.what], str(row.post.organisation)]
        for row in reveals_of(request.user)
    ]
    columns = [Column(_("When")), Column(_("Who")), Column(_("What was shown")), Column(_("Organisation"))]
    table = Table(_("Who has seen my contacts"), columns, rows, empty=_("Nobody has looked at your contacts yet."))
    sights = sights_table(sights_of(request.user)[:SIGHTS_SHOWN])
    return render(request, "directory/seen.html", {"table": table, "sights": sights})


@require_safe
@requires("directory.edit_organisations")
def attention(request: UserRequest) -> HttpResponse:
    """List what waits for the coordinator, with counts and links."""
    titles = {
        "alone": (
            _("One administrator only, for more than 30 days"),
            _("Write to the organisation, or appoint a second one."),
        ),
        "conflicts": (
            _("Sources disagree"),
            _("A value was offered and not taken, because a stronger or newer one stands."),
        ),
        "guessed": (
            _("The main activity is still guessed"),
            _("The organisation has an administrator who could confirm it."),
        ),
    }
    parts = []
    for one in attention_for(request.user):
        title, text = titles[one.key]
        shown = one.organisations.order_by("name_key", "pk")[:ORGANISATIONS_SHOWN]
        route = "directory:conflicts" if one.key == "conflicts" else "directory:organisation"
        links = [(organisation, reverse(route, args=[organisation.public_id])) for organisation in shown]
        parts.append({"title": title, "text": text, "count": one.organisations.count(), "links": links})
    return render(request, "directory/attention.html", {"parts": parts})
