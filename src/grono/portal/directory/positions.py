"""Where a place is on the map when nobody has said it: the middle of its town or village (DIR-4).

``data/places.csv`` knows towns by the TERYT code of their gmina, ``data/middles.csv`` by their name in a voivodeship. What neither knows
has no position; nothing is guessed from the region.
"""

from __future__ import annotations

import csv
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from grono.classifications.names import fold
from grono.portal.directory.kinds import PointMethod

if TYPE_CHECKING:
    from collections.abc import Mapping

    Point = tuple[Decimal, Decimal]

STEP = Decimal("0.00001")
"""Degrees as they are stored: about a metre."""


@cache
def _middles() -> dict[tuple[str, str], Point]:
    """Return voivodeship or gmina, and folded name → latitude and longitude."""
    found: dict[tuple[str, str], Point] = {}
    for name, region in (("middles.csv", "voivodeship"), ("places.csv", "teryt")):
        text = files("grono.portal.directory").joinpath("data", name).read_text("utf-8")
        for row in csv.DictReader(text.splitlines()):
            point = (Decimal(row["latitude"]).quantize(STEP), Decimal(row["longitude"]).quantize(STEP))
            found[row[region], fold(row["place"])] = point
    return found


@lru_cache(maxsize=5_000)
def middle_of(place: str, teryt: str) -> Point | None:
    """Return the latitude and longitude of the middle of a town or village, where it is known."""
    if not place or not teryt:
        return None
    name = fold(place)
    return _middles().get((teryt, name)) or _middles().get((teryt[:2], name))


def positioned(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an establishment; without a position it takes the middle of its place, and says so."""
    point = None if values.get("point_method") else middle_of(values.get("place", ""), values.get("teryt", ""))
    if point is None:
        return dict(values)
    return {**values, "latitude": point[0], "longitude": point[1], "point_method": PointMethod.CENTROID.value}


def as_stated(value: Any) -> Any:
    """Return a value of a snapshot without a position that nobody stated: the portal may have worked it out since."""
    if isinstance(value, dict) and value.get("point_method") == PointMethod.CENTROID:
        return value | {"latitude": None, "longitude": None, "point_method": ""}
    return value
