"""The pages on which a questionnaire is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, mails
from grono.portal.surveys.forms.answering import SectionForm
from grono.portal.surveys.forms.others import HandOverForm, RefusalForm
from grono.portal.surveys.pages import answering as page
from grono.portal.surveys.pages.copies import copy_as_pdf, copy_of
from grono.portal.surveys.queries import answers_of, link_by_secret, sections_of
from grono.portal.surveys.views.access import answering, personal, remember_link

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from grono.portal.surveys.definition import Section
    from grono.portal.surveys.views.access import Answering


@require_safe
@personal
def link(request: HttpRequest, token: str) -> HttpResponseBase:
    """Take a personal link: remember it in the session and go on at an address without the secret."""
    found = link_by_secret(token)
    if found is None:
        return _closed_to_search(render(request, "surveys/no_link.html", status=404))
    remember_link(request, found)
    invitation = found.invitation
    with override(mails.language_of_pages(invitation.language)):
        place = (
            reverse("surveys:section", args=[invitation.public_id, found.section])
            if found.section
            else reverse("surveys:answer", args=[invitation.public_id])
        )
    return _closed_to_search(redirect(place))


def _closed_to_search(response: HttpResponseBase) -> HttpResponseBase:
    response["Referrer-Policy"] = "no-referrer"  # the address holds the secret
    return response


@require_safe
@personal
def overview(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Show the questionnaire as a whole: its sections, how far each is, what to do next."""
    who = answering(request, public_id)
    if not who.is_on_behalf:
        actions.note_opened(by=who.by, invitation=who.invitation, link=who.link)
    return render(request, "surveys/answer.html", page.overview(who))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def section(request: HttpRequest, public_id: str, section: str) -> HttpResponseBase:
    """Answer one section; whatever can be read is saved, also when something else cannot."""
    who = answering(request, public_id)
    asked = who.section(section)
    if not who.is_open:
        return redirect("surveys:copy", public_id)
    language = who.text_language(get_language() or "pl")
    answers = {name: answer.value for name, answer in answers_of(who.invitation).items()}
    previous = page.last_time(who, asked)
    data = request.POST if request.method == "POST" else None
    form = SectionForm(data, section=asked, answers=answers, previous=previous, language=language)
    revision = _revision_of(who, section)
    if request.method == "POST":
        try:
            revision, is_done = _save(request, who, asked, form)
        except actions.SavedMeanwhileError as conflict:
            form.tell_of_conflicts(conflict.theirs)
            form.add_error(None, str(conflict))
            revision, is_done = conflict.revision, False
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            is_done = False
        if is_done:
            return redirect(_next_place(request, who, asked))
    elif not who.is_on_behalf:
        actions.note_opened(by=who.by, invitation=who.invitation, link=who.link)
    return render(request, "surveys/section.html", page.section(who, asked, form, revision, language))


def _revision_of(who: Answering, section: str) -> int:
    state = sections_of(who.invitation).get(section)
    return state.revision if state else 0


def _save(request: HttpRequest, who: Answering, asked: Section, form: SectionForm) -> tuple[int, bool]:
    """Save what can be read; return the new number of savings and whether everything could be read."""
    is_valid = form.is_valid()
    typed = request.POST.get("revision", "")
    given = actions.Given(
        section=asked.key,
        values=form.values,
        revision=int(typed) if typed.isdecimal() and len(typed) < 9 else 0,
        language=form.language,
        source=who.source,
    )
    state = actions.save_section(by=who.by, invitation=who.invitation, given=given)
    if not is_valid:
        messages.warning(request, _("What could be read is saved. The marked answers are not: correct them below."))
    return state.revision, is_valid


def _next_place(request: HttpRequest, who: Answering, asked: Section) -> str:
    """Return the next section, or the overview at the end or when someone stops."""
    keys = [one.key for one in who.sections]
    following = keys.index(asked.key) + 1
    if "stop" in request.POST or following == len(keys) or not who.is_whole:
        messages.success(request, _("Saved. You can go on whenever you like."))
        if not who.is_whole:
            return reverse("surveys:section", args=[who.invitation.public_id, asked.key])
        return reverse("surveys:answer", args=[who.invitation.public_id])
    return reverse("surveys:section", args=[who.invitation.public_id, keys[following]])


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def hand_over(request: HttpRequest, public_id: str, section: str) -> HttpResponseBase:
    """Make a link to one section for a colleague; it is shown once."""
    who = answering(request, public_id)
    asked = who.section(section)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    address = ""
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.hand_over(by=who.by, invitation=who.invitation, section=asked.key)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            address = mails.address_of_link(token, who.invitation.language)
    return render(request, "surveys/hand_over.html", page.hand_over(who, asked, form, address))


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def finish(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Show all answers with what is missing, then hand in."""
    who = answering(request, public_id)
    if not who.is_whole or not who.is_open:
        return redirect("surveys:answer", public_id)
    refused = ""
    if request.method == "POST":
        try:
            actions.complete(by=who.by, invitation=who.invitation, source=who.source)
        except RefusedError as refusal:
            refused = str(refusal)
        else:
            return redirect("surveys:copy", public_id)
    return render(request, "surveys/finish.html", page.finish(who, refused))


@require_POST
@personal
def confirm(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Confirm what somebody entered for the organisation."""
    who = answering(request, public_id)
    if not who.is_on_behalf and who.is_whole:
        actions.confirm_entries(by=who.by, invitation=who.invitation)
        messages.success(request, _("Thank you. The answers now count as your own."))
    return redirect("surveys:copy", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def refuse(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Let a firm say that it will not answer."""
    who = answering(request, public_id)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.refuse(by=who.by, invitation=who.invitation, reason=form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Noted: we will not write to you about this questionnaire again."))
            return redirect("surveys:answer", public_id)
    return render(request, "surveys/refuse.html", page.refuse(who, form))


@require_safe
@personal
def copy(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Show the answers as they were handed in, with thanks and what can be done now."""
    who = answering(request, public_id)
    return render(request, "surveys/copy.html", page.copy(who))


@require_safe
@personal
def copy_pdf(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Answer with the copy as an accessible PDF."""
    who = answering(request, public_id)
    content = copy_as_pdf(copy_of(who, get_language() or "pl"))
    disposition = f'attachment; filename="answers-{public_id}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": disposition})


@require_POST
@personal
def feed(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """Take the chosen answers into the profile of the organisation."""
    who = answering(request, public_id)
    if who.is_on_behalf or not who.is_whole:
        return redirect("surveys:copy", public_id)
    taken = actions.feed_profile(by=who.by, invitation=who.invitation, concepts=request.POST.getlist("concept"))
    if taken:
        messages.success(request, _("The profile of your organisation is up to date with these answers."))
    else:
        messages.info(request, _("Nothing in the profile had to change."))
    return redirect("surveys:copy", public_id)
