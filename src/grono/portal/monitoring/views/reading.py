from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from grono.portal.core.exports import csv_response
from grono.portal.monitoring.pages import owed
from grono.portal.monitoring.pages import status as pages
from grono.portal.monitoring.pages.indicator import indicator_page
from grono.portal.monitoring.pages.part import part_page
from grono.portal.monitoring.pages.shown import Shown
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

    from grono.portal.core.visitor import Reader


def _shown(request: HttpRequest, public_id: str) -> Shown:
    reader: Reader = request.user  # type: ignore[assignment]
    return Shown(reader, strategy_visible_to(reader, public_id), request.GET)


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show what the reader owes, what waits for a decision, and the monitored strategies."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "monitoring/list.html", owed.page(reader))


@require_safe
def strategy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show how a strategy stands."""
    return render(request, "monitoring/strategy.html", pages.overview(_shown(request, public_id)))


@require_safe
def grey(request: HttpRequest, public_id: str) -> HttpResponse:
    """List by name what nobody can judge."""
    return render(request, "monitoring/grey.html", pages.grey(_shown(request, public_id)))


@require_safe
def file(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """Answer with every status as a file."""
    rows = list(pages.file_rows(_shown(request, public_id)))
    return csv_response("statuses.csv", rows, byte_order_mark="bom" in request.GET)


@require_safe
def part(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Show one part with its chart, findings and forecasts."""
    page = part_page(_shown(request, public_id), key)
    if page is None:
        raise Http404
    return render(request, "monitoring/part.html", page)


@require_safe
def indicator(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Show one indicator with its published values."""
    page = indicator_page(_shown(request, public_id), key)
    if page is None:
        raise Http404
    return render(request, "monitoring/indicator.html", page)
