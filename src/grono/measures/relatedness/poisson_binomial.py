"""How often a sum of unequal coin tosses reaches a count: the upper tail of the Poisson-binomial distribution."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

THREADS = 2
NEGLIGIBLE = 1e-60
"""Mass at either end of the distribution under which it is dropped at each toss."""

SMALLEST = 1e-50
"""Smaller probabilities are given as this: far above all that was dropped, far below any threshold."""


@kernel("void(float64[:, ::1], int64[::1], int64[::1], int64[::1], int64[::1], float64[::1])")
def _tails(  # noqa: PLR0913 - a kernel takes plain arrays
    chance: FloatArray,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    start: NDArray[np.int64],
    count: NDArray[np.int64],
    tail: FloatArray,
) -> None:
    """Fill P(X ≥ count) for the requests ``start[p]`` to ``start[p + 1]`` of each pair p of rows of ``chance``."""
    tosses = chance.shape[1]
    now, following = np.zeros(tosses + 3), np.zeros(tosses + 3)
    for pair in range(first.size):
        one, other = chance[first[pair]], chance[second[pair]]
        now[:] = 0.0
        following[:] = 0.0
        now[1] = 1.0  # place c + 1 holds the mass at c, so that c - 1 always exists
        low, high = 1, 1
        for toss in range(tosses):
            yes = one[toss] * other[toss]
            no = 1.0 - yes
            for place in range(low, high + 2):
                following[place] = now[place] * no + now[place - 1] * yes
            high += 1
            now, following = following, now
            while now[high] < NEGLIGIBLE and high > low:
                now[high] = 0.0
                high -= 1
            while now[low] < NEGLIGIBLE and low < high:
                now[low] = 0.0
                following[low] = 0.0
                low += 1
            following[high + 1] = 0.0
            now[high + 1] = 0.0
            following[low - 1] = 0.0
            now[low - 1] = 0.0
        total = 0.0
        for place in range(high, 0, -1):
            total += now[place] if place >= low else 0.0
            following[place] = total
        for request in range(start[pair], start[pair + 1]):
            at = count[request] + 1
            if at > tosses + 1:
                tail[request] = 0.0
            elif at > high:
                tail[request] = SMALLEST
            else:
                tail[request] = 1.0 if at <= 1 else max(min(following[at], 1.0), SMALLEST)


def joint_upper_tail(
    chance: FloatArray, first: NDArray[np.int64], second: NDArray[np.int64], count: NDArray[np.int64]
) -> FloatArray:
    r"""Probability that two rows of independent tosses succeed together at least so often.

    .. math:: P\Bigl(\sum_t B_t \ge k\Bigr),\quad B_t \sim \text{Bernoulli}(p_{at} p_{bt})

    Computed by adding one toss after the other; a probability under 1e-50 is given as 1e-50.

    Parameters
    ----------
    chance : array, shape (rows, tosses)
        Probability of success of each row at each toss.
    first, second : arrays of int, shape (requests,)
        Rows a and b of each request.
    count : array of int, shape (requests,)
        k.

    Returns
    -------
    numpy.ndarray, shape (requests,)
        1 for k ≤ 0, and 0 for more than there are tosses.

    Examples
    --------
    >>> joint_upper_tail(np.full((1, 2), 0.5), *(np.array([n]) for n in (0, 0, 1))).round(4).tolist()
    [0.4375]
    """
    one, other = np.minimum(first, second).astype(np.int64), np.maximum(first, second).astype(np.int64)
    order = np.lexsort((other, one))
    new = np.ones(order.size, dtype=bool)
    new[1:] = (np.diff(one[order]) != 0) | (np.diff(other[order]) != 0)
    start = np.append(np.flatnonzero(new), order.size).astype(np.int64)
    pairs = order[start[:-1]] if order.size else order
    one, other = one[pairs], other[pairs]
    sorted_count = np.asarray(count, dtype=np.int64)[order]
    sorted_tail = np.empty(order.size)
    chance = np.ascontiguousarray(chance, dtype=np.float64)

    def part(bounds: tuple[int, int]) -> None:
        low, high = bounds
        _tails(
            chance,
            one[low:high].copy(),
            other[low:high].copy(),
            start[low : high + 1].copy(),
            sorted_count,
            sorted_tail,
        )

    edges = np.linspace(0, pairs.size, 8 * THREADS + 1).astype(int).tolist()
    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(part, pairwise(edges)))
    tail = np.empty(order.size)
    tail[order] = sorted_tail
    return tail
