"""The separate parts of a table of presences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from grono.measures.result import BoolArray


def components_of_industries(matrix: BoolArray) -> tuple[BoolArray, BoolArray, int]:
    """Find the largest part of a table: regions and industries that are linked by presences.

    Parameters
    ----------
    matrix : numpy.ndarray of bool, shape (regions, industries)
        Presences.

    Returns
    -------
    regions, industries : numpy.ndarray of bool
        Which belong to the part with the most presences, the first of equal ones.
    count : int
        Parts altogether; empty regions and industries belong to none.
    """
    regions, industries = matrix.shape
    row, column = np.nonzero(matrix)
    if row.size == 0:
        return np.zeros(regions, dtype=bool), np.zeros(industries, dtype=bool), 0
    edges = csr_array((np.ones(row.size, dtype=np.int8), (row, regions + column)), shape=(regions + industries,) * 2)
    _, label = connected_components(edges, directed=False)
    presences = np.bincount(label[row])
    largest = int(presences.argmax())
    there = np.concatenate([matrix.any(axis=1), matrix.any(axis=0)])
    inside = (label == largest) & there
    return inside[:regions], inside[regions:], int((presences > 0).sum())
