"""Carrying out a plan, and its result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from grono.messages import GronoError
from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of
from grono.portal.evaluations.actions import publish_result, start_evaluation, withdraw_result
from grono.portal.evaluations.files import FILES
from grono.portal.evaluations.forms import RunForm
from grono.portal.evaluations.loading import table_of_form
from grono.portal.evaluations.pages import plans as plan_pages
from grono.portal.evaluations.pages import results as pages
from grono.portal.evaluations.queries import PLAN, PUBLISH, plan_visible_to, run_visible_to, table_of, tables_for

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, StreamingHttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.evaluations.models import EvaluationRun

LOCK_FIRST = gettext_lazy(
    "Lock the plan first: an evaluation is only worth something when its plan came before its result."
)


def _reader(request: HttpRequest) -> Reader:
    return request.user  # type: ignore[return-value]  # the middleware puts a Reader there


@require_http_methods(["GET", "HEAD", "POST"])
@requires(PLAN)
def run(request: UserRequest, public_id: str) -> HttpResponse:
    """Ask for the table, then carry out the plan in the background."""
    plan = plan_visible_to(request.user, public_id)
    if not plan.is_locked:
        messages.warning(request, str(LOCK_FIRST))
        return redirect("evaluations:plan", public_id)
    form = _run_form(request)
    context: dict[str, Any] = {"plan": plan, "form": form, "breadcrumbs": plan_pages.breadcrumbs(plan)}
    if form.is_bound and form.is_valid():
        try:
            _evaluation, work = start_evaluation(
                by=request.user, plan=plan, table=table_of_form(request.user, plan, form)
            )
        except GronoError as error:
            context["problems"] = problems_of(error)
            form.add_error(None, _("The table cannot be used yet. The list says what to mend; nothing was kept."))
        except RefusedError as refusal:
            messages.warning(request, str(refusal))
        else:
            return redirect("core:run", work.public_id)
    return render(request, "evaluations/run.html", context, status=422 if form.is_bound else 200)


def _run_form(request: UserRequest) -> RunForm:
    tables = tables_for(request.user)
    if request.method == "POST":
        return RunForm(request.POST, request.FILES, tables=tables)
    return RunForm(tables=tables)


@require_safe
def result(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a result: the sentence of the verdict first."""
    found = run_visible_to(_reader(request), public_id)
    if found.result is None:
        context = {"run": found, "plan": found.plan, "breadcrumbs": plan_pages.breadcrumbs(found.plan)}
        return render(request, "evaluations/waiting.html", context)
    return render(request, "evaluations/result.html", pages.one_result(_reader(request), found, get_language() or "en"))


@require_safe
def result_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out everything that came out as JSON."""
    found = _finished(request, public_id)
    text = json.dumps(pages.result_data(found), ensure_ascii=False, indent=2)
    response = HttpResponse(text, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="evaluation-{found.public_id}.json"'
    return response


@require_safe
def part_file(request: HttpRequest, public_id: str, part: str) -> StreamingHttpResponse:
    """Hand out a part of a result as CSV."""
    found = _finished(request, public_id)
    if part not in FILES:
        raise Http404
    return csv_response(
        f"evaluation-{found.public_id}-{part}.csv", FILES[part](found.result or {}), byte_order_mark=True
    )


@require_safe
def table_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the table of a result, so that anyone can do it again."""
    found = _finished(request, public_id)
    response = HttpResponse(table_of(_reader(request), found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evaluation-{found.public_id}-table.csv"'
    return response


def _finished(request: HttpRequest, public_id: str) -> EvaluationRun:
    found = run_visible_to(_reader(request), public_id)
    if found.result is None:
        raise Http404
    return found


@require_POST
@requires(PUBLISH)
def publish(request: UserRequest, public_id: str) -> HttpResponse:
    """Let everyone read a result."""
    try:
        publish_result(by=request.user, run=run_visible_to(request.user, public_id))
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("The result is published. Anyone can read it now."))
    return redirect("evaluations:result", public_id)


@require_POST
@requires(PUBLISH)
def withdraw(request: UserRequest, public_id: str) -> HttpResponse:
    """Take a result from the public pages."""
    withdraw_result(by=request.user, run=run_visible_to(request.user, public_id))
    messages.success(request, _("The result is withdrawn. You can publish it again at any time."))
    return redirect("evaluations:result", public_id)
