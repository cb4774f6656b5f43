"""What is known of the plants: from size bands, or from a column that counts them, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow.compute as pc

from grono.classifications import resolve_all
from grono.clustermap.reading.levels import duplicate_rows
from grono.clustermap.reading.observations import NO_PERIOD, TOTAL
from grono.clustermap.reading.totals import is_total
from grono.measures import PlantSizes, sizes_from_bands, sizes_from_counts
from grono.measures.plant_sizes import sizes_in_bands
from grono.messages import InputError, Problem, message, plural_message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.tables import Engine, TableSource


UNKNOWN, WHOLE = -1, -2
"""Places that are none on an axis: a code the observations do not have, and all regions together."""


@dataclass(frozen=True)
class SizeBands:
    """Plants by industry, year and size band.

    Parameters
    ----------
    period, industry, region : numpy.ndarray of int, shape (rows,)
        Year and place of industry and region on the axes of the observations; region :data:`WHOLE` where the row
        is for all regions together, :data:`UNKNOWN` for one that the observations do not have.
    count, lower, upper : numpy.ndarray, shape (rows,)
        Plants in the band and its inclusive ends; the open end is infinite.
    source : TableSource
        The file.
    columns : dict
        Role → column, as used.
    problems : tuple of Problem
        Warnings.
    """

    period: NDArray[np.int64]
    industry: NDArray[np.intp]
    region: NDArray[np.intp]
    count: NDArray[np.float64]
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    source: TableSource
    columns: dict[str, str]
    problems: tuple[Problem, ...]

    @property
    def periods(self) -> tuple[int, ...]:
        """Years of the table, in order."""
        return tuple(int(year) for year in np.unique(self.period))

    def nearest_period(self, period: int) -> int:
        """Return the year of the table nearest to another; the earlier of two equally near."""
        return min(self.periods, key=lambda year: (abs(year - period), year))


@dataclass(frozen=True)
class PlantKnowledge:
    """Plant sizes of one year, and how they are known.

    Parameters
    ----------
    sizes : PlantSizes
        By industry.
    in_regions : numpy.ndarray or None, shape (regions, industries)
        Plants counted in each region, where the size bands have the regions of the map; NaN in regions they lack.
    flag : str
        ``""``, or ``sizes_of_another_year``, ``equal_plant_sizes``, ``no_plant_sizes``.
    """

    sizes: PlantSizes
    in_regions: NDArray[np.float64] | None
    flag: str


def read_size_bands(
    table: Any, engine: Engine, observations: Observations, columns: Mapping[str, str] | None = None
) -> SizeBands:
    """Read a table of plants by size band for the industries of the observations.

    Rows of industries that the observations do not have are left out with a warning. Where the table has a region column,
    an industry's rows for all regions together (TOTAL) describe the nation if it has any; otherwise its regions are added up.

    Raises
    ------
    TableError, InputError
        With all problems of the table at once.
    """
    raw = read_table(table, engine, name="size_bands")
    roles = column_roles(raw, "size_bands", columns)
    typed = TypedColumns(raw, engine)
    typed.code("industry", roles["industry"])
    typed.band("lower", "upper", roles["band"])
    typed.number("plants", roles["plants"], None)
    if "region" in roles:
        typed.code("region", roles["region"])
    else:
        typed.constant("region", ibis.literal(TOTAL))
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    cells, problems = typed.store("size_bands_typed")
    problems += duplicate_rows(raw, cells, {}, engine, also=("lower", "upper"))
    if problems:
        raise InputError(problems)
    rows = engine.arrow(cells.select("period", "industry", "region", "lower", "upper", "plants").order_by("period"))
    return _placed(rows, observations, raw.source, roles)


def _placed(rows: pa.Table, observations: Observations, source: TableSource, roles: dict[str, str]) -> SizeBands:
    given = [code for code in pc.unique(rows["industry"]).to_pylist() if not is_total(code)]
    resolutions, _ = resolve_all(observations.classification, given)
    place = {code: index for index, code in enumerate(observations.industries)}
    known = {code: place[found.unit] for code, found in resolutions.items() if found.unit in place}
    regions = {code: index for index, code in enumerate(observations.regions)}
    industry = _coded(rows["industry"], known)
    plants = rows["plants"].to_numpy(zero_copy_only=False).astype(np.float64)
    whole = np.array([is_total(code) for code in rows["region"].to_pylist()])
    inside = (industry >= 0) & ~np.isnan(plants)

    def column(name: str) -> NDArray[np.float64]:
        values: NDArray[np.float64] = np.asarray(rows[name].to_numpy(zero_copy_only=False), dtype=np.float64)
        return np.asarray(values[inside])

    return SizeBands(
        period=rows["period"].to_numpy().astype(np.int64)[inside],
        industry=industry[inside],
        region=np.where(whole, WHOLE, _coded(rows["region"], regions))[inside],
        count=plants[inside],
        lower=column("lower"),
        upper=column("upper"),
        source=source,
        columns=roles,
        problems=(
            *_left_out([code for code in given if code not in known]),
            *_without_figure(int(np.isnan(plants).sum())),
        ),
    )


def _coded(column: pa.ChunkedArray, place: Mapping[str, int]) -> NDArray[np.intp]:
    encoded = column.combine_chunks().dictionary_encode()
    places = np.array([place.get(code, UNKNOWN) for code in encoded.dictionary.to_pylist()], dtype=np.intp)
    return np.asarray(places[encoded.indices.to_numpy()])


def _left_out(unknown: list[str]) -> tuple[Problem, ...]:
    if not unknown:
        return ()
    sentence = message(
        "Size bands: %(count)s industry codes do not occur in the table of employees and were left out (%(first)s ...).",
        count=len(unknown),
        first=", ".join(unknown[:5]),
    )
    return (Problem("size-bands-left-out", sentence, severity="warning", count=len(unknown)),)


def _without_figure(count: int) -> tuple[Problem, ...]:
    if not count:
        return ()
    sentence = plural_message(
        "Size bands: %(number)s row has no figure and was left out, so that its plants are not counted.",
        "Size bands: %(number)s rows have no figure and were left out, so that their plants are not counted.",
        count,
    )
    return (Problem("size-bands-without-figure", sentence, severity="warning", count=count),)


def plant_knowledge(
    observations: Observations, bands: SizeBands | None, period: int, industry_employees: NDArray[np.float64]
) -> PlantKnowledge:
    """Return what is known of plant sizes in one year: size bands first, then plants counted, then nothing.

    Parameters
    ----------
    observations, bands : Observations and SizeBands or None
        What was read.
    period : int
        The year.
    industry_employees : numpy.ndarray, shape (industries,)
        Employees of each industry, for the open band.
    """
    if bands is not None and bands.count.size:
        year = bands.nearest_period(period)
        of_year = bands.period == year
        nation = _rows_of_nation(bands, year)
        in_regions = of_year & (bands.region >= 0)
        sizes = sizes_from_bands(
            bands.count[nation], bands.lower[nation], bands.upper[nation], bands.industry[nation], industry_employees
        )
        return PlantKnowledge(
            sizes, _by_region(observations, bands, in_regions), "" if year == period else "sizes_of_another_year"
        )
    if observations.plants is not None:
        counted = np.nansum(observations.plants[observations.period_index(period)], axis=0)
        return PlantKnowledge(sizes_from_counts(counted), None, "equal_plant_sizes")
    return PlantKnowledge(PlantSizes.unknown(len(observations.industries)), None, "no_plant_sizes")


def plants_of_year(
    observations: Observations, bands: SizeBands | None, period: int, industry_employees: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.float64], NDArray[np.float64]] | None:
    """Return industry, size and number of the plants of one year, those of a size band taken as equal; None where unknown.

    Arguments as of :func:`plant_knowledge`, and the same order: size bands, then plants counted, all of an industry equal.
    """
    if bands is not None and bands.count.size:
        rows = _rows_of_nation(bands, bands.nearest_period(period))
        parts = (bands.count[rows], bands.lower[rows], bands.upper[rows], bands.industry[rows])
        return parts[3], sizes_in_bands(*parts, industry_employees), np.round(parts[0])
    if observations.plants is not None:
        counted = np.round(np.nansum(observations.plants[observations.period_index(period)], axis=0))
        size = np.divide(industry_employees, counted, out=np.zeros(counted.shape), where=counted > 0)
        return np.arange(counted.size, dtype=np.intp), size, counted
    return None


def _rows_of_nation(bands: SizeBands, year: int) -> NDArray[np.bool_]:
    """Return the rows of a year that describe the nation: all regions together where an industry has that, else its regions."""
    of_year = bands.period == year
    whole = of_year & (bands.region == WHOLE)
    return np.asarray(whole | (of_year & ~np.isin(bands.industry, np.unique(bands.industry[whole]))))


def _by_region(observations: Observations, bands: SizeBands, rows: NDArray[np.bool_]) -> NDArray[np.float64] | None:
    """Count plants by region and industry; a region without any row stays NaN."""
    if not rows.any():
        return None
    plants = np.full((len(observations.regions), len(observations.industries)), np.nan)
    plants[np.unique(bands.region[rows])] = 0.0
    np.add.at(plants, (bands.region[rows], bands.industry[rows]), bands.count[rows])
    return plants
