"""The largest eigenvalue of a symmetric operator, some of whose eigenvectors are known already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

STEPS = 400
"""Steps after which the search ends; twenty to sixty are usual."""

EVERY = 4
"""Steps between two looks at how near the search is."""

VANISHED = 1e-13
"""Length of what is left of a unit vector at which it counts as nothing."""


@dataclass(frozen=True)
class Pair:
    """An eigenvalue with its vector of length 1, and the steps it took."""

    value: float
    vector: Vector
    steps: int


def largest_pair(
    apply: Callable[[Vector], Vector], start: Vector, known: Sequence[Vector], *, tolerance: float
) -> Pair:
    """Find the largest eigenvalue among vectors at right angles to the known ones, by Lanczos' method.

    Parameters
    ----------
    apply : callable
        Multiplies a vector by the symmetric matrix.
    start : numpy.ndarray
        A first guess; the better, the fewer steps. What it shares with the known vectors is taken out.
    known : sequence of numpy.ndarray
        Eigenvectors of length 1 that are not wanted.
    tolerance : float
        Length of the residual A·v − λ·v at which to stop.

    Returns
    -------
    Pair
        Value 0 and a vector of zeros where nothing is left beside the known vectors.

    References
    ----------
    Parlett, B. N. (1998), *The Symmetric Eigenvalue Problem*, chapter 13, with full reorthogonalisation; rule MAP-54.
    """
    basis = np.empty((min(STEPS, start.size), start.size))
    unwanted = np.array(known).reshape(len(known), start.size)
    first = _without(start / max(float(np.linalg.norm(start)), VANISHED), unwanted)
    length = float(np.linalg.norm(first))
    if length < VANISHED:
        return Pair(0.0, np.zeros_like(start), 0)
    basis[0] = first / length
    diagonal: list[float] = []
    beside: list[float] = []
    for step in range(1, basis.shape[0] + 1):
        following = _without(apply(basis[step - 1]), unwanted)
        diagonal.append(float(following @ basis[step - 1]))
        following = _without(following, basis[:step])
        beside.append(float(np.linalg.norm(following)))
        last = beside[-1] < VANISHED or step == basis.shape[0]
        if last or step % EVERY == 0:
            value, weights = _ritz(diagonal, beside)
            if last or beside[-1] * abs(float(weights[-1])) <= tolerance:
                break
        basis[step] = following / beside[-1]
    vector = weights @ basis[:step]
    return Pair(value, vector / np.linalg.norm(vector), step)


def _without(vector: Vector, others: Vector) -> Vector:
    """Take out what lies along the rows of a matrix, twice: once leaves rounding behind."""
    for _ in range(2):
        vector = vector - others.T @ (others @ vector)
    return vector


def _ritz(diagonal: list[float], beside: list[float]) -> tuple[float, Vector]:
    """Return the largest eigenvalue of the tridiagonal matrix and its vector."""
    values, vectors = np.linalg.eigh(np.diag(diagonal) + np.diag(beside[:-1], -1))
    return float(values[-1]), np.asarray(vectors[:, -1])
