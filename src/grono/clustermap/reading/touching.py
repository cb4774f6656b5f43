"""Which regions touch: those that share a piece of their outline."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DECIMALS = 6
"""Corners nearer than a millionth of a degree (0.1 m) are one: outlines of one source repeat their shared corners exactly."""


def touching_regions(outlines: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the pairs of regions that share at least one stretch of border between two corners.

    Regions that meet in a single point are not beside each other. Both outlines must name the same corners along a shared
    border, as those of one topology do.

    Parameters
    ----------
    outlines : mapping
        GeoJSON FeatureCollection of polygons and multipolygons; the ``id`` of a feature is the code of its region.

    Returns
    -------
    list of tuple of str
        Each pair once, in order.

    Examples
    --------
    >>> def square(code, east):
    ...     corners = [(east, 0), (east, 1), (east + 1, 1), (east + 1, 0), (east, 0)]
    ...     return {"id": code, "geometry": {"type": "Polygon", "coordinates": [corners]}}
    >>> touching_regions({"features": [square("A", 0), square("B", 1), square("C", 2)]})
    [('A', 'B'), ('B', 'C')]
    """
    owners: dict[frozenset[tuple[float, ...]], set[str]] = defaultdict(set)
    for feature in outlines["features"]:
        for ring in _rings(feature["geometry"]):
            corners = [tuple(round(float(one), DECIMALS) for one in corner[:2]) for corner in ring]
            for stretch in pairwise(corners):
                if stretch[0] != stretch[1]:
                    owners[frozenset(stretch)].add(str(feature["id"]))
    return sorted({pair for codes in owners.values() for pair in combinations(sorted(codes), 2)})


def _rings(geometry: Mapping[str, Any]) -> Iterator[list[Any]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon
