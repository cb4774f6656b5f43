"""Which regions are like, or unlike, the regions beside them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Literal

import numpy as np

from grono.measures.result import divide
from grono.measures.space.permuting import THREADS, counts_of_block, in_parts
from grono.measures.space.values import RegionValues
from grono.measures.testing import PERMUTATIONS, two_sided_p_value

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import FloatArray, Measured
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
    parts = [_of_block(block, factor, (seed, permutations, threads)) for block in given.blocks]
    value, quadrant, p_value = (given.assembled([part[place] for part in parts]) for place in range(3))
    return LocalMoran(given.local(value), quadrant.astype(np.uint8, copy=False), given.local(p_value))


def _of_block(
    block: Block, factor: Factor, draws: tuple[int, int, int]
) -> tuple[FloatArray, NDArray[np.uint8], FloatArray]:
    """Return value, quadrant and p-value, shape (block, kept regions); 0 where there is none."""
    seed, permutations, threads = draws
    large, small = counts_of_block(block, seed, permutations, threads)
    every = np.arange(permutations + 1)
    table = two_sided_p_value(every, every, permutations)
    value, p_value = np.empty(large.shape), np.empty(large.shape)
    quadrant = np.empty(large.shape, dtype=np.uint8)
    matrix, regions = block.weights.matrix, len(block.values)
    row_sums, present = np.asarray(matrix.sum(axis=1)), ~block.weights.islands
    scale = divide(
        np.full(len(large), float(regions - (factor == "n_minus_1"))), np.square(block.by_industry).sum(axis=1)
    )
    rounding = ROUNDING * np.abs(block.values).max(axis=0)[:, None]

    def work(part: slice) -> None:
        z = block.by_industry[part]
        lag = np.ascontiguousarray((matrix @ z.T).T)
        own = _side(z, rounding[part])
        value[part] = scale[part, None] * z * lag
        np.take(_QUADRANT, 3 * own + _side(lag, rounding[part] * row_sums) + 4, out=quadrant[part], mode="clip")
        found = np.where(own == 0, 1.0, table[np.minimum(large[part], small[part])])
        p_value[part] = found * (present[None, :] & ~block.constant[part, None])

    in_parts(work, len(large), threads)
    return value, quadrant, p_value


def _side(deviation: FloatArray, rounding: FloatArray) -> NDArray[np.int8]:
    """Return 1 above the mean, −1 below it, 0 at it."""
    above, below = deviation > rounding, deviation < -rounding
    return np.asarray(above.view(np.int8) - below.view(np.int8))


_QUADRANT = np.array(
    [
        Quadrant.LOW_LOW, Quadrant.NONE, Quadrant.LOW_HIGH,
        Quadrant.NONE, Quadrant.NONE, Quadrant.NONE,
        Quadrant.HIGH_LOW, Quadrant.NONE, Quadrant.HIGH_HIGH,
    ],
    dtype=np.uint8,
)  # fmt: skip
"""By 3 × the region's side + that of its neighbours + 4."""
