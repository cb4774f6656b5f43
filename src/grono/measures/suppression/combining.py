"""Any measure over imputations, one draw at a time: mean and range, and Rubin's rules where the measure has an interval of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri, stdtrit

from grono.measures.result import Measured, Reason, divide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

    Ends = tuple[Measured, Measured]

ALIKE, TINY = 1e-6, 1e-9
"""Draws that differ by less than this part of their size, or by less than the second number, do not differ: raking meets the
sums of a table to one part in a hundred million."""

LARGE = 1e6
"""Degrees of freedom beyond which t is normal."""


class IntervalKind(IntEnum):
    """What an interval speaks of; the last is the sum of the two before it."""

    NONE = 0
    ERROR = 1
    """The error of the measure itself: its posterior, its bootstrap."""
    IMPUTATIONS = 2
    """What cells that the source hides could be: the values over all imputations, from the smallest to the largest."""
    ERROR_AND_IMPUTATIONS = 3
    """Both."""

    @property
    def label(self) -> str:
        """The kind as it stands in result tables."""
        return "" if self is IntervalKind.NONE else self.name.lower()


def differ(low: FloatArray, high: FloatArray) -> BoolArray:
    """Return where the smallest and the largest of some draws are truly different."""
    return np.asarray(high - low > np.maximum(ALIKE * np.maximum(np.abs(low), np.abs(high)), TINY))


@dataclass(frozen=True)
class Combined:
    """A measure with what imputations add, all of one shape.

    Parameters
    ----------
    value, lower, upper : Measured
        The ends have no value, with the reason ``NO_DRAWS``, where there is no interval.
    kinds : numpy.ndarray of uint8
        :class:`IntervalKind` of each.
    not_in_all : numpy.ndarray of bool
        Where the estimate has a value and some draw has none; the estimate then stands as it is, without an interval.
    """

    value: Measured
    lower: Measured
    upper: Measured
    kinds: NDArray[np.uint8]
    not_in_all: BoolArray


def _differ_at(where: BoolArray, low: FloatArray, high: FloatArray) -> BoolArray:
    return np.asarray(where & differ(np.where(where, low, 0.0), np.where(where, high, 0.0)))


class Combining:
    r"""Takes a measure imputation by imputation and puts the results together.

    Without an interval of its own a measure gets the mean of the draws and their range. With one, Rubin's rules hold:

    .. math:: \bar q \pm t_\nu \sqrt{W + (1 + 1/m)B}, \quad \nu = (m - 1)\Bigl(1 + \frac{W}{(1 + 1/m)B}\Bigr)^2

    W is the mean variance within the draws, read from their 95 % intervals, B the variance between them. The two sides of an
    interval are combined apart, so that a skewed one stays skewed; symmetric ones give Rubin's interval exactly. An end
    does not pass below zero where no end of any draw does.

    Parameters
    ----------
    shape : tuple of int
        Of the measure.
    level : float
        Probability inside the intervals.

    References
    ----------
    Rubin, D. B. (1987), *Multiple Imputation for Nonresponse in Surveys*, doi:10.1002/9780470316696, section 3.1; rule MAP-43.

    Examples
    --------
    >>> def one(value):
    ...     return Measured(np.array([value]), np.zeros(1, dtype=np.uint8))
    >>> over = Combining((1,))
    >>> for value in (1.0, 2.0, 6.0):
    ...     over.add(one(value))
    >>> found = over.combined(one(2.5))
    >>> [float(part.value[0]) for part in (found.value, found.lower, found.upper)]
    [3.0, 1.0, 6.0]
    >>> over = Combining((1,))
    >>> for value in (1.0, 2.0, 6.0):
    ...     over.add(one(value), (one(value - 1.96), one(value + 1.96)))
    >>> found = over.combined(one(2.5), (one(0.5), one(4.5)))
    >>> [round(float(part.value[0]), 3) for part in (found.value, found.lower, found.upper)]
    [3.0, -8.655, 14.655]
    """

    def __init__(self, shape: tuple[int, ...], *, level: float = 0.95) -> None:
        self._tail = (1 - level) / 2
        self._draws = 0
        self._with_value, self._with_interval = np.zeros(shape, dtype=np.int32), np.zeros(shape, dtype=np.int32)
        self._mean, self._squares, self._below, self._above = (np.zeros(shape) for _ in range(4))
        self._low, self._high, self._least = (np.full(shape, fill) for fill in (np.inf, -np.inf, np.inf))
        self._narrow, self._wide = np.full(shape, np.inf), np.full(shape, -np.inf)

    def add(self, value: Measured, ends: Ends | None = None) -> None:
        """Take in one draw."""
        self._draws += 1
        there = value.present
        self._with_value += there
        step = np.where(there, value.value - self._mean, 0.0)
        self._mean += step / np.maximum(self._with_value, 1)
        self._squares += np.where(there, step * (value.value - self._mean), 0.0)
        self._low = np.where(there, np.minimum(self._low, value.value), self._low)
        self._high = np.where(there, np.maximum(self._high, value.value), self._high)
        if ends is None:
            return
        both = there & ends[0].present & ends[1].present
        self._with_interval += both
        self._below += np.where(both, np.square(value.value - ends[0].value), 0.0)
        self._above += np.where(both, np.square(ends[1].value - value.value), 0.0)
        width = ends[1].value - ends[0].value
        self._narrow = np.where(both, np.minimum(self._narrow, width), self._narrow)
        self._wide = np.where(both, np.maximum(self._wide, width), self._wide)
        self._least = np.where(both, np.minimum(self._least, ends[0].value), self._least)

    def combined(self, estimate: Measured, ends: Ends | None = None, *, keep_estimate: bool = False) -> Combined:
        """Return what the draws say together.

        Parameters
        ----------
        estimate : Measured
            The measure with the estimates of the hidden cells: stands where the draws do not differ.
        ends : pair of Measured, optional
            Its own interval, if it has one.
        keep_estimate : bool
            Whether the value stays that of the estimate: for verdicts and p-values, of which a mean is neither.
        """
        present = estimate.present
        own = np.zeros(present.shape, dtype=bool) if ends is None else ends[0].present & ends[1].present
        everywhere = present & (self._with_value == self._draws) & (self._draws > 0)
        moved = _differ_at(everywhere, self._low, self._high)
        whole = everywhere & own & (self._with_interval == self._draws)
        both = whole & (moved | _differ_at(whole, self._narrow, self._wide))
        value = estimate.value if keep_estimate else np.where(moved, self._mean, estimate.value)
        lower, upper = (
            (np.zeros(present.shape), np.zeros(present.shape)) if ends is None else (end.value.copy() for end in ends)
        )
        lower[moved], upper[moved] = self._low[moved], self._high[moved]
        lower[both], upper[both] = self._rubin(both)
        not_in_all = present & (self._with_value < self._draws)
        own &= ~not_in_all
        kinds = np.where(own, IntervalKind.ERROR, IntervalKind.NONE)
        kinds = np.where(moved, IntervalKind.IMPUTATIONS, kinds)
        kinds = np.where(both, IntervalKind.ERROR_AND_IMPUTATIONS, kinds)
        known = own | moved
        reason = np.where(known, np.uint8(Reason.PRESENT), np.uint8(Reason.NO_DRAWS))
        return Combined(
            Measured(value, estimate.reason),
            Measured(np.where(known, lower, 0.0), reason),
            Measured(np.where(known, upper, 0.0), reason),
            kinds.astype(np.uint8),
            not_in_all,
        )

    def _rubin(self, where: BoolArray) -> tuple[FloatArray, FloatArray]:
        """Return the ends by Rubin's rules, each side with its own variance within."""
        draws, mean = self._draws, self._mean[where]
        normal = -float(ndtri(self._tail))
        below, above = self._below[where] / draws, self._above[where] / draws
        between = (1 + 1 / draws) * self._squares[where] / max(draws - 1, 1)
        within = np.square((np.sqrt(below) + np.sqrt(above)) / 2 / normal)
        freedom = np.minimum(max(draws - 1, 1) * np.square(1 + divide(within, between)), LARGE)
        freedom[between == 0] = LARGE
        wider = stdtrit(freedom, 1 - self._tail) / normal
        lower = mean - wider * np.sqrt(below + normal**2 * between)
        upper = mean + wider * np.sqrt(above + normal**2 * between)
        return np.where(self._least[where] >= 0, np.maximum(lower, 0.0), lower), upper
