"""Two maps compared: choosing the other one, and the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from grono.portal.core.exports import csv_response
from grono.portal.core.permissions import requires
from grono.portal.core.problems import RefusedError
from grono.portal.maps import storage
from grono.portal.maps.choice_forms import CompareForm
from grono.portal.maps.comparisons import AXES, start_comparison
from grono.portal.maps.pages import compare
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.pages.changes import file_rows
from grono.portal.maps.permissions import may_change
from grono.portal.maps.queries import comparison_visible_to
from grono.portal.maps.uploads import limited
from grono.portal.maps.views.access import drawn_map

if TYPE_CHECKING:
    from django.http import HttpResponse, StreamingHttpResponse

    from grono.portal.core.requests import UserRequest
    from grono.portal.maps.models import ClusterMap, MapComparison
    from grono.portal.maps.requests import ReaderRequest


@require_http_methods(["GET", "HEAD", "POST"])
@requires("maps.compare_maps")
@limited
def choose(request: UserRequest, public_id: str) -> HttpResponse:
    """Choose the map with which another is compared, and start it."""
    map_ = drawn_map(request.user, public_id)
    others = compare.offered(map_, request.user)
    form = CompareForm(*_sent(request), maps=others)
    if request.method == "POST" and form.is_valid():
        try:
            comparison = _started(request, map_, form)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("core:run", comparison.run.public_id) if comparison.run else redirect(address(map_))
    context = {
        "map": map_,
        "form": form,
        "has_others": bool(others),
        "may_draw_again": may_change(request.user, map_),
        "comparisons": compare.earlier_comparisons(map_, request.user),
        "back": address(map_),
        "breadcrumbs": breadcrumbs(map_, inside=True),
    }
    return render(request, "maps/compare.html", context)


def _sent(request: UserRequest) -> tuple[object, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _started(request: UserRequest, map_: ClusterMap, form: CompareForm) -> MapComparison:
    """Take the tables in and start; they are kept only when a comparison is begun with them."""
    other = drawn_map(request.user, form.cleaned_data["other"])
    sent = {axis: file for axis in AXES if (file := form.cleaned_data.get(axis)) is not None}
    files = {axis: storage.take_in(file.name or "table", file.chunks()) for axis, file in sent.items()}
    used: set[str] = set()
    try:
        comparison = start_comparison(by=request.user, maps=(map_, other), files=files)
        used = {file["stored_name"] for file in comparison.correspondences.values()}
    finally:
        storage.forget({file.stored_name for file in files.values()} - used)
    return comparison


@require_safe
def comparison(request: ReaderRequest, public_id: str) -> HttpResponse | StreamingHttpResponse:
    """Show what changed between two maps; or the lines as a file."""
    found = comparison_visible_to(request.user, public_id)
    if request.GET.get("file") == "csv":
        if not found.summary:
            raise Http404
        rows = file_rows(found, request.GET)
        return csv_response(f"comparison-{found.public_id}.csv", rows, byte_order_mark=True)
    return render(request, "maps/comparison.html", compare.comparison_page(found, request.GET, request.user))
