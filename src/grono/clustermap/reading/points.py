"""Plants with coordinates: a table of somebody's making becomes points in metres, with every problem said at once (MAP-5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from grono.classifications import get_classification, resolve_all
from grono.clustermap.reading.coordinates import (
    DEGREES,
    EUROPE,
    CoordinateColumns,
    Placed,
    metric_projection,
    mistaken_unit,
    no_coordinates,
    placed,
)
from grono.clustermap.reading.observations import NO_PERIOD
from grono.clustermap.reading.panel import Coded
from grono.clustermap.reading.point_problems import (
    no_zones,
    none_placed,
    repeated_plants,
    unknown_bands,
    unknown_industries,
    without_place,
    without_zone,
    zone_precision,
)
from grono.clustermap.reading.point_table import Points
from grono.clustermap.reading.region_names import one_spelling
from grono.clustermap.reading.staff_bands import band_ends, typical_size
from grono.clustermap.reading.zones import ZoneOptions, read_zones
from grono.messages import InputError
from grono.tables import TypedColumns, column_roles, read_table

__all__ = ["Points", "read_points"]

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.classifications import Classification, Resolution
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.zones import Zones
    from grono.messages import Problem
    from grono.tables import Decimal, Engine, RawTable

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


def read_points(  # noqa: PLR0913 - one table, everything else by name and with a default
    table: Any,
    engine: Engine,
    observations: Observations | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    projection: int = EUROPE,
    given_projection: int | None = None,
    zones: Any | None = None,
    zone_columns: Mapping[str, str] | None = None,
    classification: str = "nace2",
    band_codes: str | None = None,
    decimal: Decimal | None = None,
) -> Points:
    """Read a table of plants with longitude and latitude, with metres of a projection, or with the code of a zone.

    Parameters
    ----------
    table : path or frame
        One row for each plant (and year): industry, coordinates or zone, and if known region, employees or size band.
    engine : Engine
        Where its cells are kept.
    observations : Observations, optional
        Their classification reads the industries.
    columns, zone_columns : mapping, optional
        Role → column; what is absent is guessed.
    projection : int
        EPSG code of the metres in which distances are measured.
    given_projection : int, optional
        EPSG code of the table's own x and y, where it is another one.
    zones : path or frame, optional
        Points of the zones.
    classification : str
        Where the industries come from, without observations.
    band_codes : str, optional
        Name of an office's list of codes of size bands, such as ``fr-sirene``.
    decimal : {"point", "comma"}, optional
        Decimal sign, where the table alone cannot tell.

    Raises
    ------
    TableError, InputError, UnknownProjectionError
        With all problems of a table at once; nothing is kept.
    """
    metric_projection(projection)
    options = _Options(projection, given_projection, zone_columns or {}, band_codes, decimal)
    chosen = observations.classification if observations is not None else get_classification(classification)
    raw = read_table(table, engine, name="points")
    roles = column_roles(raw, "points", columns)
    where = CoordinateColumns.of(roles, given_projection=given_projection)
    if where is None:
        raise InputError([no_coordinates(raw.columns)])
    cells, problems = _typed(raw, roles, where, engine, decimal)
    return _Reading(raw, roles, where, chosen, options).points(
        engine.arrow(cells.order_by("row")), problems, zones, engine
    )


@dataclass(frozen=True)
class _Options:
    projection: int
    given_projection: int | None
    zone_columns: Mapping[str, str]
    band_codes: str | None
    decimal: Decimal | None


def _typed(
    raw: RawTable, roles: dict[str, str], where: CoordinateColumns, engine: Engine, decimal: Decimal | None
) -> tuple[ibis.Table, list[Problem]]:
    typed = TypedColumns(raw, engine)
    typed.code("industry", roles["industry"])
    where.typed(typed, decimal)
    if where.kind == "zone":
        typed.code("zone", roles["zone"])
    if "plant" in roles:
        typed.code("plant", roles["plant"])
    else:
        typed.constant("plant", raw.cells.row.cast("string"))
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    for role in ("employees", "precision"):
        if role in roles:
            typed.number(role, roles[role], decimal)
    for role in ("region", "band"):
        if role in roles:
            typed.constant(role, raw.column(roles[role]))
    cells, problems = typed.store("points_typed")
    if "region" not in roles:
        return cells, problems
    cells, spellings = one_spelling(cells, engine, "points_regions")
    return cells, [*problems, *spellings]


@dataclass(frozen=True)
class _Reading:
    """A table of plants whose columns are known, on its way to points."""

    raw: RawTable
    roles: dict[str, str]
    where: CoordinateColumns
    classification: Classification
    options: _Options

    def points(self, rows: pa.Table, problems: list[Problem], zones: Any | None, engine: Engine) -> Points:
        industry, resolutions, code_problems = self._industries(rows)
        lower, upper, employees, band_problems = self._sizes(rows)
        problems = [*problems, *code_problems, *band_problems, *repeated_plants(rows, self.raw)]
        known = self._zones(zones, engine, problems) if self.where.kind == "zone" else None
        east, north = (_numbers(rows, "east"), _numbers(rows, "north")) if known is None else (np.empty(0), np.empty(0))
        problems += mistaken_unit(self.where, east, north)
        _refuse(problems)
        at = None if known is None else _zone_of(rows, known)
        found = self._placed(east, north) if known is None or at is None else _at_zones(known, at)
        problems += found.problems
        problems += without_place(found, rows, self.raw) if known is None else without_zone(at, rows)
        problems += none_placed(found)
        _refuse(problems)
        region = self._regions(rows, known, at)
        return Points(
            found.x, found.y, self._precision(rows, known, at),
            industry.on(industry.axis), region.on(region.axis), rows["period"].to_numpy().astype(np.int64),
            employees, lower, upper, rows["plant"].combine_chunks(), industry.axis, region.axis,
            next((role for role in ("employees", "band") if role in self.roles), "none"), self.options.projection,
            self.classification, resolutions, self.raw.source, known.source if known else None, self.roles,
            tuple(problems) + ((zone_precision(known),) if known else ()),
        )  # fmt: skip

    def _industries(self, rows: pa.Table) -> tuple[Coded, dict[str, Resolution], list[Problem]]:
        column = rows["industry"].fill_null("")
        given = [code for code in column.unique().to_pylist() if code]
        resolutions, problems = resolve_all(self.classification, given)
        coded = Coded.of(column, lambda code: resolutions[code].unit if code in resolutions else None)
        return (
            coded,
            {found.unit: found for found in resolutions.values()},
            unknown_industries(problems, rows, self.raw, self.roles["industry"]),
        )

    def _sizes(self, rows: pa.Table) -> tuple[FloatArray, FloatArray, FloatArray, list[Problem]]:
        if "employees" in self.roles:
            employees = _numbers(rows, "employees")
            return employees.copy(), employees.copy(), employees, []
        nothing = np.full(rows.num_rows, np.nan)
        if "band" not in self.roles:
            return nothing, nothing.copy(), nothing.copy(), []
        encoded = rows["band"].combine_chunks().dictionary_encode()
        texts = encoded.dictionary.to_pylist()
        ends = band_ends(texts, self.options.band_codes)
        table = np.full((3, len(texts) + 1), np.nan)
        for index, text in enumerate(texts):
            found = ends[text]
            if found is not None:
                table[:, index] = *found, typical_size(*found)
        place = encoded.indices.fill_null(len(texts)).to_numpy()
        lower, upper, employees = table[:, place]
        wrong = [text for text in texts if ends[text] is None]
        return lower, upper, employees, unknown_bands(wrong, texts, rows, self.raw, self.roles["band"])

    def _zones(self, zones: Any | None, engine: Engine, problems: list[Problem]) -> Zones:
        if zones is None:
            raise InputError([*problems, no_zones(self.where.columns[0])])
        chosen = self.options
        given = chosen.given_projection or chosen.projection
        return read_zones(zones, engine, ZoneOptions(chosen.projection, given, chosen.zone_columns, chosen.decimal))

    def _placed(self, east: FloatArray, north: FloatArray) -> Placed:
        metres = self.options.given_projection or self.options.projection
        return placed(east, north, DEGREES if self.where.kind == "degrees" else metres, self.options.projection)

    def _precision(self, rows: pa.Table, zones: Zones | None, at: Places | None) -> FloatArray:
        if "precision" in self.roles:
            return _numbers(rows, "precision")
        if zones is None or at is None:
            return np.full(rows.num_rows, np.nan)
        return np.append(zones.precision, np.nan)[at]

    def _regions(self, rows: pa.Table, zones: Zones | None, at: Places | None) -> Coded:
        """Return the regions: the table's, else those of the zones, else the zones themselves."""
        if "region" in self.roles:
            return Coded.of(rows["region"].fill_null(""), lambda code: code or None)
        if zones is None or at is None:
            return Coded((None,), np.zeros(rows.num_rows, dtype=np.intp))
        names = zones.region if zones.region is not None else tuple(zones.place)
        return Coded((*names, None), np.where(at < 0, len(names), at))


def _refuse(problems: list[Problem]) -> None:
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise InputError(errors)


def _numbers(rows: pa.Table, column: str) -> FloatArray:
    return np.asarray(rows[column].to_numpy(zero_copy_only=False), dtype=np.float64)


def _zone_of(rows: pa.Table, zones: Zones) -> Places:
    return Coded.of(rows["zone"], lambda code: code if code in zones.place else None).on(tuple(zones.place))


def _at_zones(zones: Zones, at: Places) -> Placed:
    return Placed(np.append(zones.x, np.nan)[at], np.append(zones.y, np.nan)[at], zones.problems)
