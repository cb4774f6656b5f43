"""Many tables that could be the hidden one: drawn inside bounds and sums, to see what hangs on the hidden cells."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.randomness import stream
from grono.measures.suppression.raking import CLOSE, MOST_SWEEPS, rake

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.suppression.cells import HiddenCells

DRAWS = 20
"""Imputations of a run (⚙ m, MAP-43)."""

THREADS = 2
"""Imputations raked at once: the kernel runs outside Python's lock."""

EDGE = 0.02
"""A cell whose estimate lies at its bound is drawn as if it lay this part of the width inside, or it would never move."""

_STEEPEST = 500.0
"""Slope of the density across the width beyond which the other bound no longer matters: e⁻⁵⁰⁰ is nothing."""


@dataclass(frozen=True)
class Imputations:
    """Tables that meet all bounds and sums.

    Parameters
    ----------
    values : numpy.ndarray, shape (draws, cells)
        The hidden cells, each time all of them together.
    misfit : float
        Largest part of a sum, or of 1, by which any of them misses it.
    missed : numpy.ndarray of bool, shape (sums,)
        Sums that any of them misses by more than raking allows.
    """

    values: FloatArray
    misfit: float
    missed: BoolArray


def impute(  # noqa: PLR0913 - the last four by name and with a default
    cells: HiddenCells,
    estimate: ArrayLike,
    *,
    groups: ArrayLike | None = None,
    names: Sequence[str] = ("cells",),
    draws: int = DRAWS,
    seed: int = 0,
) -> Imputations:
    r"""Draw tables around an estimate that meet every bound and every sum.

    Each cell is first drawn by itself from the distribution that assumes nothing but its bounds and its mean, the estimate:
    the truncated exponential

    .. math:: f(v) \propto e^{-\kappa v}, \quad l \le v \le u, \quad \mathrm{E}\, v = \hat v

    (uniform where the estimate lies in the middle, exponential where there is no upper bound). The draw then starts the raking
    that brings it onto the sums. What results is no posterior of any model of the economy: it is a stated spread of possible
    tables, wide where bounds and sums say little.

    Parameters
    ----------
    cells : HiddenCells
        With bounds from :func:`tighten` or :func:`exact_bounds`.
    estimate : array, shape (cells,)
        From :func:`rake`, inside the bounds.
    groups : array of int, shape (cells,), optional
        Which of ``names`` each cell belongs to, usually its industry: random numbers are keyed by that name (MAP-8).
    names : sequence of str
        Codes of the industries.
    draws : int
        Number of tables m.
    seed : int
        Seed of the run.

    Returns
    -------
    Imputations
        The same for the same seed and names, on any number of threads.

    References
    ----------
    Rubin, D. B. (1987), *Multiple Imputation for Nonresponse in Surveys*, for why several; rule MAP-43.
    """
    mean = np.clip(np.asarray(estimate, dtype=np.float64), cells.lower, cells.upper)
    group = np.zeros(cells.size, dtype=np.intp) if groups is None else np.asarray(groups, dtype=np.intp)
    starts = _drawn(cells, mean, _uniform(group, names, draws, seed))
    values = np.empty((draws, cells.size))
    misfit, missed = np.zeros(draws), np.zeros((draws, cells.least.size), dtype=bool)

    def one(number: int) -> None:
        raked = rake(cells, starts[number], close=CLOSE, most_sweeps=MOST_SWEEPS)
        values[number], misfit[number], missed[number] = raked.value, raked.misfit, raked.missed

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(one, range(draws)))
    return Imputations(values, float(misfit.max(initial=0.0)), np.asarray(missed.any(axis=0)))


def _uniform(group: NDArray[np.intp], names: Sequence[str], draws: int, seed: int) -> FloatArray:
    """Return uniform numbers of shape (draws, cells), each group from the stream of its own name."""
    order = np.argsort(group, kind="stable")
    sizes = np.bincount(group, minlength=len(names))
    uniform = np.empty((draws, group.size))
    ends = np.cumsum(sizes)
    for number in np.flatnonzero(sizes):
        members = order[ends[number] - sizes[number] : ends[number]]
        uniform[:, members] = stream(seed, "suppressed", names[int(number)]).random((draws, members.size))
    return uniform


def _drawn(cells: HiddenCells, mean: FloatArray, uniform: FloatArray) -> FloatArray:
    """Return independent draws with the given mean inside the bounds; where there is no width, the bound."""
    width = cells.upper - cells.lower
    bounded = np.isfinite(width)
    inside = np.divide(mean - cells.lower, width, out=np.full(mean.shape, 0.5), where=bounded & (width > 0))
    slope = _slope(np.clip(inside, EDGE, 1 - EDGE))
    result = np.empty_like(uniform)
    for number, row in enumerate(uniform):
        closed = np.where(np.abs(slope) < 1e-9, row, -np.log1p(row * np.expm1(-slope)) / np.where(slope == 0, 1, slope))
        opened = -np.log1p(-row) * np.maximum(mean - cells.lower, EDGE)
        result[number] = cells.lower + np.where(bounded, closed * np.where(bounded, width, 0.0), opened)
    return result


def _slope(mean: FloatArray) -> FloatArray:
    """Return κ of the exponential on [0, 1] with the given mean 1/κ − 1/(e^κ − 1), by halving: the mean falls as κ grows."""
    lower, upper = np.full(mean.shape, -_STEEPEST), np.full(mean.shape, _STEEPEST)
    for _ in range(52):  # halves 1 000 to less than the last digit of a number near 1
        middle = 0.5 * (lower + upper)
        small = np.abs(middle) < 1e-4
        safe = np.where(small, 1.0, middle)
        found = np.where(small, 0.5 - middle / 12, 1 / safe - 1 / np.expm1(safe))
        above = found > mean
        lower, upper = np.where(above, middle, lower), np.where(above, upper, middle)
    return np.asarray(0.5 * (lower + upper))
