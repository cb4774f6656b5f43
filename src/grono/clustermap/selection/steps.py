"""The yearly steps between the first and the last year of a comparison: what growth rests on, and how sure it is.

A figure of growth has no sampling error, but it would have come out otherwise in other years. The steps are therefore drawn
anew, with replacement: what is left of the order of two regions after that does not hang on one good year.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.change import Change
    from grono.clustermap.reading.observations import Observations

    FloatArray = NDArray[np.float64]
    Cells = tuple[NDArray[np.intp], NDArray[np.intp]]

LEAST_STEPS = 3
"""Fewer steps say nothing of how much years differ."""


@dataclass(frozen=True)
class YearSteps:
    """The panel between two years.

    Parameters
    ----------
    panel : numpy.ndarray, shape (steps + 1, regions, industries)
        Employees; NaN where missing.
    included : numpy.ndarray of bool, shape (industries,)
        False for an industry with a missing cell in any of the years.
    ratio : numpy.ndarray, shape (steps, industries)
        The nation's g_i of each step; NaN where the industry is new in that step.
    years : float
        Years from the first to the last.
    """

    panel: FloatArray
    included: NDArray[np.bool_]
    ratio: FloatArray
    years: float

    @classmethod
    def of(cls, observations: Observations, change: Change | None) -> YearSteps | None:
        """Return the steps of a comparison; None without one."""
        if change is None:
            return None
        places = [
            observations.period_index(year) for year in observations.periods if change.before <= year <= change.after
        ]
        panel = observations.employees[places]
        included = ~np.asarray(np.isnan(panel).any(axis=(0, 1)))
        nation = np.nansum(panel, axis=1)
        ratio = np.where(nation[:-1] > 0, divide(nation[1:], nation[:-1]), np.nan)
        return cls(panel, included, ratio, float(change.after - change.before))

    @property
    def number(self) -> int:
        """How many steps."""
        return len(self.panel) - 1

    @property
    def enough(self) -> bool:
        """Whether there are enough steps to draw them anew."""
        return self.number >= LEAST_STEPS

    def shares(self, random: np.random.Generator, count: int) -> FloatArray:
        """Draw the steps anew: the share of each in a draw, shape (count, steps)."""
        return random.multinomial(self.number, np.full(self.number, 1 / self.number), size=count) / self.number

    def growth(self, shares: FloatArray, at: Cells) -> FloatArray:
        """Growth per year under drawn steps, shape (draws, cells); NaN where the cell was ever empty or missing."""
        return np.asarray(np.expm1(shares @ self.log_steps(at)))

    def log_steps(self, at: Cells) -> FloatArray:
        """Return the logarithmic growth of each step, as if it were all of them, per year; NaN where the cell was ever empty."""
        cells = self.panel[:, at[0], at[1]]
        empty = ~(cells > 0).all(axis=0)
        logs = np.log(np.where(empty, 1.0, cells))
        return np.where(empty, np.nan, np.diff(logs, axis=0) * (self.number / self.years))

    def regional_effect(self, shares: FloatArray, at: Cells) -> FloatArray:
        """Dynamic regional effect per employee of the first year under drawn steps, shape (draws, cells); NaN where there is none."""
        region, industry = at
        cells = self.panel[:, region, industry]
        expected = cells[:-1] * np.nan_to_num(self.ratio[:, industry])
        parts = np.where(np.isnan(self.ratio[:, industry]), 0.0, cells[1:] - expected)
        usable = self.included[industry] & (cells[0] > 0)
        effect = shares @ np.where(usable, parts, 0.0) * self.number
        return np.where(usable, divide(effect, np.broadcast_to(np.where(usable, cells[0], 0.0), effect.shape)), np.nan)
