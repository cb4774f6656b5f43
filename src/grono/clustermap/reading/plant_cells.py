"""A cluster map from plants alone: their cells as a table of employees, and their sizes as a table of size bands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from grono.clustermap.reading.observations import ReadingOptions
from grono.messages import InputError, Problem, message, plural_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.reading.point_table import Points

    Places = NDArray[np.intp]


@dataclass(frozen=True)
class PlantCells:
    """What ``draw`` needs, made of plants: ``draw(cells.employees, size_bands=cells.size_bands, specification=Specification(cells.reading))``.

    Parameters
    ----------
    employees : pyarrow.Table
        region, industry, year (where there is one), employees, plants: one row for each cell with a plant. A sum that rests
        on size bands carries the flag ``e`` (estimated); without any sizes each plant counts as one.
    size_bands : pyarrow.Table
        region, industry, year, band, plants: the plants with staff, each size a band of its own.
    reading : ReadingOptions
        The classification, and that a cell without a row has no plants.
    problems : tuple of Problem
        Warnings.
    """

    employees: pa.Table
    size_bands: pa.Table
    reading: ReadingOptions
    problems: tuple[Problem, ...]


def plants_from_points(points: Points) -> PlantCells:
    """Add the plants of a table up by region, industry and year, and keep their sizes.

    A plant without region is left out; one without a size is counted as a plant and left out of the employees. Sizes that are
    no whole numbers stand between the whole numbers around them.

    Raises
    ------
    InputError
        When the plants have no regions, or none of them has staff.
    """
    if not points.regions:
        raise InputError([no_regions()])
    size = np.ones_like(points.employees) if points.sized_by == "none" else points.employees
    inside = points.region >= 0
    known = inside & np.isfinite(size)
    if not (size[known] > 0).any():
        raise InputError([nobody()])
    key = _Cells(points, inside)
    employees = key.sums(size, known)
    plants = key.sums(np.ones_like(size), inside)
    return PlantCells(
        key.table(sums_as_texts(employees, key.sums(np.ones_like(size), known) > 0, estimated=points.sized_by == "band"), plants),
        _size_bands(points, size, known & (size > 0)),
        ReadingOptions(classification=points.classification.key, absent_means_zero=True),
        plants_left_out(
            int((~inside).sum()), int((inside & ~known).sum()), points.region.size if points.sized_by == "none" else 0
        ),
    )  # fmt: skip


class _Cells:
    """The distinct (year, region, industry) of some plants."""

    def __init__(self, points: Points, inside: NDArray[np.bool_]) -> None:
        self._points = points
        years, year = np.unique(points.period, return_inverse=True)
        self._years = years
        shape = (years.size, len(points.regions), len(points.industries))
        flat = np.zeros(points.region.size, dtype=np.int64)
        flat[inside] = np.ravel_multi_index((year[inside], points.region[inside], points.industry[inside]), shape)
        self._cell, place = np.unique(flat[inside], return_inverse=True)
        self._place = np.zeros(points.region.size, dtype=np.intp)
        self._place[inside] = place
        self._shape = shape

    def sums(self, value: NDArray[np.float64], where: NDArray[np.bool_]) -> NDArray[np.float64]:
        return np.bincount(self._place[where], weights=value[where], minlength=self._cell.size).astype(np.float64)

    def table(self, employees: pa.Array, plants: NDArray[np.float64]) -> pa.Table:
        year, region, industry = np.unravel_index(self._cell, self._shape)
        columns = _codes(self._points, region, industry, self._years[year])
        return pa.table(
            {**columns, "employees": employees, "plants": pa.array(plants.astype(np.int64)).cast(pa.string())}
        )


def _codes(points: Points, region: Places, industry: Places, year: NDArray[np.int64]) -> dict[str, pa.Array]:
    columns = {
        "region": pa.array(points.regions, pa.string()).take(pa.array(region)),
        "industry": pa.array(points.industries, pa.string()).take(pa.array(industry)),
    }
    return columns if points.periods == (0,) else {**columns, "year": pa.array(year).cast(pa.string())}


def sums_as_texts(employees: NDArray[np.float64], known: NDArray[np.bool_], *, estimated: bool) -> pa.Array:
    """Write sums as a source would: nine decimals at most, ``e`` after what rests on bands, nothing where nothing is known."""
    flag = "e" if estimated else ""
    texts = [f"{value:.6f}".rstrip("0").rstrip(".") + (flag if value else "") for value in employees.tolist()]
    return pa.array(texts, pa.string(), mask=~known)


def _size_bands(points: Points, size: NDArray[np.float64], staffed: NDArray[np.bool_]) -> pa.Table:
    lower = np.floor(size) if points.sized_by != "band" else points.lower
    upper = np.ceil(size) if points.sized_by != "band" else points.upper
    rows = np.column_stack([
        points.period[staffed], points.region[staffed], points.industry[staffed], lower[staffed], upper[staffed]
    ])  # fmt: skip
    distinct, count = np.unique(rows, axis=0, return_counts=True)
    bands = [band_text(low, high) for low, high in distinct[:, 3:].tolist()]
    codes = _codes(
        points, distinct[:, 1].astype(np.intp), distinct[:, 2].astype(np.intp), distinct[:, 0].astype(np.int64)
    )
    return pa.table({**codes, "band": pa.array(bands, pa.string()), "plants": pa.array(count).cast(pa.string())})


def no_regions() -> Problem:
    """Say that plants without regions make no cells."""
    sentence = message(
        "The plants have no regions, so there are no cells to add up. Name the column of the region, "
        "or give zones with a region."
    )
    return Problem("no-regions", sentence)


def nobody() -> Problem:
    """Say that plants without staff make no map."""
    sentence = message("No plant has any staff. Check which column holds the employees or the size band.")
    return Problem("no-employees", sentence)


def band_text(lower: float, upper: float) -> str:
    """Write the ends of a size band as ``10 to 19`` or ``250+``."""
    return f"{lower:.0f}+" if np.isinf(upper) else f"{lower:.0f} to {upper:.0f}"


def plants_left_out(no_region: int, no_size: int, unsized: int) -> tuple[Problem, ...]:
    """Say how many plants have no region, and no size where others have one; or that none (``unsized`` of them) has a size."""
    problems = []
    if no_region:
        sentence = plural_message(
            "%(number)s plant has no region and is left out of the cells.",
            "%(number)s plants have no region and are left out of the cells.",
            no_region,
        )
        problems.append(Problem("plants-without-region", sentence, severity="warning", count=no_region))
    if no_size:
        sentence = plural_message(
            "%(number)s plant has no employees in the table; it is counted as a plant and left out of the employees.",
            "%(number)s plants have no employees in the table; they are counted as plants and left out of the employees.",
            no_size,
        )
        problems.append(Problem("plants-without-size", sentence, severity="warning", count=no_size))
    if unsized:
        sentence = message("The plants have no sizes: each counts as one, and the map counts plants, not employees.")
        problems.append(Problem("plants-not-employees", sentence, severity="warning", count=unsized))
    return tuple(problems)
