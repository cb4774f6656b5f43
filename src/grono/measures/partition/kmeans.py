"""k-means by exchange of single members, on inner products alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from grono.measures.kernels import kernel
from grono.measures.result import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

SWEEPS = 200
"""Most passes over all members; some ten are usual."""

ROUNDING = 1e-12
"""Relative gain below which a move would only be rounding."""


@dataclass(frozen=True)
class Clustering:
    """Members in clusters.

    Parameters
    ----------
    label : numpy.ndarray of int64, shape (members,)
        Number of the cluster, from 0.
    within : float
        Sum of squared distances of the members from the means of their clusters.
    """

    label: NDArray[np.int64]
    within: float


@kernel("int64(float64, float64[:], float64[::1], float64[::1], int64)")
def _cheapest(length: float, sums: FloatArray, own: FloatArray, size: FloatArray, here: int) -> int:
    """Return the cluster in which a member adds least to the sum of squares; where it is if none is better."""
    apart = length - 2 * sums[here] / size[here] + own[here] / size[here] ** 2
    least, there = apart * size[here] / (size[here] - 1) * (1 - ROUNDING), here
    for cluster in range(size.size):
        if cluster == here or size[cluster] == 0:
            continue
        apart = length - 2 * sums[cluster] / size[cluster] + own[cluster] / size[cluster] ** 2
        cost = apart * size[cluster] / (size[cluster] + 1)
        if cost < least:
            least, there = cost, cluster
    return there


@kernel("void(float64[:, ::1], int64[::1], float64[:, ::1], float64[::1], float64[::1], int64)")
def _exchange(  # noqa: PLR0913 - a kernel takes arrays, not objects
    products: FloatArray,
    label: NDArray[np.int64],
    sums: FloatArray,
    own: FloatArray,
    size: FloatArray,
    sweeps: int,
) -> None:
    """Move single members while that lowers the sum of squares; ``label``, ``sums``, ``own`` and ``size`` follow."""
    members = products.shape[0]
    for _ in range(sweeps):
        moved = False
        for member in range(members):
            here, length = label[member], products[member, member]
            if size[here] < 2:
                continue
            there = _cheapest(length, sums[:, member], own, size, here)
            if there == here:
                continue
            moved = True
            own[here] += length - 2 * sums[here, member]
            own[there] += length + 2 * sums[there, member]
            size[here] -= 1
            size[there] += 1
            label[member] = there
            for other in range(members):
                sums[here, other] -= products[member, other]
                sums[there, other] += products[member, other]
        if not moved:
            return


def _seeded(products: FloatArray, draws: FloatArray) -> NDArray[np.int64]:
    """Draw seeds by greedy k-means++ and let every member join the nearest.

    A seed is drawn with a chance proportional to its squared distance from those before; of the draws of one row the one that
    leaves the smallest sum of squares is kept.
    """
    length = np.diagonal(products)
    label = np.zeros(len(products), dtype=np.int64)
    nearest = np.full(len(products), np.inf)
    for cluster, chances in enumerate(draws):
        reach = np.cumsum(nearest if cluster else np.ones(len(products)))
        if reach[-1] <= 0:
            break  # every member coincides with a seed
        seeds = np.minimum(np.searchsorted(reach, chances * reach[-1], side="right"), len(products) - 1)
        apart = np.maximum(length + length[seeds, None] - 2 * products[seeds], 0.0)
        apart[np.arange(seeds.size), seeds] = 0.0
        chosen = apart[np.minimum(apart, nearest).sum(axis=1).argmin()]
        closer = chosen < nearest
        label[closer], nearest[closer] = cluster, chosen[closer]
    return label


def _improved(products: FloatArray, label: NDArray[np.int64], clusters: int) -> Clustering:
    members = np.arange(len(products))
    inside = csr_array((np.ones(members.size), (label, members)), shape=(clusters, members.size))
    sums: FloatArray = np.asarray(inside @ products)
    size: FloatArray = np.bincount(label, minlength=clusters).astype(np.float64)
    own: FloatArray = np.bincount(label, weights=sums[label, members], minlength=clusters).astype(np.float64)
    _exchange(products, label, sums, own, size, SWEEPS)
    within = float(np.trace(products)) - float(divide(own, size).sum())
    return Clustering(label, max(within, 0.0))


def kmeans(products: FloatArray, clusters: int, generators: Sequence[np.random.Generator]) -> Clustering:
    """Best of several k-means: seeds drawn by k-means++, then single members exchanged while the sum of squares falls.

    Parameters
    ----------
    products : numpy.ndarray, shape (members, members)
        Inner products of the members' coordinates, which is all that k-means needs: an exchange costs one row of sums, whatever
        the number of coordinates.
    clusters : int
        How many clusters.
    generators : sequence of numpy.random.Generator
        One for each start.

    Returns
    -------
    Clustering
        The start with the smallest sum of squares, the first of equal ones. A cluster stays empty only where members coincide
        and fewer than ``clusters`` differ.

    References
    ----------
    Hartigan, J. A. & Wong, M. A. (1979), doi:10.2307/2346830, for the exchange; Arthur, D. & Vassilvitskii, S. (2007), *k-means++*,
    for the seeds; rule MAP-38.

    Examples
    --------
    >>> points = np.array([[0.0], [0.1], [5.0], [5.1]])
    >>> found = kmeans(points @ points.T, 2, [np.random.default_rng(1)])
    >>> bool(found.label[0] == found.label[1] != found.label[2]), round(found.within, 6)
    (True, 0.01)
    """
    matrix = np.ascontiguousarray(products, dtype=np.float64)
    best: Clustering | None = None
    for generator in generators:
        draws = generator.random((clusters, 2 + int(np.log(clusters))))
        found = _improved(matrix, _seeded(matrix, draws), clusters)
        if best is None or found.within < best.within:
            best = found
    if best is None:
        message = "k-means needs at least one start"
        raise ValueError(message)
    return best
