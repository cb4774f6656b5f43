"""What further analyses found: clusters, the network of related industries, every measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from grono.portal.maps.pages import clusters as cluster_pages
from grono.portal.maps.pages import measures as measure_pages
from grono.portal.maps.pages import network as network_page
from grono.portal.maps.pages import result
from grono.portal.maps.views.access import drawn_map
from grono.portal.maps.views.files import page_or_file

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from grono.portal.maps.requests import ReaderRequest


@require_safe
def clusters(request: ReaderRequest, public_id: str) -> HttpResponseBase:
    """Show the clusters of industries by which a map was measured."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "clusters", inside=True)
    context |= cluster_pages.clusters(map_, request.GET)
    return page_or_file(request, map_, "maps/clusters.html", context)


@require_safe
def cluster(request: ReaderRequest, public_id: str, key: str) -> HttpResponseBase:
    """Show one cluster: where it is strong, and its industries."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "clusters", inside=True)
    context |= cluster_pages.cluster(map_, key, request.GET)
    return page_or_file(request, map_, "maps/cluster.html", context)


@require_safe
def network(request: ReaderRequest, public_id: str) -> HttpResponseBase:
    """Show which industries are related, and what a region has of them."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "network", inside=True)
    context |= network_page.network(map_, request.GET)
    return page_or_file(request, map_, "maps/network.html", context)


@require_safe
def measures(request: ReaderRequest, public_id: str) -> HttpResponseBase:
    """Show every measure of a map and what it answers."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "measures", inside=True)
    context |= measure_pages.measures(map_, request.GET)
    return page_or_file(request, map_, "maps/measures.html", context)


@require_safe
def measure(request: ReaderRequest, public_id: str, variant: str) -> HttpResponseBase:
    """Show one measure with all its values."""
    map_ = drawn_map(request.user, public_id)
    context = result.shared(map_, request.user, "measures", inside=True)
    context |= measure_pages.measure(map_, variant, request.GET)
    return page_or_file(request, map_, "maps/measure.html", context)
