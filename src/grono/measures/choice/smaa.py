"""Stochastic multicriteria acceptability: in what share of all weights, and of all errors, a candidate comes first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.choice.ranking import order_of_first
from grono.measures.choice.standardisation import Standardisation, percentiles_of, scale_of
from grono.measures.choice.weights import WeightRule, draw_weights
from grono.measures.randomness import stream
from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from grono.measures.choice.ranking import Drawn, Places
    from grono.measures.result import BoolArray, FloatArray

    Counts = np.ndarray[tuple[int, ...], np.dtype[np.int64]]

ErrorDraws = Callable[[np.random.Generator, int], "Drawn"]
"""Given random numbers and a count, returns that many draws of the table of criteria, one criterion after the other: shape
(criteria, count, candidates), of single or double precision, made anew at each call."""

SAFE = 0.8
"""A candidate is safe when it is among the first k with more than this probability (MAP-44)."""

NUMBERS_AT_ONCE = 2_000_000
"""Draws × candidates × criteria held at once by each thread: 16 MB in double precision, and about as much again in passing."""

THREADS = 2


OUT_OF_EVERY = 5
"""Draws of which one is asked which criterion keeps a candidate out: a share needs no more, and the question costs as much as
all the rest."""


@dataclass(frozen=True)
class Criterion:
    """What candidates are judged by.

    Parameters
    ----------
    name : str
        Identifier.
    benefit : bool
        False where little is good.
    """

    name: str
    benefit: bool = True


@dataclass(frozen=True)
class SmaaOptions:
    """How the analysis is done.

    Parameters
    ----------
    draws : int
        Joint draws of weights and errors.
    top : int
        k of P(rank ≤ k).
    ranks : int, optional
        How many ranks to count, at least ``top``; by default all, which takes memory for the square of the candidates.
    standardisation : {"range", "z", "percentile", "none"}
        How criteria of different units come to one scale.
    weights : WeightRule
        Which weights are allowed.
    seed : int
        Seed of the run.
    keys : tuple of str
        What the analysis is of, such as a region; part of the names of its random streams.
    """

    draws: int = 10_000
    top: int = 4
    ranks: int | None = None
    standardisation: Standardisation = "range"
    weights: WeightRule = field(default_factory=WeightRule)
    seed: int = 0
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Acceptability:
    """What share of all draws puts each candidate where.

    Parameters
    ----------
    rank : numpy.ndarray, shape (candidates, ranks)
        P(rank = j); columns add up to 1, and lines too where all ranks were counted.
    expected_rank : numpy.ndarray, shape (candidates,)
        Mean rank, 1 is first.
    top : numpy.ndarray, shape (candidates,)
        P(rank ≤ k).
    central_weights : Measured, shape (candidates, criteria)
        Mean weights of the draws in which the candidate came first; ``NEVER_FIRST`` where there is none.
    keeps_out : numpy.ndarray, shape (candidates, criteria)
        Of the draws in which the candidate is not among the first k, the share in which this criterion costs it most against
        the k-th; zeros where it always is. Counted on one draw out of :data:`OUT_OF_EVERY`.
    draws, k : int
        Number of draws, and k (at most the number of candidates).
    """

    rank: FloatArray
    expected_rank: FloatArray
    top: FloatArray
    central_weights: Measured
    keeps_out: FloatArray
    draws: int
    k: int

    @property
    def safe(self) -> BoolArray:
        """Where P(rank ≤ k) is above .8."""
        return np.asarray(self.top > SAFE)

    @property
    def monte_carlo_error(self) -> FloatArray:
        """Standard error of ``top`` that comes from the number of draws alone."""
        return np.sqrt(self.top * (1 - self.top) / self.draws)


def normal_errors(values: ArrayLike, standard_error: ArrayLike) -> ErrorDraws:
    """Return draws with independent normal errors.

    Parameters
    ----------
    values, standard_error : arrays, shape (candidates, criteria)
        The best estimates and their standard errors, 0 where exact.
    """
    middle, spread = np.asarray(values, dtype=np.float64), np.asarray(standard_error, dtype=np.float64)

    def draw(random: np.random.Generator, count: int) -> FloatArray:
        noise = random.standard_normal((middle.shape[1], count, middle.shape[0]))
        return np.asarray(middle.T[:, None, :] + spread.T[:, None, :] * noise)

    return draw


def smaa(
    values: ArrayLike,
    criteria: Sequence[Criterion],
    *,
    errors: ErrorDraws | None = None,
    options: SmaaOptions | None = None,
) -> Acceptability:
    r"""Share of all weights and errors for which a candidate takes each rank.

    .. math:: u_k = \sum_c w_c\,z_c(v_{kc} + \varepsilon_{kc}), \qquad b_{kj} = P(u_k \text{ is the } j\text{-th largest})

    Parameters
    ----------
    values : array, shape (candidates, criteria)
        Best estimates, in any units; NaN where missing. A missing value is not taken as bad, good or average: in each draw it
        is that of another candidate, chosen at random among those that have it. A criterion that no candidate has is refused.
    criteria : sequence of Criterion
        Names and directions.
    errors : callable, optional
        Draws of the table with its error (:data:`ErrorDraws`); by default the values are exact.
    options : SmaaOptions, optional
        Number of draws, k, standardisation, weights, seed.

    Returns
    -------
    Acceptability
        Equal candidates share their ranks by lot. One candidate is first with certainty. The answer depends on the seed, the
        keys, and the numbers of candidates and criteria, not on threads; memory does not grow with the number of draws.

    References
    ----------
    Lahdelma, R. & Salminen, P. (2001), doi:10.1287/opre.49.3.444.11220; rule MAP-44.

    Examples
    --------
    >>> found = smaa([[1, 0], [0, 1], [0.6, 0.6]], [Criterion("size"), Criterion("growth")], options=SmaaOptions(top=1))
    >>> found.top.round(1).tolist()  # .4, .4, .2 by geometry
    [0.4, 0.4, 0.2]
    """
    given = np.asarray(values, dtype=np.float64)
    names = [criterion.name for criterion in criteria]
    if given.ndim != 2 or given.shape[1] != len(names) or not given.size:
        text = f"values must have the shape (candidates, {len(names)}), not {given.shape}"
        raise ValueError(text)
    unknown = [name for name, column in zip(names, given.T, strict=True) if np.isnan(column).all()]
    if unknown:
        text = f"no candidate has a value of: {', '.join(unknown)}"
        raise ValueError(text)
    chosen = options or SmaaOptions()
    analysis = _Analysis(given, names, np.array([1.0 if one.benefit else -1.0 for one in criteria]), errors, chosen)
    return analysis.run()


@dataclass
class _Counts:
    """What is added up over the draws."""

    rank: Counts
    places: FloatArray
    first_weights: FloatArray
    out: Counts


class _Analysis:
    """One analysis, chunk by chunk; each chunk has random streams of its own, so that threads do not matter."""

    def __init__(
        self,
        values: FloatArray,
        names: list[str],
        direction: FloatArray,
        errors: ErrorDraws | None,
        options: SmaaOptions,
    ) -> None:
        self._values = values * direction
        self._names = names
        self._direction = direction
        self._errors = errors
        self._options = options
        self._gaps = [(column, np.flatnonzero(gap)) for column, gap in enumerate(np.isnan(values).T) if gap.any()]
        self._k = min(options.top, values.shape[0])
        self._ranks = min(max(options.ranks or values.shape[0], self._k), values.shape[0])
        self._scale = scale_of(self._values, options.standardisation)

    def run(self) -> Acceptability:
        options, (candidates, criteria) = self._options, self._values.shape
        size = max(1, NUMBERS_AT_ONCE // (candidates * criteria))
        starts = range(0, options.draws, size)
        chunks = [(number, min(size, options.draws - start)) for number, start in enumerate(starts)]
        total = _Counts(
            np.zeros((candidates, self._ranks), np.int64), np.zeros(candidates),
            np.zeros((candidates, criteria)), np.zeros((candidates, criteria), np.int64),
        )  # fmt: skip
        with ThreadPoolExecutor(THREADS) as pool:
            for part in pool.map(self._chunk, chunks):
                total.rank += part.rank
                total.places += part.places
                total.first_weights += part.first_weights
                total.out += part.out
        return self._answer(total)

    def _answer(self, total: _Counts) -> Acceptability:
        draws, shape = self._options.draws, total.first_weights.shape
        first = np.broadcast_to(total.rank[:, :1], shape).astype(np.float64)
        out = np.broadcast_to(total.out.sum(axis=1, keepdims=True), shape).astype(np.float64)
        return Acceptability(
            rank=total.rank / draws,
            expected_rank=total.places / draws,
            top=total.rank[:, : self._k].sum(axis=1) / draws,
            central_weights=measured(divide(total.first_weights, first), {Reason.NEVER_FIRST: first == 0}),
            keeps_out=divide(total.out.astype(np.float64), out),
            draws=draws,
            k=self._k,
        )

    def _chunk(self, chunk: tuple[int, int]) -> _Counts:
        number, count = chunk
        options = self._options
        random = stream(options.seed, "smaa", *options.keys, str(number))
        weights = draw_weights(random, count, self._names, options.weights.of(self._names))
        drawn = self._drawn(random, count)
        if options.standardisation == "percentile":
            drawn, pull = percentiles_of(drawn), weights
        else:
            pull = divide(weights, np.broadcast_to(self._scale, weights.shape))
        by_weight: Drawn = np.ascontiguousarray(pull.T[:, :, None], dtype=drawn.dtype)
        utility = by_weight[0] * drawn[0]
        for one, by in zip(drawn[1:], by_weight[1:], strict=True):
            utility += by * one
        order = order_of_first(utility, random)
        some = slice(None, None, OUT_OF_EVERY)
        out = self._costliest(drawn[:, some], by_weight[:, some], order[some])
        return self._counted(order, weights, out)

    def _counted(self, order: Places, weights: FloatArray, out: Counts) -> _Counts:
        candidates, ranks = self._values.shape[0], self._ranks
        place = order[:, :ranks] * ranks + np.arange(ranks)
        return _Counts(
            rank=np.bincount(place.ravel(), minlength=candidates * ranks).reshape(candidates, ranks).astype(np.int64),
            places=_weighted(order.ravel(), np.tile(np.arange(1.0, candidates + 1), order.shape[0]), candidates),
            first_weights=np.stack([_weighted(order[:, 0], column, candidates) for column in weights.T], axis=1),
            out=out,
        )

    def _drawn(self, random: np.random.Generator, count: int) -> Drawn:
        """Return draws in which more is better, shape (criteria, count, candidates); gaps are lent by others."""
        if self._errors is not None:
            drawn = self._errors(random, count)
        else:
            drawn = np.repeat((self._values * self._direction).T[:, None, :], count, axis=1)
        for unwanted in np.flatnonzero(self._direction < 0):
            drawn[unwanted] *= -1
        for column, missing in self._gaps:
            others = np.setdiff1d(np.arange(self._values.shape[0]), missing)
            lent = others[random.integers(others.size, size=(count, missing.size))]
            drawn[column][:, missing] = np.take_along_axis(drawn[column], lent, axis=1)
        return drawn

    def _costliest(self, drawn: Drawn, pull: Drawn, order: Places) -> Counts:
        """Count, for who is not among the first k, the criterion in which the k-th is farthest ahead by weight."""
        candidates, criteria = self._values.shape
        out = order[:, self._k :]
        if not out.size:
            return np.zeros((candidates, criteria), np.int64)
        kth = order[:, self._k - 1, None]
        worst: Places = np.zeros(out.shape, dtype=np.intp)
        most = np.full(out.shape, -np.inf, dtype=drawn.dtype)
        for column in range(
            criteria
        ):  # one criterion at a time: three times as fast as an argmax over a short last axis
            lost = (
                np.take_along_axis(drawn[column], kth, axis=1) - np.take_along_axis(drawn[column], out, axis=1)
            ) * pull[column]
            ahead = lost > most
            np.copyto(worst, column, where=ahead)
            np.maximum(most, lost, out=most)
        counted = np.bincount((out * criteria + worst).ravel(), minlength=candidates * criteria)
        return np.asarray(counted.reshape(candidates, criteria), dtype=np.int64)


def _weighted(place: Places, weight: FloatArray, size: int) -> FloatArray:
    return np.bincount(place, weight, minlength=size).astype(np.float64)
