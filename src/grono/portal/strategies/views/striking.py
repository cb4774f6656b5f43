"""Striking an adopted part out of the plan by a decision, and bringing it back by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.strategies import actions
from grono.portal.strategies.authority_forms import AuthorityForm
from grono.portal.strategies.pages.plan_struck_out import strike_page
from grono.portal.strategies.queries import strategy_visible_to
from grono.portal.strategies.views.rows import row_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.adopt_plan")
def plan_row_strike(request: UserRequest, public_id: str, subject: str, row: str) -> HttpResponse:
    """Show what goes, ask by what decision, and record it; of what was struck out, the way back."""
    strategy = strategy_visible_to(request.user, public_id)
    found = row_of(request.user, strategy, subject, row)
    if not found.is_adopted:
        raise Http404
    form = AuthorityForm(request.POST or None)
    context = {"form": form, **strike_page(request.user, strategy, subject, found)}
    if request.method == "POST" and form.is_valid():
        act = actions.bring_back if context["is_struck_out"] else actions.strike_out
        try:
            act(by=request.user, row=found, authority=form.given())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The decision is recorded."))
            return redirect("strategies:plan", public_id)
    return render(request, "strategies/plan_strike.html", context)
