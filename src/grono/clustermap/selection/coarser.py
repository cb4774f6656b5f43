"""The same table with fewer, larger regions or industries: what the multiverse asks its questions of again (MAP-46)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.reading.levels import HIERARCHICAL, depth
from grono.clustermap.reading.plants import plant_knowledge
from grono.measures import Margins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import PlantKnowledge, SizeBands

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class Grouping:
    """Which group each code of an axis belongs to.

    Parameters
    ----------
    name : str
        What the choice is called in the table, such as ``class``.
    groups : tuple of str
        Codes of the groups, sorted.
    place : numpy.ndarray of int
        Group of each code of the axis.
    """

    name: str
    groups: tuple[str, ...]
    place: Places

    @classmethod
    def of(cls, name: str, codes: list[str]) -> Grouping:
        """Group codes by the code of their group."""
        groups, place = np.unique(np.array(codes, dtype=str), return_inverse=True)
        return cls(name, tuple(groups.tolist()), place.astype(np.intp))

    @property
    def is_coarser(self) -> bool:
        """Whether it puts any two codes together, and not all of them."""
        return 1 < len(self.groups) < self.place.size


def region_groupings(observations: Observations) -> list[Grouping]:
    """Return the regions as they are and, where codes say so (NUTS, ITL, TERYT counties), the level above."""
    codes = list(observations.regions)
    found = [Grouping("as_given", tuple(codes), np.arange(len(codes)))]
    if observations.region_scheme.kind in HIERARCHICAL:
        shorter = 2 if observations.region_scheme.kind == "teryt" else 1
        above = Grouping.of("level_above", [code[:-shorter] for code in codes])
        if above.is_coarser:
            found.append(above)
    return found


def industry_groupings(observations: Observations) -> list[Grouping]:
    """Return the industries as they are and every coarser level of their classification below its top."""
    codes = list(observations.industries)
    found = [Grouping("as_given", tuple(codes), np.arange(len(codes)))]
    chains = [_chain(observations, code) for code in codes]
    levels = sorted({level for chain in chains for level in chain if level > 1}, reverse=True)
    for level in levels[1:]:
        grouping = Grouping.of(f"level_{level}", [_at(chain, level) for chain in chains])
        if grouping.is_coarser and grouping.groups != found[-1].groups:
            found.append(grouping)
    return found


def _chain(observations: Observations, code: str) -> dict[int, str]:
    """Return level → code, from the industry itself upwards."""
    classification, found = observations.classification, observations.resolutions[code]
    chain = {depth(found): code}
    above: str | None = found.class_code if found.kind != "exact" else classification.parent(found.class_code)
    while above is not None:
        chain[classification.level(above)] = above
        above = classification.parent(above)
    return chain


def _at(chain: dict[int, str], level: int) -> str:
    """Return the code at a level, or the next one above where the industry is not divided so far."""
    return chain[max(one for one in chain if one <= level)] if min(chain) <= level else next(iter(chain.values()))


@dataclass(frozen=True)
class Table:
    """One year in larger regions or industries.

    Parameters
    ----------
    employees : numpy.ndarray, shape (regions, industries)
        NaN where every part is missing.
    sums : Margins
        Sums of the margins of the parts.
    plants : PlantKnowledge
        Sizes of the plants of each industry.
    counted : numpy.ndarray or None, shape (regions, industries)
        Plants counted in the cells.
    """

    employees: FloatArray
    sums: Margins
    plants: PlantKnowledge
    counted: FloatArray | None


def summed(cells: FloatArray, regions: Grouping, industries: Grouping) -> FloatArray:
    """Sum cells, shape (regions, industries), into groups; a group is missing where all its cells are."""
    shape = (len(regions.groups), len(industries.groups))
    place = regions.place[:, None] * shape[1] + industries.place[None, :]
    known = ~np.isnan(cells)
    total = np.bincount(place[known], cells[known], minlength=shape[0] * shape[1])
    count = np.bincount(place[known], minlength=shape[0] * shape[1])
    return np.where(count > 0, total, np.nan).reshape(shape)


def table_of(
    observations: Observations,
    bands: SizeBands | None,
    period: int,
    cells: tuple[FloatArray, Margins],
    groupings: tuple[Grouping, Grouping],
) -> Table:
    """Return a year in larger regions or industries; ``cells`` are the employees of the year as it is, and their sums."""
    (employees, sums), (regions, industries) = cells, groupings
    coarse = Margins(
        region=_added(sums.region, regions),
        industry=_added(sums.industry, industries),
        total=sums.total,
        region_partial=_added(sums.region_partial.astype(np.float64), regions) > 0,
        industry_partial=_added(sums.industry_partial.astype(np.float64), industries) > 0,
        total_partial=sums.total_partial,
    )
    counted = None
    if observations.plants is not None:
        panel = [summed(cells, regions, industries) for cells in observations.plants]
        counted = panel[observations.period_index(period)]
        observations = replace(observations, plants=np.stack(panel))
    observations = replace(observations, regions=regions.groups, industries=industries.groups)
    moved = None if bands is None else moved_bands(bands, regions, industries)
    plants = plant_knowledge(observations, moved, period, coarse.industry)
    if counted is None:
        counted = plants.in_regions
    return Table(summed(employees, regions, industries), coarse, plants, counted)


def _added(values: FloatArray, grouping: Grouping) -> FloatArray:
    return np.bincount(grouping.place, values, minlength=len(grouping.groups)).astype(np.float64)


def moved_bands(bands: SizeBands, regions: Grouping, industries: Grouping) -> SizeBands:
    """Return the size bands with their industries and regions in the groups; what is no place stays what it is."""
    region = np.where(bands.region >= 0, regions.place[np.maximum(bands.region, 0)], bands.region)
    return replace(bands, industry=industries.place[bands.industry], region=region)
