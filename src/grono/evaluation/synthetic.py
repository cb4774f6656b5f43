"""Synthetic control: what the treated would have been, made of the donors that went the same way before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from grono.evaluation.weights import simplex_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class SyntheticControl:
    """One treated series against its synthetic twin.

    Parameters
    ----------
    weights : numpy.ndarray, shape (donors,)
        How much of each donor is in the twin; not negative, one together.
    counterfactual, gap : numpy.ndarray, shape (periods,)
        The twin, and the treated less the twin, in units of the outcome.
    periods_before : int
        Periods before the beginning.
    predictor_weights : numpy.ndarray or None, shape (predictors,)
        V: how much each predictor counts, where predictors were matched.
    """

    weights: FloatArray
    counterfactual: FloatArray
    gap: FloatArray
    periods_before: int
    predictor_weights: FloatArray | None = None

    @property
    def effect(self) -> float:
        """Mean gap after the beginning."""
        return float(self.gap[self.periods_before :].mean())

    @property
    def error_before(self) -> float:
        """Root mean squared gap before the beginning."""
        return float(np.sqrt((self.gap[: self.periods_before] ** 2).mean()))

    @property
    def error_after(self) -> float:
        """Root mean squared gap after the beginning."""
        return float(np.sqrt((self.gap[self.periods_before :] ** 2).mean()))

    @property
    def ratio(self) -> float | None:
        """RMSPE after divided by RMSPE before; None where the twin fits exactly before, so that nothing can be divided."""
        before = self.error_before
        return (
            None
            if before <= _EXACT * (self.error_after + np.abs(self.counterfactual).max())
            else self.error_after / before
        )


_EXACT = 1e-10
"""A fit this near, as a share of the outcome's size, is exact but for rounding."""


def synthetic_control(
    treated: ArrayLike, donors: ArrayLike, periods_before: int, *, predictors: tuple[ArrayLike, ArrayLike] | None = None
) -> SyntheticControl:
    r"""Return the synthetic control of one treated series.

    .. math:: \hat w = \arg\min_{w \ge 0,\,\sum w = 1} (x_1 - X_0 w)'V(x_1 - X_0 w), \qquad \hat\tau_t = y_{1t} - Y_{0t}\hat w

    Without predictors x is the outcome before the beginning and V the identity. With predictors V is chosen so that the outcome
    before the beginning is met best (mean squared prediction error).

    Parameters
    ----------
    treated : array_like, shape (periods,)
        The treated unit, or the mean of several that began together.
    donors : array_like, shape (donors, periods)
        Units never treated.
    periods_before : int
        Periods before the beginning; at least one, and fewer than all.
    predictors : tuple of array_like, optional
        x₁ of shape (predictors,) and X₀ of shape (predictors, donors).

    Raises
    ------
    ValueError
        When something is missing, or there is no period before or after.

    References
    ----------
    Abadie, Diamond and Hainmueller, doi:10.1198/jasa.2009.ap08746 (STR-39).
    """
    own, pool = np.asarray(treated, dtype=np.float64), np.asarray(donors, dtype=np.float64)
    if not (np.isfinite(own).all() and np.isfinite(pool).all()) or pool.ndim != 2 or pool.shape[1] != len(own):
        sentence = "outcomes must be finite, donors of the shape (donors, periods)"
        raise ValueError(sentence)
    if not 0 < periods_before < len(own):
        sentence = f"there must be periods before and after the beginning; {periods_before} of {len(own)} lie before"
        raise ValueError(sentence)
    before = pool.T[:periods_before], own[:periods_before]
    importance = None
    if predictors is None:
        weights = simplex_weights(*before)
    else:
        weights, importance = _matched(*_scaled(*predictors), before)
    counterfactual = weights @ pool
    return SyntheticControl(weights, counterfactual, own - counterfactual, periods_before, importance)


def _scaled(own: ArrayLike, pool: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Bring predictors to the same spread over all units, so that V does not depend on their units."""
    first, others = np.asarray(own, dtype=np.float64), np.asarray(pool, dtype=np.float64)
    if not (np.isfinite(first).all() and np.isfinite(others).all()):
        sentence = "predictors must be finite numbers"
        raise ValueError(sentence)
    spread = np.column_stack([first, others]).std(axis=1, ddof=1)
    spread = np.where(spread > 0, spread, 1.0)
    return first / spread, others / spread[:, None]


def _matched(own: FloatArray, pool: FloatArray, before: tuple[FloatArray, FloatArray]) -> tuple[FloatArray, FloatArray]:
    """Choose V by the fit of the outcome before: from equal weights, and from each predictor leading, the best is kept."""
    outcomes, target = before
    count = len(own)
    # Few predictors are met by many sets of weights: among those, the set that meets the outcome best.
    hair = 1e-4 / max(float(np.abs(outcomes).max()), 1e-300)

    def weights_of(logs: FloatArray) -> FloatArray:
        root = np.sqrt(_shares(logs))
        return simplex_weights(
            np.vstack([pool * root[:, None], outcomes * hair]), np.concatenate([own * root, target * hair])
        )

    def loss(logs: FloatArray) -> float:
        return float(((target - outcomes @ weights_of(logs)) ** 2).mean())

    starts = [np.zeros(count), *(np.where(np.arange(count) == lead, 3.0, 0.0) for lead in range(count))]
    best_first = sorted(starts, key=loss)[:2]
    found = [
        minimize(loss, start, method="Nelder-Mead", options={"maxiter": 100 * count, "xatol": 1e-4, "fatol": 1e-10})
        for start in best_first
    ]
    best = min(found, key=lambda result: float(result.fun)).x
    return weights_of(best), _shares(best)


def _shares(logs: FloatArray) -> FloatArray:
    powers = np.exp(logs - logs.max())
    return np.asarray(powers / powers.sum())
