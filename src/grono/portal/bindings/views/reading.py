from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from grono.portal.bindings.files import value_rows
from grono.portal.bindings.pages.indicator import indicator_page
from grono.portal.bindings.pages.listing import list_page
from grono.portal.bindings.queries import indicator_of
from grono.portal.core.exports import csv_response
from grono.portal.strategies.queries import strategy_visible_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, StreamingHttpResponse

    from grono.portal.core.visitor import Reader


@require_safe
def listing(request: HttpRequest, public_id: str) -> HttpResponse:
    """List the indicators of a strategy with their sources."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "bindings/list.html", list_page(reader, strategy_visible_to(reader, public_id)))


@require_safe
def indicator(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """Show where the values of an indicator come from, beside peers and nation."""
    reader: Reader = request.user  # type: ignore[assignment]
    return render(request, "bindings/indicator.html", indicator_page(reader, *indicator_of(reader, public_id, key)))


@require_safe
def file(request: HttpRequest, public_id: str, key: str) -> StreamingHttpResponse:
    """Hand out every value that was ever taken over, with source, flag and day."""
    reader: Reader = request.user  # type: ignore[assignment]
    strategy, one = indicator_of(reader, public_id, key)
    return csv_response(f"indicator-{one.key}.csv", value_rows(strategy, one.key), byte_order_mark="bom" in request.GET)
