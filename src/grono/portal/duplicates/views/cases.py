from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.duplicates.actions import judge_different, judge_related, reopen_case, start_search
from grono.portal.duplicates.forms import RELATIONS, FilterForm, JudgeForm
from grono.portal.duplicates.kinds import CaseState
from grono.portal.duplicates.pages import cases as pages
from grono.portal.duplicates.queries import JUDGE, case_visible_to, cases_found, count_by_reason, neighbours

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.duplicates.models import DuplicateCase

CASES_ON_A_PAGE = 25


@require_safe
@requires(JUDGE)
def listing(request: UserRequest) -> HttpResponse:
    """List the cases of one state, narrowed by what both entries share."""
    reader = request.user
    state = request.GET.get("state", "")
    state = state if state in CaseState.values else str(CaseState.OPEN)
    form = FilterForm(request.GET, counts=count_by_reason(reader, state), language=get_language() or "en")
    found = cases_found(reader, state=state, reason=form.chosen("reason"), verdict=form.chosen("verdict"))
    page = Paginator(found, CASES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "state": state,
        "page": page,
        "table": pages.table(page, state),
        "tabs": pages.tabs(reader, state),
        "provenance": pages.provenance(reader),
    }
    return render(request, "duplicates/list.html", context)


@require_POST
@requires(JUDGE)
def search(request: UserRequest) -> HttpResponse:
    """Start a search in the background and show how far it is."""
    run = start_search(by=request.user, only_changed="only_changed" in request.POST)
    return redirect("core:run", run.public_id)


@require_safe
@requires(JUDGE)
def case(request: UserRequest, public_id: str) -> HttpResponse:
    """Show two entries side by side."""
    found = case_visible_to(request.user, public_id)
    return render(request, "duplicates/case.html", pages.page_of(request.user, found) | {"form": JudgeForm()})


@require_POST
@requires(JUDGE)
def decide(request: UserRequest, public_id: str) -> HttpResponse:
    """Keep a decision that is no merge, or take one back; afterwards the next open case is shown."""
    found = case_visible_to(request.user, public_id)
    _previous, following = neighbours(request.user, found)
    form = JudgeForm(request.POST)
    decision = request.POST.get("decision", "")
    if decision == "related" and not form.is_valid():
        return render(request, "duplicates/case.html", pages.page_of(request.user, found) | {"form": form})
    try:
        sentence = _carry_out(request, found, form, decision)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return redirect("duplicates:case", public_id)
    if not sentence:
        return redirect("duplicates:case", public_id)
    messages.success(request, sentence)
    if decision == "reopen":
        return redirect("duplicates:case", public_id)
    return redirect("duplicates:case", following.public_id) if following else redirect("duplicates:list")


def _carry_out(request: UserRequest, found: DuplicateCase, form: JudgeForm, decision: str) -> str:
    if decision == "different":
        judge_different(by=request.user, case=found, note=request.POST.get("note", ""))
        return _("Kept as different organisations, until a number of either changes.")
    if decision == "related":
        relation, first_depends = RELATIONS[form.cleaned_data["relation"]]
        note = form.cleaned_data["note"]
        judge_related(by=request.user, case=found, relation=relation, first_depends=first_depends, note=note)
        return _("Kept as related organisations. Both profiles say so.")
    if decision == "reopen":
        reopen_case(by=request.user, case=found)
        return _("The decision is taken back; the case is open again.")
    return ""
