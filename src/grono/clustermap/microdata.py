"""Micro-data of plants too many for one machine: typed columns, and expressions that make them small (MAP-61).

Each expression is written once and runs on DuckDB and on Apache Spark alike; what comes back has one row for each cell,
industry, size or square of a lattice, never one for each plant.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa

from grono.classifications import get_classification, resolve_all
from grono.clustermap.reading.coordinates import EUROPE, CoordinateColumns
from grono.clustermap.reading.observations import NO_PERIOD
from grono.clustermap.reading.point_problems import repeated_plants, unknown_bands, unknown_industries
from grono.clustermap.reading.region_names import one_spelling
from grono.clustermap.reading.staff_bands import band_ends, typical_size
from grono.messages import InputError, Problem
from grono.tables import TypedColumns, column_roles, read_plants_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ibis.expr.types import Value

    from grono.classifications import Classification
    from grono.tables import Decimal, RawTable, TableEngine, TableSource


@dataclass(frozen=True)
class MicrodataOptions:
    """How a table of plants is read.

    Parameters
    ----------
    columns : mapping
        Role → column; what is absent is guessed.
    classification : str
        Where the industry codes come from.
    band_codes : str, optional
        Name of an office's list of codes of size bands.
    decimal : {"point", "comma"}, optional
        Decimal sign, where the table alone cannot tell.
    given_projection, projection : int
        EPSG codes of the table's own x and y, and of the metres in which distances are measured.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    classification: str = "nace2"
    band_codes: str | None = None
    decimal: Decimal | None = None
    given_projection: int | None = None
    projection: int = EUROPE


@dataclass(frozen=True)
class Microdata:
    """Plants in an engine.

    Parameters
    ----------
    plants : ibis.Table
        row, plant, period, industry and region as the table writes them, size, lower, upper, and east, north, zone, precision
        where the table has them. The region is that of the table, else its zone, else missing.
    units : dict
        Industry code of the table → industry.
    classification : Classification
        Where the industries come from.
    sized_by : {"employees", "band", "none"}
        Where the sizes come from.
    where : CoordinateColumns or None
        Where the plants stand.
    columns, source, problems
        Role → column as used, the file, and warnings.
    options : MicrodataOptions
        How it was read.
    """

    plants: ibis.Table
    units: dict[str, str]
    classification: Classification
    sized_by: str
    where: CoordinateColumns | None
    columns: dict[str, str]
    source: TableSource
    problems: tuple[Problem, ...]
    options: MicrodataOptions


def read_microdata(table: Any, engine: TableEngine, options: MicrodataOptions | None = None) -> Microdata:
    """Read a table of plants into typed columns that stay in the engine.

    Parameters
    ----------
    table : path or frame
        A Parquet file or a folder of them, which the engine reads itself; or another table, read here and sent to it.
    engine : TableEngine
        Where the plants are kept.
    options : MicrodataOptions, optional
        Columns, classification, bands, decimal sign, projection.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once.
    """
    chosen = options or MicrodataOptions()
    raw = read_plants_table(table, engine)
    roles = column_roles(raw, "points", chosen.columns)
    where = CoordinateColumns.of(roles, given_projection=chosen.given_projection)
    cells, problems = _typed(raw, roles, where, engine, chosen.decimal)
    classification = get_classification(chosen.classification)
    units, found = _industries(cells, engine, raw, roles["industry"], classification)
    ends, wrong = _band_ends(cells, engine, raw, roles, chosen.band_codes)
    problems = [*problems, *found, *wrong, *_repeated(cells, engine, raw, roles)]
    if any(problem.severity == "error" for problem in problems):
        raise InputError([problem for problem in problems if problem.severity == "error"])
    sized_by = next((role for role in ("employees", "band") if role in roles), "none")
    plants = cells.mutate(**_sizes(cells, sized_by, ends))
    return Microdata(plants, units, classification, sized_by, where, roles, raw.source, tuple(problems), chosen)


def _typed(
    raw: RawTable,
    roles: dict[str, str],
    where: CoordinateColumns | None,
    engine: TableEngine,
    decimal: Decimal | None,
) -> tuple[ibis.Table, list[Problem]]:
    typed = TypedColumns(raw, engine)
    typed.code("industry", roles["industry"])
    if where is not None:
        where.typed(typed, decimal)
    if "plant" in roles:
        typed.code("plant", roles["plant"])
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    for role in ("employees", "precision"):
        if role in roles:
            typed.number(role, roles[role], decimal)
    for role in ("band", "zone"):
        if role in roles:
            typed.constant(role, raw.column(roles[role]))
    region = next((roles[role] for role in ("region", "zone") if role in roles), None)
    typed.constant("region", ibis.null("string") if region is None else raw.column(region))
    cells, problems = typed.store("microdata")
    if "region" not in roles:
        return cells, problems  # a zone is looked up in the table of zones as it is written
    cells, spellings = one_spelling(cells, engine, "microdata_regions")
    return cells, [*problems, *spellings]


def _first_rows(cells: ibis.Table, engine: TableEngine, column: str) -> pa.Table:
    """Return the distinct texts of a column with the first row of each."""
    first = cells.filter(cells[column].notnull()).group_by(column).aggregate(row=cells.row.min())
    return engine.arrow(first).sort_by("row")


def _industries(
    cells: ibis.Table, engine: TableEngine, raw: RawTable, column: str, classification: Classification
) -> tuple[dict[str, str], list[Problem]]:
    rows = _first_rows(cells, engine, "industry")
    resolutions, problems = resolve_all(classification, rows["industry"].to_pylist())
    units = {code: found.unit for code, found in resolutions.items()}
    return units, unknown_industries(problems, rows, raw, column)


def _band_ends(
    cells: ibis.Table, engine: TableEngine, raw: RawTable, roles: dict[str, str], codes: str | None
) -> tuple[dict[str, tuple[float, float]], list[Problem]]:
    if "band" not in roles or "employees" in roles:
        return {}, []
    rows = _first_rows(cells, engine, "band")
    texts = rows["band"].to_pylist()
    ends = band_ends(texts, codes)
    wrong = [text for text in texts if ends[text] is None]
    known = {text: found for text, found in ends.items() if found is not None}
    return known, unknown_bands(wrong, texts, rows, raw, roles["band"])


def _repeated(cells: ibis.Table, engine: TableEngine, raw: RawTable, roles: dict[str, str]) -> list[Problem]:
    """Name the plants that stand in the table more than once in one year: only those leave the engine."""
    if "plant" not in roles:
        return []
    groups = cells.group_by("plant", "period").aggregate(first=cells.row.min(), last=cells.row.max())
    twice = engine.arrow(groups.filter(groups.first < groups.last))
    if not twice.num_rows:
        return []
    keys = twice.select(["plant", "period"])
    rows = [keys.append_column("row", twice[name].cast(pa.int64())) for name in ("first", "last")]
    return repeated_plants(pa.concat_tables(rows), raw)


def _sizes(cells: ibis.Table, sized_by: str, ends: dict[str, tuple[float, float]]) -> dict[str, Value]:
    """Return size, and the ends of the whole numbers, or of the band, in which it lies."""
    if sized_by == "employees":
        return {
            "size": cells.employees,
            "lower": cells.employees.floor().cast("float64"),
            "upper": cells.employees.ceil().cast("float64"),
        }
    if sized_by == "none" or not ends:
        one = _exact(1.0) if sized_by == "none" else ibis.null("float64")
        return {"size": one, "lower": one, "upper": one}

    def mapped(values: dict[str, float]) -> Value:
        known = ((text, _exact(value)) for text, value in values.items())
        return cells.band.cases(*known, else_=ibis.null("float64"))

    return {
        "size": mapped({text: typical_size(*found) for text, found in ends.items()}),
        "lower": mapped({text: found[0] for text, found in ends.items()}),
        "upper": mapped({text: found[1] for text, found in ends.items()}),
    }


def _exact(value: float) -> Value:
    """Return a number as a double on every engine: written as it is, DuckDB and Spark take it for a decimal."""
    return ibis.literal(repr(value)).cast("float64")


def cell_sums(plants: ibis.Table) -> ibis.Table:
    """Return employees, plants and plants of known size of each period, region and industry; without a region: region missing."""
    return plants.group_by("period", "region", "industry").aggregate(
        employees=plants["size"].sum(), plants=plants.count(), sized=plants["size"].count()
    )


def size_counts(plants: ibis.Table) -> ibis.Table:
    """Return how many plants with staff each period, region and industry has of each size, or of each band."""
    staffed = plants.filter(plants["size"] > 0, plants.region.notnull())
    return staffed.group_by("period", "region", "industry", "lower", "upper").aggregate(plants=staffed.count())


def industry_sums(plants: ibis.Table) -> ibis.Table:
    r"""Return n, Σe, Σe², Σe³ and Σe⁴ over the plants with staff of each period and industry.

    From these come :math:`H = \sum e^2 / (\sum e)^2`, :math:`\sum z^4 = \sum e^4 / (\sum e)^4`, and a₁ and a₂ of MAP-50.
    """
    staffed = plants.filter(plants["size"] > 0)
    size = staffed["size"]
    powers = {"first": size, "second": size * size, "third": size * size * size, "fourth": size * size * size * size}
    return staffed.group_by("period", "industry").aggregate(
        plants=staffed.count(), **{name: power.sum() for name, power in powers.items()}
    )


@dataclass(frozen=True)
class Squares:
    """Where the squares of a lattice lie: its south-western corner and the side of a square, metres, and the last number of both."""

    west: float
    south: float
    side: float
    last: int


def extent(plants: ibis.Table) -> ibis.Table:
    """Return the bounding box and the number of the plants with coordinates."""
    located = plants.filter(plants.east.notnull(), plants.north.notnull())
    return located.aggregate(
        plants=located.count(), west=located.east.min(), east=located.east.max(),
        south=located.north.min(), north=located.north.max(),
    )  # fmt: skip


def lattice_counts(plants: ibis.Table, squares: Squares) -> ibis.Table:
    """Return plants, and Σe and Σe² over them, of each industry in each square (row and column from the south-west)."""
    located = plants.filter(plants.east.notnull(), plants.north.notnull())

    def number(metres: Value, corner: float) -> Value:
        return ibis.least(
            ((metres - _exact(corner)) / _exact(squares.side)).floor().cast("int64"),
            ibis.literal(squares.last, "int64"),
        )

    placed = located.mutate(
        square_row=number(located.north, squares.south), square_column=number(located.east, squares.west)
    )
    size = placed["size"]
    return placed.group_by("industry", "square_row", "square_column").aggregate(
        plants=placed.count(), employees=size.sum(), squared=(size * size).sum()
    )
