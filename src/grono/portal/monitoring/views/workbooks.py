from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from grono.messages import InputError
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError, problems_of
from grono.portal.monitoring import workbook
from grono.portal.monitoring.forms.keeping import BringForm
from grono.portal.monitoring.making import FILES
from grono.portal.monitoring.pages.words import reports_changed, way
from grono.portal.monitoring.queries import period_visible_to

if TYPE_CHECKING:
    from grono.portal.core.requests import UserRequest
    from grono.portal.monitoring.models import Period


def _period(request: UserRequest, public_id: str) -> Period:
    if not (request.user.can("monitoring.report") or request.user.can("monitoring.report_everything")):
        raise PermissionDenied
    return period_visible_to(request.user, public_id)


@require_safe
@requires("core.edit_own_account")
def take(request: UserRequest, public_id: str) -> HttpResponse:
    """Answer with all reports of a period that the reader may write, as a workbook."""
    period = _period(request, public_id)
    response = HttpResponse(workbook.as_workbook(request.user, period), content_type=FILES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="reports-{period}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.edit_own_account")
def bring(request: UserRequest, public_id: str) -> HttpResponse:
    """Take a filled-in workbook in; with any problem nothing is changed."""
    period = _period(request, public_id)
    form = BringForm(request.POST or None, request.FILES or None)
    context = {"form": form, "period": period, "strategy": period.strategy, "breadcrumbs": way(period.strategy)}
    if request.method == "POST" and form.is_valid():
        try:
            changed = workbook.bring(by=request.user, period=period, content=form.cleaned_data["file"].read())
        except InputError as error:
            return render(request, "monitoring/bring.html", context | {"problems": problems_of(error)})
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            return render(request, "monitoring/bring.html", context)
        messages.success(request, reports_changed(changed))
        return redirect("monitoring:list")
    return render(request, "monitoring/bring.html", context)
