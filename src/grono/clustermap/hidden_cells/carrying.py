"""Hidden cells carried through: the measures of a year with every imputation, and what they say together (MAP-43)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.measures import EllisonGlaeser, LocationQuotientInterval, Measured, Reason, location_quotient
from grono.measures.uncertainty import location_quotient_posterior

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.clustermap.hidden_cells.hidden import HiddenYear
    from grono.clustermap.year import YearMeasures
    from grono.measures import Margins, PlantSizes

    FloatArray = NDArray[np.float64]
    Ends = tuple[Measured, Measured]

THREADS = 2
"""Imputations measured at once."""

BLOCK_CELLS = 20_000
"""Cells worked on at once with all their imputations: some ten megabytes for twenty."""

POOLED = "mean over imputations"
"""Method of a number that was computed with every imputation."""


@dataclass(frozen=True)
class Imputed:
    """What imputations did to a year.

    Parameters
    ----------
    cells : numpy.ndarray of bool, shape (regions, industries)
        Cells that were estimated.
    of_region, of_industry : Measured
        Share of the employees of each region and industry that is estimated.
    ends : dict
        Name of a measure → lower and upper end over all imputations.
    moved : numpy.ndarray of bool
        Cells whose location quotient is not the same in all imputations.
    """

    cells: NDArray[np.bool_]
    of_region: Measured
    of_industry: Measured
    ends: dict[str, Ends]
    moved: NDArray[np.bool_]


@dataclass(frozen=True)
class DrawnYear:
    """What one imputation makes of regions and industries; the cells follow from it."""

    sums: Margins
    sizes: PlantSizes
    gamma: Measured
    concentration: EllisonGlaeser
    specialisation: Measured


def carried(year: YearMeasures, hidden: HiddenYear, measure: Callable[[FloatArray], DrawnYear]) -> YearMeasures:
    """Measure a year with every imputation and put the results together.

    Parameters
    ----------
    year : YearMeasures
        Measured with the estimates.
    hidden : HiddenYear
        The estimates with their imputations.
    measure : callable
        Returns the sums and measures of regions and industries from employees.

    Returns
    -------
    YearMeasures
        Every number is the mean over the imputations. The interval of a location quotient is that of the mixture of all
        posteriors; for a hidden cell it is the union over its bounds (MAP-12).
    """
    from grono.measures.suppression import pooled  # here: its room brings in a compiler

    with ThreadPoolExecutor(THREADS) as pool:
        drawn = list(pool.map(lambda values: measure(hidden.filled(year.employees, values)), hidden.draws))
    ends: dict[str, Ends] = {}

    def together(name: str, values: Callable[[DrawnYear], Measured]) -> Measured:
        mean, lower, upper = pooled([values(one) for one in drawn])
        ends[name] = (lower, upper)
        return mean

    concentration = EllisonGlaeser(
        gamma=together("ellison_glaeser", lambda one: one.concentration.gamma),
        z=together("ellison_glaeser_z", lambda one: one.concentration.z),
        null_variance=together("null_variance", lambda one: one.concentration.null_variance),
        raw=together("raw_concentration", lambda one: one.concentration.raw),
    )
    specialisation = together("krugman_specialisation", lambda one: one.specialisation)
    gamma = together("ellison_glaeser_shrunk", lambda one: one.gamma)
    cells = _cells(year, hidden, drawn)
    ends |= {
        "location_quotient_shrunk": (cells["lower"], cells["upper"]),
        "probability_above_one": (cells["probability_lower"], cells["probability_upper"]),
    }
    mixture = LocationQuotientInterval(cells["shrunk"], cells["lower"], cells["upper"], cells["probability"])
    return replace(
        year,
        quotient=cells["quotient"],
        interval=_over_bounds(year, hidden, mixture),
        specialisation=specialisation,
        concentration=concentration,
        shrunk_gamma=gamma,
        imputed=_imputed(year, hidden, ends, (cells["quotient_lower"], cells["quotient_upper"])),
    )


def _cells(year: YearMeasures, hidden: HiddenYear, drawn: list[DrawnYear]) -> dict[str, Measured]:
    """Return the measures of the cells over all imputations, block of regions by block, so that memory stays small."""
    regions, industries = year.employees.shape
    rows = max(1, BLOCK_CELLS // max(1, industries))
    blocks = [slice(first, min(first + rows, regions)) for first in range(0, regions, rows)]
    with ThreadPoolExecutor(THREADS) as pool:
        parts = list(pool.map(lambda block: _block(year, hidden, drawn, block), blocks))
    return {
        name: Measured(
            np.concatenate([part[name].value for part in parts]), np.concatenate([part[name].reason for part in parts])
        )
        for name in parts[0]
    }


def _block(year: YearMeasures, hidden: HiddenYear, drawn: list[DrawnYear], block: slice) -> dict[str, Measured]:
    from grono.measures.suppression import pooled, pooled_interval

    inside = (hidden.region >= block.start) & (hidden.region < block.stop)
    at = (hidden.region[inside] - block.start, hidden.industry[inside])
    quotients, posteriors = [], []
    for values, one in zip(hidden.draws, drawn, strict=True):
        employees = year.employees[block].copy()
        employees[at] = values[inside]
        sums = replace(one.sums, region=one.sums.region[block], region_partial=one.sums.region_partial[block])
        quotients.append(location_quotient(employees, sums))
        industry = one.sums.industry[None, :]
        share = np.divide(employees, industry, out=np.zeros_like(employees), where=industry > 0)
        posteriors.append(location_quotient_posterior(share, sums.region_share, one.sizes, one.gamma))
    mixture = pooled_interval(posteriors)
    _, low, high = pooled([one.probability_above_one() for one in posteriors])
    quotient, quotient_low, quotient_high = pooled(quotients)
    return {
        "quotient": quotient, "quotient_lower": quotient_low, "quotient_upper": quotient_high, "shrunk": mixture.shrunk, "lower": mixture.lower, "upper": mixture.upper,
        "probability": mixture.probability_above_one, "probability_lower": low, "probability_upper": high,
    }  # fmt: skip


def _over_bounds(year: YearMeasures, hidden: HiddenYear, mixture: LocationQuotientInterval) -> LocationQuotientInterval:
    """Return the interval with that of hidden cells as the union over their bounds, never narrower than the mixture."""
    industry = year.sums.industry[hidden.industry]
    found = []
    for end, tail in ((hidden.lower, 0.025), (hidden.upper, 0.975)):
        share = np.full(year.employees.shape, np.nan)  # a cell that is not hidden has no posterior here
        share[hidden.region, hidden.industry] = end / np.where(industry > 0, industry, 1.0)
        posterior = location_quotient_posterior(share, year.sums.region_share, year.plants.sizes, year.shrunk_gamma)
        found.append(posterior.quantile(tail))
    return replace(
        mixture,
        lower=_wider(found[0], mixture.lower, np.minimum),
        upper=_wider(found[1], mixture.upper, np.maximum),
    )


def _wider(union: Measured, mixture: Measured, wider: Callable[[FloatArray, FloatArray], FloatArray]) -> Measured:
    both = union.present & mixture.present
    return Measured(np.where(both, wider(union.value, mixture.value), mixture.value), mixture.reason)


def _imputed(year: YearMeasures, hidden: HiddenYear, ends: dict[str, Ends], quotient: Ends) -> Imputed:
    from grono.measures.suppression import differ

    shape = year.employees.shape
    amount = np.zeros(shape)
    amount[hidden.region, hidden.industry] = hidden.estimate
    return Imputed(
        cells=amount.astype(bool) | hidden.where(shape),
        of_region=_share(amount.sum(axis=1), year.sums.region),
        of_industry=_share(amount.sum(axis=0), year.sums.industry),
        ends=ends,
        moved=differ(quotient[0].value, quotient[1].value),
    )


def _share(part: FloatArray, whole: FloatArray) -> Measured:
    empty = whole <= 0
    value = np.divide(part, whole, out=np.zeros(part.shape), where=~empty)
    return Measured(value, np.where(empty, np.uint8(Reason.EMPTY), np.uint8(Reason.PRESENT)))
