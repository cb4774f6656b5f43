"""The plan as a file: taken, looked at, brought back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from grono.messages import InputError
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of
from grono.portal.strategies.authority_forms import AuthorityForm
from grono.portal.strategies.pages.plan_file import changes_page
from grono.portal.strategies.pages.plan_words import way
from grono.portal.strategies.plan_file.bringing import bring_plan, look
from grono.portal.strategies.plan_file.forms import BringPlanForm
from grono.portal.strategies.plan_file.standing import standing_of
from grono.portal.strategies.queries import strategy_visible_to
from grono.reports.plan_file import plan_archive, plan_workbook, read_plan_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.strategies.models import Strategy
    from grono.reports.plan_file import PlanFile

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _file(request: HttpRequest, public_id: str, write: Callable[..., bytes], kind: str, ending: str) -> HttpResponse:
    reader: Reader = request.user  # type: ignore[assignment]  # the middleware puts a Reader there
    strategy = strategy_visible_to(reader, public_id)
    data = write(standing_of(reader, strategy).sheets, "pl" if get_language() == "pl" else "en")
    name = f'attachment; filename="plan-{public_id}.{ending}"'
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": name})


@require_safe
def plan_xlsx(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the plan as a workbook that comes back unchanged."""
    return _file(request, public_id, plan_workbook, WORKBOOK, "xlsx")


@require_safe
def plan_zip(request: HttpRequest, public_id: str) -> HttpResponse:
    """Hand out the plan as an archive of CSV tables that comes back unchanged."""
    return _file(request, public_id, plan_archive, "application/zip", "zip")


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategies.edit_plan")
def plan_bring(request: UserRequest, public_id: str) -> HttpResponse:
    """Take a file, show everything that is wrong with it or everything that it changes, and bring it in when that was looked at."""
    strategy = strategy_visible_to(request.user, public_id)
    sent = request.method == "POST"
    form = BringPlanForm(request.POST if sent else None, request.FILES if sent else None)
    context: dict[str, Any] = {"form": form, "strategy": strategy, "breadcrumbs": way(strategy)}
    if sent and form.is_valid():
        try:
            file = read_plan_file(form.content())
            if _bring(request, strategy, form, file, context):
                return redirect("strategies:plan", public_id)
        except InputError as error:
            context["problems"] = problems_of(error)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    return render(request, "strategies/plan_bring.html", context)


def _bring(
    request: UserRequest, strategy: Strategy, form: BringPlanForm, file: PlanFile, context: dict[str, Any]
) -> bool:
    """Bring the file in when its changes were looked at; otherwise show them and return False."""
    found = look(by=request.user, strategy=strategy, file=file)
    if found.adopted and not request.user.can("strategies.adopt_plan"):
        raise RefusedError(_("The file changes an adopted plan; only who records resolutions may bring it in."))
    looked = request.POST.get("looked_at", "")
    authority = AuthorityForm(request.POST if looked else None, prefix="by") if found.adopted else None
    if looked and (authority is None or authority.is_valid()):
        try:
            given = authority.given() if authority else None
            bring_plan(by=request.user, strategy=strategy, file=file, authority=given, looked_at=looked)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The plan says what the file says."))
            return True
    context |= changes_page(strategy, standing_of(request.user, strategy), found)
    context |= {"authority": authority, "kept": form.signed(), "looked_at": found.mark(), "looking": True}
    return False
