"""The list, and the life of a plan: written, changed, locked, begun anew, discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.evaluations.actions import copy_plan, discard_plan, lock_plan, write_plan
from grono.portal.evaluations.forms import PlanForm
from grono.portal.evaluations.pages import plans as pages
from grono.portal.evaluations.queries import PLAN, plan_visible_to, plans_visible_to, published_results, runs_of
from grono.portal.strategies.goal_queries import goals_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationPlan

RESULTS_ON_A_PAGE, PLANS_ON_A_PAGE = 20, 50


def _reader(request: HttpRequest) -> Reader:
    return request.user  # type: ignore[return-value]  # the middleware puts a Reader there


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the published results, and the plans for who writes them."""
    reader = _reader(request)
    page = Paginator(published_results(reader), RESULTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "cards": pages.result_cards(page), "may_plan": reader.can(PLAN)}
    if reader.can(PLAN):
        context["plans"] = pages.plan_table(plans_visible_to(reader)[:PLANS_ON_A_PAGE])
    return render(request, "evaluations/list.html", context)


@require_safe
def plan(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a plan with its results."""
    reader = _reader(request)
    found = plan_visible_to(reader, public_id)
    return render(request, "evaluations/plan.html", pages.one_plan(reader, found, list(runs_of(reader, found))))


@require_safe
def plan_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the canonical JSON of a plan: the SHA-256 of this file is the hash of the plan."""
    found = plan_visible_to(_reader(request), public_id)
    response = HttpResponse(found.read().canonical_json(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="plan-{found.public_id}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def new(request: UserRequest) -> HttpResponse:
    """Write a new draft."""
    goals = goals_visible_to(request.user)
    if request.method == "POST":
        return _written(request, PlanForm(request.POST, goals=goals), None)
    return _written(request, PlanForm(initial={"goal": request.GET.get("goal", "")}, goals=goals), None)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def edit(request: UserRequest, public_id: str) -> HttpResponse:
    """Change a draft; a locked plan is only begun anew."""
    found = plan_visible_to(request.user, public_id)
    if found.is_locked:
        messages.warning(request, _("This plan is locked and can no longer change. Begin a new plan from it instead."))
        return redirect("evaluations:plan", public_id)
    goals = goals_visible_to(request.user)
    form = PlanForm(request.POST, goals=goals) if request.method == "POST" else PlanForm.of(found.read(), goals)
    return _written(request, form, found)


def _written(request: UserRequest, form: PlanForm, stored: EvaluationPlan | None) -> HttpResponse:
    if form.is_bound and form.is_valid() and form.plan is not None:
        language = stored.language if stored else get_language() or "en"
        synthetic = stored.is_synthetic if stored else False
        try:
            kept = write_plan(by=request.user, plan=form.plan, stored=stored, language=language, is_synthetic=synthetic)
        except RefusedError as refusal:
            messages.warning(request, str(refusal))
            return redirect("evaluations:list")
        messages.success(request, _("The draft is kept. Lock it before you look at the figures."))
        return redirect("evaluations:plan", kept.public_id)
    context = {"form": form, "plan": stored, "breadcrumbs": pages.breadcrumbs(stored)}
    return render(request, "evaluations/edit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def lock(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether the plan is to be locked for good, then lock it."""
    found = plan_visible_to(request.user, public_id)
    if request.method != "POST":
        return render(request, "evaluations/lock.html", {"plan": found, "breadcrumbs": pages.breadcrumbs(found)})
    try:
        lock_plan(by=request.user, plan=found)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The plan is locked. Now it can be carried out."))
    return redirect("evaluations:plan", public_id)


@require_POST
@requires(PLAN)
def copy(request: UserRequest, public_id: str) -> HttpResponse:
    """Begin a new draft from a plan."""
    kept = copy_plan(by=request.user, plan=plan_visible_to(request.user, public_id))
    messages.success(request, _("This is a new draft; the locked plan stays as it is."))
    return redirect("evaluations:edit", kept.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def discard(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask whether a draft is to go, then delete it."""
    found = plan_visible_to(request.user, public_id)
    if request.method != "POST":
        return render(request, "evaluations/discard.html", {"plan": found, "breadcrumbs": pages.breadcrumbs(found)})
    try:
        discard_plan(by=request.user, plan=found)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return redirect("evaluations:plan", public_id)
    messages.success(request, _("The draft is gone."))
    return redirect("evaluations:list")
