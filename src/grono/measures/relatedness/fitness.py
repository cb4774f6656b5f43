"""Fitness of regions and complexity of industries by the non-linear iteration (MAP-27)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import BoolArray, FloatArray

STEPS = 1000
"""Steps after which the iteration stops and only ranks are to be read (MAP-27)."""

SETTLED = 1e-9
"""Largest change of any value at which the iteration has settled (MAP-27)."""

SMALLEST = 1e-250
"""Values do not fall below this: in many tables some fitness tends to 0, and its reciprocal must stay a number."""


@dataclass(frozen=True)
class Fitness:
    """Fitness and complexity of its kind.

    Parameters
    ----------
    fitness : Measured, shape (regions,)
        Mean 1.
    complexity : Measured, shape (industries,)
        Mean 1.
    settled : bool
        Whether the iteration came to rest. Where it did not, only the ranks are to be read.
    steps : int
        Steps taken.
    rule : str
        How presence was judged.
    """

    fitness: Measured
    complexity: Measured
    settled: bool
    steps: int
    rule: str


def fitness(there: Presence, *, steps: int = STEPS, tolerance: float = SETTLED) -> Fitness:
    r"""Fitness of regions, where an industry counts for little as soon as one unfit region has it.

    .. math:: \tilde F_r = \sum_i M_{ri} Q_i,\quad \tilde Q_i = \frac{1}{\sum_r M_{ri} / F_r}

    both from the step before, each then divided by its mean.

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has; empty regions and industries are set aside.
    steps : int
        The most steps to take.
    tolerance : float
        Change of the largest value at which to stop before.

    Returns
    -------
    Fitness
        ``EMPTY`` for what was set aside. With one region or one industry every value is 1.

    References
    ----------
    Tacchella, A., Cristelli, M., Caldarelli, G., Gabrielli, A. & Pietronero, L. (2012), doi:10.1038/srep00723; rule MAP-27.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> fitness(presence([[1, 1], [1, 0]]), steps=2).fitness.value.round(3).tolist()
    [1.5, 0.5]
    """
    diversity, ubiquity = there.diversity, there.ubiquity
    matrix = there.matrix[np.ix_(diversity > 0, ubiquity > 0)].astype(np.float64)
    found = np.ones(matrix.shape[0]), np.ones(matrix.shape[1])
    taken, settled = 0, matrix.size == 0
    while taken < steps and not settled:
        following = _step(matrix, *found)
        change = max(float(np.abs(new - old).max()) for new, old in zip(following, found, strict=True))
        found, taken, settled = following, taken + 1, change < tolerance
    return Fitness(
        fitness=_in_place(found[0], diversity > 0),
        complexity=_in_place(found[1], ubiquity > 0),
        settled=settled,
        steps=taken,
        rule=there.rule,
    )


def _step(matrix: FloatArray, region: FloatArray, industry: FloatArray) -> tuple[FloatArray, FloatArray]:
    fit = matrix @ industry
    complex_ = 1.0 / (matrix.T @ (1.0 / region))
    return np.maximum(fit / fit.mean(), SMALLEST), np.maximum(complex_ / complex_.mean(), SMALLEST)


def _in_place(found: FloatArray, there: BoolArray) -> Measured:
    value = np.zeros(there.size)
    value[there] = found
    return measured(value, {Reason.EMPTY: ~there})
