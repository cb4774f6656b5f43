"""Which regions lie beside which, and how much each neighbour counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray


@dataclass(frozen=True)
class SpatialWeights:
    """Weights w_ij of the neighbours j of each region i; a region is never its own neighbour.

    Parameters
    ----------
    raw : scipy.sparse.csr_array, shape (regions, regions)
        Weights as they were given: above 0 for neighbours, absent elsewhere.
    standardised : bool
        Whether each row is divided by its sum before use, so that a weighted sum of neighbours is their mean.
    """

    raw: sparse.csr_array
    standardised: bool = False

    @property
    def regions(self) -> int:
        """Number of regions."""
        return int(self.raw.shape[0])

    @cached_property
    def neighbours(self) -> NDArray[np.int64]:
        """Number of neighbours of each region."""
        return np.diff(self.raw.indptr).astype(np.int64)

    @property
    def islands(self) -> BoolArray:
        """Regions without a neighbour."""
        return np.equal(self.neighbours, 0)

    @cached_property
    def matrix(self) -> sparse.csr_array:
        """Weights as they are used: each row divided by its sum if standardised; rows of islands are empty."""
        if not self.standardised:
            return self.raw
        sums = np.repeat(np.asarray(self.raw.sum(axis=1)), self.neighbours)
        return sparse.csr_array((self.raw.data / sums, self.raw.indices, self.raw.indptr), shape=self.raw.shape)

    @cached_property
    def equal_in_rows(self) -> bool:
        """Whether all neighbours of a region count alike, as with contiguity and the k nearest."""
        rows = np.repeat(np.arange(self.regions), self.neighbours)
        first = self.raw.data[np.minimum(self.raw.indptr[rows], max(self.raw.nnz - 1, 0))]
        return bool((self.raw.data == first).all())

    def row_standardised(self) -> SpatialWeights:
        """Return the same neighbours with each row divided by its sum."""
        return replace(self, standardised=True)

    def among(self, kept: ArrayLike) -> SpatialWeights:
        """Return the weights among some of the regions; whoever loses all neighbours becomes an island.

        Parameters
        ----------
        kept : array of bool, shape (regions,)
            Regions to keep, in their order.
        """
        chosen = np.asarray(kept, dtype=bool)
        if chosen.all():
            return self
        return replace(self, raw=_canonical(self.raw[chosen][:, chosen]))


def weights_from_pairs(
    pairs: ArrayLike, regions: int, *, weight: ArrayLike = 1.0, both_ways: bool = True
) -> SpatialWeights:
    """Make weights from pairs of neighbouring regions.

    Parameters
    ----------
    pairs : array of int, shape (pairs, 2)
        Places of two neighbours; a pair named twice counts once, with its largest weight.
    regions : int
        Number of regions; whoever is in no pair is an island.
    weight : float or array, shape (pairs,)
        How much the second counts for the first: zero or more, and a pair of weight 0 is none.
    both_ways : bool
        Whether the first also counts for the second.

    Raises
    ------
    ValueError
        When a place is none of the regions, a region is its own neighbour, or a weight is negative or not finite.

    Examples
    --------
    >>> weights_from_pairs([(0, 1), (1, 2)], 3).row_standardised().matrix.toarray().tolist()
    [[0.0, 1.0, 0.0], [0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]
    """
    places = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
    values = np.broadcast_to(np.asarray(weight, dtype=np.float64), places.shape[:1])
    if places.size and (places.min() < 0 or places.max() >= regions):
        message = f"the pairs name places outside 0 to {regions - 1}"
        raise ValueError(message)
    if (places[:, 0] == places[:, 1]).any():
        message = "a region cannot be its own neighbour"
        raise ValueError(message)
    if not np.isfinite(values).all() or (values < 0).any():
        message = "weights must be finite and zero or more"
        raise ValueError(message)
    if both_ways:
        places, values = np.concatenate([places, places[:, ::-1]]), np.concatenate([values, values])
    order = np.lexsort((values, places[:, 1], places[:, 0]))
    places, values = places[order], values[order]
    last = np.ones(len(places), dtype=bool)
    last[:-1] = (places[1:] != places[:-1]).any(axis=1)
    kept = last & (values > 0)
    shape = (regions, regions)
    return SpatialWeights(_canonical(sparse.csr_array((values[kept], tuple(places[kept].T)), shape=shape)))


def weights_from_matrix(matrix: ArrayLike | sparse.sparray) -> SpatialWeights:
    """Make weights from a square matrix, dense or sparse, whose diagonal is 0.

    Raises
    ------
    ValueError
        As :func:`weights_from_pairs`, and when the matrix is not square.
    """
    given = sparse.coo_array(matrix if sparse.issparse(matrix) else np.asarray(matrix, dtype=np.float64))
    if given.shape[0] != given.shape[1]:
        message = f"a matrix of weights must be square, not {given.shape}"
        raise ValueError(message)
    given.sum_duplicates()
    pairs = np.column_stack([given.row, given.col])
    nonzero = given.data != 0
    return weights_from_pairs(pairs[nonzero], int(given.shape[0]), weight=given.data[nonzero], both_ways=False)


def nearest(points: ArrayLike, k: int) -> SpatialWeights:
    """Take the k nearest regions as neighbours, which need not be mutual.

    Parameters
    ----------
    points : array, shape (regions, 2)
        Centres in metres of one projection.
    k : int
        Neighbours of each, at most regions − 1. Among equally far ones those that come first in the table are taken.

    Examples
    --------
    >>> nearest([(0, 0), (1, 0), (3, 0)], 1).raw.indices.tolist()
    [1, 0, 1]
    """
    places = _places(points)
    regions = len(places)
    if not 0 <= k < max(regions, 1):
        message = f"{k} neighbours were asked for; {regions} regions have at most {max(regions - 1, 0)}"
        raise ValueError(message)
    pairs = [_nearest_of(places, place, k) for place in range(regions)]
    return weights_from_pairs(np.concatenate(pairs) if pairs else [], regions, both_ways=False)


def _nearest_of(places: FloatArray, place: int, k: int) -> NDArray[np.int64]:
    squared = np.square(places - places[place]).sum(axis=1)
    squared[place] = np.inf
    chosen = np.argsort(squared, kind="stable")[:k]
    return np.column_stack([np.full(k, place), chosen])


def within_distance(points: ArrayLike, distance: float) -> SpatialWeights:
    """Take all regions whose centre is not farther than a distance as neighbours.

    Parameters
    ----------
    points : array, shape (regions, 2)
        Centres in metres of one projection.
    distance : float
        In metres, above 0.

    Examples
    --------
    >>> within_distance([(0, 0), (1, 0), (3, 0)], 1).islands.tolist()
    [False, False, True]
    """
    places = _places(points)
    if not distance > 0:
        message = f"the distance must be above 0, not {distance}"
        raise ValueError(message)
    from scipy.spatial import cKDTree  # only here: most maps know their neighbours

    pairs = cKDTree(places).query_pairs(distance, output_type="ndarray") if len(places) else np.empty((0, 2))
    return weights_from_pairs(pairs, len(places))


def _places(points: ArrayLike) -> FloatArray:
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not np.isfinite(places).all():
        message = "every region needs a centre with two finite coordinates"
        raise ValueError(message)
    return places


def _canonical(matrix: sparse.csr_array) -> sparse.csr_array:
    matrix.sort_indices()
    return matrix
