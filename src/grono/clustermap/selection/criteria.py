"""What candidates are weighed by: size, lower bound of the quotient, competitiveness, concentration, growth, density (MAP-44)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from grono.clustermap.selection.competitive_indicators import density_indicator
from grono.clustermap.selection.posterior import posterior_of_year
from grono.clustermap.selection.steps import YearSteps
from grono.clustermap.specification import CRITERION_NAMES
from grono.measures import paule_mandel
from grono.measures.choice import Criterion
from grono.measures.result import divide
from grono.measures.uncertainty import at_upper_limit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.competitiveness import Competitiveness
    from grono.clustermap.selection.posterior import CellPosterior

    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]

CRITERIA = tuple(Criterion(name) for name in CRITERION_NAMES)
"""The criteria, all of which are better when larger."""

NAMES = tuple(criterion.name for criterion in CRITERIA)
SIZE, LOWER, COMPETITIVENESS, GAMMA, GROWTH, DENSITY = range(len(CRITERIA))

BY_RATIO = (SIZE, LOWER)
"""Criteria compared by ratio: 2 000 employees are to 1 000 what 200 are to 100. They are scored by their logarithm."""


@dataclass(frozen=True)
class ImputedCandidates:
    """What the candidates would be with other possible values in the cells that the source hides (MAP-43).

    Parameters
    ----------
    employees : numpy.ndarray, shape (imputations, candidates)
        Their employees.
    posteriors : tuple of CellPosterior
        Of their quotients, one for each imputation.
    """

    employees: FloatArray
    posteriors: tuple[CellPosterior, ...]

    def of(self, chosen: Places) -> ImputedCandidates:
        """Return some of the candidates."""
        return ImputedCandidates(self.employees[:, chosen], tuple(one.of(chosen) for one in self.posteriors))


@dataclass(frozen=True)
class CandidateCriteria:
    """The table of criteria with what is known of its error.

    Parameters
    ----------
    region, industry : numpy.ndarray of int, shape (candidates,)
        Which cells.
    values : numpy.ndarray, shape (candidates, criteria)
        In their own units; NaN where missing.
    posterior : CellPosterior
        Of the candidates' quotients.
    spread : numpy.ndarray, shape (candidates, criteria)
        Standard errors of what is drawn from a normal distribution; 0 elsewhere.
    steps : YearSteps or None
        What growth is drawn from.
    without_interval : numpy.ndarray of bool, shape (candidates,)
        Where the quotient has no lower bound. On a map without any it stands in for the bound; on a map with intervals the
        criterion is missing there, so that a figure that cannot be judged never outweighs one that was.
    imputed : ImputedCandidates or None
        Where the source hides cells.
    """

    region: Places
    industry: Places
    values: FloatArray
    posterior: CellPosterior
    spread: FloatArray
    steps: YearSteps | None
    without_interval: NDArray[np.bool_]
    imputed: ImputedCandidates | None = None

    @property
    def scored(self) -> FloatArray:
        """The values as they are scored: sizes and quotients by their logarithm."""
        return _by_ratio(self.values)

    def of(self, chosen: Places) -> CandidateCriteria:
        """Return some of the candidates."""
        return replace(
            self,
            region=self.region[chosen],
            industry=self.industry[chosen],
            values=self.values[chosen],
            posterior=self.posterior.of(chosen),
            spread=self.spread[chosen],
            without_interval=self.without_interval[chosen],
            imputed=None if self.imputed is None else self.imputed.of(chosen),
        )


TINY = 1e-9
"""Zero has no logarithm; a figure a thousand million times too small is last all the same."""


def _by_ratio(values: FloatArray) -> FloatArray:
    scored = values.copy()
    scored[..., BY_RATIO] = np.log(np.maximum(values[..., BY_RATIO], TINY))
    return scored


def criteria_of(context: MapContext, found: Competitiveness | None) -> CandidateCriteria:
    """Return the criteria of all candidates of a map."""
    year = context.year
    region, industry = np.nonzero(context.found.candidate)
    at = (region, industry)
    lower, quotient = year.interval.lower, year.quotient
    values = np.full((region.size, len(CRITERIA)), np.nan)
    values[:, SIZE] = year.employees[at]
    stands_in = np.nan if lower.present.any() else quotient.value[at]
    values[:, LOWER] = np.where(lower.present[at], lower.value[at], stands_in)
    spread = np.zeros(values.shape)
    if found is not None:
        place = _place_in(found, region, industry)
        values[:, COMPETITIVENESS] = 100 * found.mean[place]
        spread[:, COMPETITIVENESS] = 100 * found.spread[place]
    values[:, GAMMA], spread[:, GAMMA] = (column[industry] for column in _concentration(context))
    if context.change is not None:
        growth = context.change.cell_growth_per_year
        values[:, GROWTH] = np.where(growth.present[at], growth.value[at], np.nan)
    density = density_indicator(context)
    values[:, DENSITY] = density.values[at]
    if density.spread is not None:
        spread[:, DENSITY] = density.spread[at]
    return CandidateCriteria(
        region, industry, values, posterior_of_year(year, at), spread,
        YearSteps.of(context.observations, context.change), ~lower.present[at], _imputed(context, at),
    )  # fmt: skip


def _imputed(context: MapContext, at: tuple[Places, Places]) -> ImputedCandidates | None:
    """Measure the candidates with every imputation of the hidden cells of the year; the sums of the year stay."""
    hidden, year = context.observations.hidden.get(context.year.period), context.year
    if hidden is None or len(hidden.draws) == 0:
        return None
    cells = [hidden.filled(year.employees, values) for values in hidden.draws]
    posteriors = tuple(posterior_of_year(replace(year, employees=one), at) for one in cells)
    return ImputedCandidates(np.stack([one[at] for one in cells]), posteriors)


def _place_in(found: Competitiveness, region: Places, industry: Places) -> Places:
    """Return where the candidates stand among those compared, which are in the same order and include them."""
    width = int(max(found.industry.max(initial=0), industry.max(initial=0))) + 1
    return np.searchsorted(found.region * width + found.industry, region * width + industry)


def _concentration(context: MapContext) -> tuple[FloatArray, FloatArray]:
    """Return γ̃ of each industry (NaN where unknown) and its standard error after shrinkage, √(τ²v/(τ² + v))."""
    index = context.year.concentration
    shrunk = context.year.shrunk_gamma
    gamma = np.where(shrunk.present & ~at_upper_limit(shrunk), shrunk.value, np.nan)
    if not shrunk.present.any():
        return gamma, np.zeros(gamma.shape)
    variance = index.null_variance.value
    between = paule_mandel(index.gamma.value[shrunk.present], variance[shrunk.present]).variance
    return gamma, np.sqrt(np.where(shrunk.present, divide(between * variance, between + variance), 0.0))
