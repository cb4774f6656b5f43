"""Draws of the location quotient: the posterior of MAP-12 at single cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc

from grono.measures import shrunk_gamma
from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.clustermap.year import YearMeasures
    from grono.measures import Margins, Measured, PlantSizes

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
    gamma = shrunk_gamma(year.concentration)
    return posterior_at(year.share_of_industry[at], at, year.sums, year.plants.sizes, gamma)


def posterior_at(share: FloatArray, at: Cells, sums: Margins, sizes: PlantSizes, gamma: Measured) -> CellPosterior:
    """Return the posterior of some cells.

    Parameters
    ----------
    share : numpy.ndarray, shape (cells,)
        The region's share s of the industry; NaN where missing.
    at : tuple of index arrays
        Region and industry of each cell.
    sums, sizes, gamma
        Of the whole table.
    """
    region, industry = at
    x = sums.region_share[region]
    herfindahl = sizes.herfindahl[industry]
    known = sizes.known[industry] & (herfindahl < 1) & gamma.present[industry] & (x > 0) & (x < 1) & ~np.isnan(share)
    plants = divide(np.ones_like(x), herfindahl)
    strength = divide(1 - gamma.value[industry], gamma.value[industry])
    s = np.clip(np.nan_to_num(share), 0.0, 1.0)
    return CellPosterior(
        alpha=np.where(known, strength * x + s * plants, 1.0),
        beta=np.where(known, strength * (1 - x) + (1 - s) * plants, 1.0),
        region_share=x,
        known=known,
    )
