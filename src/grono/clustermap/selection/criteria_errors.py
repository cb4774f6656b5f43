"""How far the criteria of candidates may be off: joint draws from the posterior, the years, and standard errors (MAP-44)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.clustermap.selection.criteria import BY_RATIO, COMPETITIVENESS, DENSITY, GAMMA, GROWTH, LOWER, SIZE, TINY
from grono.measures.result import divide

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from grono.clustermap.selection.criteria import CandidateCriteria

    Drawn = NDArray[np.floating[Any]]
    FloatArray = NDArray[np.float64]
    Places = NDArray[np.intp]


class CriteriaErrors:
    """Draws the scored criteria of some candidates with their statistical error, all together.

    The lower bound of a quotient moves in proportion as the quotient does under the posterior of MAP-12; its mean stays. Growth
    comes from the years between, drawn anew, and in one draw all candidates live through the same years. γ of an industry is one
    number in a draw, wherever the industry is. Competitiveness and density have normal errors of the size their own draws had.
    The number of employees is a count and has no error, unless the source hides cells: then a draw takes one imputation, for
    employees and quotients alike. Single precision: finer than any draw.

    Parameters
    ----------
    criteria : CandidateCriteria
        The candidates.
    columns : numpy.ndarray of int
        Which criteria to draw.
    """

    def __init__(self, criteria: CandidateCriteria, columns: Places) -> None:
        self._columns = [int(column) for column in columns]
        self._size = criteria.region.size
        self._imputed = criteria.imputed
        self._posterior = criteria.posterior
        self._scored = criteria.scored.T.astype(np.float32)
        self._spread = criteria.spread.T.astype(np.float32)
        self._industries, self._place = np.unique(criteria.industry, return_inverse=True)
        self._steps = criteria.steps if criteria.steps is not None and criteria.steps.enough else None
        if self._steps is not None:
            logs = self._steps.log_steps((criteria.region, criteria.industry)).astype(np.float32)
            self._unsteady = np.isnan(logs).any(axis=0)
            self._logs = np.nan_to_num(logs)

    def __call__(self, random: np.random.Generator, count: int) -> Drawn:
        """Return draws, shape (columns, count, candidates)."""
        which = None if self._imputed is None else random.integers(len(self._imputed.posteriors), size=count)
        ways: dict[int, Callable[[np.random.Generator, int], Drawn]] = {
            SIZE: partial(self._employees, which),
            LOWER: partial(self._lower, which),
            COMPETITIVENESS: self._competitiveness,
            GAMMA: self._gamma,
            GROWTH: self._growth,
            DENSITY: self._density,
        }
        drawn = np.empty((len(self._columns), count, self._size), dtype=np.float32)
        for place, column in enumerate(self._columns):
            drawn[place] = ways[column](random, count)
        return drawn

    def _normal(self, column: int, random: np.random.Generator, count: int) -> Drawn:
        noise = random.standard_normal((count, self._size), dtype=np.float32)
        return np.asarray(self._scored[column] + noise * self._spread[column])

    def _employees(self, which: Places | None, _random: np.random.Generator, count: int) -> Drawn:
        if which is None or self._imputed is None:
            return np.broadcast_to(self._scored[SIZE], (count, self._size))
        return np.asarray(np.log(np.maximum(self._imputed.employees, TINY)).astype(np.float32)[which])

    def _lower(self, which: Places | None, random: np.random.Generator, count: int) -> Drawn:
        moved = self._posterior.relative_draws(random, count)
        if which is not None and self._imputed is not None:
            for number, other in enumerate(self._imputed.posteriors):
                rows = np.flatnonzero(which == number)
                moved[rows] = other.relative_draws(random, rows.size) * divide(other.mean, self._posterior.mean)
        return np.asarray(self._scored[LOWER] + np.log(np.maximum(moved.astype(np.float32), np.float32(TINY))))

    def _competitiveness(self, random: np.random.Generator, count: int) -> Drawn:
        return np.asarray(np.clip(self._normal(COMPETITIVENESS, random, count), 0, 100))

    def _gamma(self, random: np.random.Generator, count: int) -> Drawn:
        noise = random.standard_normal((count, self._industries.size), dtype=np.float32)[:, self._place]
        return np.asarray(self._scored[GAMMA] + noise * self._spread[GAMMA])

    def _growth(self, random: np.random.Generator, count: int) -> Drawn:
        if self._steps is None:
            return np.broadcast_to(self._scored[GROWTH], (count, self._size))
        drawn = np.expm1(self._steps.shares(random, count).astype(np.float32) @ self._logs)
        return np.asarray(np.where(self._unsteady, self._scored[GROWTH], drawn))

    def _density(self, random: np.random.Generator, count: int) -> Drawn:
        return np.asarray(np.clip(self._normal(DENSITY, random, count), 0, 1))


@dataclass(frozen=True)
class ErrorSummary:
    """How far each criterion of each candidate may be off; NaN where the criterion is missing.

    Parameters
    ----------
    lower, upper : numpy.ndarray, shape (candidates, criteria)
        2.5 and 97.5 % quantiles in the criterion's own unit.
    deviation : numpy.ndarray, shape (candidates, criteria)
        Standard deviation of the scored criterion.
    """

    lower: FloatArray
    upper: FloatArray
    deviation: FloatArray

    @classmethod
    def of(cls, criteria: CandidateCriteria, random: np.random.Generator, draws: int) -> ErrorSummary:
        """Draw all criteria and sum up what was drawn."""
        shape = criteria.values.shape
        summary = cls(np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, np.nan))
        for column in range(shape[1]):
            known = ~np.isnan(criteria.values[:, column])
            drawn = CriteriaErrors(criteria, np.array([column]))(random, draws)[0][:, known]
            ordered = np.sort(drawn.T, axis=1)
            back = np.exp if column in BY_RATIO else np.asarray
            for ends, tail in ((summary.lower, 0.025), (summary.upper, 0.975)):
                ends[known, column] = back(ordered[:, int(np.ceil(tail * draws)) - 1])
            summary.deviation[known, column] = drawn.std(axis=0)
            if column == SIZE and criteria.imputed is None:
                exact = criteria.values[known, column]
                summary.lower[known, column] = summary.upper[known, column] = exact
                summary.deviation[known, column] = 0.0
        return summary

    def of_some(self, chosen: Places) -> ErrorSummary:
        """Return the summary of some candidates."""
        return ErrorSummary(self.lower[chosen], self.upper[chosen], self.deviation[chosen])
