r"""Mean and covariance of M when the industry's label falls on plants at random, without a single draw (MAP-53)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from grono.measures.distance.m_between_moments import BetweenMoments
    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class PairSums:
    r"""Sums of a symmetric kernel :math:`g_r(x, y)` over N sites: all that its mean over a random subset needs.

    Parameters
    ----------
    sites : int
        N.
    single : numpy.ndarray, shape (radii,)
        S: sum over ordered pairs.
    shared : numpy.ndarray, shape (radii, radii)
        Q: :math:`\sum_x G_r(x) G_t(x)` with :math:`G_r(x) = \sum_{y} g_r(x, y)`.
    same : numpy.ndarray, shape (radii, radii)
        T: :math:`\sum_{x \ne y} g_r(x, y)\, g_t(x, y)`.
    """

    sites: int
    single: Any
    shared: Any
    same: Any

    def mean(self) -> Any:
        """Return the mean of the kernel over pairs."""
        return self.single / (self.sites * (self.sites - 1))

    def covariance(self, plants: int) -> Any:
        r"""Return the covariance of the kernel's mean over the pairs of ``plants`` sites, drawn without replacement.

        Of two pairs among n, a share :math:`a_2 = 2/(n(n-1))` are the same and :math:`a_1 = 4(n-2)/(n(n-1))` have one plant in
        common. Object arrays of fractions give the exact figure.
        """
        n, total = plants, self.sites
        number = total * (total - 1)
        zero = self.single[:, None] * self.single[None, :] - 4 * self.shared + 2 * self.same
        pairs = n * (n - 1)
        covariance = 2 * (self.same / number) / pairs - self.mean()[:, None] * self.mean()[None, :]
        if n > 2:
            covariance = covariance + 4 * (n - 2) * ((self.shared - self.same) / (number * (total - 2))) / pairs
        if n > 3:
            covariance = covariance + (n - 2) * (n - 3) * (zero / (number * (total - 2) * (total - 3))) / pairs
        return covariance


@dataclass(frozen=True)
class MMoments:
    r"""What M has on average, and how it varies, for an industry of any number of plants.

    Sites without a neighbour within r are left out of both sums of M, so its denominator varies too. With
    :math:`I_r(x)` = 1 where a site has a neighbour and :math:`\nu_r` their share, M is to first order
    :math:`1 + \frac{N-1}{n(n-1)\nu_r} \sum_{i<j} [g_r - (I_r(x_i) + I_r(x_j))/(N-1)]`: the sums are those of that kernel.
    Where every site has a neighbour this is exact.

    Parameters
    ----------
    sums : PairSums
        Of the corrected kernel.
    reached : numpy.ndarray, shape (radii,)
        ν: share of the sites that have a neighbour within r.
    between : BetweenMoments
        The same for M between two industries.
    """

    sums: PairSums
    reached: FloatArray
    between: BetweenMoments

    def expected(self, plants: int) -> FloatArray:
        r"""Return the mean of M: 1 where all sites have a neighbour, :math:`O((1-\nu)/(\nu n))` less elsewhere; shape (radii,).

        0 where on average not one plant of the industry would have a neighbour.
        """
        total = self.sums.sites
        with_neighbour = self.reached * total
        whole = (total - 1) / ((plants - 1) * np.maximum(with_neighbour - 1, 1))
        return np.maximum(np.where(self.reached > 0, (plants * self.reached - 1) * whole, 0.0), 0.0)

    def covariance(self, plants: int) -> FloatArray:
        """Return the covariance of M over the radii, shape (radii, radii); 0 where no site has a neighbour."""
        scale = np.divide(
            self.sums.sites - 1, 2 * self.reached, out=np.zeros_like(self.reached), where=self.reached > 0
        )
        return np.asarray(self.sums.covariance(plants) * scale[:, None] * scale[None, :], dtype=np.float64)

    def share_of_same_pairs(self, plants: int) -> FloatArray:
        """Return the part of the variance that comes from pairs with themselves, in [0, 1]; shape (radii,).

        The rest comes from pairs that share one plant. The third moment of the first falls with n like 1/n, in standard
        deviations, that of the second like 1/√n.
        """
        whole = np.diag(self.sums.covariance(plants))
        own = 2 * np.diag(self.sums.same) / (self.sums.sites * (self.sums.sites - 1) * plants * (plants - 1))
        return np.clip(np.divide(own, whole, out=np.zeros_like(own), where=whole > 0), 0.0, 1.0)
