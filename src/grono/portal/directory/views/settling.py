"""Sources that disagree about an organisation, side by side, and the choice between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.directory import actions
from grono.portal.directory.conflicts import cases_of, conflict_of
from grono.portal.directory.kinds import Decision
from grono.portal.directory.views.ways import kept, way_to

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest


@require_safe
@requires("directory.keep_own_organisation")
def conflicts(request: UserRequest, public_id: str) -> HttpResponse:
    """Show what sources say otherwise than the profile."""
    one = kept(request, public_id)
    context = {
        "organisation": one,
        "cases": cases_of(one, get_language() or "pl"),
        "decisions": Decision,
        "breadcrumbs": way_to(one),
    }
    return render(request, "directory/conflicts.html", context)


@require_POST
@requires("directory.keep_own_organisation")
def settle(request: UserRequest, public_id: str, conflict: str) -> HttpResponse:
    """Choose which of two values stands."""
    one = kept(request, public_id)
    found = conflict_of(one, conflict)
    decision = request.POST.get("decision", "")
    if decision not in Decision.values:
        messages.error(request, _("Choose which of the two values stands."))
        return redirect("directory:conflicts", public_id)
    try:
        actions.settle_conflict(by=request.user, organisation=one, conflict=found, decision=decision)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        said = {
            Decision.KEPT: _(
                "The value of the profile stays. If the source says something new, you will be asked again."
            ),
            Decision.OFFERED: _("The value of the source stands in the profile now. The history keeps the old one."),
        }
        messages.success(request, said[Decision(decision)])
    return redirect("directory:conflicts", public_id)
