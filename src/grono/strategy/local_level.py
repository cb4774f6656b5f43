"""Probability bands for the time of completion, from a local-level model.

The points done in year t are level + noise, and the level wanders: y[t] = m[t] + e[t], m[t+1] = m[t] + w[t], with variances s and q·s. The
ratio q is chosen by likelihood (diffuse start, s concentrated out); the estimation error of s and q is not part of the bands, so they
are rather too narrow than too wide with few readings.
Reference: J. Durbin and S. J. Koopman, Time Series Analysis by State Space Methods, chapter 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PROBABILITIES = (0.80, 0.95)
"""Bands that are given (STR-30)."""
_LONGEST = 100  # years after which completion counts as never
# Noise only, then a grid even in logarithms: the likelihood is flat, finer steps do not change a band by a month.
_RATIOS = (0.0, *(10 ** (step / 10) for step in range(-40, 41)))
_SMALLEST_VARIANCE = 1e-12  # a series without any change has no noise; the logarithm needs a number


@dataclass(frozen=True)
class Band:
    """A band of the time of completion, in years from the end of the last reported one.

    ``latest`` is nothing when completion within a hundred years cannot be promised at this probability; likewise ``earliest``.
    """

    probability: float
    earliest: float | None
    latest: float | None


@dataclass(frozen=True)
class _Fit:
    """Level after the last reading, its variance, and both variances of the model."""

    level: float
    level_variance: float
    noise: float
    wander: float
    likelihood: float


def completion_bands(done: Sequence[float], remaining: float) -> tuple[Band, ...]:
    """Return the bands within which ``remaining`` points will be done, given points done in each year."""
    fit = max((_fitted(done, ratio) for ratio in _RATIOS), key=lambda candidate: candidate.likelihood)
    return tuple(_band(fit, remaining, probability) for probability in PROBABILITIES)


def _fitted(done: Sequence[float], ratio: float) -> _Fit:
    """Run the Kalman filter with all variances in units of the noise, and find the noise from the errors."""
    level, variance = done[0], 1.0
    squares, logarithms = 0.0, 0.0
    for value in done[1:]:
        predicted = variance + ratio
        error, spread = value - level, predicted + 1
        squares += error**2 / spread
        logarithms += log(spread)
        gain = predicted / spread
        level, variance = level + gain * error, predicted * (1 - gain)
    count = len(done) - 1
    noise = max(squares / count, _SMALLEST_VARIANCE)
    return _Fit(level, variance * noise, noise, ratio * noise, -(count * log(noise) + logarithms) / 2)


def _band(fit: _Fit, remaining: float, probability: float) -> Band:
    quantile = NormalDist().inv_cdf((1 + probability) / 2)
    return Band(probability, _crossing(fit, remaining, quantile), _crossing(fit, remaining, -quantile))


def _crossing(fit: _Fit, remaining: float, quantile: float) -> float | None:
    """Return the first time at which this quantile of the points done in the future reaches the rest."""
    before = 0.0
    for years in range(1, _LONGEST + 1):
        reached = years * fit.level + quantile * sqrt(_variance_of_sum(fit, years))
        if reached >= remaining:
            return years - 1 + (remaining - before) / (reached - before)
        before = reached
    return None


def _variance_of_sum(fit: _Fit, years: int) -> float:
    """Return the variance of the points of so many future years together."""
    wandered = sum(step**2 for step in range(1, years + 1)) * fit.wander
    return years**2 * fit.level_variance + wandered + years * fit.noise
