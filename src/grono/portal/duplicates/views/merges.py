from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory.sameness import side_by_side
from grono.portal.duplicates.actions import merge, undo_merge
from grono.portal.duplicates.forms import ChoosingForm
from grono.portal.duplicates.kinds import CaseState
from grono.portal.duplicates.pages import merges as pages
from grono.portal.duplicates.pages.cases import LETTERS
from grono.portal.duplicates.queries import JUDGE, case_visible_to, merge_visible_to, merges_visible_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest

MERGES_ON_A_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JUDGE)
def merge_case(request: UserRequest, public_id: str) -> HttpResponse:
    """Choose the entry that stays and, field by field, the value that stays; then make the two one."""
    case = case_visible_to(request.user, public_id)
    if case.state == CaseState.SAME:
        return redirect("duplicates:case", public_id)
    turned = request.GET.get("survivor") == case.second.public_id
    survivor, other = (case.second, case.first) if turned else (case.first, case.second)
    rows = pages.to_choose(side_by_side(request.user, survivor, other, get_language() or "en"))
    letters = (LETTERS[1], LETTERS[0]) if turned else LETTERS
    form = ChoosingForm(request.POST if request.method == "POST" else None, rows=rows, letters=letters)
    if request.method == "POST" and form.is_valid():
        try:
            done = merge(by=request.user, survivor=survivor, other=other, taken=form.taken())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The two entries are one now. You can undo this at any time."))
            return redirect("duplicates:merged", done.public_id)
    context = pages.page_of(case, survivor, other) | {"form": form, "letters": letters}
    return render(request, "duplicates/merge.html", context)


@require_safe
@requires(JUDGE)
def listing(request: UserRequest) -> HttpResponse:
    """List the merges, the newest first."""
    page = Paginator(merges_visible_to(request.user), MERGES_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "table": pages.table(page), "breadcrumbs": pages.way()}
    return render(request, "duplicates/merges.html", context)


@require_safe
@requires(JUDGE)
def merged(request: UserRequest, public_id: str) -> HttpResponse:
    """Show what one merge changed."""
    return render(request, "duplicates/merged.html", pages.page_of_merge(merge_visible_to(request.user, public_id)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(JUDGE)
def undo(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a merge is to be undone, then undo it."""
    found = merge_visible_to(request.user, public_id)
    if request.method == "POST":
        try:
            undo_merge(by=request.user, merge=found)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The merge is undone; both entries stand in the directory again."))
        return redirect("duplicates:merged", public_id)
    return render(request, "duplicates/undo.html", pages.page_of_merge(found))
