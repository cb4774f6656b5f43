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

TOGETHER = 8
"""Tosses that are added at once: one walk over the distribution with nine terms instead of eight with two."""

ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT = (np.uint64(step) for step in range(1, TOGETHER + 1))
"""Steps back as unsigned numbers, which the compiler need not look at for being negative."""

SMALLEST = 1e-50
"""Smaller probabilities are given as this: far above all that was dropped, far below any threshold."""


@kernel("void(float64[::1], float64[::1], int64, float64[::1])")
def _eight_tosses(one: FloatArray, other: FloatArray, first: int, mass: FloatArray) -> None:
    """Fill the probabilities of 0 to 8 successes in the tosses from ``first`` on; after the last toss they are certain failures."""
    mass[:] = 0.0
    mass[0] = 1.0
    for toss in range(first, min(first + TOGETHER, one.size)):
        yes = one[toss] * other[toss]
        for count in range(TOGETHER, 0, -1):
            mass[count] = mass[count] * (1.0 - yes) + mass[count - 1] * yes
        mass[0] *= 1.0 - yes


@kernel("void(float64[::1], float64[::1], float64[::1], uint64, uint64)")
def _add_counts(now: FloatArray, following: FloatArray, mass: FloatArray, low: np.uint64, high: np.uint64) -> None:
    """Convolve the distribution with that of eight tosses, from place ``low`` to before ``high``."""
    a, b, c, d, e, f, g, h, i = mass[0], mass[1], mass[2], mass[3], mass[4], mass[5], mass[6], mass[7], mass[8]
    for place in range(low, high):
        following[place] = (
            a * now[place]
            + (b * now[place - ONE] + c * now[place - TWO])
            + (d * now[place - THREE] + e * now[place - FOUR])
            + (f * now[place - FIVE] + g * now[place - SIX])
            + (h * now[place - SEVEN] + i * now[place - EIGHT])
        )


@kernel("void(float64[:, ::1], int64[::1], int64[::1], int64[::1], int64[::1], float64[::1])")
def _tails(  # noqa: PLR0913 - a kernel takes plain arrays
    chance: FloatArray,
    first: NDArray[np.int64],
    second: NDArray[np.int64],
    start: NDArray[np.int64],
    count: NDArray[np.int64],
    tail: FloatArray,
) -> None:
    """Fill P(X ≥ count) for the requests ``start[p]`` to ``start[p + 1]`` of each pair p of rows of ``chance``.

    Place c + 8 holds the mass at c; the eight places on either side of the kept ones are zero.
    """
    tosses = chance.shape[1]
    now, following, mass = np.empty(tosses + 40), np.empty(tosses + 40), np.empty(TOGETHER + 1)
    for pair in range(first.size):
        one, other = chance[first[pair]], chance[second[pair]]
        now[:] = 0.0
        now[TOGETHER] = 1.0
        low, high = TOGETHER, TOGETHER
        for toss in range(0, tosses, TOGETHER):
            _eight_tosses(one, other, toss, mass)
            _add_counts(now, following, mass, np.uint64(low), np.uint64(high + TOGETHER + 1))
            following[low - TOGETHER : low] = 0.0
            high += TOGETHER
            following[high + 1 : high + TOGETHER + 1] = 0.0
            now, following = following, now
            while now[high] < NEGLIGIBLE and high > low:
                now[high] = 0.0
                high -= 1
            while now[low] < NEGLIGIBLE and low < high:
                now[low] = 0.0
                low += 1
        total = 0.0
        for place in range(high, low - 1, -1):
            total += now[place]
            following[place] = total
        for request in range(start[pair], start[pair + 1]):
            place = count[request] + TOGETHER
            if count[request] > tosses:
                tail[request] = 0.0
            elif place > high:
                tail[request] = SMALLEST
            else:
                tail[request] = 1.0 if place <= TOGETHER else max(min(following[max(place, low)], 1.0), SMALLEST)


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
