"""Would it still be a candidate? Every candidate under every other way in which the map could have been drawn (MAP-46)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.coarser import industry_groupings, moved_bands, region_groupings, summed, table_of
from grono.clustermap.largest_plants import largest_from_bands
from grono.clustermap.posterior import posterior_at
from grono.measures import ellison_glaeser, margins, shrunk_gamma, sizes_from_counts
from grono.measures.result import divide
from grono.messages import message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.coarser import Grouping, Table
    from grono.clustermap.context import MapContext
    from grono.measures import Margins, PlantSizes
    from grono.messages import Message

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    Places = NDArray[np.intp]

CUTS = (1.0, 1.25, 1.5, 2.0)
"""Location quotients that a candidate is asked to reach (MAP-46)."""

YEARS = 3
"""The map's year and so many before it, less one."""

IMPUTATIONS = 4
"""Imputations tried beside the estimate, where cells are hidden."""

KEPT, REMOVED = "kept", "removed"
"""Whether the largest plant stays."""


@dataclass(frozen=True)
class Dimension:
    """One thing that has to be decided, with the ways to decide it; the map's own comes first.

    ``why_not`` says why nothing else could be tried, where that is so.
    """

    name: str
    choices: tuple[str, ...]
    why_not: Message | None = None


@dataclass(frozen=True)
class Multiverse:
    """Every candidate in every specification.

    Parameters
    ----------
    dimensions : tuple of Dimension
        In the order of the axes.
    survives : numpy.ndarray of bool, shape (choices of each dimension …, candidates)
        Whether a candidate is one in that specification.
    region, industry : numpy.ndarray of int, shape (candidates,)
        Which cells.
    """

    dimensions: tuple[Dimension, ...]
    survives: BoolArray
    region: Places
    industry: Places

    @property
    def specifications(self) -> int:
        """How many specifications were tried."""
        return int(np.prod(self.survives.shape[:-1]))

    def survived(self) -> NDArray[np.int64]:
        """Return in how many specifications each candidate is one."""
        return np.asarray(self.survives.reshape(self.specifications, -1).sum(axis=0))

    def by_choice(self, axis: int) -> NDArray[np.int64]:
        """Return the same for each choice of one dimension, shape (choices, candidates)."""
        others = tuple(one for one in range(self.survives.ndim - 1) if one != axis)
        return np.asarray(self.survives.sum(axis=others))

    def removed_by(self) -> list[str | None]:
        """Name the choice under which most specifications lose each candidate; None where none ever does."""
        names: list[str] = []
        lost = []
        for axis, dimension in enumerate(self.dimensions):
            if len(dimension.choices) == 1:
                continue
            each = self.specifications / len(dimension.choices)
            lost.append(1 - self.by_choice(axis) / each)
            names += [f"{dimension.name}={choice}" for choice in dimension.choices]
        if not names:
            return [None] * self.region.size
        share = np.concatenate(lost)
        worst, never = share.argmax(axis=0), share.max(axis=0, initial=0) == 0
        return [None if none else names[place] for place, none in zip(worst, never, strict=True)]


def multiverse_of(context: MapContext) -> Multiverse:
    """Ask the candidate rule again for every combination of what could have been decided otherwise.

    The panel is summed to larger regions and industries once for each combination of the two, and only the candidates' cells
    are looked at; the table is not read again. A candidate survives in larger regions or industries when the region and the
    industry it belongs to are a candidate there.
    """
    ways = _Ways.of(context)
    region, industry = np.nonzero(context.found.candidate)
    shape = tuple(len(one.choices) for one in ways.dimensions)
    survives = np.zeros((*shape, region.size), dtype=bool)
    tables = list(
        product(range(len(ways.regions)), range(len(ways.industries)), range(len(ways.years)), range(shape[4]))
    )
    for number, (level, digits, year, imputation) in enumerate(tables):
        context.progress("multiverse", number, len(tables))
        view = _View(
            context, ways, (ways.regions[level], ways.industries[digits]), (year, imputation), (region, industry)
        )
        for measure, largest in product(range(shape[2]), range(shape[5])):
            passed = view.passed(ways.measures[measure], without_largest=largest == 1)
            survives[level, digits, measure, year, imputation, largest] = passed
    return Multiverse(ways.dimensions, survives, region, industry)


@dataclass(frozen=True)
class _Ways:
    """What can be decided otherwise on this map."""

    regions: list[Grouping]
    industries: list[Grouping]
    measures: list[str]
    years: list[int]
    imputations: list[int | None]
    largest: list[str]
    dimensions: tuple[Dimension, ...]

    @classmethod
    def of(cls, context: MapContext) -> _Ways:
        observations, period = context.observations, context.year.period
        regions, industries = region_groupings(observations), industry_groupings(observations)
        measures = ["employees", *(["plants"] if observations.plants is not None else [])]
        if context.companions.indicators is not None:
            measures += sorted(context.companions.indicators.panels)
        years = sorted((year for year in observations.periods if year <= period), reverse=True)[:YEARS]
        hidden = observations.hidden.get(period)
        imputations: list[int | None] = [None]
        if hidden is not None and hidden.draws.size:
            imputations += range(min(IMPUTATIONS, hidden.draws.shape[0]))
        known = context.bands is not None or observations.plants is not None
        largest = [KEPT, REMOVED] if known else [KEPT]
        dimensions = (
            Dimension("region_level", tuple(one.name for one in regions), _why_not_regions(len(regions))),
            Dimension("industry_level", tuple(one.name for one in industries), _why_not_industries(len(industries))),
            Dimension("measure", tuple(measures), _why_not_measures(len(measures))),
            Dimension("year", tuple(str(year) for year in years), _why_not_years(len(years))),
            Dimension(
                "imputation",
                tuple("estimate" if one is None else f"imputation_{one + 1}" for one in imputations),
                _why_not_imputations(len(imputations)),
            ),
            Dimension("largest_plant", tuple(largest), _why_not_largest(len(largest))),
            Dimension("location_quotient_cut", tuple(f"{cut:g}" for cut in _cuts(context))),
        )
        return cls(regions, industries, measures, years, imputations, largest, dimensions)


def _cuts(context: MapContext) -> tuple[float, ...]:
    """Return the map's own cut, then the others."""
    own = context.specification.parameters.least_location_quotient
    return (own, *(cut for cut in CUTS if cut != own))


class _View:
    """One year in one size of regions and industries, looked at where the candidates are."""

    def __init__(
        self,
        context: MapContext,
        ways: _Ways,
        groupings: tuple[Grouping, Grouping],
        when: tuple[int, int],
        candidates: tuple[Places, Places],
    ) -> None:
        self._context, self._groupings = context, groupings
        observations = context.observations
        self._period = ways.years[when[0]]
        year = context.years[observations.period_index(self._period)]
        employees, imputation = year.employees, ways.imputations[when[1]]
        hidden, sums = observations.hidden.get(self._period), year.sums
        if imputation is not None and hidden is not None and imputation < hidden.draws.shape[0]:
            employees = hidden.filled(employees, hidden.draws[imputation])
            sums = _sums(context, self._period, employees)
        self._table: Table = table_of(observations, context.bands, self._period, (employees, sums), groupings)
        self._at = (groupings[0].place[candidates[0]], groupings[1].place[candidates[1]])

    def passed(self, measure: str, *, without_largest: bool) -> BoolArray:
        """Return whether each candidate passes under each cut, shape (cuts, candidates)."""
        table, at, parameters = self._table, self._at, self._context.specification.parameters
        cells, sums, sizes = self._measured(measure)
        employees, taken = table.employees[at], np.zeros(at[0].size)
        value = cells[at]
        if without_largest:
            taken = self._largest(employees)
            value = value - (
                np.minimum(1.0, value) if measure == "plants" else value * divide(taken, np.nan_to_num(employees))
            )
        gone = np.nan_to_num(cells[at] - value)
        remaining = _Remaining(value, at, sums, gone)
        posterior = remaining.posterior(
            cells,
            sizes,
            taken if measure != "plants" else gone,
            table.sums.industry if measure != "plants" else sums.industry,
        )
        asked = bool(sizes.known.any())
        enough = np.nan_to_num(employees - taken) >= parameters.least_employees
        proved = ~asked | (posterior >= parameters.least_probability)
        cuts = np.array(_cuts(self._context))[:, None]
        return np.asarray((remaining.quotient[None, :] >= cuts) & enough & proved & self._plants(taken > 0))

    def _measured(self, measure: str) -> tuple[FloatArray, Margins, PlantSizes]:
        """Return the cells of a measure with their sums, and the sizes of plants by which its noise is judged."""
        table = self._table
        if measure == "employees":
            return table.employees, table.sums, table.plants.sizes
        place = self._context.observations.period_index(self._period)
        if measure == "plants" and self._context.observations.plants is not None:
            cells = summed(self._context.observations.plants[place], *self._groupings)
            return cells, margins(cells), sizes_from_counts(np.nansum(cells, axis=0))
        given = self._context.companions.indicators
        panel = np.full(self._context.observations.employees.shape, np.nan) if given is None else given.panels[measure]
        cells = summed(panel[place], *self._groupings)
        return cells, margins(cells), table.plants.sizes

    def _largest(self, employees: FloatArray) -> FloatArray:
        """Return the employees of the largest plant each cell can hold; 0 where nothing is known of them."""
        bands, counted = self._context.bands, self._table.counted
        if bands is not None:
            regions, industries = self._groupings
            moved = moved_bands(bands, regions, industries)
            return np.nan_to_num(
                largest_from_bands(moved, self._period, self._table.sums.industry, self._at, np.nan_to_num(employees))
            )
        if counted is None:
            return np.zeros(employees.size)
        return divide(np.nan_to_num(employees), np.nan_to_num(counted[self._at]))

    def _plants(self, less: BoolArray) -> BoolArray:
        """Ask for enough plants, as the candidate rule does: counted in the cell, else as far as the whole industry can tell."""
        sizes, industry = self._table.plants.sizes, self._at[1]
        least = self._context.specification.parameters.least_plants
        nation = ~(sizes.known[industry] & (sizes.plants[industry] - less < least))
        if self._table.counted is None:
            return np.asarray(nation)
        own = self._table.counted[self._at]
        return np.where(np.isnan(own), nation, np.nan_to_num(own) - less >= least)


@dataclass(frozen=True)
class _Remaining:
    """What is left in the candidates' cells when something is taken out of them and of all their sums."""

    value: FloatArray
    at: tuple[Places, Places]
    sums: Margins
    gone: FloatArray

    @property
    def quotient(self) -> FloatArray:
        """Location quotient of what is left; 0 where it has none."""
        region, industry = self.sums.region[self.at[0]] - self.gone, self.sums.industry[self.at[1]] - self.gone
        return divide(np.nan_to_num(self.value) * (self.sums.total - self.gone), region * industry)

    def posterior(self, cells: FloatArray, sizes: PlantSizes, taken: FloatArray, of: FloatArray) -> FloatArray:
        """Return P(LQ > 1) of what is left.

        Parameters
        ----------
        cells : numpy.ndarray
            The whole table of the measure, for the industries' tendency to cluster.
        sizes : PlantSizes
            Of the whole industries.
        taken, of : numpy.ndarray
            Size of the plant taken out of each cell, and of each whole industry, in one unit.
        """
        industry = self.at[1]
        gamma = shrunk_gamma(ellison_glaeser(cells, sizes, self.sums))
        share = divide(np.nan_to_num(self.value), self.sums.industry[industry] - self.gone)
        whole = of[industry]
        left = np.maximum(whole - taken, 0.0)
        herfindahl = divide(np.maximum(sizes.herfindahl[industry] * whole**2 - taken**2, 0.0), left**2)
        x = divide(self.sums.region[self.at[0]] - self.gone, self.sums.total - self.gone)
        return posterior_at(
            np.where(np.isnan(self.value), np.nan, share), x, np.where(taken > 0, herfindahl, sizes.herfindahl[industry]),
            gamma.value[industry], sizes.known[industry] & gamma.present[industry],
        ).probability_above_one  # fmt: skip


def _sums(context: MapContext, period: int, employees: FloatArray) -> Margins:
    observations, index = context.observations, context.observations.period_index(period)
    total = observations.totals[index]
    return margins(
        employees,
        region_totals=observations.region_totals[index],
        industry_totals=observations.industry_totals[index],
        total=None if np.isnan(total) else float(total),
    )


def _why_not_regions(ways: int) -> Message | None:
    if ways > 1:
        return None
    return message("The codes of the regions do not say which larger regions they belong to.")


def _why_not_industries(ways: int) -> Message | None:
    if ways > 1:
        return None
    return message("The classification of the industries has no larger groups.")


def _why_not_measures(ways: int) -> Message | None:
    if ways > 1:
        return None
    return message("The map has employees only: no plants by region, no wages, value added or exports.")


def _why_not_years(ways: int) -> Message | None:
    return None if ways > 1 else message("The table has no earlier year.")


def _why_not_imputations(ways: int) -> Message | None:
    return None if ways > 1 else message("No figure is hidden, so that none had to be estimated.")


def _why_not_largest(ways: int) -> Message | None:
    return None if ways > 1 else message("Nothing is known of the sizes of plants.")
