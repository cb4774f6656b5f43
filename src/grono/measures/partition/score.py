"""How good a partition is: who is more related to their own cluster than to the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

AGAINST = 95.0
"""Percentile of a cluster's relatedness to the other clusters that its own must pass (Delgado, Porter & Stern 2016): chance neighbours
among many clusters may come near, nearly all others must not. 100 asks for all of them."""


@dataclass(frozen=True)
class Score:
    """Validity of a partition.

    Parameters
    ----------
    value : float
        Mean of the two shares, in [0, 1].
    of_clusters, of_industries : float
        Share of clusters, and of industries, that are more related within their cluster than to other clusters.
    margin : float
        By how much, in the mean of the industries, the similarity within passes the other; decides between partitions of equal value.
    cluster_holds, industry_holds : numpy.ndarray of bool, shapes (clusters,) and (members,)
        Which of them.
    """

    value: float
    of_clusters: float
    of_industries: float
    margin: float
    cluster_holds: BoolArray
    industry_holds: BoolArray


def partition_score(similarity: FloatArray, label: NDArray[np.int64], *, against: float = AGAINST) -> Score:
    r"""Score of Delgado, Porter and Stern: shares of clusters and of industries more related within than to other clusters.

    .. math:: V = \tfrac12\big(\mathrm{share}_c[w_c > b_c] + \mathrm{share}_i[w_i > b_i]\big)

    where w is the mean similarity to the (other) industries of the own cluster, and b a high percentile of the mean similarities to
    each of the other clusters.

    Parameters
    ----------
    similarity : numpy.ndarray, shape (members, members)
        Symmetric and complete; the diagonal is not looked at.
    label : numpy.ndarray of int64, shape (members,)
        Cluster of each member, numbered from 0.
    against : float
        Percentile over the other clusters; 100 is the most related of them.

    Returns
    -------
    Score
        A cluster of one industry is not related within, and does not count as a success. With one cluster there is none to compare with:
        0.

    References
    ----------
    Delgado, M., Porter, M. E. & Stern, S. (2016), *Defining clusters of related industries*, doi:10.1093/jeg/lbv017; rule MAP-38.

    Examples
    --------
    >>> likeness = np.kron(np.eye(2), np.ones((2, 2)))
    >>> partition_score(likeness, np.array([0, 0, 1, 1])).value, partition_score(likeness, np.array([0, 1, 0, 1])).value
    (1.0, 0.0)
    """
    members = np.arange(label.size)
    size = np.bincount(label).astype(np.float64)
    inside = np.zeros((label.size, size.size))
    inside[members, label] = 1.0
    alike = similarity.copy()
    np.fill_diagonal(alike, 0.0)
    sums = alike @ inside
    of_industry = _margins(sums, size[None, :], size[label] - 1, label, against)
    of_cluster = _margins(
        inside.T @ sums, size[:, None] * size[None, :], size * (size - 1), np.arange(size.size), against
    )
    shares = float((of_cluster > 0).mean()), float((of_industry > 0).mean())
    return Score(sum(shares) / 2, *shares, float(of_industry.mean()), of_cluster > 0, of_industry > 0)


def _margins(
    sums: FloatArray, pairs: FloatArray, own_pairs: FloatArray, own: NDArray[np.int64], against: float
) -> FloatArray:
    """Return by how much the mean similarity within passes a percentile of those to the other clusters; 0 without a pair within."""
    rows = np.arange(own.size)
    if sums.shape[1] < 2:
        return np.zeros(own.size)
    within = divide(sums[rows, own], own_pairs)
    others = np.ones(sums.shape, dtype=bool)
    others[rows, own] = False
    elsewhere = divide(sums, np.broadcast_to(pairs, sums.shape))[others].reshape(own.size, -1)
    return np.where(own_pairs > 0, within - np.percentile(elsewhere, against, axis=1), 0.0)
