"""How sure a location quotient is: plants, not employees, fall independently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.shrinkage import paule_mandel

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.concentration import EllisonGlaeser
    from grono.measures.plant_sizes import PlantSizes
    from grono.measures.result import FloatArray

LOWEST_GAMMA, HIGHEST_GAMMA = 0.001, 0.999
"""γ̃ is cut to these (MAP-12): a = 1/γ̃ − 1 must stay positive and finite."""


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

    Where γ has no value, or its null variance is 0, the industry has none here either.
    """
    usable = index.gamma.present & (index.null_variance.value > 0)
    value = np.zeros_like(index.gamma.value)
    if usable.any():
        value[usable] = paule_mandel(index.gamma.value[usable], index.null_variance.value[usable]).value
    return measured(np.clip(value, LOWEST_GAMMA, HIGHEST_GAMMA), {Reason.FEW_PLANTS: ~usable})


def location_quotient_interval(
    industry_share: ArrayLike, region_share: ArrayLike, sizes: PlantSizes, gamma: Measured, *, level: float = 0.95
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

    Returns
    -------
    LocationQuotientInterval
        ``FEW_PLANTS`` where H or γ̃ is unknown or one plant is the whole industry; ``EMPTY`` for an empty region;
        ``ONE_REGION`` where the region is everything.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098; Guimarães, P., Figueiredo, O. & Woodward, D. (2009); rule MAP-12.
    """
    share = np.asarray(industry_share, dtype=np.float64)
    x = np.asarray(region_share, dtype=np.float64)[:, None]
    few = ~sizes.known | (sizes.herfindahl >= 1) | ~gamma.present
    reasons = {
        Reason.MISSING: np.isnan(share),
        Reason.EMPTY: np.broadcast_to(x <= 0, share.shape),
        Reason.ONE_REGION: np.broadcast_to(x >= 1, share.shape),
        Reason.FEW_PLANTS: np.broadcast_to(few[None, :], share.shape),
    }
    alpha, beta = _posterior(np.clip(np.nan_to_num(share), 0.0, 1.0), x, sizes.herfindahl, gamma.value)
    usable = ~np.logical_or.reduce(list(reasons.values()))
    tail = (1 - level) / 2

    def over_x(probability: FloatArray) -> Measured:
        return measured(divide(probability, np.broadcast_to(x, share.shape)), reasons)

    def quantile(at: float) -> FloatArray:
        result = np.zeros(share.shape)
        result[usable] = betaincinv(alpha[usable], beta[usable], at)
        return result

    above = np.zeros(share.shape)
    edge = np.broadcast_to(x, share.shape)[usable]
    above[usable] = 1 - betainc(alpha[usable], beta[usable], edge)
    return LocationQuotientInterval(
        shrunk=over_x(divide(alpha, alpha + beta)),
        lower=over_x(quantile(tail)),
        upper=over_x(quantile(1 - tail)),
        probability_above_one=measured(above, reasons),
    )


def _posterior(
    share: FloatArray, x: FloatArray, herfindahl: FloatArray, gamma: FloatArray
) -> tuple[FloatArray, FloatArray]:
    strength = divide(1 - gamma, gamma)[None, :]
    plants = divide(np.ones_like(herfindahl), herfindahl)[None, :]
    return strength * x + share * plants, strength * (1 - x) + (1 - share) * plants
