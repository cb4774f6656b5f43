"""Degrees and metres: which of the two a table holds, and how both become metres of one named projection (MAP-5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from grono.messages import GronoError, Problem, message, plural_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.tables import Decimal, TypedColumns

    FloatArray = NDArray[np.float64]

EUROPE = 3035
"""EPSG code of ETRS89-extended / LAEA Europe, the projection that Eurostat and the EEA publish their grids in."""

DEGREES = 4326
"""EPSG code of longitude and latitude (WGS 84)."""

LARGEST_LONGITUDE, LARGEST_LATITUDE = 180.0, 90.0


class UnknownProjectionError(GronoError):
    """A projection that is none, or does not measure in metres."""


@dataclass(frozen=True)
class CoordinateColumns:
    """Where the coordinates of a table stand.

    Parameters
    ----------
    kind : {"degrees", "metres", "zone"}
        Longitude and latitude, metres of a projection, or only the code of a zone.
    columns : tuple of str
        The two columns, first to the east, then to the north; one for a zone.
    """

    kind: str
    columns: tuple[str, ...]

    @classmethod
    def of(cls, roles: dict[str, str], *, given_projection: int | None) -> CoordinateColumns | None:
        """Choose among the columns that were found: degrees need no further word and come first, unless metres are named."""
        pairs = [("degrees", ("longitude", "latitude")), ("metres", ("x", "y")), ("zone", ("zone",))]
        if given_projection is not None:
            pairs[0], pairs[1] = pairs[1], pairs[0]
        for kind, needed in pairs:
            if all(role in roles for role in needed):
                return cls(kind, tuple(roles[role] for role in needed))
        return None

    def typed(self, typed: TypedColumns, decimal: Decimal | None) -> None:
        """Add the two columns as numbers; nothing for a zone."""
        if self.kind != "zone":
            for name, column in zip(("east", "north"), self.columns, strict=True):
                typed.coordinate(name, column, decimal)


def no_coordinates(columns: tuple[str, ...]) -> Problem:
    """Say that a table has nothing that places its rows."""
    sentence = message(
        "No columns look like coordinates. Name two of them as longitude and latitude, or as x and y, or one as zone; "
        "the table has: %(columns)s.",
        columns=", ".join(columns),
    )
    return Problem("coordinates-not-found", sentence)


def metric_projection(code: int) -> CRS:
    """Return a projection that measures in metres.

    Raises
    ------
    UnknownProjectionError
        When the EPSG code is none, or stands for degrees, feet or the like.
    """
    try:
        crs = CRS.from_epsg(code)
    except CRSError as error:
        raise UnknownProjectionError(
            message(
                "%(code)s is not the EPSG code of a coordinate system. For Europe write 3035; for Poland alone 2180.",
                code=code,
            )
        ) from error
    if not crs.is_projected or any(axis.unit_name != "metre" for axis in crs.axis_info):
        raise UnknownProjectionError(
            message(
                "EPSG:%(code)s (%(name)s) does not measure in metres, so distances cannot be computed in it. "
                "For Europe write 3035; for Poland alone 2180.",
                code=code,
                name=crs.name,
            )
        )
    return crs


def _names(where: CoordinateColumns) -> dict[str, str]:
    return dict(zip(("east", "north"), where.columns, strict=True))


def mistaken_unit(where: CoordinateColumns, east: FloatArray, north: FloatArray) -> list[Problem]:
    """Refuse metres that look like degrees, and degrees that look like metres.

    A plant's metres in a national or European projection are never all within ±180 and ±90: that is a circle of two hundred
    metres around the origin of the projection, which no projection lays among plants.
    """
    known = np.isfinite(east) & np.isfinite(north)
    if where.kind == "zone" or not known.any():
        return []
    within = (np.abs(east) <= LARGEST_LONGITUDE) & (np.abs(north) <= LARGEST_LATITUDE)
    if where.kind == "metres" and within[known].all():
        sentence = message(
            'Columns "%(east)s" and "%(north)s" should hold metres, but every value lies within ±180 and ±90, as degrees do. '
            "Name the columns as longitude and latitude, or give metres.",
            **_names(where),
        )
        return [Problem("looks-like-degrees", sentence, column=where.columns[0])]
    outside = known & ~within
    if where.kind == "degrees" and outside.any():
        place = int(np.flatnonzero(outside)[0])
        sentence = plural_message(
            'Columns "%(east)s" and "%(north)s" should hold degrees, but %(number)s row lies beyond ±180 or ±90 '
            "(%(first)s; %(second)s). Name the columns as x and y with their projection, or correct the degrees.",
            'Columns "%(east)s" and "%(north)s" should hold degrees, but %(number)s rows lie beyond ±180 or ±90 '
            "(such as %(first)s; %(second)s). Name the columns as x and y with their projection, or correct the degrees.",
            int(outside.sum()),
            first=float(east[place]),
            second=float(north[place]),
            **_names(where),
        )
        return [Problem("looks-like-metres", sentence, column=where.columns[0], count=int(outside.sum()))]
    return []


@dataclass(frozen=True)
class Placed:
    """Points in metres of one projection, NaN where a point has none, and what was noticed."""

    x: FloatArray
    y: FloatArray
    problems: tuple[Problem, ...]


def placed(east: FloatArray, north: FloatArray, given: int, projection: int) -> Placed:
    """Bring points from one coordinate system into the metres of another.

    Parameters
    ----------
    east, north : numpy.ndarray
        Longitude and latitude, or metres; NaN where missing.
    given, projection : int
        EPSG codes of what they are in and of what is wanted.

    Returns
    -------
    Placed
        With a warning where points lie outside the area for which the projection is made, or the two may be exchanged.
    """
    target = metric_projection(projection)
    source = CRS.from_epsg(DEGREES) if given == DEGREES else metric_projection(given)
    x, y = np.asarray(east, dtype=np.float64), np.asarray(north, dtype=np.float64)
    known = np.isfinite(x) & np.isfinite(y)
    longitude, latitude = x[known], y[known]
    if given != DEGREES:
        longitude, latitude = Transformer.from_crs(given, DEGREES, always_xy=True).transform(longitude, latitude)
    moved = np.full((2, x.size), np.nan)
    if source == target:
        moved[:, known] = x[known], y[known]
    else:
        moved[:, known] = Transformer.from_crs(source, target, always_xy=True).transform(x[known], y[known])
    moved[:, ~np.isfinite(moved).all(axis=0)] = np.nan
    return Placed(moved[0], moved[1], tuple(_outside(target, np.asarray(longitude), np.asarray(latitude))))


def _outside(target: CRS, longitude: FloatArray, latitude: FloatArray) -> list[Problem]:
    area = target.area_of_use
    if area is None:
        return []

    def count(east: FloatArray, north: FloatArray) -> int:
        inside = (east >= area.west) & (east <= area.east) & (north >= area.south) & (north <= area.north)
        return int(np.count_nonzero(~inside))

    outside = count(longitude, latitude)
    if not outside:
        return []
    if outside == longitude.size and not count(latitude, longitude):
        sentence = message(
            "All points lie outside the area of EPSG:%(code)s, and inside it once their two coordinates are exchanged. "
            "Check which column is to the east and which to the north.",
            code=target.to_epsg(),
        )
        return [Problem("coordinates-exchanged", sentence, count=outside)]
    sentence = plural_message(
        "%(number)s point lies outside the area for which EPSG:%(code)s is made; its distances are less exact. "
        "Check its coordinates, or choose another projection.",
        "%(number)s points lie outside the area for which EPSG:%(code)s is made; their distances are less exact. "
        "Check their coordinates, or choose another projection.",
        outside,
        code=target.to_epsg(),
    )
    return [Problem("outside-projection", sentence, severity="warning", count=outside)]
