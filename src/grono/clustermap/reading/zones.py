"""Zones: plants whose office says only in which small area they stand take the area's point, and its size as their precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
from scipy.spatial import cKDTree

from grono.clustermap.reading.coordinates import DEGREES, CoordinateColumns, mistaken_unit, no_coordinates, placed
from grono.messages import InputError, Problem, message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.reading.coordinates import Placed
    from grono.tables import Decimal, Engine, TableSource

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Zones:
    """Points that stand for zones.

    Parameters
    ----------
    place : dict
        Code of a zone → its place in the arrays.
    x, y : numpy.ndarray, shape (zones,)
        Metres.
    precision : numpy.ndarray, shape (zones,)
        How far a plant of the zone may stand from its point, metres: what the table says, else the radius of a circle as
        large as the zone, else half the way to the nearest other point.
    precision_from : {"table", "area", "neighbour"}
        Which of the three it is.
    region : tuple of str or None
        Region of each zone, where the table has it.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    place: dict[str, int]
    x: FloatArray
    y: FloatArray
    precision: FloatArray
    precision_from: str
    region: tuple[str | None, ...] | None
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class ZoneOptions:
    """How a table of zones is read: EPSG codes of the metres wanted and of its own x and y, columns, decimal sign."""

    projection: int
    given_projection: int
    columns: Mapping[str, str]
    decimal: Decimal | None


def read_zones(table: Any, engine: Engine, options: ZoneOptions) -> Zones:
    """Read a table of zones with a point each.

    Parameters
    ----------
    table : path or frame
        One row for each zone: code, longitude and latitude or x and y, and if known precision, area in m², region.
    options : ZoneOptions
        Projection, columns and decimal sign.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once.
    """
    raw = read_table(table, engine, name="zones")
    roles = column_roles(raw, "zones", options.columns)
    where = CoordinateColumns.of({role: roles[role] for role in roles if role != "zone"}, given_projection=None)
    if where is None:
        raise InputError([no_coordinates(raw.columns)])
    typed = TypedColumns(raw, engine)
    typed.code("zone", roles["zone"])
    where.typed(typed, options.decimal)
    for role in ("precision", "area"):
        if role in roles:
            typed.number(role, roles[role], options.decimal)
    typed.constant("region", raw.column(roles["region"]) if "region" in roles else ibis.null("string"))
    cells, problems = typed.store("zones_typed")
    rows = engine.arrow(cells.order_by("row"))
    east, north = _numbers(rows, "east"), _numbers(rows, "north")
    problems += [*mistaken_unit(where, east, north), *_repeated(rows, raw.row_in_file)]
    if problems:
        raise InputError(problems)
    found = placed(east, north, DEGREES if where.kind == "degrees" else options.given_projection, options.projection)
    precision, how = _precision(rows, found)
    return Zones(
        {code: index for index, code in enumerate(rows["zone"].to_pylist())},
        found.x, found.y, precision, how,
        tuple(rows["region"].to_pylist()) if "region" in roles else None,
        raw.source, roles, found.problems,
    )  # fmt: skip


def _numbers(rows: pa.Table, column: str) -> FloatArray:
    return np.asarray(rows[column].to_numpy(zero_copy_only=False), dtype=np.float64)


def _repeated(rows: pa.Table, row_in_file: Any) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for code, row in zip(rows["zone"].to_pylist(), rows["row"].to_pylist(), strict=True):
        if code in first:
            sentence = message(
                "Rows %(first)s and %(last)s both place zone %(zone)s. Keep one of them.",
                first=row_in_file(first[code]), last=row_in_file(row), zone=code,
            )  # fmt: skip
            problems.append(Problem("duplicate-key", sentence, row=row_in_file(row), value=code))
        elif code is not None:
            first[code] = row
    return problems


def _precision(rows: pa.Table, found: Placed) -> tuple[FloatArray, str]:
    """Return how far a plant may stand from the point of its zone, and where that is known from."""
    if "precision" in rows.column_names:
        return _numbers(rows, "precision"), "table"
    if "area" in rows.column_names:
        return np.sqrt(_numbers(rows, "area") / np.pi), "area"
    precision = np.full(found.x.size, np.nan)
    known = np.flatnonzero(np.isfinite(found.x))
    if known.size > 1:
        points = np.column_stack((found.x[known], found.y[known]))
        distance, _ = cKDTree(points).query(points, k=[2])
        precision[known] = np.ravel(distance) / 2
    return precision, "neighbour"
