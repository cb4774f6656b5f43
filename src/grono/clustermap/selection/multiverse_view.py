"""One year of a map in larger regions or industries, by another measure, without the largest plant: who passes there (MAP-46)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.selection.coarser import moved_bands, summed, table_of
from grono.clustermap.selection.largest_plants import largest_from_bands
from grono.clustermap.selection.multiverse_ways import cuts_of
from grono.clustermap.selection.posterior import posterior_at
from grono.measures import ellison_glaeser, margins, shrunk_gamma, sizes_from_counts
from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.coarser import Grouping, Table
    from grono.measures import Margins, PlantSizes

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    Places = NDArray[np.intp]


class View:
    """One year in one size of regions and industries, looked at where the candidates are.

    Parameters
    ----------
    context : MapContext
        The map.
    groupings : tuple of Grouping
        Of regions and of industries.
    when : tuple
        The year, and which imputation of its hidden cells (None: the estimate).
    candidates : tuple of index arrays
        Region and industry of the candidates on the map's own axes.
    """

    def __init__(
        self,
        context: MapContext,
        groupings: tuple[Grouping, Grouping],
        when: tuple[int, int | None],
        candidates: tuple[Places, Places],
    ) -> None:
        self._context, self._groupings = context, groupings
        observations = context.observations
        self._period, imputation = when
        year = context.years[observations.period_index(self._period)]
        hidden, employees, sums = observations.hidden.get(self._period), year.employees, year.sums
        if imputation is not None and hidden is not None and imputation < hidden.draws.shape[0]:
            employees = hidden.filled(employees, hidden.draws[imputation])
            sums = _sums(context, self._period, employees)
        self._table: Table = table_of(observations, context.bands, self._period, (employees, sums), groupings)
        self._at = (groupings[0].place[candidates[0]], groupings[1].place[candidates[1]])

    def passed(self, measure: str, *, without_largest: bool) -> BoolArray:
        """Return whether each candidate passes under each cut, shape (cuts, candidates)."""
        table, parameters, plants = self._table, self._context.specification.parameters, measure == "plants"
        cells, sums, sizes = self._measured(measure)
        employees = np.nan_to_num(table.employees[self._at])
        taken = self._largest(employees) if without_largest else np.zeros(employees.size)
        before = cells[self._at]
        gone = np.nan_to_num(np.minimum(before, taken > 0) if plants else before * divide(taken, employees))
        remaining = _Remaining(before - gone, self._at, sums, gone)
        sure = remaining.probability(cells, sizes, (gone, sums.industry) if plants else (taken, table.sums.industry))
        proved = (sure >= parameters.least_probability) | (not sizes.known.any())
        enough = (employees - taken >= parameters.least_employees) & self._plants(taken > 0)
        cuts = np.array(cuts_of(self._context))[:, None]
        return np.asarray((remaining.quotient[None, :] >= cuts) & enough & proved)

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
            found = largest_from_bands(moved, self._period, self._table.sums.industry, self._at, employees)
            return np.nan_to_num(found)
        if counted is None:
            return np.zeros(employees.size)
        return divide(employees, np.nan_to_num(counted[self._at]))

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

    def probability(self, cells: FloatArray, sizes: PlantSizes, plant: tuple[FloatArray, FloatArray]) -> FloatArray:
        """Return P(LQ > 1) of what is left.

        Parameters
        ----------
        cells : numpy.ndarray
            The whole table of the measure, for the industries' tendency to cluster.
        sizes : PlantSizes
            Of the whole industries.
        plant : tuple of numpy.ndarray
            Size of the plant taken out of each cell, and of each whole industry, in one unit.
        """
        industry, (taken, of) = self.at[1], plant
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
