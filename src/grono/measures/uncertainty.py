"""How sure a location quotient is: plants, not employees, fall independently."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv

from grono.measures.result import Measured, Reason, divide
from grono.measures.shrinkage import paule_mandel

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.concentration import EllisonGlaeser
    from grono.measures.plant_sizes import PlantSizes
    from grono.measures.result import BoolArray, FloatArray

LOWEST_GAMMA, HIGHEST_GAMMA = 0.001, 0.999
"""γ̃ is cut to these (MAP-12): a = 1/γ̃ − 1 must stay positive and finite."""

THREADS = 2
"""Blocks of cells worked on at once: the functions of SciPy run outside Python's lock."""

BLOCK_CELLS = 100_000
"""Cells of a block: two blocks of their numbers stay near the processor."""


@dataclass(frozen=True)
class LocationQuotientInterval:
    """The posterior of a location quotient, each of shape (regions, industries).

    Parameters
    ----------
    shrunk : Measured
        Posterior mean of the quotient.
    lower, upper : Measured
        2.5 and 97.5 % quantiles.
    probability_above_one : Measured
        P(LQ > 1).
    """

    shrunk: Measured
    lower: Measured
    upper: Measured
    probability_above_one: Measured


def shrunk_gamma(index: EllisonGlaeser) -> Measured:
    """Shrink γ of all industries by their null variance and cut it to [.001, .999]; shape (industries,) (MAP-12).

    Where γ has no value the industry has none here either, for the same reason; ``FEW_PLANTS`` where its null variance is 0.
    """
    usable = index.gamma.present & (index.null_variance.value > 0)
    value = np.zeros_like(index.gamma.value)
    if usable.any():
        value[usable] = paule_mandel(index.gamma.value[usable], index.null_variance.value[usable]).value
    cut = np.where(usable, np.clip(value, LOWEST_GAMMA, HIGHEST_GAMMA), 0.0)
    without_variance = index.gamma.present & ~usable
    return Measured(cut, np.where(without_variance, np.uint8(Reason.FEW_PLANTS), index.gamma.reason))


def at_upper_limit(gamma: Measured) -> BoolArray:
    """Return where γ̃ was cut at .999, as for an industry all of whose plants stand in one region.

    There a is near 0: the prior knows only regions that have the whole industry or nothing of it, and where that is what is seen
    the posterior is a point, however few the plants: an interval without width would be untrue.
    """
    return np.asarray(gamma.present & (gamma.value >= HIGHEST_GAMMA))


@dataclass(frozen=True)
class Posterior:
    """Posterior Beta(α, β) of a region's share p of an industry; the location quotient is p/x.

    Parameters
    ----------
    alpha, beta : numpy.ndarray, shape (regions, industries)
        Its parameters; 0 where they are not known.
    region_share : numpy.ndarray, shape (regions,)
        x, the region's share of all employees.
    reason : numpy.ndarray of uint8, shape (regions, industries)
        :class:`Reason` of a cell without a posterior.
    point : numpy.ndarray of bool, shape (regions, industries)
        Where γ̃ stands at its upper limit and the region has all or nothing of the industry: there are no quantiles.
    """

    alpha: FloatArray
    beta: FloatArray
    region_share: FloatArray
    reason: NDArray[np.uint8]
    point: BoolArray

    @property
    def usable(self) -> BoolArray:
        """Where there is a posterior."""
        return np.equal(self.reason, Reason.PRESENT)

    def probability_above_one(self) -> Measured:
        """Return P(LQ > 1) = 1 − I_x(α, β)."""

        def above(alpha: FloatArray, beta: FloatArray, x: FloatArray) -> FloatArray:
            return np.asarray(1 - betainc(alpha, beta, x))

        return Measured(self._of_cells(above), self.reason)

    def quantile(self, at: float) -> Measured:
        """Return a quantile of the location quotient; none where the posterior is a point."""

        def quotient(alpha: FloatArray, beta: FloatArray, x: FloatArray) -> FloatArray:
            return np.asarray(betaincinv(alpha, beta, at) / x)

        cut = self.usable & self.point
        reason = np.where(cut, np.uint8(Reason.GAMMA_AT_LIMIT), self.reason)
        return Measured(np.where(cut, 0.0, self._of_cells(quotient)), reason)

    def mean(self) -> Measured:
        """Return the posterior mean of the location quotient."""
        share = divide(self.alpha, self.alpha + self.beta)
        return Measured(np.where(self.usable, divide(share, self._x), 0.0), self.reason)

    @property
    def _x(self) -> FloatArray:
        return np.broadcast_to(self.region_share[:, None], self.alpha.shape)

    def _of_cells(self, function: Callable[[FloatArray, FloatArray, FloatArray], FloatArray]) -> FloatArray:
        """Apply a function of α, β and x to every usable cell, block by block on two threads: cells do not mix."""
        result = np.zeros(self.alpha.shape)
        rows = max(1, BLOCK_CELLS // max(1, self.alpha.shape[1]))
        blocks = [slice(first, first + rows) for first in range(0, self.alpha.shape[0], rows)]

        def work(block: slice) -> None:
            usable = self.usable[block]
            result[block][usable] = function(
                self.alpha[block][usable], self.beta[block][usable], self._x[block][usable]
            )

        if len(blocks) < 2:
            list(map(work, blocks))
        else:
            with ThreadPoolExecutor(THREADS) as pool:
                list(pool.map(work, blocks))
        return result


def location_quotient_posterior(
    industry_share: ArrayLike, region_share: ArrayLike, sizes: PlantSizes, gamma: Measured
) -> Posterior:
    """Return the posterior of the share behind a location quotient; arguments as of :func:`location_quotient_interval`."""
    share = np.asarray(industry_share, dtype=np.float64)
    x = np.asarray(region_share, dtype=np.float64)
    few = ~sizes.known | (sizes.herfindahl >= 1) | ~gamma.present
    reasons = {
        Reason.MISSING: np.isnan(share),
        Reason.EMPTY: x[:, None] <= 0,
        Reason.ONE_REGION: x[:, None] >= 1,
        Reason.FEW_PLANTS: few[None, :],
    }
    reason = np.zeros(share.shape, dtype=np.uint8)
    for code, where in reasons.items():
        reason[(reason == Reason.PRESENT) & where] = code
    seen = np.clip(np.nan_to_num(share), 0.0, 1.0)
    strength = divide(1 - gamma.value, gamma.value)[None, :]
    plants = divide(np.ones_like(sizes.herfindahl), sizes.herfindahl)[None, :]
    alpha = strength * x[:, None] + seen * plants
    beta = strength * (1 - x[:, None]) + (1 - seen) * plants
    point = at_upper_limit(gamma)[None, :] & ((seen <= 0) | (seen >= 1))
    return Posterior(alpha, beta, x, reason, point)


def location_quotient_interval(  # noqa: PLR0913 - the last two by name, with a default
    industry_share: ArrayLike,
    region_share: ArrayLike,
    sizes: PlantSizes,
    gamma: Measured,
    *,
    level: float = 0.95,
    bounds: tuple[ArrayLike, ArrayLike] | None = None,
) -> LocationQuotientInterval:
    """Posterior of the location quotient from plant sizes and the industry's tendency to cluster.

    The region's share p of the industry has the prior Beta(a·x, a(1 − x)) with a = 1/γ̃ − 1, and after the share s was seen
    in an industry of 1/H equivalent plants the posterior Beta(a·x + s/H, a(1 − x) + (1 − s)/H). The quotient is p/x.

    Parameters
    ----------
    industry_share : array, shape (regions, industries)
        s, the region's share of the industry; NaN where missing.
    region_share : array, shape (regions,)
        x, the region's share of all employees.
    sizes : PlantSizes
        Plant Herfindahl H of each industry.
    gamma : Measured, shape (industries,)
        γ̃ from :func:`shrunk_gamma`.
    level : float
        Probability inside the interval.
    bounds : pair of arrays, shape (regions, industries), optional
        Lowest and highest share of a suppressed cell, both s where the share is known. The interval is then the union of
        the intervals of every share between them (MAP-12): the quantiles rise with s, so that the two ends decide. NaN where
        there is no upper bound.

    Returns
    -------
    LocationQuotientInterval
        ``FEW_PLANTS`` where H or γ̃ is unknown or one plant is the whole industry; ``EMPTY`` for an empty region; the two ends
        ``GAMMA_AT_LIMIT`` where γ̃ stands at .999 and the region has all or nothing of the industry;
        ``ONE_REGION`` where the region is everything. A missing share with bounds has an interval and nothing else.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098; Guimarães, P., Figueiredo, O. & Woodward, D. (2009); rule MAP-12.

    Examples
    --------
    >>> from grono.measures import sizes_from_counts
    >>> gamma = Measured(np.array([0.05]), np.zeros(1, dtype=np.uint8))
    >>> found = location_quotient_interval([[0.10], [0.90]], [0.05, 0.95], sizes_from_counts([50]), gamma)
    >>> [round(float(part.value[0, 0]), 4) for part in (found.shrunk, found.lower, found.upper, found.probability_above_one)]
    [1.7246, 0.6524, 3.247, 0.8709]
    """
    tail = (1 - level) / 2
    posterior = location_quotient_posterior(industry_share, region_share, sizes, gamma)
    lowest = highest = posterior
    if bounds is not None:
        lowest, highest = (location_quotient_posterior(end, region_share, sizes, gamma) for end in bounds)
    return LocationQuotientInterval(
        shrunk=posterior.mean(),
        lower=lowest.quantile(tail),
        upper=highest.quantile(1 - tail),
        probability_above_one=posterior.probability_above_one(),
    )
