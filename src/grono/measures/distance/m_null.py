"""Null distributions of M for industries of every size: exact moments, real draws where plants are few, skewed Gaussian beyond."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null
from grono.measures.distance.m_pairs import drawn_m
from grono.measures.distance.products import product
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from grono.measures.distance.m_disks import Disks
    from grono.measures.distance.m_moments import MMoments
    from grono.measures.result import FloatArray

    Single = NDArray[np.float32]

LARGEST_REAL = 1_000
"""Industries of up to this many plants are judged by real draws (MAP-51): the Gaussian limit is still far."""

REAL_SIZES = 24
"""Numbers of plants drawn, evenly on a logarithmic scale; an industry uses the nearest, brought to its own mean and deviation."""

LARGEST_SKEWNESS = 1.5
"""Beyond this the expansion in the skewness no longer rises with the Gaussian over the draws that matter."""

SMALLEST_DEVIATION = 0.01
"""A standard deviation of M below this over the number of plants is the rounding of single precision: M is constant there."""


@dataclass
class MNull:
    """The null of every industry, whose draws all industries of a run share.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    moments : MMoments
        Exact mean and covariance.
    draws, seed : int
        Draws of each null, and the seed of the run.
    """

    around: Disks
    moments: MMoments
    draws: int
    seed: int
    _real: dict[int, Single] = field(default_factory=dict)
    _normal: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    _skewness: FloatArray = field(default_factory=lambda: np.zeros(0))

    def prepare(self, numbers: Iterable[int]) -> None:
        """Draw once what industries of these numbers of plants need."""
        capped = [min(number, LARGEST_REAL, self.around.sites.sites - 1) for number in numbers]
        if not capped:
            return
        sizes = np.unique(np.rint(np.geomspace(min(capped), max(capped), REAL_SIZES)).astype(np.int64)).tolist()
        drawn = drawn_m(self.around, sizes, self.draws, self.seed)
        self._real = {size: self._standardised(size, real) for size, real in zip(sizes, drawn, strict=True)}
        self._skewness = skewness(self._real[sizes[-1]])
        shape = (self.around.radii.size, self.draws)
        self._normal = stream(self.seed, "m", "gaussian").standard_normal(shape)

    def of(self, plants: int) -> tuple[Null, Single]:
        """Return mean and standard deviation of M for an industry, and standardised draws of shape (radii, draws).

        Where no plant of a draw has a neighbour within r, the draw says nothing and stands at its mean.
        """
        covariance = self.moments.covariance(plants)
        null = self._null(plants, covariance)
        if plants <= LARGEST_REAL:
            nearest = min(self._real, key=lambda size: (abs(np.log(size / plants)), size))
            return null, self._real[nearest]
        power = (1 + self.moments.share_of_same_pairs(LARGEST_REAL)) / 2
        expected = np.minimum(self._skewness, LARGEST_SKEWNESS) * (LARGEST_REAL / plants) ** power
        return null, bent_gaussian(self._normal, covariance, null, expected)

    def _null(self, plants: int, covariance: FloatArray) -> Null:
        deviation = np.sqrt(np.maximum(np.diag(covariance), 0.0))
        deviation = np.where(deviation < SMALLEST_DEVIATION / plants, 0.0, deviation)
        return Null(self.moments.expected(plants), deviation)

    def _standardised(self, plants: int, drawn: Single) -> Single:
        null = self._null(plants, self.moments.covariance(plants))
        scaled = np.nan_to_num((drawn - null.mean) * null.inverse)
        return np.ascontiguousarray(scaled.T, dtype=np.float32)


def bent_gaussian(normal: FloatArray, covariance: FloatArray, null: Null, expected: FloatArray) -> Single:
    r"""Return standardised Gaussian draws with the correlations of a null, bent to the skewness that real draws let expect.

    To second order a variable of skewness γ is :math:`z + \gamma(z^2 - 1)/6` of a normal z (Cornish and Fisher).

    Parameters
    ----------
    normal : numpy.ndarray, shape (radii, draws)
        Independent normal numbers.
    covariance : numpy.ndarray, shape (radii, radii)
        Of the null.
    null : Null
        Its mean and deviation.
    expected : numpy.ndarray, shape (radii,)
        γ. That of M falls from the largest real draws on as the share of pairs with themselves says.
    """
    scale, bend = null.inverse, expected / 6
    values, vectors = np.linalg.eigh(covariance * scale[:, None] * scale[None, :])
    drawn = product(vectors * np.sqrt(np.maximum(values, 0.0)), normal)
    bent = drawn + bend[:, None] * (np.square(drawn) - (scale > 0)[:, None])
    return np.ascontiguousarray(bent / np.sqrt(1 + 2 * bend[:, None] ** 2), dtype=np.float32)


def skewness(draws: Single) -> FloatArray:
    """Return the skewness of standardised draws at each radius, 0 where it would be negative; shape (radii,)."""
    second = np.square(draws, dtype=np.float64).mean(axis=1)
    third = (draws.astype(np.float64) ** 3).mean(axis=1)
    return np.asarray(np.maximum(np.divide(third, second**1.5, out=np.zeros_like(third), where=second > 0), 0.0))
