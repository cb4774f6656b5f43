"""Where one of several comparable things stands: the mid-rank percentile, with an interval from draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.choice.ranking import mid_ranks
from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray


@dataclass(frozen=True)
class PercentileInterval:
    """A percentile with how far its error moves it.

    Parameters
    ----------
    percentile, lower, upper : Measured
        Of the values themselves; 2.5 and 97.5 % quantiles over the draws.
    peers : numpy.ndarray
        How many comparable values there are, the value itself included.
    """

    percentile: Measured
    lower: Measured
    upper: Measured
    peers: FloatArray


def mid_rank_percentile(values: ArrayLike, *, benefit: bool = True) -> Measured:
    r"""Share of the comparable values below one, with half of those equal to it, itself included.

    .. math:: p_k = \frac{\#\{j : v_j < v_k\} + \tfrac12 \#\{j : v_j = v_k\}}{n}

    Parameters
    ----------
    values : array, shape (..., n)
        Any unit; the last axis holds what is comparable. NaN is missing and counts nowhere.
    benefit : bool
        False where little is good: then the percentile is that of −v.

    Returns
    -------
    Measured, shape (..., n)
        Strictly between 0 and 1; ½ for one alone and where all are equal. ``MISSING`` where the value is. Zero is a value.

    References
    ----------
    Rule MAP-41.

    Examples
    --------
    >>> mid_rank_percentile([3, 5, 5, 8]).value.tolist()
    [0.125, 0.5, 0.5, 0.875]
    """
    given = np.asarray(values, dtype=np.float64)
    missing = np.isnan(given)
    counted = np.broadcast_to((~missing).sum(axis=-1, keepdims=True), given.shape).astype(np.float64)
    ranks = np.nan_to_num(mid_ranks(given if benefit else -given))
    return measured(divide(ranks - 0.5, counted), {Reason.MISSING: missing})


def percentile_interval(
    values: ArrayLike, draws: ArrayLike | None = None, *, benefit: bool = True, level: float = 0.95
) -> PercentileInterval:
    """Percentile of each value among all of its line, and how far it moves when all values are drawn anew.

    Parameters
    ----------
    values : array, shape (..., n)
        The best estimates; NaN where missing.
    draws : array, shape (draws, ..., n), optional
        The same values with their error, all drawn together. Without draws there is no interval: ``NO_DRAWS``.
    benefit : bool
        Whether much is good.
    level : float
        Probability inside the interval.

    Returns
    -------
    PercentileInterval
        What is missing in ``values`` is missing everywhere.

    References
    ----------
    Rule MAP-41.

    Examples
    --------
    >>> found = percentile_interval([1, 2], [[1, 2], [2, 1], [1, 2], [1, 2]])
    >>> found.percentile.value.tolist(), found.lower.value.tolist(), found.upper.value.tolist()
    ([0.25, 0.75], [0.25, 0.25], [0.75, 0.75])
    """
    given = np.asarray(values, dtype=np.float64)
    percentile = mid_rank_percentile(given, benefit=benefit)
    missing = ~percentile.present
    peers = np.broadcast_to((~missing).sum(axis=-1, keepdims=True), given.shape).astype(np.float64)
    if draws is None:
        none = measured(
            np.zeros(given.shape), {Reason.MISSING: missing, Reason.NO_DRAWS: np.ones(given.shape, dtype=bool)}
        )
        return PercentileInterval(percentile, none, none, peers)
    drawn = np.where(missing, np.nan, np.asarray(draws, dtype=np.float64))
    places = mid_rank_percentile(drawn, benefit=benefit)
    tail = (1 - level) / 2
    ends = np.quantile(places.value, (tail, 1 - tail), axis=0, method="inverted_cdf")
    reasons = {Reason.MISSING: missing}
    return PercentileInterval(percentile, measured(ends[0], reasons), measured(ends[1], reasons), peers)
