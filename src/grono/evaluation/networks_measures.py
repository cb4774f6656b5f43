"""Measures of one network as a whole: how dense, how central, how open, how clustered, how divided (STR-42)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.evaluation.networks import Network

    IntegerArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

MEASURES = ("density", "centralisation", "clustering", "external_internal", "modularity")
"""Names of the measures, in the order in which they are shown."""


@dataclass(frozen=True)
class NetworkMeasures:
    r"""What is measured of a network; ``None`` where the definition asks for more than there is.

    Parameters
    ----------
    nodes, ties, isolates, parts : int
        Organisations, ties, organisations without a tie, connected parts (an organisation without a tie is one).
    density : float or None
        :math:`2m/n(n-1)`: share of the possible ties that exist; needs two organisations.
    centralisation : float or None
        Freeman's degree centralisation :math:`\sum_i (d_{max} - d_i)/((n-1)(n-2))`: 1 is a star, 0 all equal; needs three.
    clustering : float or None
        Mean over all organisations of the share of pairs among one's partners that are tied themselves; 0 for those with fewer
        than two partners.
    external_internal : float or None
        Krackhardt and Stern's E–I index, ties between groups minus ties within, over all ties: −1 closed, +1 open; needs a tie, and
        a group for everybody who is tied.
    modularity : float or None
        Newman's modularity of the given groups, :math:`\sum_c [m_c/m - (d_c/2m)^2]`; needs the same.
    external : int or None
        Ties between groups.
    """

    nodes: int
    ties: int
    isolates: int
    parts: int
    density: float | None
    centralisation: float | None
    clustering: float | None
    external_internal: float | None
    modularity: float | None
    external: int | None


def measure_network(given: Network) -> NetworkMeasures:
    """Return the measures of a network.

    Examples
    --------
    >>> from grono.evaluation import network
    >>> found = measure_network(network([("a", "b"), ("b", "c"), ("a", "c")]))
    >>> found.density, found.centralisation, found.clustering
    (1.0, 0.0, 1.0)
    """
    size, count = len(given.nodes), len(given.ties)
    counted = degrees(given.ends, size)
    groups = given.group_numbers
    return NetworkMeasures(
        nodes=size,
        ties=count,
        isolates=int((counted == 0).sum()),
        parts=_parts(given.ends, size),
        density=2 * count / (size * (size - 1)) if size > 1 else None,
        centralisation=degree_centralisation(counted),
        clustering=mean_clustering(given.ends, size),
        external_internal=None if groups is None else external_internal(given.ends, groups),
        modularity=None if groups is None else modularity(given.ends, groups),
        external=None if groups is None else int((groups[given.ends[:, 0]] != groups[given.ends[:, 1]]).sum()),
    )


def degrees(ends: IntegerArray, size: int) -> IntegerArray:
    """Return how many partners each of ``size`` nodes has."""
    return np.bincount(ends.ravel(), minlength=size).astype(np.int64)


def degree_centralisation(counted: IntegerArray) -> float | None:
    """Return Freeman's degree centralisation, or None for fewer than three nodes."""
    size = len(counted)
    if size < 3:
        return None
    return float((counted.max() - counted).sum() / ((size - 1) * (size - 2)))


def mean_clustering(ends: IntegerArray, size: int) -> float | None:
    """Return the mean clustering, those with fewer than two partners counted as 0; None without nodes."""
    if size == 0:
        return None
    ties = _adjacency(ends, size)
    twice_tied = np.asarray((ties @ ties).multiply(ties).sum(axis=1)).ravel()
    counted = degrees(ends, size).astype(np.float64)
    pairs = counted * (counted - 1)
    return float(np.divide(twice_tied, pairs, out=np.zeros(size), where=pairs > 0).mean())


def external_internal(ends: IntegerArray, groups: IntegerArray) -> float | None:
    """Return the E–I index, or None without ties."""
    if not len(ends):
        return None
    external = int((groups[ends[:, 0]] != groups[ends[:, 1]]).sum())
    return (2 * external - len(ends)) / len(ends)


def modularity(ends: IntegerArray, groups: IntegerArray) -> float | None:
    """Return the modularity of given groups, or None without ties."""
    count = len(ends)
    if not count:
        return None
    used, numbered = np.unique(groups, return_inverse=True)
    within = numbered[ends[:, 0]][numbered[ends[:, 0]] == numbered[ends[:, 1]]]
    ends_of_group = np.bincount(numbered[ends.ravel()], minlength=len(used))
    shares = np.bincount(within, minlength=len(used)) / count - (ends_of_group / (2 * count)) ** 2
    return float(shares.sum())


def _adjacency(ends: IntegerArray, size: int) -> csr_array:
    ones = np.ones(2 * len(ends))
    rows, columns = np.concatenate([ends, ends[:, ::-1]]).T
    return coo_array((ones, (rows, columns)), shape=(size, size)).tocsr()


def _parts(ends: IntegerArray, size: int) -> int:
    return int(connected_components(_adjacency(ends, size), directed=False)[0]) if size else 0
