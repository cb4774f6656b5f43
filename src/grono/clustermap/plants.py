"""What is known of the plants: from size bands, or from a column that counts them, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np

from grono.classifications import resolve_all
from grono.clustermap.observations import NO_PERIOD, is_total
from grono.measures import PlantSizes, sizes_from_bands, sizes_from_counts
from grono.messages import InputError, Problem, message
from grono.tables import TypedColumns, column_roles, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pyarrow as pa
    from numpy.typing import NDArray

    from grono.clustermap.observations import Observations
    from grono.tables import Engine, TableSource


@dataclass(frozen=True)
class SizeBands:
    """Plants by industry, year and size band.

    Parameters
    ----------
    period, industry : numpy.ndarray of int, shape (rows,)
        Year and place of the industry on the axis of the observations.
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
    flag : str
        ``""``, or ``sizes_of_another_year``, ``equal_plant_sizes``, ``no_plant_sizes``.
    """

    sizes: PlantSizes
    flag: str


def read_size_bands(
    table: Any, engine: Engine, observations: Observations, columns: Mapping[str, str] | None = None
) -> SizeBands:
    """Read a table of plants by size band for the industries of the observations.

    Rows of industries that the observations do not have are left out with a warning; where the table has several regions,
    their plants are added up, for concentration is a matter of the whole.

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
    if "year" in roles:
        typed.year("period", roles["year"])
    else:
        typed.constant("period", ibis.literal(NO_PERIOD, "int32"))
    cells, problems = typed.store("size_bands_typed")
    if problems:
        raise InputError(problems)
    summed = (
        cells.filter(cells.plants > 0)
        .group_by(["period", "industry", "lower", "upper"])
        .agg(count=ibis._.plants.sum())
        .order_by(["period", "industry", "lower"])
    )
    return _placed(engine.arrow(summed), observations, raw.source, roles)


def _placed(rows: pa.Table, observations: Observations, source: TableSource, roles: dict[str, str]) -> SizeBands:
    given = [code for code in dict.fromkeys(rows["industry"].to_pylist()) if not is_total(code)]
    resolutions, _ = resolve_all(observations.classification, given)
    place = {code: index for index, code in enumerate(observations.industries)}
    known = {code: place[found.unit] for code, found in resolutions.items() if found.unit in place}
    unknown = [code for code in given if code not in known]
    index = np.array([known.get(code, -1) for code in rows["industry"].to_pylist()], dtype=np.intp)
    inside = index >= 0

    def column(name: str) -> NDArray[np.float64]:
        values: NDArray[np.float64] = rows[name].to_numpy(zero_copy_only=False).astype(np.float64)
        return values[inside]

    return SizeBands(
        rows["period"].to_numpy().astype(np.int64)[inside], index[inside], column("count"), column("lower"), column("upper"),
        source, roles, _left_out(unknown),
    )  # fmt: skip


def _left_out(unknown: list[str]) -> tuple[Problem, ...]:
    if not unknown:
        return ()
    sentence = message(
        "Size bands: %(count)s industry codes do not occur in the table of employees and were left out (%(first)s ...).",
        count=len(unknown),
        first=", ".join(unknown[:5]),
    )
    return (Problem("size-bands-left-out", sentence, severity="warning", count=len(unknown)),)


def plant_knowledge(observations: Observations, bands: SizeBands | None, period: int) -> PlantKnowledge:
    """Return what is known of plant sizes in one year: size bands first, then plants counted, then nothing."""
    industries = len(observations.industries)
    if bands is not None and bands.count.size:
        year = bands.nearest_period(period)
        rows = bands.period == year
        employees = np.nansum(observations.employees[observations.period_index(period)], axis=0)
        sizes = sizes_from_bands(
            bands.count[rows], bands.lower[rows], bands.upper[rows], bands.industry[rows], employees
        )
        return PlantKnowledge(sizes, "" if year == period else "sizes_of_another_year")
    if observations.plants is not None:
        counted = np.nansum(observations.plants[observations.period_index(period)], axis=0)
        return PlantKnowledge(sizes_from_counts(counted), "equal_plant_sizes")
    return PlantKnowledge(PlantSizes.unknown(industries), "no_plant_sizes")
