"""How often values spread over the regions at random lie beside like as much as they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from grono.measures.randomness import stream
from grono.measures.result import measured
from grono.measures.space.kernels import cross_products, first_of_permutations
from grono.measures.space.permuting import THREADS, TIE, in_parts
from grono.measures.space.values import RegionValues
from grono.measures.testing import PERMUTATIONS, permutation_p_value

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import Measured
    from grono.measures.space.values import Block
    from grono.measures.space.weights import SpatialWeights


def moran_p_value(
    values: ArrayLike,
    weights: SpatialWeights,
    *,
    seed: int,
    permutations: int = PERMUTATIONS,
    threads: int = THREADS,
) -> Measured:
    """One-sided p-values of Moran's I against values spread over the regions at random.

    Parameters
    ----------
    values, weights, seed, permutations, threads
        As in :func:`conditional_permutation`; the same permutations serve all industries.

    Returns
    -------
    Measured, shape (industries,)
        Share of permutations whose I is at least the observed one, small where like lies beside like; gaps as those of
        :func:`moran`.

    References
    ----------
    Cliff, A. D. & Ord, J. K. (1981), *Spatial Processes*; rules MAP-29, MAP-35.

    Examples
    --------
    >>> from grono.measures.space import weights_from_pairs
    >>> line = weights_from_pairs([(place, place + 1) for place in range(7)], 8)
    >>> bool(moran_p_value([1, 1, 2, 2, 6, 7, 8, 8], line, seed=1).value[0] < 0.02)
    True
    """
    given = RegionValues.of(values, weights)
    large = np.zeros(given.columns.shape[1], dtype=np.int64)
    for block in given.blocks:
        if block.weights.raw.nnz:
            large[block.industries] = _exceeding(block, seed, permutations, threads)
    return measured(permutation_p_value(large, permutations), given.industry_reasons)


def _exceeding(block: Block, seed: int, permutations: int, threads: int) -> NDArray[np.int64]:
    deviations, matrix = block.deviations, block.weights.matrix
    regions = len(deviations)
    order = first_of_permutations(stream(seed, "regions").random((permutations, regions)), regions)
    upper = sparse.csr_array(sparse.triu(matrix + matrix.T, format="csr"))
    rows_from, columns = upper.indptr.astype(np.int32), upper.indices.astype(np.int32)
    identity = np.arange(regions, dtype=np.int32)[None, :]
    result = np.zeros(deviations.shape[1], dtype=np.int64)

    def work(part: slice) -> None:
        z = np.ascontiguousarray(deviations[:, part])
        drawn, observed = np.zeros((permutations, z.shape[1])), np.zeros((1, z.shape[1]))
        cross_products(z, order, rows_from, columns, upper.data, drawn)
        cross_products(z, identity, rows_from, columns, upper.data, observed)
        tolerance = TIE * np.square(z).max(axis=0) * upper.data.sum()
        result[part] = (drawn >= observed - tolerance).sum(axis=0)

    in_parts(work, deviations.shape[1], threads)
    return result
