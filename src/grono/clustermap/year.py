"""Second step, one year at a time: every measure of every cell, region and industry as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.hidden_cells.carrying import DrawnYear, carried
from grono.clustermap.reading.plants import PlantKnowledge, plant_knowledge
from grono.measures import (
    EllisonGlaeser,
    LocationQuotientInterval,
    Margins,
    Measured,
    ellison_glaeser,
    krugman_specialisation,
    location_quotient,
    location_quotient_interval,
    margins,
    shrunk_gamma,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.hidden_cells.carrying import Imputed
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.plants import SizeBands


@dataclass(frozen=True)
class YearMeasures:
    """The measures of one year.

    Parameters
    ----------
    period : int
        The year.
    employees : numpy.ndarray, shape (regions, industries)
        NaN where missing.
    sums : Margins
        Sums of regions and industries.
    quotient : Measured, shape (regions, industries)
        Location quotient.
    interval : LocationQuotientInterval
        Its posterior.
    specialisation : Measured, shape (regions,)
        Krugman's.
    concentration : EllisonGlaeser
        By industry.
    shrunk_gamma : Measured, shape (industries,)
        γ̃, on which the intervals rest.
    plants : PlantKnowledge
        What they rest on.
    imputed : Imputed or None
        What the estimates of hidden cells did, where there are any.
    """

    period: int
    employees: NDArray[np.float64]
    sums: Margins
    quotient: Measured
    interval: LocationQuotientInterval
    specialisation: Measured
    concentration: EllisonGlaeser
    shrunk_gamma: Measured
    plants: PlantKnowledge
    imputed: Imputed | None = None

    @property
    def share_of_industry(self) -> NDArray[np.float64]:
        """The region's share s of each industry; NaN where the cell is missing, 0 where the industry is empty."""
        return _share_of_industry(self.employees, self.sums)


def measure_year(observations: Observations, bands: SizeBands | None, period: int) -> YearMeasures:
    """Compute the measures of one year; where cells are hidden, with every imputation (MAP-43)."""
    year = measure_table(observations, bands, period)
    hidden = observations.hidden.get(period)
    if hidden is None or not hidden.estimate.size:
        return year
    return carried(year, hidden, lambda cells: _drawn(observations, bands, period, cells))


def measure_table(observations: Observations, bands: SizeBands | None, period: int) -> YearMeasures:
    """Compute the measures of one year from its cells as they stand, estimates like any other."""
    return _measured(observations, bands, period, observations.employees[observations.period_index(period)])


def _drawn(
    observations: Observations, bands: SizeBands | None, period: int, employees: NDArray[np.float64]
) -> DrawnYear:
    """Measure regions and industries only: what imputations are asked for."""
    sums = _sums(observations, period, employees)
    sizes = plant_knowledge(observations, bands, period, sums.industry).sizes
    concentration = ellison_glaeser(employees, sizes, sums)
    return DrawnYear(sums, sizes, shrunk_gamma(concentration), concentration, krugman_specialisation(employees, sums))


def _sums(observations: Observations, period: int, employees: NDArray[np.float64]) -> Margins:
    index = observations.period_index(period)
    total = observations.totals[index]
    return margins(
        employees,
        region_totals=observations.region_totals[index],
        industry_totals=observations.industry_totals[index],
        total=None if np.isnan(total) else float(total),
    )


def _measured(
    observations: Observations, bands: SizeBands | None, period: int, employees: NDArray[np.float64]
) -> YearMeasures:
    sums = _sums(observations, period, employees)
    plants = plant_knowledge(observations, bands, period, sums.industry)
    concentration = ellison_glaeser(employees, plants.sizes, sums)
    share = _share_of_industry(employees, sums)
    gamma = shrunk_gamma(concentration)
    return YearMeasures(
        period=period,
        employees=employees,
        sums=sums,
        quotient=location_quotient(employees, sums),
        interval=location_quotient_interval(share, sums.region_share, plants.sizes, gamma),
        specialisation=krugman_specialisation(employees, sums),
        concentration=concentration,
        shrunk_gamma=gamma,
        plants=plants,
    )


def _share_of_industry(employees: NDArray[np.float64], sums: Margins) -> NDArray[np.float64]:
    share = np.zeros_like(employees)
    np.divide(employees, sums.industry[None, :], out=share, where=sums.industry[None, :] > 0)
    return share
