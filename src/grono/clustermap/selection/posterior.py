"""Draws of the location quotient: the posterior of MAP-12 at single cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.year import YearMeasures

    FloatArray = NDArray[np.float64]
    Cells = tuple[NDArray[np.intp], NDArray[np.intp]]


@dataclass(frozen=True)
class CellPosterior:
    """Beta posterior of each cell's share p of its industry; the location quotient is p over the region's share x.

    Parameters
    ----------
    alpha, beta : numpy.ndarray, shape (cells,)
        Parameters of the Beta distribution; 1 where it is not known.
    region_share : numpy.ndarray, shape (cells,)
        x.
    known : numpy.ndarray of bool, shape (cells,)
        Where plant sizes, their tendency to cluster, and the cell are known.
    """

    alpha: FloatArray
    beta: FloatArray
    region_share: FloatArray
    known: NDArray[np.bool_]

    def of(self, chosen: NDArray[np.intp]) -> CellPosterior:
        """Return some of the cells."""
        return CellPosterior(self.alpha[chosen], self.beta[chosen], self.region_share[chosen], self.known[chosen])

    @property
    def mean(self) -> FloatArray:
        """Mean of p."""
        return np.asarray(self.alpha / (self.alpha + self.beta))

    @property
    def probability_above_one(self) -> FloatArray:
        """P(LQ > 1); 0 where not known."""
        return np.where(self.known, 1 - betainc(self.alpha, self.beta, np.clip(self.region_share, 0, 1)), 0.0)

    def relative_draws(self, random: np.random.Generator, count: int) -> FloatArray:
        """Draw p over its mean, shape (count, cells); 1 where nothing is known, so that the figure stays as it is."""
        drawn = random.beta(self.alpha, self.beta, size=(count, self.alpha.size)) / self.mean
        drawn[:, ~self.known] = 1.0
        return drawn


def posterior_of_year(year: YearMeasures, at: Cells) -> CellPosterior:
    """Return the posterior of some cells of a year as it was measured."""
    region, industry = at
    sizes, gamma = year.plants.sizes, year.shrunk_gamma
    return posterior_at(
        year.share_of_industry[at],
        year.sums.region_share[region],
        sizes.herfindahl[industry],
        gamma.value[industry],
        sizes.known[industry] & gamma.present[industry],
    )


def posterior_at(
    share: FloatArray, x: FloatArray, herfindahl: FloatArray, gamma: FloatArray, known: NDArray[np.bool_]
) -> CellPosterior:
    """Return the posterior of some cells, all of shape (cells,).

    Parameters
    ----------
    share : numpy.ndarray
        The region's share s of the industry; NaN where missing.
    x : numpy.ndarray
        The region's share of all employees.
    herfindahl, gamma : numpy.ndarray
        H and γ̃ of the industry.
    known : numpy.ndarray of bool
        Where both are known.
    """
    usable = known & (herfindahl > 0) & (herfindahl < 1) & (x > 0) & (x < 1) & ~np.isnan(share)
    plants = divide(np.ones_like(x), herfindahl)
    strength = divide(1 - gamma, gamma)
    s = np.clip(np.nan_to_num(share), 0.0, 1.0)
    return CellPosterior(
        alpha=np.where(usable, strength * x + s * plants, 1.0),
        beta=np.where(usable, strength * (1 - x) + (1 - s) * plants, 1.0),
        region_share=x,
        known=usable,
    )
