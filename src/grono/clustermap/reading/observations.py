"""First step: a table of somebody's making becomes observations, with every problem said at once and nothing guessed in silence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from grono.classifications import get_classification, recognise_regions, resolve_all
from grono.clustermap.hidden_cells.hidden_problems import refuse_missing
from grono.clustermap.reading.levels import depth, duplicate_rows, mixed_industries, mixed_regions, rows_by_depth
from grono.clustermap.reading.panel import Axes, Coded, Panel
from grono.clustermap.reading.region_names import one_spelling
from grono.clustermap.reading.rounding import grid_bounds
from grono.clustermap.reading.totals import is_total
from grono.messages import InputError, Problem, message, plural_message
from grono.tables import TypedColumns, column_roles, conform, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from grono.classifications import Classification, RegionScheme, Resolution
    from grono.clustermap.hidden_cells.hidden import HiddenYear
    from grono.tables import Decimal, Engine, RawTable, TableSource

    FloatArray = NDArray[np.float64]

TOTAL = "TOTAL"
"""Code under which the source's own margins stand in the table of observations."""

NO_PERIOD = 0
"""Period of a table without a year."""


@dataclass(frozen=True)
class ReadingOptions:
    """How a table of employees is to be read.

    Parameters
    ----------
    columns : mapping
        Role (region, industry, year, employees, plants) → column; what is absent is guessed.
    classification : str
        ``nace2``, ``nace21``, ``pkd2007``, ``pkd2025``, ``naics`` or ``none``.
    decimal : {"point", "comma"}, optional
        Decimal sign, where the table alone cannot tell.
    absent_means_zero : bool
        Whether a region × industry × year without a row has no employees; otherwise the cell is missing (MAP-2).
    level : int, optional
        Level of the industry codes to keep where the table has several: in NACE 1 to 4, and 5 for national codes below a
        class; in NAICS 1 for sectors to 5 for six digits.
    rounding : str, optional
        Name of the grid to which the source has rounded (MAP-4), such as ``ons-bres``.
    missing : {"exclude", "refuse", "bounds"}
        What to do with a cell without a figure (MAP-10): leave it out of sums and flag what rests on them, refuse the table,
        or treat it like a suppressed cell that anything may stand behind.
    imputations : int
        How often what rests on hidden cells is computed with other possible values (MAP-43); 0 leaves them out like missing ones.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    classification: str = "nace2"
    decimal: Decimal | None = None
    absent_means_zero: bool = False
    level: int | None = None
    rounding: str | None = None
    missing: Literal["exclude", "refuse", "bounds"] = "exclude"
    imputations: int = 20


@dataclass(frozen=True)
class Observations:
    """A table as it was understood.

    Parameters
    ----------
    table : pyarrow.Table
        Contract ``observations``.
    employees : numpy.ndarray, shape (periods, regions, industries)
        The same as a panel; NaN where missing.
    plants : numpy.ndarray or None
        Plants of the same shape, where the table has them.
    estimated : numpy.ndarray of bool
        Cells that the source has estimated.
    regions, industries, periods : tuple
        What the axes stand for, sorted.
    region_totals, industry_totals, totals : numpy.ndarray
        The source's own margins, of shape (periods, regions), (periods, industries), (periods,); NaN where it has none.
    classification : Classification
        Where the industries come from.
    resolutions : dict
        Industry → what it stands for.
    region_scheme : RegionScheme
        Where the regions come from.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    wholes : pyarrow.Table or None
        Rows of higher levels of the classification, which bound hidden cells; same columns as ``table``.
    hidden : mapping
        Year → what is known of the cells that the source hides and that were estimated.
    """

    table: pa.Table
    employees: FloatArray
    plants: FloatArray | None
    estimated: NDArray[np.bool_]
    regions: tuple[str, ...]
    industries: tuple[str, ...]
    periods: tuple[int, ...]
    region_totals: FloatArray
    industry_totals: FloatArray
    totals: FloatArray
    classification: Classification
    resolutions: dict[str, Resolution]
    region_scheme: RegionScheme
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]
    wholes: pa.Table | None = None
    hidden: Mapping[int, HiddenYear] = field(default_factory=dict)

    def period_index(self, period: int) -> int:
        """Return where a period stands on the first axis."""
        return self.periods.index(period)

    def published(self, period: int) -> FloatArray:
        """Return the employees of a year as the source has them: NaN where it hides them, also where they were estimated."""
        employees = self.employees[self.period_index(period)]
        year = self.hidden.get(period)
        return (
            employees
            if year is None
            else np.where(year.where((len(self.regions), len(self.industries))), np.nan, employees)
        )


def read_observations(
    table: Any, engine: Engine, options: ReadingOptions, *, max_unpacked_bytes: int | None = None
) -> Observations:
    """Read a table of employees by region, industry and year.

    Parameters
    ----------
    table : path or frame
        One row for each region, industry and year.
    engine : Engine
        Where its cells are kept.
    options : ReadingOptions
        Columns, classification and conventions of the source.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once; nothing is kept.
    """
    raw = read_table(table, engine, name="observations", max_unpacked_bytes=max_unpacked_bytes)
    roles = column_roles(raw, "observations", options.columns)
    cells, problems = _typed(raw, roles, options, engine)
    classification = get_classification(options.classification)
    industries, regions = _counts(cells, "industry", engine), _counts(cells, "region", engine)
    resolutions, code_problems = resolve_all(classification, _without_totals(industries))
    above, every = None, resolutions
    if options.level is not None:
        resolutions, level_problems = _of_level(resolutions, industries, options.level)
        problems += level_problems
        kept = [*resolutions, *(code for code in industries if is_total(code))]
        higher = [code for code, one in every.items() if code not in resolutions and depth(one) < options.level]
        above = cells.filter(cells.industry.isin(higher)) if higher else None
        cells = engine.stored(cells.filter(cells.industry.isin(kept)), "observations_of_level")
        code_problems = [one for one in code_problems if one.severity == "error" or one.value in resolutions]
    units = {given: found.unit for given, found in resolutions.items()}
    problems += [
        *_placed(code_problems, cells, raw, roles["industry"], engine),
        *mixed_industries(classification, resolutions, industries),
        *mixed_regions(_without_totals(regions)),
        *duplicate_rows(raw, cells, units, engine),
    ]
    if not _without_totals(regions) or not resolutions:
        problems += _only_totals(raw)
    problems += _unknown_regions(_without_totals(regions))
    if any(problem.severity == "error" for problem in problems):
        raise InputError([problem for problem in problems if problem.severity == "error"])
    found = _Found(raw, roles, options, classification, resolutions, tuple(problems))
    observations = _assembled(engine.arrow(cells.order_by("row")), found)
    if options.missing == "refuse":
        refuse_missing(observations)
    if above is None:
        return observations
    return replace(observations, wholes=_wholes(engine.arrow(above.order_by("row")), replace(found, resolutions=every)))


def _wholes(rows: pa.Table, found: _Found) -> pa.Table:
    """Return the rows of higher levels under the contract of the observations."""
    region = Coded.of(rows["region"], lambda code: None if is_total(code) else code)
    industry = Coded.of(rows["industry"], lambda code: found.resolutions[code].unit)
    value = rows["value"].to_numpy(zero_copy_only=False).astype(np.float64)
    return _as_contract(rows, (region, industry), value, found)


def _typed(
    raw: RawTable, roles: dict[str, str], options: ReadingOptions, engine: Engine
) -> tuple[ibis.Table, list[Problem]]:
    """Turn text into typed cells, stored once, and collect what cannot be turned."""
    typed = TypedColumns(raw, engine)
    typed.code("region", roles["region"])
    typed.code("industry", roles["industry"])
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    typed.number("value", roles["employees"], options.decimal)
    if "plants" in roles:
        typed.number("plants", roles["plants"], options.decimal)
    cells, problems = typed.store("observations_typed")
    cells, spellings = one_spelling(cells, engine, "observations_regions")
    return cells, [*problems, *spellings]


def _counts(cells: ibis.Table, column: str, engine: Engine) -> dict[str, int]:
    counted = cells.filter(cells[column].notnull()).group_by(column).agg(n=ibis._.count()).order_by(column)
    return {row[column]: row["n"] for row in engine.rows(counted)}


def _placed(problems: list[Problem], cells: ibis.Table, raw: RawTable, column: str, engine: Engine) -> list[Problem]:
    """Name the first row and the column of every code that is an error."""
    wrong = [one.value for one in problems if one.severity == "error"]
    if not wrong:
        return problems
    found = cells.filter(cells.industry.isin(wrong)).group_by("industry").agg(first=ibis._.row.min())
    first = {row["industry"]: raw.row_in_file(int(row["first"])) for row in engine.rows(found)}

    def placed(problem: Problem) -> Problem:
        row = first.get(problem.value)
        if row is None:
            return problem
        sentence = message(
            'Row %(row)s, column "%(column)s": %(sentence)s', row=row, column=column, sentence=problem.message
        )
        return replace(problem, message=sentence, row=row, column=column)

    return [placed(problem) for problem in problems]


def _of_level(
    resolutions: dict[str, Resolution], rows: dict[str, int], level: int
) -> tuple[dict[str, Resolution], list[Problem]]:
    """Keep the codes of one level; say how many rows of other levels were left out, or that there are none of this one."""
    kept = {given: found for given, found in resolutions.items() if depth(found) == level}
    if not kept:
        levels = ", ".join(str(one) for one in rows_by_depth(resolutions, rows)) or "–"
        sentence = message(
            "The table has no industry code of level %(level)s. Levels in it: %(levels)s.", level=level, levels=levels
        )
        return resolutions, [Problem("no-such-level", sentence, value=str(level))]
    others = sum(rows[given] for given in resolutions if given not in kept)
    if not others:
        return kept, []
    sentence = plural_message(
        "%(number)s row of other levels of industries was left out.",
        "%(number)s rows of other levels of industries were left out.",
        others,
    )
    return kept, [Problem("other-levels-left-out", sentence, severity="warning", count=others)]


def _without_totals(counts: dict[str, int]) -> dict[str, int]:
    return {code: count for code, count in counts.items() if not is_total(code)}


def _only_totals(raw: RawTable) -> list[Problem]:
    if raw.problems:
        return []
    sentence = message(
        "The table has no row for a single region and a single industry; it holds only totals or unknown codes."
    )
    return [Problem("no-cells", sentence)]


def _unknown_regions(rows: dict[str, int]) -> list[Problem]:
    """Warn of codes that do not belong where most of the others do: often a country or a group of regions beside its parts."""
    scheme = recognise_regions(rows)
    if scheme.kind == "plain" or not scheme.unknown:
        return []
    sentence = plural_message(
        "%(number)s region is not known among %(scheme)s: %(codes)s. If it holds others of the table, take it out or call it TOTAL.",
        "%(number)s regions are not known among %(scheme)s: %(codes)s. If they hold others of the table, take them out or call "
        "them TOTAL.",
        len(scheme.unknown),
        scheme=scheme.title,
        codes=", ".join(scheme.unknown[:10]) + (" ..." if len(scheme.unknown) > 10 else ""),
    )
    count = sum(rows[code] for code in scheme.unknown)
    return [Problem("unknown-regions", sentence, value=scheme.unknown[0], severity="warning", count=count)]


@dataclass(frozen=True)
class _Found:
    """What was found out about a table before its cells are laid out."""

    raw: RawTable
    roles: dict[str, str]
    options: ReadingOptions
    classification: Classification
    resolutions: dict[str, Resolution]
    problems: tuple[Problem, ...]


def _assembled(rows: pa.Table, found: _Found) -> Observations:
    region = Coded.of(rows["region"], lambda code: None if is_total(code) else code)
    industry = Coded.of(rows["industry"], lambda code: None if is_total(code) else found.resolutions[code].unit)
    axes = Axes.of(region, industry, rows["period"].to_numpy())
    panel = Panel(axes, 0.0 if found.options.absent_means_zero else np.nan)
    value = rows["value"].to_numpy(zero_copy_only=False).astype(np.float64)
    cells = panel.cells(value)
    if not np.nansum(cells) > 0:
        sentence = message("Every figure of the table is zero or missing. Check which column holds the employees.")
        raise InputError([Problem("no-employees", sentence, column=found.roles["employees"])])
    totals = panel.margins(value)
    by_unit = {resolution.unit: resolution for resolution in reversed(found.resolutions.values())}
    return Observations(
        table=_as_contract(rows, (region, industry), value, found),
        employees=cells,
        plants=panel.cells(rows["plants"].to_numpy(zero_copy_only=False).astype(np.float64)) if "plants" in found.roles else None,
        estimated=panel.cells(pc.equal(rows["value_status"], "estimated").to_numpy(zero_copy_only=False).astype(np.float64)) == 1,
        regions=axes.regions, industries=axes.industries, periods=axes.periods,
        region_totals=totals[0], industry_totals=totals[1], totals=totals[2],
        classification=found.classification, resolutions=by_unit, region_scheme=recognise_regions(axes.regions),
        source=found.raw.source, columns=found.roles, problems=found.problems,
    )  # fmt: skip


def _as_contract(rows: pa.Table, coded: tuple[Coded, Coded], value: FloatArray, found: _Found) -> pa.Table:
    """Return the rows under the contract; a total keeps the code ``TOTAL``."""
    lower, upper = grid_bounds(value, found.options.rounding)
    status = rows["value_status"]
    if found.options.rounding:
        status = pc.if_else(pc.equal(status, "zero"), "observed", status)
    suppressed = pc.equal(status, "suppressed").to_numpy(zero_copy_only=False)
    known = ~np.isnan(value) & ~pc.equal(status, "estimated").to_numpy(zero_copy_only=False)
    lower[suppressed] = 0.0
    return conform("observations", {
        "region": coded[0].texts(TOTAL),
        "industry": coded[1].texts(TOTAL),
        "period": rows["period"],
        "measure": pa.repeat("employees", rows.num_rows),
        "source": pa.repeat(found.raw.source.name, rows.num_rows),
        "value": pa.array(value, mask=np.isnan(value)),
        "unit": pa.repeat("persons", rows.num_rows),
        "status": status,
        "lower": pa.array(lower, mask=~(known | suppressed)),
        "upper": pa.array(upper, mask=~known),
        "method": pa.nulls(rows.num_rows, pa.string()),
        "flag_text": rows["value_flag"],
        "region_vintage": pa.repeat(_vintage(recognise_regions(coded[0].axis)), rows.num_rows),
        "industry_vintage": pa.repeat(found.classification.key, rows.num_rows),
    })  # fmt: skip


def _vintage(scheme: RegionScheme) -> str:
    return f"{scheme.kind} {scheme.vintage}" if scheme.vintage else scheme.kind
