"""Carrying out a plan on a panel that is taken from published maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from grono.messages import GronoError
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of
from grono.portal.evaluations.actions import start_evaluation
from grono.portal.evaluations.forms.maps import ChooseMapsForm, MapTableForm
from grono.portal.evaluations.loading import table_of_maps
from grono.portal.evaluations.pages.plans import breadcrumbs
from grono.portal.evaluations.queries import PLAN, plan_visible_to
from grono.portal.evaluations.views.runs import LOCK_FIRST
from grono.portal.maps.queries import published_maps

if TYPE_CHECKING:
    from django.http import HttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.evaluations.models import EvaluationPlan


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def run(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask for the maps, then for the measure; then carry out the plan in the background."""
    plan = plan_visible_to(request.user, public_id)
    if not plan.is_locked:
        messages.warning(request, str(LOCK_FIRST))
        return redirect("evaluations:plan", public_id)
    maps = list(published_maps(request.user))
    chosen = ChooseMapsForm(request.GET or None, maps=maps)
    context: dict[str, Any] = {"plan": plan, "breadcrumbs": breadcrumbs(plan), "has_maps": bool(maps)}
    if not chosen.is_valid():
        return render(request, "evaluations/from_maps.html", context | {"form": chosen, "is_choosing": True})
    wanted = [one for one in maps if one.public_id in chosen.cleaned_data["map"]]
    form = MapTableForm(
        request.POST if request.method == "POST" else None, maps=wanted, language=get_language() or "en"
    )
    context |= {"form": form, "maps": wanted}
    if form.is_bound and form.is_valid():
        answer = _started(request, plan, form, context)
        if answer is not None:
            return answer
    return render(request, "evaluations/from_maps.html", context, status=422 if form.is_bound else 200)


def _started(
    request: UserRequest, plan: EvaluationPlan, form: MapTableForm, context: dict[str, Any]
) -> HttpResponse | None:
    """Start the work; None where the maps do not fit, with the problems in the context."""
    try:
        table = table_of_maps(request.user, plan, form.wished())
        _evaluation, work = start_evaluation(by=request.user, plan=plan, table=table)
    except GronoError as error:
        context["problems"] = problems_of(error)
        form.add_error(None, _("The table cannot be used yet. The list says what to mend; nothing was kept."))
        return None
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return None
    return redirect("core:run", work.public_id)
