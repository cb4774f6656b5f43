"""Which regions are like, or unlike, the regions beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.result import Measured, divide, measured
from grono.measures.space.permuting import THREADS, drawn_neighbours
from grono.measures.space.values import RegionValues
from grono.measures.testing import PERMUTATIONS

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import FloatArray
    from grono.measures.space.values import Block
    from grono.measures.space.weights import SpatialWeights

Factor = Literal["n_minus_1", "n"]

ROUNDING = 1e-13
"""A deviation below this share of the largest value is one of rounding: the region stands at the mean."""


class Quadrant(IntEnum):
    """Where a region and its neighbours stand against the mean."""

    NONE = 0
    """The region or its neighbours stand exactly at the mean, or there is no value."""
    HIGH_HIGH = 1
    LOW_HIGH = 2
    """A low region among high neighbours."""
    LOW_LOW = 3
    HIGH_LOW = 4
    """A high region among low neighbours."""


@dataclass(frozen=True)
class LocalMoran:
    """The local Moran of each region, each of shape (regions, industries).

    Parameters
    ----------
    value : Measured
        Above 0 where the region and its neighbours stand on the same side of the mean.
    quadrant : numpy.ndarray of uint8
        :class:`Quadrant`.
    p_value : Measured
        Two-sided, by conditional permutation; 1 where the region stands exactly at the mean, since its local Moran is then 0
        whatever its neighbours.
    """

    value: Measured
    quadrant: NDArray[np.uint8]
    p_value: Measured


def local_moran(  # noqa: PLR0913 - two arguments, the rest by name with a default
    values: ArrayLike,
    weights: SpatialWeights,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    factor: Factor = "n_minus_1",
    threads: int = THREADS,
) -> LocalMoran:
    r"""Local Moran: a region's deviation from the mean times that of its neighbours.

    .. math:: I_i = \frac{(n - 1) z_i \sum_j w_{ij} z_j}{\sum_j z_j^2}

    Parameters
    ----------
    values : array, shape (regions,) or (regions, industries)
        What is looked at, such as a location quotient; NaN where missing: left out.
    weights : SpatialWeights
        Neighbours, row-standardised as a rule.
    seed : int
        Seed of the run.
    permutations : int
        Draws of the conditional permutation.
    factor : {"n_minus_1", "n"}
        Variant: what the product is scaled with, n − 1 (``local_moran``) or n (``local_moran_n``, Anselin 1995).
    threads : int
        Blocks of industries worked on at once; changes no result.

    Returns
    -------
    LocalMoran
        ``NO_NEIGHBOUR`` for an island, ``CONSTANT`` where all values are equal, ``ONE_REGION`` where only one has a value,
        ``MISSING`` for a missing value.

    References
    ----------
    Anselin, L. (1995), doi:10.1111/j.1538-4632.1995.tb00338.x; rule MAP-30.

    Examples
    --------
    >>> from grono.measures.space import weights_from_pairs
    >>> line = weights_from_pairs([(0, 1), (1, 2), (2, 3)], 4).row_standardised()
    >>> found = local_moran([1, 2, 3, 4], line, seed=1)
    >>> found.value.value[:, 0].round(4).tolist(), found.quadrant[:, 0].tolist()
    ([0.45, 0.15, 0.15, 0.45], [3, 3, 1, 1])
    """
    given = RegionValues.of(values, weights)
    p_value = drawn_neighbours(given, seed, permutations, threads).two_sided.value
    value, quadrant = np.zeros(given.columns.shape), np.zeros(given.columns.shape, dtype=np.uint8)
    at_mean = np.zeros(given.columns.shape, dtype=bool)
    for block in given.blocks:
        z = block.deviations
        lag = block.weights.matrix @ z
        own = _side(z, np.ones(len(z)), block)
        block.put(quadrant, _QUADRANT[own + 1, _side(lag, np.asarray(block.weights.matrix.sum(axis=1)), block) + 1])
        scale = len(z) - 1 if factor == "n_minus_1" else len(z)
        lag *= z
        lag *= scale * divide(np.ones(lag.shape[1]), np.square(z).sum(axis=0))
        block.put(value, lag)
        block.put(at_mean, own == 0)
    p_value[at_mean] = 1.0
    found = measured(value, given.cell_reasons)
    quadrant[~found.present] = Quadrant.NONE
    return LocalMoran(found, quadrant, measured(p_value, given.cell_reasons))


def _side(deviation: FloatArray, weight: FloatArray, block: Block) -> NDArray[np.int8]:
    """Return 1 above the mean, −1 below it, 0 at it, rounding errors of a sum with this total weight aside."""
    tolerance = ROUNDING * weight[:, None] * np.abs(block.values).max(axis=0)[None, :]
    above, below = deviation > tolerance, deviation < -tolerance
    return np.asarray(above.view(np.int8) - below.view(np.int8))


_QUADRANT = np.full((3, 3), Quadrant.NONE, dtype=np.uint8)
_QUADRANT[2, 2], _QUADRANT[0, 2] = Quadrant.HIGH_HIGH, Quadrant.LOW_HIGH
_QUADRANT[0, 0], _QUADRANT[2, 0] = Quadrant.LOW_LOW, Quadrant.HIGH_LOW
