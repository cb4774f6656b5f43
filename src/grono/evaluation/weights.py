"""Weights of donors: not negative, one together, as near to the treated as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import nnls

if TYPE_CHECKING:
    from grono.measures.result import FloatArray


def simplex_weights(
    donors: FloatArray, target: FloatArray, *, ridge: float = 0.0, intercept: bool = False
) -> FloatArray:
    r"""Return the weights that bring donors nearest to a target.

    .. math:: \min_{w \ge 0,\;\sum w = 1} \; \lVert \mu + A w - b \rVert^2 + \zeta \lVert w \rVert^2

    Solved exactly: the nearest point of the donors' convex hull is, but for its length, a least-squares problem without negative
    coefficients (Lawson and Hanson), so there is no tolerance and no number of steps to choose.

    Parameters
    ----------
    donors : numpy.ndarray, shape (rows, donors)
        A: what is matched, one column for each donor.
    target : numpy.ndarray, shape (rows,)
        b: the same of the treated.
    ridge : float
        ζ: how much even weights are preferred.
    intercept : bool
        Whether a constant difference µ is allowed.

    Returns
    -------
    numpy.ndarray, shape (donors,)
        Where several sets of weights are equally near, one of them.
    """
    apart = donors - target[:, None]
    if intercept:
        apart = apart - apart.mean(axis=0)
    count = apart.shape[1]
    if ridge > 0:
        apart = np.vstack([apart, np.sqrt(ridge) * np.eye(count)])
    # One more row asks the sum to be one; the answer's length is free, so its scale only matters for rounding.
    scale = float(np.sqrt((apart**2).sum(axis=0).mean())) or 1.0
    stacked = np.vstack([apart / scale, np.ones(count)])
    wanted = np.append(np.zeros(apart.shape[0]), 1.0)
    solution, _ = nnls(stacked, wanted)
    return np.asarray(solution / solution.sum())
