"""Regions and industries of a drawn map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from grono.portal.maps.pages import places, result
from grono.portal.maps.pages.industry import industry as industry_page
from grono.portal.maps.pages.region import region as region_page
from grono.portal.maps.views.access import drawn_map
from grono.portal.maps.views.files import page_or_file

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from grono.portal.maps.requests import ReaderRequest


@require_safe
def regions(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show all regions of a map."""
    map_ = drawn_map(request.user, public_id)
    context = {**result.shared(map_, request.user, "regions", inside=True), **places.regions(map_)}
    return render(request, "maps/regions.html", context)


@require_safe
def region(request: ReaderRequest, public_id: str, code: str) -> HttpResponseBase:
    """Show one region of a map."""
    map_ = drawn_map(request.user, public_id)
    context = {
        **result.shared(map_, request.user, "regions", inside=True),
        **region_page(map_, code, request.GET, request.user),
    }
    return page_or_file(request, map_, "maps/region.html", context)


@require_safe
def industries(request: ReaderRequest, public_id: str) -> HttpResponse:
    """Show the industries of a map."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "industries", inside=True)
    context |= places.industries(map_, request.GET)
    return render(request, "maps/industries.html", context)


@require_safe
def industry(request: ReaderRequest, public_id: str, code: str) -> HttpResponseBase:
    """Show one industry of a map in all its regions."""
    map_ = drawn_map(request.user, public_id)
    context = {
        **result.shared(map_, request.user, "industries", inside=True),
        **industry_page(map_, code, request.GET, request.user),
    }
    return page_or_file(request, map_, "maps/industry.html", context)
