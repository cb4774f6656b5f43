"""Clusters by joining the two nearest again and again, cut at any number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.cluster.hierarchy import cut_tree, linkage
from scipy.spatial.distance import squareform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

    Linkage = Literal["average", "ward"]


def hierarchical(
    similarity: FloatArray, clusters: Sequence[int], *, by: Linkage = "average"
) -> list[NDArray[np.int64]]:
    """Cut one tree of joined industries at several numbers of clusters.

    Parameters
    ----------
    similarity : numpy.ndarray, shape (members, members)
        Symmetric, complete.
    clusters : sequence of int
        Numbers of clusters, between 1 and the number of members.
    by : {"average", "ward"}
        Join what is most alike in the mean of all pairs; or what raises the sum of squared distances between the rows of the
        similarity least.

    Returns
    -------
    list of numpy.ndarray of int64, shape (members,)
        Labels from 0 for each number. Among equal pairs the first in the order of the members is joined.

    References
    ----------
    Ward, J. H. (1963), doi:10.1080/01621459.1963.10500845; rule MAP-38.

    Examples
    --------
    >>> likeness = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    >>> hierarchical(likeness, [2])[0].tolist()
    [0, 0, 1]
    """
    tree = linkage(_distances(similarity, by), method=by)
    cut = cut_tree(tree, n_clusters=list(clusters))
    return [np.unique(column, return_inverse=True)[1].astype(np.int64) for column in cut.T]


def _distances(similarity: FloatArray, by: Linkage) -> FloatArray:
    """Return distances of pairs in SciPy's condensed form."""
    if by == "average":
        apart = similarity.max() - similarity
    else:
        products = similarity @ similarity.T
        length = np.diagonal(products)
        apart = np.sqrt(np.maximum(length[:, None] + length[None, :] - 2 * products, 0.0))
    apart = (apart + apart.T) / 2
    np.fill_diagonal(apart, 0.0)
    condensed: FloatArray = squareform(apart, checks=False)
    return condensed
