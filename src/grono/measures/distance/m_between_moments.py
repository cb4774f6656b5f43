r"""Mean and covariance of M between two industries when both labels fall on plants at random, without a single draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import gammaln

if TYPE_CHECKING:
    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class BetweenSums:
    r"""Sums of a kernel :math:`f_r(x, y)` over ordered pairs of N sites that adds up to 0 over y, whatever x.

    Parameters
    ----------
    sites : int
        N.
    shared : numpy.ndarray, shape (radii, radii)
        :math:`\sum_y C_r(y) C_t(y)` with :math:`C_r(y) = \sum_x f_r(x, y)`.
    same : numpy.ndarray, shape (radii, radii)
        :math:`\sum_{x \ne y} f_r(x, y)\, f_t(x, y)`.
    turned : numpy.ndarray, shape (radii, radii)
        :math:`\sum_{x \ne y} f_r(x, y)\, f_t(y, x)`.
    """

    sites: int
    shared: Any
    same: Any
    turned: Any

    def covariance(self, first: int, second: int) -> Any:
        r"""Return the covariance of the kernel's mean over x in one and y in the other of two random sets without a common site.

        Two of the pairs (x, y) are the same, or share x, or y, or nothing; as the kernel adds up to 0 over y, the sums of the
        second and the fourth kind follow from the others. Object arrays of fractions give the exact figure.
        """
        a, b, total = first, second, self.sites
        falling = [total * (total - 1)]
        falling += [falling[0] * (total - 2)]
        falling += [falling[1] * (total - 3)]
        covariance = self.same / falling[0]
        if b > 1:
            covariance = covariance - (b - 1) * (self.same / falling[1])
        if a > 1:
            covariance = covariance + (a - 1) * ((self.shared - self.same) / falling[1])
        if a > 1 and b > 1:
            covariance = covariance + (a - 1) * (b - 1) * ((self.same + self.turned - self.shared) / falling[2])
        return covariance / (a * b)


@dataclass(frozen=True)
class BetweenMoments:
    r"""What M between two industries has on average, and how it varies, for any two numbers of plants.

    With :math:`I_r(x)` = 1 where a site has a neighbour and :math:`\nu_r` their share, M is to first order
    :math:`1 + \frac{N-1}{n_An_B\nu_r} \sum_{x \in A} \sum_{y \in B} [1(d \le r) u_r(x) - I_r(x)/(N-1)]`: the sums are those
    of that kernel. Where every site has a neighbour this is exact.

    Parameters
    ----------
    sums : BetweenSums
        Of the kernel in brackets.
    reached : numpy.ndarray, shape (radii,)
        Sites that have a neighbour within r.
    """

    sums: BetweenSums
    reached: FloatArray

    def expected(self, first: int) -> FloatArray:
        """Return the mean of M where it has a value, shape (radii,), with so many plants that ask; 0 where no site has a neighbour.

        It is 1 where all sites have a neighbour. Elsewhere those of the first industry that have one take sites from which the
        second could be seen, so that it is off by a share of one site; this is exact.
        """
        total, reached = self.sums.sites, np.maximum(self.reached, 2)
        alone = total - reached
        nobody = np.where(
            alone >= first,
            np.exp(
                gammaln(alone + 1)
                - gammaln(np.maximum(alone - first, 0) + 1)
                - gammaln(total + 1)
                + gammaln(total - first + 1)
            ),
            0.0,
        )
        asking = first * reached / total / np.maximum(1 - nobody, 1e-300)
        mean = (total - 1) / (total - first) * (reached - asking) / (reached - 1)
        return np.asarray(np.where(self.reached > 0, mean, 0.0), dtype=np.float64)

    def covariance(self, first: int, second: int) -> FloatArray:
        """Return the covariance of M over the radii, shape (radii, radii); 0 where no site has a neighbour."""
        total = self.sums.sites
        scale = np.divide(total * (total - 1), self.reached, out=np.zeros_like(self.reached), where=self.reached > 0)
        return np.asarray(self.sums.covariance(first, second) * scale[:, None] * scale[None, :], dtype=np.float64)

    def share_of_same_pairs(self, first: int, second: int) -> FloatArray:
        """Return the part of the variance that comes from pairs with themselves, in [0, 1]; shape (radii,).

        The rest comes from plants of the second industry that several of the first have around them.
        """
        whole = np.diag(self.sums.covariance(first, second))
        own = np.diag(self.sums.same) / (self.sums.sites * (self.sums.sites - 1) * first * second)
        return np.clip(np.divide(own, whole, out=np.zeros_like(own), where=whole > 0), 0.0, 1.0)
