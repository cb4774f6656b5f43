"""The little map that shows where something is: the voivodeships as paths of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from grono.classifications import VOIVODESHIPS, outlines_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from decimal import Decimal

    from django.utils.safestring import SafeString

WEST, EAST, SOUTH, NORTH = 14.0, 24.3, 48.95, 54.95
"""The box around Poland, in degrees."""
_MIDDLE = (SOUTH + NORTH) / 2
WIDTH = 320
HEIGHT = round(WIDTH * (NORTH - SOUTH) / ((EAST - WEST) * cos(radians(_MIDDLE))))
_CLOSEST = 1.2
"""Points of an outline nearer than this to the last one drawn are left out; the width of the line hides them."""


BESIDE = 0.1
"""Degrees beside the box of a region that still count as inside it."""


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


@dataclass(frozen=True)
class Box:
    """The degrees between which a region lies."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, longitude: Decimal | float, latitude: Decimal | float) -> bool:
        """Say whether a point lies in the box or just beside it: the outlines are simplified."""
        beside = BESIDE
        return (
            self.west - beside <= longitude <= self.east + beside
            and self.south - beside <= latitude <= self.north + beside
        )


@cache
def outlines(closest: float = _CLOSEST) -> tuple[Outline, ...]:
    """Return the 16 voivodeships, with points at least so far apart."""
    collection = outlines_for([one.teryt for one in VOIVODESHIPS]) or {"features": []}
    return tuple(Outline(feature["id"], _path(feature["geometry"], closest)) for feature in collection["features"])


@cache
def box_of(voivodeship: str) -> Box | None:
    """Return where a voivodeship lies."""
    features = (outlines_for([voivodeship]) or {"features": []})["features"] if voivodeship else []
    points = [point for feature in features for ring in _rings(feature["geometry"]) for point in ring]
    if not points:
        return None
    longitudes, latitudes = zip(*points, strict=True)
    return Box(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _rings(geometry: dict[str, Any]) -> Iterator[Sequence[Sequence[float]]]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def _path(geometry: dict[str, Any], closest: float) -> str:
    return "".join(_ring(ring, closest) for ring in _rings(geometry))


def _ring(ring: Sequence[Sequence[float]], closest: float) -> str:
    drawn: list[tuple[float, float]] = []
    for longitude, latitude in ring:
        point = projected(longitude, latitude)
        if not drawn or max(abs(point[0] - drawn[-1][0]), abs(point[1] - drawn[-1][1])) >= closest:
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


def close_up(voivodeship: str, point: tuple[float, float] | None, label: str) -> SafeString:
    """Draw one voivodeship, or the whole country, with a point that a script may move; ``label`` says it in words."""
    box = box_of(voivodeship) or Box(WEST, SOUTH, EAST, NORTH)
    left, top = projected(box.west - BESIDE, box.north + BESIDE)
    right, bottom = projected(box.east + BESIDE, box.south - BESIDE)
    context = {
        "left": left,
        "top": top,
        "width": round(right - left, 1),
        "height": round(bottom - top, 1),
        "outlines": outlines(_CLOSEST / 4),
        "highlighted": voivodeship,
        "point": projected(*point) if point else None,
        "radius": round((right - left) / 60, 2),
        "label": label,
        "map": {"west": WEST, "north": NORTH, "wide": (EAST - WEST) / WIDTH, "high": (NORTH - SOUTH) / HEIGHT},
    }
    return render_to_string("directory/close_up.html", context)
