"""Regions with outlines: shapes in inks, and a text in the middle of each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over
from grono.charts.theme import GROUND, NOTE_SIZE

if TYPE_CHECKING:
    from grono.charts.theme import Ink


def shapes(features: list[dict[str, Any]], inks: dict[str, Ink]) -> Picture:
    """Return the regions filled with the ink of their code."""
    filled = [{**feature, "properties": {"ink": inks[feature["id"]].light}} for feature in features]
    return (
        over(filled)
        .mark_geoshape(stroke=GROUND.light, strokeWidth=1.2)
        .encode(fill=alt.Fill("properties.ink:N", scale=None, legend=None))
    )


def texts(features: list[dict[str, Any]], said: dict[str, tuple[str, Ink]]) -> list[Picture]:
    """Return what is written in the middle of each region, by its code: the text and its ink."""
    layers = []
    for ink in dict.fromkeys(ink for _, ink in said.values()):
        rows = [
            dict(zip(("longitude", "latitude"), middle(feature["geometry"]), strict=True), text=said[feature["id"]][0])
            for feature in features
            if feature["id"] in said and said[feature["id"]][1] is ink
        ]
        base = over(rows).mark_text(fontSize=NOTE_SIZE, fontWeight="bold", color=ink.light)
        layers.append(base.encode(longitude="longitude:Q", latitude="latitude:Q", text="text:N"))
    return layers


def middle(geometry: dict[str, Any]) -> tuple[float, float]:
    """Return the centroid of the largest ring, by the surveyor's formula."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    ring = max((polygon[0] for polygon in polygons), key=lambda one: abs(_twice_area(one)))
    area = _twice_area(ring)
    pairs = list(pairwise(ring))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    return x, y


def _twice_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
