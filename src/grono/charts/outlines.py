"""Regions with outlines: shapes in inks, and a text in the middle of each."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from grono.charts.altair_door import Picture, alt, over
from grono.charts.theme import GROUND, NOTE_SIZE, STRONG_LINE

if TYPE_CHECKING:
    from grono.charts.theme import Ink

_SLOPE = 0.6
"""About 45 degrees on a map of Poland, where a degree of longitude is 0.6 of one of latitude."""
_BETWEEN = 0.16
"""Degrees between two lines of a pattern."""


def shapes(features: list[dict[str, Any]], inks: dict[str, Ink]) -> Picture:
    """Return the regions filled with the ink of their code."""
    filled = [{**feature, "properties": {"ink": inks[feature["id"]].light}} for feature in features]
    return (
        over(filled)
        .mark_geoshape(stroke=GROUND.light, strokeWidth=1.2)
        .encode(fill=alt.Fill("properties.ink:N", scale=None, legend=None))
    )


def hatching(features: list[dict[str, Any]]) -> Picture:
    """Return slanting lines over regions without a value: a pattern, so that no colour has to say it."""
    lines = [
        dict(zip(("longitude", "latitude", "longitude2", "latitude2"), (*start, *end), strict=True))
        for feature in features
        for ring in _outer_rings(feature["geometry"])
        for start, end in _slanting(ring)
    ]
    return (
        over(lines)
        .mark_rule(color=STRONG_LINE.light, strokeWidth=0.8)
        .encode(longitude="longitude:Q", latitude="latitude:Q", longitude2="longitude2:Q", latitude2="latitude2:Q")
    )


def _slanting(ring: list[list[float]]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Return the pieces inside a ring of the lines ``latitude - longitude * _SLOPE = constant``, by the even-odd rule."""
    offsets = [(x, y, y - x * _SLOPE) for x, y in ring]
    low, high = min(one[2] for one in offsets), max(one[2] for one in offsets)
    found = []
    for step in range(math.ceil(low / _BETWEEN), math.floor(high / _BETWEEN) + 1):
        line = step * _BETWEEN
        crossed = sorted(
            a[0] + (line - a[2]) / (b[2] - a[2]) * (b[0] - a[0])
            for a, b in pairwise(offsets)
            if (a[2] < line) != (b[2] < line)
        )
        found += [((x, x * _SLOPE + line), (end, end * _SLOPE + line)) for x, end in zip(crossed[::2], crossed[1::2])]  # noqa: B905 - a last one alone is a touch
    return found


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
    ring = max(_outer_rings(geometry), key=lambda one: abs(_twice_area(one)))
    area = _twice_area(ring)
    pairs = list(pairwise(ring))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    return x, y


def _outer_rings(geometry: dict[str, Any]) -> list[list[list[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [polygon[0] for polygon in polygons]


def _twice_area(ring: list[list[float]]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
