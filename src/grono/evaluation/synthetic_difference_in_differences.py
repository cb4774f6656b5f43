"""Synthetic difference-in-differences: donors weighted to run parallel, periods weighted to be like those after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.evaluation.placebos import placebo_sets
from grono.evaluation.weights import simplex_weights

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class SyntheticDifferences:
    """The estimate with its two sets of weights.

    Parameters
    ----------
    estimate : float
        Mean effect on the treated after the beginning, in units of the outcome.
    unit_weights : numpy.ndarray, shape (donors,)
        ω: how much each donor counts.
    period_weights : numpy.ndarray, shape (periods before,)
        λ: how much each period before counts.
    counterfactual : numpy.ndarray, shape (periods,)
        Weighted donors, moved up or down so that they meet the treated over the weighted periods before.
    gap : numpy.ndarray, shape (periods,)
        Mean of the treated less the counterfactual; its mean after the beginning is the estimate.
    """

    estimate: float
    unit_weights: FloatArray
    period_weights: FloatArray
    counterfactual: FloatArray
    gap: FloatArray


def synthetic_differences(treated: ArrayLike, donors: ArrayLike, periods_before: int) -> SyntheticDifferences:
    r"""Return the synthetic difference-in-differences of units that began together.

    .. math:: \hat\tau = \Bigl(\bar y_{1,post} - \sum_t \hat\lambda_t \bar y_{1t}\Bigr)
       - \sum_i \hat\omega_i\Bigl(\bar y_{i,post} - \sum_t \hat\lambda_t y_{it}\Bigr)

    Both sets of weights allow a constant difference; ω carries the ridge ζ²T₀ with ζ = (N₁T₁)^¼ σ, σ the standard deviation of
    the donors' yearly changes before, so that the weights do not rest on few donors.

    Parameters
    ----------
    treated : array_like, shape (units, periods)
        Treated units; one row for one unit.
    donors : array_like, shape (donors, periods)
        Units never treated, at least two.
    periods_before : int
        Periods before the beginning, at least two.

    Raises
    ------
    ValueError
        When something is missing, or there are too few donors or periods.

    References
    ----------
    Arkhangelsky, Athey, Hirshberg, Imbens and Wager, doi:10.1257/aer.20190159 (STR-39).
    """
    own, pool = np.atleast_2d(np.asarray(treated, dtype=np.float64)), np.asarray(donors, dtype=np.float64)
    if not (np.isfinite(own).all() and np.isfinite(pool).all()):
        sentence = "outcomes must be finite numbers"
        raise ValueError(sentence)
    if pool.shape[0] < 2 or not 2 <= periods_before < pool.shape[1]:
        sentence = "at least two donors, two periods before and one after are needed"
        raise ValueError(sentence)
    mean, before = own.mean(axis=0), slice(None, periods_before)
    after = slice(periods_before, None)
    spread = float(np.diff(pool[:, before], axis=1).std(ddof=1)) if periods_before > 1 else 0.0
    ridge = float(np.sqrt(own.shape[0] * (pool.shape[1] - periods_before))) * spread**2
    units = simplex_weights(pool[:, before].T, mean[before], ridge=ridge * periods_before, intercept=True)
    # A hair of ridge only makes the weights of periods the only ones (the authors' ζ = 1e-6 σ).
    periods = simplex_weights(
        pool[:, before], pool[:, after].mean(axis=1), ridge=(1e-6 * spread) ** 2 * pool.shape[0], intercept=True
    )
    twin = units @ pool
    counterfactual = twin + periods @ (mean[before] - twin[before])
    gap = mean - counterfactual
    return SyntheticDifferences(float(gap[after].mean()), units, periods, counterfactual, gap)


def placebo_estimates(
    donors: ArrayLike, treated_units: int, periods_before: int, *, seed: int, draws: int = 199
) -> FloatArray:
    """Return what the method finds where nothing was done: donors in the place of the treated.

    With one treated unit every donor takes its place once; with more, sets of as many donors do. Empty when too few donors are
    left to compare with.

    Parameters
    ----------
    donors : array_like, shape (donors, periods)
        Units never treated.
    treated_units, periods_before : int
        As in the estimate.
    seed, draws : int
        Seed of the run, and the most sets that are tried.
    """
    pool = np.asarray(donors, dtype=np.float64)
    sets = placebo_sets(pool.shape[0], treated_units, seed=seed, draws=draws)
    return np.array(
        [synthetic_differences(pool[rows], np.delete(pool, rows, axis=0), periods_before).estimate for rows in sets]
    )


def jackknife_error(treated: ArrayLike, donors: ArrayLike, periods_before: int) -> float:
    """Return the standard error by leaving out one unit after the other, the weights of the others kept in proportion.

    Needs at least two treated units, and at least two donors with a weight.
    """
    own, pool = np.atleast_2d(np.asarray(treated, dtype=np.float64)), np.asarray(donors, dtype=np.float64)
    found = synthetic_differences(own, pool, periods_before)
    if own.shape[0] < 2 or np.count_nonzero(found.unit_weights) < 2:
        sentence = "the jackknife needs two treated units and two donors with a weight"
        raise ValueError(sentence)
    moved_own = own[:, periods_before:].mean(axis=1) - own[:, :periods_before] @ found.period_weights
    moved_pool = pool[:, periods_before:].mean(axis=1) - pool[:, :periods_before] @ found.period_weights
    without_own = (moved_own.sum() - moved_own) / (len(moved_own) - 1) - found.unit_weights @ moved_pool
    left = 1 - found.unit_weights
    without_pool = moved_own.mean() - (found.unit_weights @ moved_pool - found.unit_weights * moved_pool) / left
    estimates = np.concatenate([without_own, without_pool])
    count = len(estimates)
    return float(np.sqrt((count - 1) / count * ((estimates - found.estimate) ** 2).sum()))
