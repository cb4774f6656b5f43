"""K-density from exact distances, fast enough for a page: what is shown of one industry, where the lattice is too coarse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.definition import kernel_and_mirror
from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray

NODES_PER_BANDWIDTH = 30
"""A pair is shared between the two nodes nearest to its distance, which errs by less than 1 in 2 000."""

FARTHEST = 8.0
"""Bandwidths beyond the longest radius after which a pair no longer counts: the kernel is below 1e-14 there."""


@kernel("float64[::1](float64[::1], float64[::1], float64[::1], float64, int64)")
def _on_nodes(x: FloatArray, y: FloatArray, weight: FloatArray, width: float, nodes: int) -> FloatArray:
    """Share w_i·w_j of each pair between the two nodes nearest to its distance; the last two hold what lies beyond."""
    total = np.zeros(nodes + 2)
    for one in range(x.size):
        for other in range(one):
            place = min(np.sqrt((x[one] - x[other]) ** 2 + (y[one] - y[other]) ** 2) / width, float(nodes))
            node = int(place)
            product = weight[one] * weight[other]
            total[node] += product * (node + 1 - place)
            total[node + 1] += product * (place - node)
    return total


def published_k_density(
    points: ArrayLike, radii: ArrayLike, bandwidth: float, weights: ArrayLike | None = None
) -> FloatArray:
    """Density of pair distances of one industry from exact distances, to 1 in 2 000 of its largest value.

    Parameters
    ----------
    points : array, shape (plants, 2)
        x and y in metres; two plants at least. One with a missing coordinate, or a missing weight, is left out.
    radii : array, shape (radii,)
        Distances in metres.
    bandwidth : float
        h in metres, above 0.
    weights : array, shape (plants,), optional
        Employees; every plant counts 1 without.

    Returns
    -------
    numpy.ndarray of float64, shape (radii,)
        Share of pairs per metre. The bands of :func:`~grono.measures.distance.kd.k_density` belong to the lattice and
        are not to be drawn around it.

    References
    ----------
    Rule MAP-52; the definition is :func:`~grono.measures.distance.definition.exact_k_density`.

    Examples
    --------
    >>> published_k_density([[0, 0], [1, 0], [3, 0]], [0, 1, 2], 1.0).round(3).tolist()
    [0.2, 0.251, 0.296]
    """
    place, at = np.asarray(points, dtype=np.float64), np.asarray(radii, dtype=np.float64)
    size = np.ones(len(place)) if weights is None else np.asarray(weights, dtype=np.float64)
    known = ~(np.isnan(place).any(axis=1) | np.isnan(size))
    x, y = (np.ascontiguousarray(part) for part in place[known].T)
    size = np.ascontiguousarray(size[known])
    if (size > 0).sum() < 2 or not bandwidth > 0:
        message = "a density of distances needs two plants and a bandwidth above 0"
        raise ValueError(message)
    width = bandwidth / NODES_PER_BANDWIDTH
    nodes = int(np.ceil((at.max(initial=0.0) + FARTHEST * bandwidth) / width))
    pairs = _on_nodes(x, y, size, width, nodes)
    return np.asarray(
        kernel_and_mirror(np.linspace(0.0, (nodes - 1) * width, nodes), at, bandwidth) @ (pairs[:nodes] / pairs.sum())
    )
