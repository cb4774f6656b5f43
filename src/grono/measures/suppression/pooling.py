"""One answer out of many imputations: the mean, and the interval over all draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv

from grono.measures.result import Measured, Reason
from grono.measures.uncertainty import LocationQuotientInterval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.uncertainty import Posterior

STEPS = 40
"""Halvings of the interval around a quantile of a mixture: to 10⁻¹² of its width."""


def pooled(results: Sequence[Measured], *, level: float = 0.95) -> tuple[Measured, Measured, Measured]:
    """Return the mean of a measure over imputations, and the interval that holds its values.

    Parameters
    ----------
    results : sequence of Measured
        The measure, once for each imputation.
    level : float
        Share of the imputations inside; with few of them the ends are close to the extremes.

    Returns
    -------
    tuple of Measured
        Mean, lower and upper end. Missing where any imputation has no value, with the reason of the first that has none.

    Examples
    --------
    >>> three = [Measured(np.array([value]), np.zeros(1, dtype=np.uint8)) for value in (1.0, 2.0, 6.0)]
    >>> [float(part.value[0]) for part in pooled(three, level=1.0)]
    [3.0, 1.0, 6.0]
    """
    values = np.stack([one.value for one in results])
    reason = _first_reason([one.reason for one in results])
    tail = (1 - level) / 2
    present = reason == Reason.PRESENT
    ends = np.quantile(values, [tail, 1 - tail], axis=0)
    parts = [np.where(present, part, 0.0) for part in (values.mean(axis=0), *ends)]
    return Measured(parts[0], reason), Measured(parts[1], reason), Measured(parts[2], reason)


def pooled_interval(posteriors: Sequence[Posterior], *, level: float = 0.95) -> LocationQuotientInterval:
    r"""Return the posterior of location quotients over all imputations: the even mixture of the posteriors of each.

    .. math:: F(q) = \frac{1}{m} \sum_{k=1}^m I_{q x_k}(\alpha_k, \beta_k)

    Parameters
    ----------
    posteriors : sequence of Posterior
        One for each imputation.
    level : float
        Probability inside the interval.

    Returns
    -------
    LocationQuotientInterval
        Mean and probability are the means; the quantiles are those of the mixture. Where all imputations agree they are those
        of the one posterior. Missing where any posterior is.
    """
    reason = _first_reason([one.reason for one in posteriors])
    present = reason == Reason.PRESENT
    alpha, beta = (np.stack([getattr(one, name)[present] for one in posteriors]) for name in ("alpha", "beta"))
    x = np.stack([np.broadcast_to(one.region_share[:, None], reason.shape)[present] for one in posteriors])
    tail = (1 - level) / 2

    def laid_out(values: FloatArray) -> Measured:
        cells = np.zeros(reason.shape)
        cells[present] = values
        return Measured(cells, reason)

    return LocationQuotientInterval(
        shrunk=laid_out((alpha / (alpha + beta) / x).mean(axis=0)),
        lower=laid_out(_mixture_quantile(alpha, beta, x, tail)),
        upper=laid_out(_mixture_quantile(alpha, beta, x, 1 - tail)),
        probability_above_one=laid_out((1 - betainc(alpha, beta, x)).mean(axis=0)),
    )


def _first_reason(reasons: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]) -> np.ndarray:
    found = reasons[0].copy()
    for reason in reasons[1:]:
        found = np.where(found == Reason.PRESENT, reason, found)
    return found


def _mixture_quantile(alpha: FloatArray, beta: FloatArray, x: FloatArray, at: float) -> FloatArray:
    """Return a quantile of the quotient; it lies between the least and the greatest of those of the single posteriors."""
    single = betaincinv(alpha, beta, at) / x
    lower, upper = single.min(axis=0), single.max(axis=0)
    open_cells = _apart(lower, upper)
    alpha, beta, x = alpha[:, open_cells], beta[:, open_cells], x[:, open_cells]
    low, high = lower[open_cells], upper[open_cells]
    for _ in range(STEPS):
        middle = 0.5 * (low + high)
        below = betainc(alpha, beta, np.minimum(middle * x, 1.0)).mean(axis=0) < at
        low, high = np.where(below, middle, low), np.where(below, high, middle)
        if not _apart(low, high).any():
            break
    result = 0.5 * (lower + upper)
    result[open_cells] = 0.5 * (low + high)
    return np.asarray(result)


def _apart(lower: FloatArray, upper: FloatArray) -> BoolArray:
    return np.asarray(upper - lower > 1e-6 * np.maximum(upper, 1e-9))
