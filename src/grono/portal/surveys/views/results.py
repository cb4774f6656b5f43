"""The list of questionnaires, and results that everyone may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.surveys import actions, files
from grono.portal.surveys.pages import lists
from grono.portal.surveys.pages import results as page
from grono.portal.surveys.queries import run_wave, wave_visible_to
from grono.portal.surveys.views.designing import XLSX

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what there is for this reader: own questionnaires, published results, and the coordinator's work."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "surveys/list.html", lists.listing(reader))


@require_safe
def results(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show the results of a wave; before they are published only to who runs waves."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "surveys/results.html", page.results(reader, wave_visible_to(reader, public_id)))


@require_safe
def results_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponseBase:
    """Answer with the results as a file: the same numbers, withheld ones withheld."""
    reader: Reader = request.user  # type: ignore[assignment]
    found = wave_visible_to(reader, public_id)
    rows = page.file_rows(found, get_language() or "pl")
    if kind == "csv":
        return csv_response(f"results-{public_id}.csv", rows, byte_order_mark="bom" in request.GET)
    if kind != "xlsx":
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="results-{public_id}.xlsx"'}
    return HttpResponse(files.workbook({_("Results"): rows}), content_type=XLSX, headers=headers)


@require_POST
@requires("surveys.publish_results")
def publish(request: UserRequest, public_id: str) -> HttpResponse:
    """Publish the results."""
    found = run_wave(request.user, public_id)
    try:
        actions.publish_results(by=request.user, wave=found)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The results are published."))
    return redirect("surveys:results", public_id)


@require_POST
@requires("surveys.publish_results")
def withdraw(request: UserRequest, public_id: str) -> HttpResponse:
    """Take published results back."""
    found = run_wave(request.user, public_id)
    actions.withdraw_results(by=request.user, wave=found)
    messages.success(request, _("The results are withdrawn. Only coordinators see them."))
    return redirect("surveys:results", public_id)
