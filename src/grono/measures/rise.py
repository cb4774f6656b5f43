"""How sure it is that a location quotient rose between two maps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray

NODES = 64
"""Points of the Gauss–Legendre rule; 64 give seven digits (MAP-E47)."""


@dataclass(frozen=True)
class QuotientPosterior:
    """The posterior of location quotients: p ~ Beta(alpha, beta), and the quotient is p/x; arrays of one shape.

    Parameters
    ----------
    alpha, beta : numpy.ndarray
        Parameters of the region's share of the industry (MAP-12), above 0.
    x : numpy.ndarray
        The region's share of all employees, above 0.
    """

    alpha: FloatArray
    beta: FloatArray
    x: FloatArray

    @classmethod
    def of(cls, share: ArrayLike, x: ArrayLike, herfindahl: ArrayLike, gamma: ArrayLike) -> QuotientPosterior:
        """Combine the prior Beta(a·x, a(1 − x)), a = 1/γ̃ − 1, with the share s of 1/H equivalent plants."""
        s, region, sizes, shrunk = np.broadcast_arrays(
            *(np.asarray(one, dtype=np.float64) for one in (share, x, herfindahl, gamma))
        )
        strength = 1 / shrunk - 1
        return cls(strength * region + s / sizes, strength * (1 - region) + (1 - s) / sizes, region)


def probability_of_rise(before: QuotientPosterior, after: QuotientPosterior) -> FloatArray:
    r"""Probability that the quotient of the later map is above that of the earlier, their errors being independent.

    .. math:: P = \int_0^1 P\left(p_1 > F_0^{-1}(u)\,\frac{x_1}{x_0}\right) du

    Parameters
    ----------
    before, after : QuotientPosterior
        Of the same shape.

    Returns
    -------
    numpy.ndarray
        Probabilities of that shape; one half where the two posteriors are the same.

    References
    ----------
    Rule MAP-48, example MAP-E47.

    Examples
    --------
    >>> one, other = (QuotientPosterior.of([s], [0.05], [0.02], [0.05]) for s in (0.10, 0.16))
    >>> round(float(probability_of_rise(one, other)[0]), 4)
    0.8017
    """
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    probability = np.zeros(before.alpha.shape)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        quotient = betaincinv(before.alpha, before.beta, node) / before.x
        probability += weight * (1 - betainc(after.alpha, after.beta, np.minimum(quotient * after.x, 1.0)))
    return np.clip(probability, 0.0, 1.0)
