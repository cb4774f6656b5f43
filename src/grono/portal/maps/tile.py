"""The tile of the home page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core import home
from grono.portal.core.display import Tile

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader


@home.register_tile("maps", order=30)
def tile(reader: Reader) -> Tile | None:
    """Return how many maps are published; nothing when there is none."""
    from grono.portal.maps.queries import published_maps

    dates = list(published_maps(reader).values_list("published_at", flat=True))
    if not dates:
        return None
    return Tile(
        _("Cluster maps published"),
        len(dates),
        date=dates[0].date() if dates[0] else None,
        href=reverse("maps:list"),
    )
