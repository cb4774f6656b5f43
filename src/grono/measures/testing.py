"""Tests by permutation, and what many tests at once may still claim (MAP-35)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from grono.measures.result import BoolArray, FloatArray

PERMUTATIONS = 999
"""Draws of a permutation test unless a run says otherwise (MAP-35)."""

LEVEL = 0.05
"""Share of false discoveries among what is kept, unless a run says otherwise."""


@dataclass(frozen=True)
class FalseDiscovery:
    """A family of tests after the procedure of Benjamini and Hochberg.

    Parameters
    ----------
    adjusted : Measured
        Adjusted p-values, of the shape of the family: the smallest level at which the test is still kept.
    kept : numpy.ndarray of bool
        Where the adjusted p-value is at most ``level``; False where there was no test.
    family : str
        What was tested together, such as ``"moran 2019, all industries"``.
    tests : int
        How many tests the family has: those with a p-value.
    level : float
        Expected share of false discoveries among the kept.
    """

    adjusted: Measured
    kept: BoolArray
    family: str
    tests: int
    level: float


def permutation_p_value(at_least_as_extreme: ArrayLike, permutations: ArrayLike = PERMUTATIONS) -> FloatArray:
    r"""Probability of a permutation test, which is never 0.

    .. math:: p = \frac{k + 1}{n + 1}

    Parameters
    ----------
    at_least_as_extreme : array of whole numbers
        k, how many of the draws are as extreme as what was observed, or more; ties count.
    permutations : int or array that broadcasts
        n, the draws.

    Returns
    -------
    numpy.ndarray of float64
        In (0, 1], of the broadcast shape.

    Raises
    ------
    ValueError
        When n is below 1, or k is not within 0 and n.

    References
    ----------
    Phipson, B. & Smyth, G. K. (2010), doi:10.2202/1544-6115.1585; rule MAP-35.

    Examples
    --------
    >>> permutation_p_value([0, 37]).tolist()
    [0.001, 0.038]
    """
    extreme = np.asarray(at_least_as_extreme, dtype=np.float64)
    draws = np.asarray(permutations, dtype=np.float64)
    if not ((draws >= 1).all() and (extreme >= 0).all() and (extreme <= draws).all()):
        message = "a permutation test needs one draw or more, and counts from 0 to the number of draws"
        raise ValueError(message)
    return np.asarray((extreme + 1) / (draws + 1))


def two_sided_p_value(as_large: ArrayLike, as_small: ArrayLike, permutations: ArrayLike = PERMUTATIONS) -> FloatArray:
    """Twice the smaller of the two one-sided probabilities, at most 1 (MAP-35).

    Parameters
    ----------
    as_large, as_small : arrays of whole numbers
        How many draws are at least, and at most, what was observed; a tie counts in both.
    permutations : int or array that broadcasts
        The draws.

    Examples
    --------
    >>> two_sided_p_value([0, 999], [999, 999]).tolist()
    [0.002, 1.0]
    """
    smaller = np.minimum(np.asarray(as_large, dtype=np.float64), np.asarray(as_small, dtype=np.float64))
    return np.minimum(2 * permutation_p_value(smaller, permutations), 1.0)


def benjamini_hochberg(p_values: ArrayLike | Measured, *, family: str, level: float = LEVEL) -> FalseDiscovery:
    r"""Adjust a family of p-values so that of what is kept only a share ``level`` is expected to be false.

    With the p-values sorted, :math:`p_{(1)} \le \dots \le p_{(m)}`,

    .. math:: q_{(j)} = \min\Bigl(1, \min_{l \ge j} \frac{m}{l}\,p_{(l)}\Bigr)

    Parameters
    ----------
    p_values : array of any shape, or Measured
        The p-values of the family; NaN, or a gap of the measure, is no test and counts neither in m nor in the ranks.
    family : str
        What is tested together: it stands beside the result wherever it is shown.
    level : float
        Share of false discoveries, in (0, 1).

    Returns
    -------
    FalseDiscovery
        Equal p-values have equal adjusted ones. An empty family keeps nothing.

    Raises
    ------
    ValueError
        When a p-value lies outside [0, 1] or the level outside (0, 1).

    References
    ----------
    Benjamini, Y. & Hochberg, Y. (1995), doi:10.1111/j.2517-6161.1995.tb02031.x; rule MAP-35.

    Examples
    --------
    >>> found = benjamini_hochberg([0.01, 0.02, 0.03, 0.9], family="four industries")
    >>> found.adjusted.value.round(3).tolist(), found.kept.tolist()
    ([0.04, 0.04, 0.04, 0.9], [True, True, True, False])
    """
    given = _as_measured(p_values)
    tested = given.value[given.present]
    if not 0 < level < 1:
        message = f"the level must lie between 0 and 1, not {level}"
        raise ValueError(message)
    if ((tested < 0) | (tested > 1)).any():
        message = "p-values must lie between 0 and 1"
        raise ValueError(message)
    adjusted = np.zeros(given.value.shape)
    adjusted[given.present] = _adjusted(tested)
    values = Measured(adjusted, given.reason)
    return FalseDiscovery(values, given.present & (adjusted <= level), family, tested.size, level)


def _as_measured(p_values: ArrayLike | Measured) -> Measured:
    if isinstance(p_values, Measured):
        return p_values
    values = np.asarray(p_values, dtype=np.float64)
    return measured(values, {Reason.MISSING: np.isnan(values)})


def _adjusted(tested: FloatArray) -> FloatArray:
    order = np.argsort(tested, kind="stable")[::-1]
    rank = np.arange(tested.size, 0, -1)
    stepped = np.minimum.accumulate(tested[order] * tested.size / rank)
    result = np.empty(tested.size)
    result[order] = np.minimum(stepped, 1.0)
    return result
