"""What the views of this app share: the map that is asked for, and whether it may be changed."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from grono.portal.maps.pages.addresses import address
from grono.portal.maps.permissions import may_change, may_publish
from grono.portal.maps.queries import drawn_map, map_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from grono.portal.core.requests import UserRequest
    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap

    DraftView = Callable[..., HttpResponseBase]

__all__ = ["draft_of", "drawn_map", "of_a_draft", "own_map", "publishable_map"]


class NoDraftError(Exception):
    """The map is a draft no longer; it carries the map."""

    def __init__(self, map_: ClusterMap) -> None:
        super().__init__(map_.public_id)
        self.map_ = map_


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
    """Return a map of the reader's that is not drawn yet; views that ask for it are ``of_a_draft``."""
    map_ = map_visible_to(reader, public_id)
    if map_.drawn_at is not None or map_.deleted_at is not None:
        raise NoDraftError(map_)
    if not may_change(reader, map_):
        raise PermissionDenied
    return map_


def of_a_draft(view: DraftView) -> DraftView:
    """Lead old addresses of a draft (Back, a bookmark) to the map it has become."""

    @wraps(view)
    def led(request: UserRequest, public_id: str, **arguments: str) -> HttpResponseBase:
        try:
            return view(request, public_id, **arguments)
        except NoDraftError as found:
            if found.map_.drawn_at is not None:
                sentence = _(
                    "This map is drawn; its tables and its rule stay as they are. To change them, draw a new map from the same tables."
                )
                messages.info(request, sentence)
            return redirect(address(found.map_))

    return led
