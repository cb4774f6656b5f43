"""Whether a partition would be found again with other regions: agreement of partitions, and members that wander."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

    Labels = NDArray[np.int64]

LEAST_STABILITY = 0.5
"""An industry that stays with its cluster in fewer of the resampled partitions is a loose member."""


@dataclass(frozen=True)
class Stability:
    """How a partition fares when its regions are drawn again.

    Parameters
    ----------
    adjusted_rand : numpy.ndarray, shape (resamples,)
        Agreement of each resampled partition with the first: 1 the same, 0 that of chance.
    member : Measured, shape (members,)
        Share of the resampled partitions in which a member stays with its cluster: at least half of its mates are with it
        again, or it is alone again. ``EMPTY`` for a member that no resample places.
    """

    adjusted_rand: FloatArray
    member: Measured

    def loose(self, least: float = LEAST_STABILITY) -> BoolArray:
        """Return which members stay in fewer resamples than ``least``."""
        return np.asarray(self.member.present & (self.member.value < least))

    def taken(self, order: NDArray[np.intp]) -> Stability:
        """Return the members in another order."""
        return Stability(self.adjusted_rand, Measured(self.member.value[order], self.member.reason[order]))


def adjusted_rand(first: Labels, second: Labels) -> float:
    r"""Agreement of two partitions beyond chance, over the pairs of members.

    .. math:: R = \frac{\sum_{ab}\binom{n_{ab}}{2} - E}{\tfrac12\big[\sum_a\binom{n_a}{2} + \sum_b\binom{n_b}{2}\big] - E},
              \quad E = \sum_a\binom{n_a}{2}\sum_b\binom{n_b}{2} \Big/ \binom{n}{2}

    Parameters
    ----------
    first, second : numpy.ndarray of int64, shape (members,)
        Labels; a member with a label below 0 in either is in no cluster and is left out.

    Returns
    -------
    float
        1 for equal partitions, 0 in the mean of random ones; 1 where both are trivial in the same way.

    References
    ----------
    Hubert, L. & Arabie, P. (1985), doi:10.1007/BF01908075; rule MAP-38.

    Examples
    --------
    >>> adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0]))
    1.0
    """
    table = _contingency(first, second)
    together, one, other = (float(_pairs(part).sum()) for part in (table, table.sum(axis=1), table.sum(axis=0)))
    every = float(_pairs(table.sum()))
    expected = one * other / every if every else 0.0
    most = (one + other) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def stability(label: Labels, resampled: Sequence[Labels]) -> Stability:
    """Compare a partition with those of resampled regions.

    Parameters
    ----------
    label : numpy.ndarray of int64, shape (members,)
        The partition; below 0 for what is in no cluster.
    resampled : sequence of numpy.ndarray of int64, shape (members,)
        Partitions of the same members; below 0 for what a resample could not place.

    Returns
    -------
    Stability
        Over the resamples, in their order.
    """
    agreement = np.array([adjusted_rand(label, other) for other in resampled])
    stays = np.array([_stays(label, other) for other in resampled]).reshape(-1, label.size)
    placed = np.array([(label >= 0) & (other >= 0) for other in resampled]).reshape(-1, label.size)
    share = divide((stays & placed).sum(axis=0).astype(np.float64), placed.sum(axis=0).astype(np.float64))
    return Stability(agreement, measured(share, {Reason.EMPTY: np.asarray(~placed.any(axis=0))}))


def _stays(label: Labels, other: Labels) -> BoolArray:
    """Say which members have at least half of their mates with them again; one without mates must be alone again."""
    placed = (label >= 0) & (other >= 0)
    table = _contingency(label, other)
    result = np.zeros(label.size, dtype=bool)
    here, there = (np.unique(one[placed], return_inverse=True)[1] for one in (label, other))
    mates, with_it = table.sum(axis=1)[here] - 1, table[here, there] - 1
    result[placed] = np.where(mates > 0, 2 * with_it >= mates, table.sum(axis=0)[there] == 1)
    return result


def _contingency(first: Labels, second: Labels) -> NDArray[np.int64]:
    """Count the members placed in both partitions by their two clusters."""
    both = (first >= 0) & (second >= 0)
    (one, of_first), (two, of_second) = (np.unique(label[both], return_inverse=True) for label in (first, second))
    shape = (one.size, two.size)
    counts = np.bincount(
        np.ravel_multi_index((of_first, of_second), shape) if both.any() else [], minlength=one.size * two.size
    )
    return counts.reshape(shape).astype(np.int64)


def _pairs(count: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.asarray(count * (count - 1) // 2)
