"""Weights that nobody has to agree on: drawn uniformly from all that are allowed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from grono.messages import GronoError, message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from grono.measures.result import FloatArray

TRIALS = 40
"""Rejection gives up after so many times the draws asked for; then a random walk takes over."""

SWEEPS = 20
"""Steps of the walk for each criterion: enough to forget the start in a polytope of a dozen dimensions (tested against rejection)."""


class WeightsError(GronoError):
    """Weights that are asked for and cannot be."""


@dataclass(frozen=True)
class WeightRule:
    """Which weights are allowed; by default all that are not negative and add up to 1.

    Parameters
    ----------
    intervals : mapping
        Criterion → lowest and highest weight.
    orders : sequence of sequences
        Each names criteria from the most to the least important; a criterion may be in one order only.
    """

    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    orders: Sequence[Sequence[str]] = ()

    def of(self, criteria: Sequence[str]) -> WeightRule:
        """Return the rule as far as it speaks of some criteria: what a map cannot compute needs no weight."""
        kept = {name: ends for name, ends in self.intervals.items() if name in criteria}
        return WeightRule(kept, [[name for name in order if name in criteria] for order in self.orders])


def draw_weights(
    random: np.random.Generator, count: int, criteria: Sequence[str], rule: WeightRule | None = None
) -> FloatArray:
    """Draw weights uniformly from all that a rule allows.

    Parameters
    ----------
    random : numpy.random.Generator
        Where the numbers come from.
    count : int
        How many.
    criteria : sequence of str
        Names of the criteria.
    rule : WeightRule, optional
        What is allowed; by default every weight.

    Returns
    -------
    numpy.ndarray, shape (count, criteria)
        Zero or more, each line adding up to 1.

    Raises
    ------
    WeightsError
        When the rule names an unknown criterion, one twice, an interval outside [0, 1], or allows nothing at all.

    Examples
    --------
    >>> draws = draw_weights(np.random.default_rng(1), 1000, ["size", "growth"], WeightRule(orders=[["growth", "size"]]))
    >>> bool((draws[:, 1] >= draws[:, 0]).all())
    True
    """
    space = _Space.of(tuple(criteria), rule or WeightRule())
    found = np.zeros((0, len(criteria)))
    for batch in space.proposals(random, count):
        found = np.concatenate([found, batch[space.allows(batch)]])
        if found.shape[0] >= count:
            return np.asarray(found[:count])
    return space.walk(random, count)


def check_weights(criteria: Sequence[str], rule: WeightRule) -> None:
    """Refuse a rule that speaks of no criterion, of one twice, or allows nothing, before anything is drawn.

    Raises
    ------
    WeightsError
        With what is wrong.
    """
    _Space.of(tuple(criteria), rule).check()


@dataclass(frozen=True)
class _Space:
    """The allowed weights: lower and upper ends, and orders as places."""

    lower: FloatArray
    upper: FloatArray
    orders: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, criteria: tuple[str, ...], rule: WeightRule) -> _Space:
        named = [*rule.intervals, *(name for order in rule.orders for name in order)]
        for name in named:
            if name not in criteria:
                sentence = message(
                    'There is no criterion "%(name)s" to weigh. There are: %(known)s.',
                    name=name, known=", ".join(criteria),
                )  # fmt: skip
                raise WeightsError(sentence)
        ordered = [name for order in rule.orders for name in order]
        for name in ordered:
            if ordered.count(name) > 1:
                raise WeightsError(message('Criterion "%(name)s" stands in the orders twice. Name it once.', name=name))
        ends = np.array([rule.intervals.get(name, (0.0, 1.0)) for name in criteria], dtype=np.float64).reshape(-1, 2)
        for name, (low, high) in zip(criteria, ends.tolist(), strict=True):
            if not 0 <= low <= high <= 1:
                raise WeightsError(
                    message(
                        'The weight of "%(name)s" is to lie between %(low)s and %(high)s. Give two numbers from 0 to 1, the smaller first.',
                        name=name, low=low, high=high,
                    )
                )  # fmt: skip
        places = tuple(tuple(criteria.index(name) for name in order) for order in rule.orders)
        return cls(ends[:, 0], ends[:, 1], places)

    def check(self) -> None:
        """Raise when no weights are allowed."""
        self._middle(*self._inequalities())

    def proposals(self, random: np.random.Generator, count: int) -> Iterator[FloatArray]:
        """Yield uniform draws of the simplex; ordered by sorting, or without orders above the lower ends."""
        size = self.lower.size
        rest = 1 - self.lower.sum()
        tight = rest < 1 and not self.orders
        if tight and rest < 0:
            return
        for _ in range(TRIALS):
            drawn = random.standard_exponential((count, size))
            drawn /= drawn.sum(axis=1, keepdims=True)
            for order in self.orders:
                drawn[:, order] = -np.sort(-drawn[:, order], axis=1)
            yield self.lower + rest * drawn if tight else drawn

    def allows(self, weights: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Tell which draws lie inside the ends; orders hold by construction."""
        slack = 1e-12  # sums of weights carry rounding errors
        inside = (weights >= self.lower - slack) & (weights <= self.upper + slack)
        return np.asarray(inside.all(axis=1))

    def walk(self, random: np.random.Generator, count: int) -> FloatArray:
        """Walk at random inside the allowed weights (hit and run), one walk for each draw."""
        matrix, bound = self._inequalities()
        weights = np.tile(self._middle(matrix, bound), (count, 1))
        for _ in range(SWEEPS * self.lower.size):
            way = random.standard_normal(weights.shape)
            way -= way.mean(axis=1, keepdims=True)
            slope, room = way @ matrix.T, bound - weights @ matrix.T
            with np.errstate(divide="ignore", invalid="ignore"):
                step = np.maximum(room, 0.0) / slope
            forth = np.where(slope > 0, step, np.inf).min(axis=1)
            back = np.where(slope < 0, step, -np.inf).max(axis=1)
            weights += (back + random.random(count) * (forth - back))[:, None] * way
        return weights

    def _inequalities(self) -> tuple[FloatArray, FloatArray]:
        """Return A and b of A·w ≤ b."""
        one = np.eye(self.lower.size)
        pairs = [one[later] - one[first] for order in self.orders for first, later in pairwise(order)]
        matrix = np.vstack([one, -one, *pairs])
        return matrix, np.concatenate([self.upper, -self.lower, np.zeros(len(pairs))])

    def _middle(self, matrix: FloatArray, bound: FloatArray) -> FloatArray:
        """Return the allowed weights farthest from every end, by a linear program."""
        from scipy.optimize import linprog  # costs .4 s to import and is needed for narrow rules only

        size = self.lower.size
        sums = np.append(np.ones(size), 0.0)[None, :]
        deep = linprog(
            np.append(np.zeros(size), -1.0), np.hstack([matrix, np.ones((matrix.shape[0], 1))]), bound, sums, [1.0],
            bounds=[(0, 1)] * size + [(0, 1)],
        )  # fmt: skip
        if deep.x is None:
            raise WeightsError(
                message(
                    "No weights meet all intervals and orders and add up to 1. The lowest ends add up to %(low)s, the "
                    "highest to %(high)s; widen an interval or drop an order.",
                    low=float(self.lower.sum()), high=float(self.upper.sum()),
                )
            )  # fmt: skip
        return np.asarray(deep.x[:size])
