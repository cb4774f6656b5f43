"""PROMETHEE II with the usual criterion: who is better than how many, whatever the distance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.choice.ranking import mid_ranks
from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Flows:
    """Outranking flows, each of shape (candidates,).

    Parameters
    ----------
    positive, negative : Measured
        Weighted share of the others that a candidate is better than, and that are better than it; in [0, 1].
    net : Measured
        Their difference, in [−1, 1]: the order of PROMETHEE II.
    """

    positive: Measured
    negative: Measured
    net: Measured


def promethee(values: ArrayLike, weights: ArrayLike, benefit: ArrayLike | None = None) -> Flows:
    r"""Net outranking flow with the usual criterion: any difference counts in full.

    .. math:: \phi_k = \sum_c w_c\,\frac{\#\{j : v_{jc} < v_{kc}\} - \#\{j : v_{jc} > v_{kc}\}}{n - 1}

    Parameters
    ----------
    values : array, shape (candidates, criteria)
        Any units; NaN where missing.
    weights : array, shape (criteria,)
        Zero or more; only their proportions count.
    benefit : array of bool, shape (criteria,), optional
        False where little is good.

    Returns
    -------
    Flows
        A candidate with a missing value is ``MISSING`` and compared with nobody; one candidate alone has
        ``CONSTANT``. Counted by sorting, so the cost grows with n log n.

    References
    ----------
    Brans, J. P. & Vincke, P. (1985), doi:10.1287/mnsc.31.6.647; rule MAP-45.

    Examples
    --------
    >>> promethee([[1, 9], [2, 8], [3, 1]], [0.5, 0.5]).net.value.tolist()
    [0.0, 0.0, 0.0]
    >>> promethee([[1, 9], [2, 8], [3, 1]], [0.2, 0.8]).net.value.round(3).tolist()
    [0.6, 0.0, -0.6]
    """
    given = np.asarray(values, dtype=np.float64)
    weight = np.asarray(weights, dtype=np.float64)
    wanted = np.ones(given.shape[1], dtype=bool) if benefit is None else np.asarray(benefit, dtype=bool)
    missing = np.asarray(np.isnan(given).any(axis=1))
    kept = np.where(wanted, given, -given)[~missing]
    others = max(kept.shape[0] - 1, 1)
    middle = mid_ranks(kept.T).T
    equal = np.stack([_equal(column) for column in kept.T], axis=1) if kept.size else kept
    below = middle - 1 - (equal - 1) / 2
    above = kept.shape[0] - equal - below
    share = weight / weight.sum()
    alone = np.full(given.shape[0], kept.shape[0] == 1)

    def flow(counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Measured:
        result = np.zeros(given.shape[0])
        result[~missing] = counts @ share / others
        return measured(result, {Reason.MISSING: missing, Reason.CONSTANT: alone})

    return Flows(flow(below), flow(above), flow(below - above))


def _equal(
    column: np.ndarray[tuple[int, ...], np.dtype[np.float64]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Count how many candidates share each candidate's value, itself included."""
    _, place, number = np.unique(column, return_inverse=True, return_counts=True)
    return np.asarray(number[place], dtype=np.float64)
