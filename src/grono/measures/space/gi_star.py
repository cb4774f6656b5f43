"""Where high or low values gather, the region itself included."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from grono.measures.result import Measured, Reason, divide, measured
from grono.measures.space.values import RegionValues

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.space.values import Block
    from grono.measures.space.weights import SpatialWeights

ROUNDING = 1e-12
"""Share of W² below which nΣw² − W² is nothing but rounding: the region's neighbourhood is everybody, alike."""


def gi_star(values: ArrayLike, weights: SpatialWeights) -> Measured:
    r"""Gi*: how far the weighted sum over a region and its neighbours is from its expectation, in standard deviations.

    .. math::
        G_i^* = \frac{\sum_j w_{ij} y_j - \bar y W_i}{s \sqrt{(n \sum_j w_{ij}^2 - W_i^2)/(n - 1)}}, \quad
        W_i = \sum_j w_{ij}, \quad w_{ii} = 1

    The region enters with the weight 1 beside the weights as they were given, and the whole row may then be scaled at will:
    binary and row-standardised weights of the same neighbours give the same.

    Parameters
    ----------
    values : array, shape (regions,) or (regions, industries)
        What is looked at; NaN where missing: left out.
    weights : SpatialWeights
        Neighbours.

    Returns
    -------
    Measured, shape (regions, industries)
        Positive where high values gather, negative where low ones do. ``NO_NEIGHBOUR`` for an island, ``CONSTANT`` where all
        values are equal or a region is the neighbour of all others, ``MISSING`` for a missing value.

    References
    ----------
    Ord, J. K. & Getis, A. (1995), doi:10.1111/j.1538-4632.1995.tb00912.x; rule MAP-31.

    Examples
    --------
    >>> from grono.measures.space import weights_from_pairs
    >>> gi_star([1, 2, 3, 4], weights_from_pairs([(0, 1), (1, 2), (2, 3)], 4)).value[:, 0].round(4).tolist()
    [-1.5492, -1.3416, 1.3416, 1.5492]
    """
    given = RegionValues.of(values, weights)
    found = [_of_block(block) for block in given.blocks]
    everybody = given.assembled([flat[None, :] for _, flat in found]).astype(bool)
    reasons = given.cell_reasons
    scores = given.assembled([scores.T for scores, _ in found])
    return measured(scores, {**reasons, Reason.CONSTANT: reasons[Reason.CONSTANT] | everybody})


def _of_block(block: Block) -> tuple[FloatArray, BoolArray]:
    n, z = len(block.values), block.deviations
    matrix = sparse.csr_array(block.weights.raw + sparse.eye_array(n, format="csr"))
    sums, squares = np.asarray(matrix.sum(axis=1)).ravel(), np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel()
    spread = n * squares - sums**2
    flat = spread <= ROUNDING * n * squares
    scale = np.sqrt(np.where(flat, 0.0, spread) / max(n - 1, 1))
    deviation = np.sqrt(np.square(z).mean(axis=0))
    return divide(matrix @ z, scale[:, None] * deviation[None, :]), flat
