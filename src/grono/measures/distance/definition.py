"""K-density by its definition, pair by pair: slow, exact, and what every faster way is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray

ROOT_OF_TWO_PI = float(np.sqrt(2 * np.pi))
SHRINK, NORMAL_RANGE, POWER = 0.9, 1.34, -0.2
"""Silverman's rule: 0.9·min(s, IQR/1.34)·m^(−1/5)."""


def silverman_bandwidth(distances: ArrayLike) -> float:
    r"""Bandwidth of Silverman's rule of thumb.

    .. math:: h = 0.9 \min(s, IQR / 1.34)\, m^{-1/5}

    Parameters
    ----------
    distances : array, shape (m,)
        Distances of pairs, unweighted, as far as twice the longest distance of interest; s is their sample standard
        deviation (m − 1), quartiles are interpolated.

    Returns
    -------
    float
        0 for fewer than two distances, or where half of them are equal.

    References
    ----------
    Silverman, B. W. (1986), Density Estimation, equation 3.31; rule MAP-33.

    Examples
    --------
    >>> round(silverman_bandwidth([1, 2, 2, 3, 5, 8, 13, 21]), 6)
    3.212608
    """
    values = np.asarray(distances, dtype=np.float64)
    if values.size < 2:
        return 0.0
    lower, upper = np.percentile(values, [25, 75])
    return float(SHRINK * min(values.std(ddof=1), (upper - lower) / NORMAL_RANGE) * values.size**POWER)


def exact_k_density(
    x: ArrayLike, y: ArrayLike, radii: ArrayLike, bandwidth: float, weights: ArrayLike | None = None
) -> FloatArray:
    r"""Density of the distance between two plants of an industry, from exact distances.

    .. math:: \hat K(r) = \frac{\sum_{i<j} w_i w_j \left[\varphi\left(\frac{r - d_{ij}}{h}\right)
              + \varphi\left(\frac{r + d_{ij}}{h}\right)\right]}{h \sum_{i<j} w_i w_j}

    Parameters
    ----------
    x, y : array, shape (plants,)
        Metres of a projection; two plants at least, none missing.
    radii : array, shape (radii,)
        Distances r in metres.
    bandwidth : float
        h in metres.
    weights : array, shape (plants,), optional
        Employees; every plant counts 1 without.

    Returns
    -------
    numpy.ndarray of float64, shape (radii,)
        Share of pairs per metre.

    References
    ----------
    Duranton, G. & Overman, H. G. (2005), doi:10.1111/0034-6527.00362; rule MAP-33.

    Examples
    --------
    >>> exact_k_density([0, 1, 3], [0, 0, 0], [0, 1, 2], 1.0).round(4).tolist()
    [0.2003, 0.2512, 0.2958]
    """
    place = np.column_stack([np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)])
    size = np.ones(len(place)) if weights is None else np.asarray(weights, dtype=np.float64)
    at = np.asarray(radii, dtype=np.float64)
    total, density = 0.0, np.zeros(at.size)
    for plant in range(len(place) - 1):
        later = slice(plant + 1, None)
        product = size[plant] * size[later]
        density += kernel_and_mirror(np.hypot(*(place[later] - place[plant]).T), at, bandwidth) @ product
        total += float(product.sum())
    return density / total


def exact_colocation(
    one: tuple[ArrayLike, ArrayLike], other: tuple[ArrayLike, ArrayLike], radii: ArrayLike, bandwidth: float
) -> FloatArray:
    """Density of the distance between a plant of one industry and a plant of another, from exact distances.

    Parameters
    ----------
    one, other : pair of arrays
        x and y of the plants of the two industries, in metres.
    radii : array, shape (radii,)
        Distances r in metres.
    bandwidth : float
        h in metres.

    Returns
    -------
    numpy.ndarray of float64, shape (radii,)
        Share of pairs per metre.
    """
    first, second = (np.column_stack([np.asarray(part, dtype=np.float64) for part in place]) for place in (one, other))
    at = np.asarray(radii, dtype=np.float64)
    density = np.zeros(at.size)
    for plant in first:
        density += kernel_and_mirror(np.hypot(*(second - plant).T), at, bandwidth).sum(axis=1)
    return density / (len(first) * len(second))


def kernel_and_mirror(distance: FloatArray, radii: FloatArray, bandwidth: float) -> FloatArray:
    """Return the normal kernel of each distance and its mirror image at 0, shape (radii, distances), per metre."""
    near = (radii[:, None] - distance) / bandwidth
    mirrored = (radii[:, None] + distance) / bandwidth
    total: FloatArray = np.exp(-(near**2) / 2) + np.exp(-(mirrored**2) / 2)
    return total / (bandwidth * ROOT_OF_TWO_PI)
