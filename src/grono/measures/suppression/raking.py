"""Raking inside bounds: scale every sum to what it must be, cut what leaves its bounds, repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import BoolArray, FloatArray
    from grono.measures.suppression.cells import HiddenCells

CLOSE = 1e-8
"""Part of a sum, or of 1 where the sum is smaller, by which a raked table may miss it."""

MOST_SWEEPS = 2000
"""Passes over all sums after which raking gives up and says by how much the sums are missed."""

LEAST_WEIGHT = 1e-12
"""A cell that is not known to be zero starts above it: what starts at 0 would stay there."""


@dataclass(frozen=True)
class Raked:
    """An estimate inside the bounds.

    Parameters
    ----------
    value : numpy.ndarray, shape (cells,)
        The estimate.
    misfit : float
        Largest part of a sum, or of 1, by which the estimate misses it.
    missed : numpy.ndarray of bool, shape (sums,)
        Sums that are missed by more than was asked for.
    sweeps : int
        Passes over all sums.
    """

    value: FloatArray
    misfit: float
    missed: BoolArray
    sweeps: int


def rake(
    cells: HiddenCells, start: ArrayLike | None = None, *, close: float = CLOSE, most_sweeps: int = MOST_SWEEPS
) -> Raked:
    r"""Estimate hidden cells: keep the proportions of a start as far as the sums and bounds allow.

    .. math:: v_j = \min(\max(w_j \prod_c \lambda_c^{a_{cj}},\, l_j),\, u_j), \qquad \sum_j a_{cj} v_j = b_c

    Sum after sum its factor λ is set so that the sum holds with the cut cells at their bounds, until all hold together.
    The result is the table inside the bounds nearest to the start in the sense of Kullback and Leibler.

    Parameters
    ----------
    cells : HiddenCells
        With bounds from :func:`tighten` or :func:`exact_bounds`, so that no sum is out of reach.
    start : array, shape (cells,), optional
        First guess w, positive; by default 1 everywhere, so that nothing but the sums decides. Cells that start at zero but
        may be more begin just above it.
    close : float
        Part of a sum, or of 1 where it is smaller, by which it may be missed.
    most_sweeps : int
        Passes after which to stop.

    Returns
    -------
    Raked
        ``missed`` names the sums that could not be met; none when the table exists and converged.

    References
    ----------
    Deming, W. E. & Stephan, F. F. (1940), doi:10.1214/aoms/1177731829; Eckert, F. et al. (2020), NBER working paper 26632; rule
    MAP-43.

    Examples
    --------
    >>> from grono.measures.suppression import hidden_cells, tighten
    >>> sums = [[1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]]
    >>> block = hidden_cells([0] * 4, [np.inf] * 4, sums, [10, 6, 9, 7])
    >>> rake(tighten(block).cells).value.round(6).tolist()
    [5.625, 4.375, 3.375, 2.625]
    """
    first = np.ones(cells.size) if start is None else np.array(start, dtype=np.float64)
    if first.shape != (cells.size,) or not (np.isfinite(first) & (first >= 0)).all():
        message = "the start must be one finite number of zero or more for each hidden cell"
        raise ValueError(message)
    weight = np.maximum(first, LEAST_WEIGHT)
    begin, cell, sign = cells.entries
    multiplier = np.ones(cells.least.size)
    sweeps, misfit = 0, np.inf
    while misfit > close and sweeps < most_sweeps:
        sweeps += 1
        misfit = _sweep(
            begin, cell, sign, cells.least, cells.most, cells.scale, cells.lower, cells.upper, weight, multiplier
        )
    value = np.clip(weight, cells.lower, cells.upper)
    parts = cells.misfit(value)
    return Raked(value, float(parts.max(initial=0.0)), np.asarray(parts > 2 * close), sweeps)


_ROWS = "int64[::1], int32[::1], float64[::1]"
_BOUNDS = "float64[::1], float64[::1], float64[::1]"


@kernel(f"UniTuple(float64, 2)(int64, int64, int32[::1], float64[::1], {_BOUNDS}, float64)")
def _at(  # noqa: PLR0913 - a kernel takes arrays
    first: int, last: int, cell: NDArray[np.int32], sign: FloatArray,
    lower: FloatArray, upper: FloatArray, weight: FloatArray, factor: float,
) -> tuple[float, float]:  # fmt: skip
    """Return what a sum amounts to when its cells are scaled by a factor and cut, and how much of that still moves."""
    total, moving = 0.0, 0.0
    for place in range(first, last):
        where = cell[place]
        value = weight[where] * factor if sign[place] > 0 else weight[where] / factor
        if value <= lower[where]:
            value = lower[where]
        elif value >= upper[where]:
            value = upper[where]
        else:
            moving += value
        total += sign[place] * value
    return total, moving


@kernel(f"float64(int64, int64, int32[::1], float64[::1], {_BOUNDS}, float64, float64)")
def _factor(  # noqa: PLR0913 - a kernel takes arrays
    first: int, last: int, cell: NDArray[np.int32], sign: FloatArray,
    lower: FloatArray, upper: FloatArray, weight: FloatArray, target: float, close: float,
) -> float:  # fmt: skip
    """Return the factor that brings a sum to its target: scale what moves, look what is cut, repeat.

    The sum grows with the factor, so that an interval around the answer is kept; a step that would leave it halves it.
    """
    factor, below, above = 1.0, 0.0, np.inf
    for _ in range(60):
        total, moving = _at(first, last, cell, sign, lower, upper, weight, factor)
        short = target - total
        if abs(short) <= close:
            break
        if short > 0:
            below = factor
        else:
            above = factor
        step = factor * max(1.0 + short / moving, 0.05) if moving > 0 else (4 * factor if short > 0 else factor / 4)
        if not below < step < above:
            step = 0.5 * (below + above) if above < np.inf else factor
        if step == factor:  # nearer than the last digit
            break
        factor = step
    return min(max(factor, 1e-60), 1e60)


@kernel(f"float64({_ROWS}, float64[::1], float64[::1], float64[::1], {_BOUNDS}, float64[::1])")
def _sweep(  # noqa: PLR0913 - a kernel takes arrays
    begin: NDArray[np.int64], cell: NDArray[np.int32], sign: FloatArray, least: FloatArray, most: FloatArray,
    scale: FloatArray, lower: FloatArray, upper: FloatArray, weight: FloatArray, multiplier: FloatArray,
) -> float:  # fmt: skip
    """Bring every sum to what it must be, one after the other; return the largest part by which one was missed before.

    A sum that may lie between two ends is first seen without its own factor: inside it needs none.
    """
    worst = 0.0
    for number in range(least.size):
        first, last = begin[number], begin[number + 1]
        total, _ = _at(first, last, cell, sign, lower, upper, weight, 1.0)
        misfit = max(least[number] - total, total - most[number]) / scale[number]
        worst = max(worst, misfit)
        target, factor = least[number], 1.0
        if least[number] < most[number]:
            if misfit <= 0 and multiplier[number] == 1.0:
                continue
            own = 1.0 / multiplier[number]
            plain, _ = _at(first, last, cell, sign, lower, upper, weight, own)
            target = min(max(plain, least[number]), most[number])
            factor = own if target == plain else 0.0
        elif abs(total - target) <= 1e-13 * scale[number]:
            continue
        if least[number] == most[number] or factor == 0.0:
            factor = _factor(first, last, cell, sign, lower, upper, weight, target, 1e-13 * scale[number])
        for place in range(first, last):
            where = cell[place]
            changed = weight[where] * factor if sign[place] > 0 else weight[where] / factor
            weight[where] = min(max(changed, 1e-200), 1e200)
        multiplier[number] *= factor
    return worst
