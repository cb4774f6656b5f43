"""A drawn map, as everyone sees it once it is published."""

from __future__ import annotations

import mimetypes
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from grono.portal.core.exports import csv_response
from grono.portal.maps.models import MapState
from grono.portal.maps.pages import figures, lists, method, result, shortlist
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.pages.overview import first_screen
from grono.portal.maps.permissions import may_change
from grono.portal.maps.queries import map_visible_to, maps_in_work, published_maps, removed_maps, state_of
from grono.portal.maps.results import file_of
from grono.portal.maps.views.access import drawn_map
from grono.portal.maps.views.files import file_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.http import HttpResponse

    from grono.portal.maps.requests import ReaderRequest

MAPS_ON_A_PAGE = 24
IN_WORK_SHOWN = 50
PIECE = 1 << 16


@require_safe
def map_list(request: ReaderRequest) -> HttpResponse:
    """List the published maps, and for who draws maps those in work."""
    reader = request.user
    page = Paginator(published_maps(reader), MAPS_ON_A_PAGE).get_page(request.GET.get("page"))
    working = list(maps_in_work(reader)[:IN_WORK_SHOWN])
    context = {
        "page": page,
        "cards": lists.cards(page),
        "in_work": lists.in_work(working, reader) if working else None,
        "removed": list(removed_maps(reader)[:IN_WORK_SHOWN]),
        "actions": lists.new_map_actions(reader),
    }
    return render(request, "maps/list.html", context)


@require_safe
def map_page(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show a drawn map; a map in work leads to the step where it stands."""
    map_ = map_visible_to(request.user, public_id)
    state = state_of(map_)
    if state == MapState.DRAWING and map_.run is not None:
        return redirect("core:run", map_.run.public_id)
    if map_.drawn_at is None and state != MapState.REMOVED:
        return redirect(address(map_, "understood"))
    if state == MapState.REMOVED and map_.drawn_at is None:
        context = {"map": map_, "breadcrumbs": breadcrumbs(), "may_change": may_change(request.user, map_)}
        return render(request, "maps/removed.html", context)
    shared = result.shared(map_, request.user, "map")
    context = {
        **shared,
        **result.overview(map_),
        **first_screen(map_, shared["provenance"]),
        "table": shortlist.first_lines(map_),
    }
    return render(request, "maps/map.html", context)


@require_safe
def candidates(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show the shortlist, to be filtered and put in order."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "shortlist", inside=True)
    context |= shortlist.page_of_list(map_, "candidate", request.GET, request.user)
    return render(request, "maps/shortlist.html", context)


@require_safe
def few_plants(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show what is listed apart because it rests on few plants."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "few_plants", inside=True)
    context |= {**shortlist.page_of_list(map_, "rests_on_few_plants", request.GET, request.user), "apart": True}
    return render(request, "maps/shortlist.html", context)


@require_safe
def figure_table(request: ReaderRequest, public_id: str, name: str) -> StreamingHttpResponse:
    """Answer with the table of a picture as CSV."""
    map_ = drawn_map(request.user, public_id)
    rows = figures.file_rows(map_, name)
    if rows is None:
        raise Http404
    return csv_response(file_name(map_, f"{name.replace('_', '-')}.csv"), rows, byte_order_mark=True)


@require_safe
def method_page(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show how a map came about."""
    map_ = drawn_map(request.user, public_id)
    context = {**result.shared(map_, request.user, "method", inside=True), **method.method(map_)}
    return render(request, "maps/method.html", context)


@require_safe
def download(request: ReaderRequest, public_id: str, name: str) -> StreamingHttpResponse:
    """Answer with one of the files of a map, always as an attachment and without any rights in the browser."""
    map_ = drawn_map(request.user, public_id)
    path = file_of(map_, name)
    if path is None:
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = StreamingHttpResponse(_pieces(path), content_type=kind)
    response["Content-Length"] = str(path.stat().st_size)
    response["Content-Disposition"] = content_disposition_header(True, file_name(map_, name)) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    """Read a file in pieces; it is opened when the first one is asked for, and closed whatever happens."""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
