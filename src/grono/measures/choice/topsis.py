"""TOPSIS: how near a candidate is to the best of every criterion, and how far from the worst."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def topsis(values: ArrayLike, weights: ArrayLike, benefit: ArrayLike | None = None) -> Measured:
    r"""Measure the closeness to the ideal candidate, with vector normalisation.

    .. math::

        c_k = \frac{d^-_k}{d^+_k + d^-_k}, \quad d^\pm_k = \Big\| w \odot \frac{v_k}{\|v\|} - a^\pm \Big\|

    where the norm of v is taken over the candidates of each criterion and a⁺, a⁻ are the best and the worst weighted value.

    Parameters
    ----------
    values : array, shape (candidates, criteria)
        Any units; NaN where missing.
    weights : array, shape (criteria,)
        Zero or more; only their proportions count.
    benefit : array of bool, shape (criteria,), optional
        False where little is good; by default much is good everywhere.

    Returns
    -------
    Measured, shape (candidates,)
        1 is the best of every criterion, 0 the worst. A candidate with a missing value is ``MISSING`` and sets no ideal;
        where all that remain are equal, there is no best: ``CONSTANT``. A criterion that is zero throughout counts nothing.

    References
    ----------
    Hwang, C.-L. & Yoon, K. (1981), *Multiple Attribute Decision Making*, doi:10.1007/978-3-642-48318-9; rule MAP-45.

    Examples
    --------
    >>> topsis([[1, 9], [2, 8], [3, 1]], [0.5, 0.5]).value.round(3).tolist()
    [0.553, 0.695, 0.447]
    """
    given = np.asarray(values, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    missing = np.asarray(np.isnan(given).any(axis=1))
    kept = given[~missing]
    closeness, same = np.zeros(given.shape[0]), np.zeros(given.shape[0], dtype=bool)
    if kept.shape[0]:
        wanted = np.ones(given.shape[1], dtype=bool) if benefit is None else np.asarray(benefit, dtype=bool)
        length = np.sqrt(np.square(kept).sum(axis=0))
        scaled = divide(kept, np.broadcast_to(length, kept.shape)) * weight / weight.sum() * np.where(wanted, 1, -1)
        best, worst = scaled.max(axis=0), scaled.min(axis=0)
        far = np.sqrt(np.square(scaled - best).sum(axis=1))
        near = np.sqrt(np.square(scaled - worst).sum(axis=1))
        closeness[~missing] = divide(near, far + near)
        same[~missing] = far + near == 0
    return measured(closeness, {Reason.MISSING: missing, Reason.CONSTANT: same})
