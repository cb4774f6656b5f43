"""Do high values lie beside high ones? One number for the whole country."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.space.values import RegionValues

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.space.values import Block
    from grono.measures.space.weights import SpatialWeights

SMALLEST_VARIANCE = 1e-12
"""A variance below this is one of rounding: Moran's I itself is of the order of 1."""


@dataclass(frozen=True)
class Moran:
    """Moran's I with its moments under two nulls, each of shape (industries,).

    Parameters
    ----------
    value : Measured
        I.
    expected : Measured
        −1/(n − 1) under both nulls, n the regions with a value.
    variance_normality, variance_permutation : Measured
        Variance if the values were normal, and over all permutations of the values among the regions.
    z_normality, z_permutation : Measured
        (I − expected) in standard deviations; ``CONSTANT`` where every permutation gives the same I.
    """

    value: Measured
    expected: Measured
    variance_normality: Measured
    variance_permutation: Measured
    z_normality: Measured
    z_permutation: Measured


def moran(values: ArrayLike, weights: SpatialWeights) -> Moran:
    r"""Moran's I: how alike neighbouring regions are.

    .. math:: I = \frac{n}{S_0} \frac{z'Wz}{z'z}, \quad z_i = y_i - \bar y, \quad S_0 = \sum_{ij} w_{ij}

    Parameters
    ----------
    values : array, shape (regions,) or (regions, industries)
        What is looked at, such as a location quotient; NaN where missing. A region without a value is left out with its
        pairs, and the rows of its neighbours are standardised anew.
    weights : SpatialWeights
        Neighbours; islands have no pair and count in n and in the mean.

    Returns
    -------
    Moran
        ``CONSTANT`` where all values are equal, ``ONE_REGION`` with one value, ``NO_NEIGHBOUR`` where no two regions with
        values are neighbours, ``MISSING`` without any value.

    References
    ----------
    Moran, P. A. P. (1950), doi:10.1093/biomet/37.1-2.17; Cliff, A. D. & Ord, J. K. (1981), *Spatial Processes*, for the
    moments; rule MAP-29.

    Examples
    --------
    >>> from grono.measures.space import weights_from_pairs
    >>> line = weights_from_pairs([(0, 1), (1, 2), (2, 3)], 4)
    >>> moran([1, 2, 3, 4], line).value.value.round(4).tolist()
    [0.3333]
    """
    given = RegionValues.of(values, weights)
    reasons, regions = given.industry_reasons, given.present.astype(np.float64)
    value, normality, permutation = (np.zeros(regions.shape) for _ in range(3))
    for block in given.blocks:
        where = block.industries
        if len(block.values) > 1 and block.weights.raw.nnz:
            value[where], normality[where], permutation[where] = _of_block(block)
    expected = -divide(np.ones_like(regions), regions - 1)
    return Moran(
        value=measured(value, reasons),
        expected=measured(expected, reasons),
        variance_normality=measured(normality, reasons),
        variance_permutation=measured(permutation, reasons),
        z_normality=_standardised(value, expected, normality, reasons),
        z_permutation=_standardised(value, expected, permutation, reasons),
    )


def _standardised(
    value: FloatArray, expected: FloatArray, variance: FloatArray, reasons: dict[Reason, BoolArray]
) -> Measured:
    flat = variance <= SMALLEST_VARIANCE
    score = divide(value - expected, np.sqrt(np.where(flat, 0.0, variance)))
    return measured(score, {**reasons, Reason.CONSTANT: reasons[Reason.CONSTANT] | flat})


def _of_block(block: Block) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return I and its two variances."""
    matrix, z = block.weights.matrix, block.deviations
    n, total = len(z), float(matrix.sum())
    second = np.square(z).sum(axis=0)
    value = n / total * divide((z * (matrix @ z)).sum(axis=0), second)
    sums = _PairSums.of(block.weights)
    of_square = (n**2 * sums.same - n * sums.touching + 3 * total**2) / ((n**2 - 1) * total**2)
    normality = np.full_like(value, max(of_square - 1 / (n - 1) ** 2, 0.0))
    fourth = divide(np.square(z * z).sum(axis=0), second**2)
    return value, normality, _permutation_variance(fourth, n, total, sums)


@dataclass(frozen=True)
class _PairSums:
    """S₁ and S₂ of Cliff and Ord."""

    same: float
    touching: float

    @classmethod
    def of(cls, weights: SpatialWeights) -> _PairSums:
        matrix = weights.matrix
        both = matrix + matrix.T
        rows_and_columns = np.asarray(matrix.sum(axis=1)).ravel() + np.asarray(matrix.sum(axis=0)).ravel()
        return cls(float(both.multiply(both).sum()) / 2, float(np.square(rows_and_columns).sum()))


def _permutation_variance(fourth: FloatArray, n: int, total: float, sums: _PairSums) -> FloatArray:
    """Sum E[z_i z_j z_k z_l] over the pairs of pairs, by how many of the four are different; Σz² is 1 and Σz⁴ ``fourth``."""
    two, three, four = sums.same, sums.touching - 2 * sums.same, total**2 - sums.touching + sums.same
    of_square = two * (1 - fourth) / (n * (n - 1))
    if n > 2:
        of_square += three * (2 * fourth - 1) / (n * (n - 1) * (n - 2))
    if n > 3:
        of_square += four * (3 - 6 * fourth) / (n * (n - 1) * (n - 2) * (n - 3))
    variance: FloatArray = (n / total) ** 2 * of_square - 1 / (n - 1) ** 2
    return np.maximum(variance, 0.0)
