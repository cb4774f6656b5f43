"""The little map that shows where something is: the voivodeships as paths of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from grono.classifications import VOIVODESHIPS, outlines_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.utils.safestring import SafeString

WEST, EAST, SOUTH, NORTH = 14.0, 24.3, 48.95, 54.95
"""The box around Poland, in degrees."""
_MIDDLE = (SOUTH + NORTH) / 2
WIDTH = 320
HEIGHT = round(WIDTH * (NORTH - SOUTH) / ((EAST - WEST) * cos(radians(_MIDDLE))))
_CLOSEST = 1.2
"""Points of an outline nearer than this to the last one drawn are left out; the width of the line hides them."""


@dataclass(frozen=True)
class Outline:
    """One region as the path of an SVG."""

    code: str
    path: str


def projected(longitude: float, latitude: float) -> tuple[float, float]:
    """Return the place on the map (equirectangular, true to scale in the middle of the country)."""
    x = (longitude - WEST) / (EAST - WEST) * WIDTH
    y = (NORTH - latitude) / (NORTH - SOUTH) * HEIGHT
    return round(x, 1), round(y, 1)


@cache
def outlines() -> tuple[Outline, ...]:
    """Return the 16 voivodeships."""
    collection = outlines_for([one.teryt for one in VOIVODESHIPS]) or {"features": []}
    return tuple(Outline(feature["id"], _path(feature["geometry"])) for feature in collection["features"])


def _path(geometry: dict[str, object]) -> str:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return "".join(_ring(ring) for polygon in polygons for ring in polygon)  # type: ignore[attr-defined]


def _ring(ring: Sequence[Sequence[float]]) -> str:
    drawn: list[tuple[float, float]] = []
    for longitude, latitude in ring:
        point = projected(longitude, latitude)
        if not drawn or max(abs(point[0] - drawn[-1][0]), abs(point[1] - drawn[-1][1])) >= _CLOSEST:
            drawn.append(point)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in drawn) + "Z" if len(drawn) > 2 else ""


def locator(points: Iterable[tuple[float, float]], highlighted: Iterable[str]) -> SafeString:
    """Draw the voivodeships, some of them highlighted, with points given as longitude and latitude."""
    context = {
        "width": WIDTH,
        "height": HEIGHT,
        "outlines": outlines(),
        "highlighted": set(highlighted),
        "points": [{"x": x, "y": y} for x, y in (projected(*point) for point in points)],
    }
    return render_to_string("directory/locator.html", context)
