"""Where the invented plants stand: in invented towns, in the country around them, and planted clusters around one town."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyproj import Transformer

from grono.classifications import outlines_for
from grono.sources.synthetic.economy import YEARS, economy_of_plants
from grono.sources.synthetic.plan import region_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

PROJECTION = 3035
"""EPSG code of the metres: Europe, equal area (ETRS89-LAEA), which a table of points is taken to have."""

TOWNS = 9
"""Invented towns of each voivodeship, the first the largest."""

IN_TOWNS, TOWN_METRES, CLUSTER_METRES = 0.7, 5_000.0, 6_000.0
"""Share of plants that stand in a town, and how far around its middle they and the planted clusters spread."""


def synthetic_points(*, seed: int = 2026) -> pa.Table:
    """Return the plants of the last year of :func:`synthetic_economy` of the same seed, with invented coordinates.

    Columns plant, industry, region, employees, x and y (metres, EPSG:3035). What falls outside its voivodeship is drawn
    again; planted clusters spread around the second town of their region. It says nothing about real places.
    """
    industries, plants, sizes = economy_of_plants(seed)
    random = np.random.default_rng([seed, 1])
    points = np.zeros((plants.industry.size, 2))
    rings = _rings(list(region_weights()))
    for place, ring in enumerate(rings):
        members = np.flatnonzero(plants.region == place)
        points[members] = _places(random, ring, plants.planted[members])
    open_ = sizes[-1] > 0
    regions = np.array(list(region_weights()))
    return pa.table({
        "plant": [f"P{number:06d}" for number in np.flatnonzero(open_)],
        "industry": np.array(industries)[plants.industry[open_]],
        "region": regions[plants.region[open_]],
        "year": np.full(int(open_.sum()), YEARS[-1]),
        "employees": sizes[-1][open_].astype(np.int64),
        "x": np.rint(points[open_, 0]),
        "y": np.rint(points[open_, 1]),
    })  # fmt: skip


def _rings(regions: list[str]) -> list[FloatArray]:
    """Return the largest outer ring of each voivodeship in metres, shape (vertices, 2)."""
    outlines: dict[str, Any] = outlines_for(regions) or {}
    to_metres = Transformer.from_crs(4326, PROJECTION, always_xy=True)
    by_code = {feature["id"]: feature["geometry"] for feature in outlines["features"]}
    rings = []
    for code in regions:
        shape = by_code[code]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        ring = np.array(max((polygon[0] for polygon in polygons), key=len))
        rings.append(np.column_stack(to_metres.transform(ring[:, 0], ring[:, 1])))
    return rings


def _places(random: np.random.Generator, ring: FloatArray, planted: NDArray[np.bool_]) -> FloatArray:
    """Return a point inside the ring for each plant, shape (plants, 2)."""
    towns = _towns(random, ring)
    chance = 1 / np.arange(1, TOWNS + 1)

    def drawn(which: NDArray[np.bool_]) -> FloatArray:
        number = which.size
        town = towns[np.where(which, 1, random.choice(TOWNS, size=number, p=chance / chance.sum()))]
        around = town + random.normal(0, np.where(which, CLUSTER_METRES, TOWN_METRES)[:, None], size=(number, 2))
        in_town = which | (random.random(number) < IN_TOWNS)
        return np.where(in_town[:, None], around, _anywhere(random, ring, number))

    points, outside = drawn(planted), np.ones(planted.size, dtype=bool)
    while (outside := ~contains(ring, points)).any():
        points[outside] = drawn(planted[outside])
    return points


def _anywhere(random: np.random.Generator, ring: FloatArray, number: int) -> FloatArray:
    return random.uniform(ring.min(axis=0), ring.max(axis=0), size=(number, 2))


def _towns(random: np.random.Generator, ring: FloatArray) -> FloatArray:
    found = np.zeros((0, 2))
    while len(found) < TOWNS:
        points = _anywhere(random, ring, 4 * TOWNS)
        found = np.concatenate([found, points[contains(ring, points)]])
    return found[:TOWNS]


def contains(ring: FloatArray, points: FloatArray) -> NDArray[np.bool_]:
    """Say which points lie inside a ring, by the number of its edges that a ray to the right crosses."""
    inside = np.zeros(len(points), dtype=bool)
    x, y = points[:, 0], points[:, 1]
    for (x0, y0), (x1, y1) in zip(ring, np.roll(ring, -1, axis=0), strict=True):
        if y0 == y1:
            continue
        crosses = ((y0 > y) != (y1 > y)) & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
        inside ^= crosses
    return inside
