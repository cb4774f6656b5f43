"""Exact mean and covariance of binned pair shares when an industry's plants stand on a random subset of all sites.

The share of pairs in a bin is a U-statistic of second order on a finite population, so its moments follow from two sums
over sites, S and Q, made once for all industries; an industry enters through the power sums of its plant sizes alone.
Everything here is plain arithmetic: with arrays of fractions the results are fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from grono.measures.distance.products import piece_width

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[Any]

BLOCK = 4_096
"""Cells at a time: 2 MB in double precision at 63 bins, which stay in the cache."""


@dataclass(frozen=True)
class PairMoments:
    """What the null distribution of every industry is mixed from.

    Parameters
    ----------
    sites : number
        N, all sites.
    mean : numpy.ndarray, shape (bins,)
        μ, expected share of pairs in each bin.
    first : numpy.ndarray, shape (bins, bins)
        ψ₁ − μμᵀ, covariance of two pairs that share one plant.
    second : numpy.ndarray, shape (bins, bins)
        ψ₂ − μμᵀ, covariance of a pair with itself.
    """

    sites: Any
    mean: Numbers
    first: Numbers
    second: Numbers

    def covariance(self, mixture: tuple[Any, Any]) -> Numbers:
        """Return the covariance of the pair shares of an industry with this mixture."""
        one, two = remaining(mixture, self.sites)
        result: Numbers = one * self.first + two * self.second
        return result


def ring_sums(counts: Numbers, multiplicity: Numbers) -> tuple[Numbers, Numbers]:
    r"""Return :math:`S_b = \sum_x D_b(x)` and :math:`Q_{bc} = \sum_x D_b(x) D_c(x)` over sites.

    Parameters
    ----------
    counts : array, shape (bins, cells)
        D, other sites in ring b around a site of each occupied cell.
    multiplicity : array, shape (cells,)
        Sites in each cell.

    Returns
    -------
    tuple of numpy.ndarray
        S of shape (bins,) and Q of shape (bins, bins), in double precision and so exact to 2⁵³.
    """
    bins, cells = counts.shape
    sums, products = np.zeros(bins), np.zeros((bins, bins))
    width = min(piece_width(bins, bins), BLOCK)
    step = BLOCK // width * width
    block, weights = np.zeros((bins, step)), np.zeros(step)
    for start in range(0, cells, step):
        here = min(step, cells - start)
        block[:, :here], weights[:here], weights[here:] = (
            counts[:, start : start + here],
            multiplicity[start : start + here],
            0,
        )
        weighted = block * weights
        sums += weighted.sum(axis=1)
        left, right = (part.reshape(bins, -1, width).swapaxes(0, 1) for part in (weighted, block))
        products += (left @ right.swapaxes(1, 2)).sum(axis=0)
    return sums, products


def pair_moments(sums: Numbers, products: Numbers, sites: Any) -> PairMoments:
    r"""Return the moments of pair shares from S, Q and the number of sites.

    .. math::
        \mu_b = \frac{S_b}{N_{(2)}}, \quad \psi_2 = \delta_{bc}\mu_b, \quad
        \psi_1 = \frac{Q_{bc} - \delta_{bc}S_b}{N_{(3)}}

    The third expectation, of two pairs without a common plant, is linear in these: counting all pairs of pairs gives
    :math:`\psi_0 - \mu\mu^T = -\frac{4}{N-3}(\psi_1 - \mu\mu^T) - \frac{2}{(N-2)(N-3)}(\psi_2 - \mu\mu^T)`, which equals
    :math:`(S_bS_c - 4Q_{bc} + 2\delta_{bc}S_b)/N_{(4)} - \mu\mu^T` of the rule; see :func:`remaining`.

    Parameters
    ----------
    sums, products : array
        S and Q of :func:`ring_sums`.
    sites : number
        N, four at least.

    References
    ----------
    Rule MAP-50.
    """
    if sites < 4:
        message = "the moments of pairs need four sites or more"
        raise ValueError(message)
    mean = sums / (sites * (sites - 1))
    squares = np.outer(mean, mean)
    shared = (products - np.diag(sums)) / (sites * (sites - 1) * (sites - 2))
    return PairMoments(sites, mean, shared - squares, np.diag(mean) - squares)


def own_pairs(power_sums: Numbers) -> tuple[Any, Any]:
    r"""Return a₁ and a₂, the weights of pairs of pairs that share one plant, and both.

    .. math::
        W = \frac{p_1^2 - p_2}{2}, \quad a_2 = \frac{p_2^2 - p_4}{2W^2}, \quad
        a_1 = \frac{p_1^2p_2 - 2p_1p_3 - p_2^2 + 2p_4}{W^2}

    Parameters
    ----------
    power_sums : array, shape (4, …)
        Σw, Σw², Σw³, Σw⁴ over the plants of an industry (all n when plants count 1); W must not be 0.
    """
    p1, p2, p3, p4 = power_sums
    whole = (p1 * p1 - p2) / 2
    both = (p2 * p2 - p4) / (2 * whole * whole)
    one = (p1 * p1 * p2 - 2 * p1 * p3 - p2 * p2 + 2 * p4) / (whole * whole)
    return one, both


def cross_pairs(first: Numbers, second: Numbers) -> tuple[Any, Any]:
    """Return a₁ and a₂ for the pairs between two industries, from Σw and Σw² of each, shape (2, …).

    With plants that count 1 they are (n_A + n_B − 2)/(n_A·n_B) and 1/(n_A·n_B).
    """
    (a1, a2), (b1, b2) = first, second
    whole = a1 * a1 * b1 * b1
    one = (a2 * (b1 * b1 - b2) + b2 * (a1 * a1 - a2)) / whole
    return one, a2 * b2 / whole


def remaining(mixture: tuple[Any, Any], sites: Any) -> tuple[Any, Any]:
    """Return the weights of the two covariances once pairs without a common plant are written in terms of them.

    b₁ = a₁ − 4a₀/(N − 3) and b₂ = a₂ − 2a₀/((N − 2)(N − 3)) with a₀ = 1 − a₁ − a₂: both vanish for an industry of all
    sites, where nothing is left to chance.
    """
    one, both = mixture
    none = 1 - one - both
    return one - 4 * none / (sites - 3), both - 2 * none / ((sites - 2) * (sites - 3))
