"""Activity codes: proposed from the organisation's own words, chosen, confirmed, taken out (DIR-11, LNG-32)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from grono.matching.codes import VERSION, suggest_codes
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.activity import read_code
from grono.portal.directory.converted import converted_text, edition_text
from grono.portal.directory.kinds import CodeOrigin, CodeSystem
from grono.portal.directory.permissions import administers
from grono.portal.directory.profile_forms import WordsForm
from grono.portal.directory.queries import suggestion_of
from grono.portal.directory.views.ways import kept, way_to
from grono.portal.directory.wording import activity_text, wording_for

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.models import User
    from grono.portal.core.requests import UserRequest
    from grono.portal.directory.models import CodeSuggestion, Organisation

METHOD = f"grono.matching.codes {VERSION}"


@require_http_methods(["GET", "HEAD", "POST"])
@requires("directory.keep_own_organisation")
def codes(request: UserRequest, public_id: str) -> HttpResponse:
    """Show the codes, and propose others for what was written; nothing is filled in silently."""
    one = kept(request, public_id)
    language = get_language() or "pl"
    own = next((row for row in one.texts.all() if row.language == language), None)
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        initial={"text": own.text if own else "", "language": language},
    )
    suggestion = None
    if request.method == "POST" and form.is_valid():
        suggestion = suggest(request.user, one, form.cleaned_data["text"], form.cleaned_data["language"])
    context = {
        "organisation": one,
        "form": form,
        "suggestion": suggestion,
        "codes": _listed(request, one),
        "may_confirm": administers(request.user, one),
        "systems": CodeSystem.choices,
        "breadcrumbs": way_to(one),
    }
    return render(request, "directory/codes.html", context)


def suggest(by: User, one: Organisation, text: str, language: str) -> CodeSuggestion:
    """Propose codes for what was written, and keep what was proposed."""
    offered = [
        {
            "code": found.code,
            "label": found.label,
            "language": found.language,
            "reason": found.reason.in_language(get_language() or "en"),
        }
        for found in suggest_codes(text, language)
    ]
    return actions.keep_suggestion(by=by, organisation=one, words=(text, language), method=METHOD, offered=offered)


def _listed(request: UserRequest, one: Organisation) -> list[dict[str, object]]:
    wording = wording_for(request.user, [])
    rows = [row for row in one.codes.all() if row.until is None]
    return [
        {
            "system": row.system,
            "system_label": CodeSystem(row.system).label,
            "code": row.code,
            "label": activity_text(wording.activity(row)),
            "language": wording.activity(row).language,
            "is_main": row.is_main,
            "origin": CodeOrigin(row.origin).label,
            "edition": edition_text(row),
            "converted": converted_text(wording.converted(row)),
            "is_guessed": row.origin == CodeOrigin.GUESSED,
        }
        for row in rows
    ]


@require_POST
@requires("directory.keep_own_organisation")
def choose(request: UserRequest, public_id: str) -> HttpResponse:
    """Take the chosen classes, and codes that were typed, into the profile."""
    one = kept(request, public_id)
    suggestion = suggestion_of(one, request.POST.get("suggestion", ""))
    offered = {row["code"] for row in suggestion.offered} if suggestion else set()
    typed = request.POST.get("typed", "").replace(",", " ").split()
    system = request.POST.get("system", CodeSystem.PKD_2007)
    system = system if system in CodeSystem.values else CodeSystem.PKD_2007
    try:
        chosen = [read_code(CodeSystem.NACE_2, code) for code in request.POST.getlist("code") if code in offered]
        chosen += [read_code(system, code) for code in typed]
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("directory:codes", public_id)
    if not chosen:
        messages.warning(request, _("Nothing was chosen, so nothing has changed."))
    else:
        actions.choose_codes(by=request.user, organisation=one, codes=chosen, suggestion=suggestion)
        messages.success(request, _("The codes are in the profile."))
    return redirect("directory:codes", public_id)


@require_POST
@requires("directory.keep_own_organisation")
def code(request: UserRequest, public_id: str) -> HttpResponse:
    """Confirm a code, make it the main one, or take it out."""
    one = kept(request, public_id)
    acts = {"confirm": actions.confirm_code, "main": actions.make_code_main, "remove": actions.remove_code}
    act = acts.get(request.POST.get("act", ""))
    if act is None:
        return redirect("directory:codes", public_id)
    try:
        act(by=request.user, organisation=one, system=request.POST.get("system", ""), code=request.POST.get("code", ""))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The changes are saved."))
    return redirect("directory:codes", public_id)
