"""One answer out of many imputations: the mean, and the interval over all draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv, betaln

from grono.measures.result import Measured, Reason
from grono.measures.uncertainty import LocationQuotientInterval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.uncertainty import Posterior

STEPS = 60
"""Newton steps or halvings towards a quantile of a mixture; a handful is the rule."""

CLOSE = 1e-9
"""Probability by which a quantile of a mixture may be missed."""

ALIKE = 1e-3
"""Variance between imputations, as a part of that within them, below which one Beta of the same mean and variance is taken
for the mixture: its quantiles then move by less than a thousandth of the interval."""


def pooled(results: Sequence[Measured], *, level: float = 0.95) -> tuple[Measured, Measured, Measured]:
    """Return the mean of a measure over imputations, and the interval that holds its values.

    Parameters
    ----------
    results : sequence of Measured
        The measure, once for each imputation.
    level : float
        Probability that one more imputation would lie inside: the ends are the k-th of the sorted values with k = p(m + 1)
        (Weibull's quantiles). Below 39 imputations 95 % asks for more than all of them, and the ends are the extremes.

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
    ends = np.quantile(values, [tail, 1 - tail], axis=0, method="weibull")
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
        Mean and probability are the means; the quantiles are those of the mixture. Where the imputations hardly differ they are
        those of the Beta distribution with its mean and variance. Missing where any posterior is; without ends where any is a point.
    """
    reason = _first_reason([one.reason for one in posteriors])
    present = reason == Reason.PRESENT
    alpha, beta = (np.stack([getattr(one, name)[present] for one in posteriors]) for name in ("alpha", "beta"))
    x = np.stack([np.broadcast_to(one.region_share[:, None], reason.shape)[present] for one in posteriors])
    mixture = _Mixture(alpha, beta, x)
    tail = (1 - level) / 2

    cut = present & np.logical_or.reduce([one.point for one in posteriors])

    def laid_out(values: FloatArray) -> Measured:
        cells = np.zeros(reason.shape)
        cells[present] = values
        return Measured(cells, reason)

    def end(values: FloatArray) -> Measured:
        whole = laid_out(values)
        return Measured(np.where(cut, 0.0, whole.value), np.where(cut, np.uint8(Reason.GAMMA_AT_LIMIT), reason))

    return LocationQuotientInterval(
        shrunk=laid_out(mixture.mean),
        lower=end(mixture.quantile(tail)),
        upper=end(mixture.quantile(1 - tail)),
        probability_above_one=laid_out((1 - betainc(alpha, beta, x)).mean(axis=0)),
    )


def _first_reason(reasons: Sequence[np.ndarray[tuple[int, ...], np.dtype[np.uint8]]]) -> np.ndarray:
    found = reasons[0].copy()
    for reason in reasons[1:]:
        found = np.where(found == Reason.PRESENT, reason, found)
    return found


class _Mixture:
    """Even mixtures of the quotients of Beta shares, arrays of shape (imputations, cells)."""

    def __init__(self, alpha: FloatArray, beta: FloatArray, x: FloatArray) -> None:
        self._alpha, self._beta, self._x = alpha, beta, x
        size = alpha + beta
        each = alpha / size / x
        self.mean = each.mean(axis=0)
        self._within = (alpha * beta / (size**2 * (size + 1)) / x**2).mean(axis=0)
        self._between = each.var(axis=0)

    def quantile(self, at: float) -> FloatArray:
        """Return the quantile of each cell."""
        result = self._of_one_beta(at)
        differ = self._between > ALIKE * self._within
        if differ.any():
            result[differ] = self._solved(at, result[differ], differ)
        return result

    def _of_one_beta(self, at: float) -> FloatArray:
        """Return the quantile of the Beta distribution with the mean and variance of the mixture."""
        x = self._x.mean(axis=0)
        share = np.clip(self.mean * x, 1e-12, 1 - 1e-12)
        size = np.maximum(share * (1 - share) / ((self._within + self._between) * x**2) - 1, 1e-6)
        return np.asarray(betaincinv(share * size, (1 - share) * size, at) / x)

    def _solved(self, at: float, start: FloatArray, where: BoolArray) -> FloatArray:
        """Solve F(q) = at by Newton steps inside an interval that holds the answer; a step that would leave it halves it."""
        alpha, beta, x = self._alpha[:, where], self._beta[:, where], self._x[:, where]
        constant = betaln(alpha, beta)
        low, high, quotient = np.zeros(start.shape), 1 / x.min(axis=0), start.copy()
        quotient = np.where((quotient > low) & (quotient < high), quotient, 0.5 * high)
        left = np.arange(start.size)
        for _ in range(STEPS):
            share = np.minimum(quotient[left] * x, 1.0)
            missing = at - betainc(alpha, beta, share).mean(axis=0)
            far = np.abs(missing) >= CLOSE
            if not far.any():
                break
            left, missing, share = left[far], missing[far], share[:, far]
            alpha, beta, x, constant = alpha[:, far], beta[:, far], x[:, far], constant[:, far]
            now = quotient[left]
            low[left] = np.where(missing > 0, now, low[left])
            high[left] = np.where(missing > 0, high[left], now)
            inner = np.clip(share, 1e-300, 1 - 1e-16)
            density = np.exp((alpha - 1) * np.log(inner) + (beta - 1) * np.log1p(-inner) - constant) * x
            step = now + missing / np.maximum(density.mean(axis=0), 1e-300)
            inside = (step > low[left]) & (step < high[left])
            quotient[left] = np.where(inside, step, 0.5 * (low[left] + high[left]))
        return quotient
