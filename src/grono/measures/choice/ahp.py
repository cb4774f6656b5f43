"""AHP: weights from judgements of pairs. It only elicits weights here; the order of candidates comes from SMAA."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.messages import InputError, Problem, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from grono.measures.result import FloatArray

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""Mean consistency index of random judgements of 1 to 10 criteria (Saaty 1980, The Analytic Hierarchy Process, p. 21)."""

HIGHEST_RATIO = 0.1
"""Judgements above this consistency ratio contradict each other too much (Saaty's rule of thumb; MAP-45)."""


@dataclass(frozen=True)
class ElicitedWeights:
    """Weights from judgements of pairs.

    Parameters
    ----------
    weights : numpy.ndarray, shape (criteria,)
        Adding up to 1.
    largest_eigenvalue : float
        λ_max; equal to the number of criteria when the judgements agree with each other.
    consistency_ratio : float
        0 when they agree, about 1 when they are as good as random.
    problems : tuple of Problem
        A warning where the ratio is above .1.
    """

    weights: FloatArray
    largest_eigenvalue: float
    consistency_ratio: float
    problems: tuple[Problem, ...]


def ahp_weights(matrix: ArrayLike, criteria: Sequence[str] | None = None) -> ElicitedWeights:
    r"""Weights from a matrix of judgements: how many times more important one criterion is than another.

    The principal eigenvector of the matrix; :math:`CR = (\lambda_{max} - n) / ((n - 1)\,RI_n)`.

    Parameters
    ----------
    matrix : array, shape (criteria, criteria)
        a_ij > 0, a_ji = 1/a_ij, ones on the diagonal.
    criteria : sequence of str, optional
        Names for the sentences; by default numbers from 1.

    Raises
    ------
    InputError
        With every judgement that cannot be, at once.

    References
    ----------
    Saaty, T. L. (1977), doi:10.1016/0022-2496(77)90033-5; rule MAP-45.

    Examples
    --------
    >>> found = ahp_weights([[1, 1 / 3, 5], [3, 1, 7], [1 / 5, 1 / 7, 1]])
    >>> found.weights.round(4).tolist(), round(found.consistency_ratio, 4)
    ([0.279, 0.6491, 0.0719], 0.0559)
    """
    judgements = np.asarray(matrix, dtype=np.float64)
    problems = _shape_problems(judgements) or _pair_problems(judgements, criteria)
    if problems:
        raise InputError(problems)
    size = judgements.shape[0]
    values, vectors = np.linalg.eig(judgements)
    place = int(np.argmax(values.real))
    vector = np.abs(vectors[:, place].real)
    largest = float(values[place].real)
    chance = RANDOM_INDEX[size - 1]
    ratio = max(largest - size, 0.0) / (size - 1) / chance if chance else 0.0
    return ElicitedWeights(vector / vector.sum(), largest, ratio, _warnings(ratio))


def _shape_problems(judgements: FloatArray) -> list[Problem]:
    size = judgements.shape[0] if judgements.ndim else 0
    if judgements.ndim == 2 and judgements.shape == (size, size) and 1 <= size <= len(RANDOM_INDEX):
        return []
    sentence = message(
        "Judgements of pairs make a square table of 1 to %(most)s criteria; this one has the shape %(shape)s.",
        most=len(RANDOM_INDEX), shape=" × ".join(str(one) for one in judgements.shape),
    )  # fmt: skip
    return [Problem("judgements-not-square", sentence)]


def _pair_problems(judgements: FloatArray, criteria: Sequence[str] | None) -> list[Problem]:
    names = list(criteria) if criteria is not None else [str(place + 1) for place in range(judgements.shape[0])]
    problems = []
    for first in range(len(names)):
        for second in range(first, len(names)):
            there, back = float(judgements[first, second]), float(judgements[second, first])
            # 1e-5: reciprocals typed with six digits, such as 0.333333, are meant as such
            if there > 0 and back > 0 and np.isfinite(there * back) and abs(there * back - 1) <= 1e-5:
                continue
            sentence = message(
                'Judgements of "%(first)s" and "%(second)s": %(there)s one way and %(back)s the other. Both must be above 0 and '
                "one must be 1 divided by the other.",
                first=names[first], second=names[second], there=there, back=back,
            )  # fmt: skip
            problems.append(Problem("judgements-not-reciprocal", sentence, value=f"{there} {back}"))
    return problems


def _warnings(ratio: float) -> tuple[Problem, ...]:
    if ratio <= HIGHEST_RATIO:
        return ()
    sentence = message(
        "The judgements contradict each other: their consistency ratio is %(ratio)s, above %(most)s. Look again at the pairs that "
        "were hardest to judge before using the weights.",
        ratio=round(ratio, 3), most=HIGHEST_RATIO,
    )  # fmt: skip
    return (Problem("judgements-inconsistent", sentence, severity="warning"),)
