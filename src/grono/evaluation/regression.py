"""Least squares with classical or cluster-robust standard errors: the arithmetic below the differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray

_RANK_TOLERANCE = 1e-10
"""Singular values below this share of the largest count as zero: far above rounding, far below any real regressor."""


@dataclass(frozen=True)
class Coefficient:
    """One coefficient and how sure it is.

    Parameters
    ----------
    estimate : float
        The coefficient, in units of the outcome.
    standard_error : float or None
        None where nothing is left to judge it by: no residual freedom, or a single cluster.
    freedom : int
        Degrees of freedom of the t distribution: observations less parameters, or clusters less one.
    observations, clusters : int
        What was counted; ``clusters`` is 0 for classical errors.
    """

    estimate: float
    standard_error: float | None
    freedom: int
    observations: int
    clusters: int = 0

    @property
    def p_value(self) -> float | None:
        """Two-sided p of the hypothesis that the coefficient is zero."""
        if self.standard_error is None:
            return None
        if self.standard_error == 0:
            return 0.0 if self.estimate else 1.0
        return float(2 * stats.t.sf(abs(self.estimate) / self.standard_error, self.freedom))

    def interval(self, level: float = 0.95) -> tuple[float, float] | None:
        """Return the confidence interval by the t distribution."""
        if self.standard_error is None:
            return None
        half = float(stats.t.ppf(0.5 + level / 2, self.freedom)) * self.standard_error
        return self.estimate - half, self.estimate + half


def coefficient(
    design: FloatArray, outcome: FloatArray, column: int, *, clusters: ArrayLike | None = None, absorbed: int = 0
) -> Coefficient:
    r"""Return one coefficient of a least-squares fit.

    .. math:: \hat\beta = (X'X)^{-1}X'y, \qquad
       \hat V = \frac{G}{G-1}\frac{n-1}{n-k}\,(X'X)^{-1}\Bigl(\sum_g X_g'\hat e_g\hat e_g'X_g\Bigr)(X'X)^{-1}

    Parameters
    ----------
    design : numpy.ndarray, shape (observations, parameters)
        Regressors, the constant among them where there is one. A column that follows from the others is no problem unless it is
        the one that is asked for.
    outcome : numpy.ndarray, shape (observations,)
        What is explained.
    column : int
        Which coefficient is wanted.
    clusters : array_like, shape (observations,), optional
        Which observations belong together; without it errors are classical (independent, of equal variance).
    absorbed : int
        Parameters that were taken out before, such as the means of units and periods.

    Raises
    ------
    ValueError
        When the wanted column follows from the others, so that the coefficient is not identified.
    """
    # Frisch-Waugh-Lovell: what the other columns explain is taken out of both; the rest is one regressor.
    others = np.delete(design, column, axis=1)
    own = _without(design[:, column], others)
    spread = float(own @ own)
    if spread <= _RANK_TOLERANCE * max(float(design[:, column] @ design[:, column]), 1e-300):
        sentence = "the treatment follows from the other regressors, so its coefficient is not identified"
        raise ValueError(sentence)
    left = _without(outcome, others)
    estimate = float(own @ left) / spread
    residuals = left - estimate * own
    rows = len(outcome)
    parameters = int(np.linalg.matrix_rank(design, tol=None)) + absorbed
    free = rows - parameters
    if clusters is None:
        variance = float(residuals @ residuals) / free / spread if free > 0 else None
        return Coefficient(estimate, None if variance is None else variance**0.5, free, rows)
    _, members = np.unique(np.asarray(clusters), return_inverse=True)
    count = int(members.max()) + 1
    scores = np.bincount(members, weights=own * residuals)
    if count < 2 or free <= 0:
        return Coefficient(estimate, None, count - 1, rows, count)
    correction = count / (count - 1) * (rows - 1) / free
    return Coefficient(estimate, (correction * float(scores @ scores)) ** 0.5 / spread, count - 1, rows, count)


def _without(vector: FloatArray, others: FloatArray) -> FloatArray:
    """Return what is left of a vector when its projection on other columns is taken away."""
    if not others.shape[1]:
        return vector
    left, sizes, _ = np.linalg.svd(others, full_matrices=False)
    base = left[:, sizes > _RANK_TOLERANCE * max(float(sizes[0]), 1e-300)]
    return np.asarray(vector - base @ (base.T @ vector))
