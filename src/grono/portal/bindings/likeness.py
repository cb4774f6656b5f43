"""Peers found by a published rule: the regions whose mix of industries is nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from grono.portal.bindings.reading import structures_of_map
from grono.portal.core.problems import RefusedError
from grono.portal.maps.series import published_map
from grono.strategy.peers import most_alike

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.bindings.models import Binding
    from grono.portal.core.visitor import Reader


def peers_alike(
    reader: Reader, binding: Binding, *, map_public_id: str, count: int, places: Sequence[str]
) -> tuple[list[str], dict[str, Any]]:
    """Return the peers and the rule by which they were found, with the difference of each.

    Only places that the source has can be peers: half of Krugman's index over the shares of the industries in employment.
    """
    structures = structures_of_map(reader, map_public_id)
    if binding.place not in structures:
        sentence = _(
            "The map has no region %(code)s. Choose a map with the same codes as the source, or name peers by hand."
        )
        raise RefusedError(sentence % {"code": binding.place})
    known = {place: one for place, one in structures.items() if place == binding.place or place in set(places)}
    nearest = most_alike(binding.place, known, count)
    title = published_map(reader, map_public_id).title
    rule = {
        "map": map_public_id,
        "title": title,
        "differences": {place: f"{distance:.4f}" for place, distance in nearest},
    }
    return [place for place, _distance in nearest], rule
