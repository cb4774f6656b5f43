"""Hidden cells carried through: the measures of a year with every imputation, and what they say together (MAP-43)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.measures import EllisonGlaeser, LocationQuotientInterval, Measured, Reason, location_quotient_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.clustermap.hidden import HiddenYear
    from grono.clustermap.year import YearMeasures
    from grono.measures.uncertainty import Posterior

    FloatArray = NDArray[np.float64]

THREADS = 2
"""Imputations measured at once."""

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
    """

    cells: NDArray[np.bool_]
    of_region: Measured
    of_industry: Measured
    ends: dict[str, tuple[Measured, Measured]]


def carried(
    year: YearMeasures,
    hidden: HiddenYear,
    measure: Callable[[FloatArray], YearMeasures],
    posterior: Callable[[YearMeasures], Posterior],
) -> YearMeasures:
    """Measure a year with every imputation and put the results together.

    Parameters
    ----------
    year : YearMeasures
        Measured with the estimates.
    hidden : HiddenYear
        The estimates with their imputations.
    measure, posterior : callable
        Measures a year from employees; gives the posterior of its location quotients.

    Returns
    -------
    YearMeasures
        Every number is the mean over the imputations. The interval of a location quotient is that of the mixture of all
        posteriors; for a hidden cell it is the union over its bounds (MAP-12).
    """
    from grono.measures.suppression.pooling import pooled, pooled_interval  # here: its room brings in a compiler

    with ThreadPoolExecutor(THREADS) as pool:
        years = list(pool.map(lambda values: measure(hidden.filled(year.employees, values)), hidden.draws))
    ends: dict[str, tuple[Measured, Measured]] = {}

    def together(name: str, values: Callable[[YearMeasures], Measured]) -> Measured:
        mean, lower, upper = pooled([values(one) for one in years])
        ends[name] = (lower, upper)
        return mean

    mixture = pooled_interval([posterior(one) for one in years])
    ends["location_quotient_shrunk"] = (mixture.lower, mixture.upper)
    quotient = together("location_quotient", lambda one: one.quotient)
    concentration = EllisonGlaeser(
        gamma=together("ellison_glaeser", lambda one: one.concentration.gamma),
        z=together("ellison_glaeser_z", lambda one: one.concentration.z),
        null_variance=together("null_variance", lambda one: one.concentration.null_variance),
        raw=together("raw_concentration", lambda one: one.concentration.raw),
    )
    ends["probability_above_one"] = pooled([one.interval.probability_above_one for one in years])[1:]
    return replace(
        year,
        quotient=quotient,
        interval=_over_bounds(year, hidden, mixture),
        specialisation=together("krugman_specialisation", lambda one: one.specialisation),
        concentration=concentration,
        shrunk_gamma=together("ellison_glaeser_shrunk", lambda one: one.shrunk_gamma),
        imputed=_imputed(year, hidden, ends),
    )


def _over_bounds(year: YearMeasures, hidden: HiddenYear, mixture: LocationQuotientInterval) -> LocationQuotientInterval:
    """Return the interval with that of hidden cells as the union over their bounds, never narrower than the mixture."""
    industry = year.sums.industry[None, :]
    shares = [
        np.divide(cells, industry, out=np.full(cells.shape, np.nan), where=industry > 0)
        for cells in (hidden.filled(year.employees, hidden.lower), hidden.filled(year.employees, hidden.upper))
    ]
    union = location_quotient_interval(
        shares[0], year.sums.region_share, year.plants.sizes, year.shrunk_gamma, bounds=(shares[0], shares[1])
    )
    at = hidden.where(year.employees.shape)
    return replace(
        mixture,
        lower=_where(at, union.lower, mixture.lower, np.minimum),
        upper=_where(at, union.upper, mixture.upper, np.maximum),
    )


def _where(
    at: NDArray[np.bool_], union: Measured, mixture: Measured, wider: Callable[[FloatArray, FloatArray], FloatArray]
) -> Measured:
    both = at & union.present & mixture.present
    return Measured(np.where(both, wider(union.value, mixture.value), mixture.value), mixture.reason)


def _imputed(year: YearMeasures, hidden: HiddenYear, ends: dict[str, tuple[Measured, Measured]]) -> Imputed:
    shape = year.employees.shape
    amount = np.zeros(shape)
    amount[hidden.region, hidden.industry] = hidden.estimate
    return Imputed(
        cells=amount.astype(bool) | hidden.where(shape),
        of_region=_share(amount.sum(axis=1), year.sums.region),
        of_industry=_share(amount.sum(axis=0), year.sums.industry),
        ends=ends,
    )


def _share(part: FloatArray, whole: FloatArray) -> Measured:
    empty = whole <= 0
    value = np.divide(part, whole, out=np.zeros(part.shape), where=~empty)
    return Measured(value, np.where(empty, np.uint8(Reason.EMPTY), np.uint8(Reason.PRESENT)))
