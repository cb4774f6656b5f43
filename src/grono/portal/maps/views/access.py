"""What the views of this app share: the map that is asked for, and whether it may be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import Http404

from grono.portal.maps.permissions import may_change, may_publish
from grono.portal.maps.queries import drawn_map, map_visible_to

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap

__all__ = ["draft_of", "drawn_map", "own_map", "publishable_map"]


def own_map(reader: Reader, public_id: str) -> ClusterMap:
    """Return a map the reader may change: 404 for what they may not see, 403 for what they may only see."""
    map_ = map_visible_to(reader, public_id)
    if not may_change(reader, map_):
        raise PermissionDenied
    return map_


def publishable_map(reader: Reader, public_id: str) -> ClusterMap:
    """Return a map the reader may publish and withdraw."""
    map_ = own_map(reader, public_id)
    if not may_publish(reader, map_):
        raise PermissionDenied
    return map_


def draft_of(reader: Reader, public_id: str) -> ClusterMap:
    """Return a map of the reader's that is not drawn yet, or 404."""
    map_ = own_map(reader, public_id)
    if map_.drawn_at is not None or map_.deleted_at is not None:
        raise Http404
    return map_
