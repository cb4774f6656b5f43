"""Null distributions of M between two industries: exact moments, real draws where plants are few, skewed Gaussian beyond."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null
from grono.measures.distance.m_null import LARGEST_SKEWNESS, SMALLEST_DEVIATION, bent_gaussian, skewness
from grono.measures.distance.rings import WORKERS
from grono.measures.kernels import kernel
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from grono.measures.distance.m_between_moments import BetweenMoments
    from grono.measures.distance.m_disks import Disks
    from grono.measures.result import FloatArray

    Long = NDArray[np.int64]
    Whole = NDArray[np.int32]
    Single = NDArray[np.float32]
    Sizes = tuple[int, int]

REAL_SIZES = np.unique(np.rint(np.geomspace(2, 512, 17)).astype(np.int64))
"""Numbers of plants that are really drawn, a factor √2 apart; an industry uses the nearest. They are the same on every map, so
that no pair changes when others come or go."""


@kernel(
    "void(int32[:, ::1], int32[:, ::1], int32[::1], int32[::1], float32[:, ::1], uint8[::1], int64[::1], int64[::1],"
    " float32[:, :, :, ::1])"
)
def _observe_between(  # noqa: PLR0913 - a kernel takes bare arrays
    asking: Whole, counted: Whole, row: Whole, column: Whole, inverse: Single, table: NDArray[np.uint8], first: Long,
    second: Long, into: Single,
) -> None:  # fmt: skip
    """Average u_r(i)·(sites of ``counted`` within r of i) over the sites of ``asking``, for the first n and m of each draw."""
    last, radii, most = table.size - 1, inverse.shape[1], asking.shape[1]
    near = np.empty((most, radii + 1), dtype=np.uint16)
    sums, reached = np.empty(radii), np.empty(radii)
    for draw in range(asking.shape[0]):
        near[:] = 0
        other = 0
        for column_step in range(second.size):
            while other < second[column_step]:
                here, there = row[counted[draw, other]], column[counted[draw, other]]
                for one in range(most):
                    down, across = row[asking[draw, one]] - here, column[asking[draw, one]] - there
                    near[one, table[min(down * down + across * across, last)]] += 1
                other += 1
            sums[:] = 0
            reached[:] = 0
            one = 0
            for row_step in range(first.size):
                while one < first[row_step]:
                    within = 0
                    for radius in range(radii):
                        within += near[one, radius]
                        share = inverse[asking[draw, one], radius]
                        sums[radius] += share * within
                        reached[radius] += share > 0
                    one += 1
                for radius in range(radii):
                    value = sums[radius] / reached[radius] if reached[radius] > 0 else np.nan
                    into[draw, row_step, column_step, radius] = value


def drawn_between(around: Disks, first: Long, second: Long, draws: int, seed: int) -> Single:
    """Return M of the first n sites around which the first m others of each draw stand, for every n and m.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    first, second : numpy.ndarray of int
        n and m, ascending, at most those of :data:`REAL_SIZES`; together no more than the sites.
    draws, seed : int
        Number of draws, and the seed of the run.

    Returns
    -------
    numpy.ndarray of float32, shape (n, m, draws, radii)
        NaN where no site of a draw has a neighbour.
    """
    sites = around.sites
    half = min(int(REAL_SIZES[-1]), sites.sites // 2)
    site_cell = np.repeat(np.arange(sites.count.size, dtype=np.int32), sites.count)
    random = stream(seed, "m", "between", "draws")
    cell = site_cell[np.stack([random.choice(site_cell.size, 2 * half, replace=False) for _ in range(draws)])]
    asking = np.ascontiguousarray(cell[:, : first[-1]])
    counted = np.ascontiguousarray(cell[:, half : half + second[-1]])
    found = np.empty((draws, first.size, second.size, around.radii.size), dtype=np.float32)

    def part(which: slice) -> None:
        _observe_between(
            asking[which], counted[which], sites.row, sites.column, around.inverse, around.bins.table, first, second,
            found[which],
        )  # fmt: skip

    with ThreadPoolExecutor(WORKERS) as pool:
        at_once = -(-draws // WORKERS)
        list(pool.map(part, [slice(start, start + at_once) for start in range(0, draws, at_once)]))
    scale = (sites.sites - 1) / second[:, None]
    return np.ascontiguousarray((found * scale).transpose(1, 2, 0, 3), dtype=np.float32)


@dataclass
class BetweenNull:
    """The null of every pair of industries, whose draws all pairs share.

    Parameters
    ----------
    around : Disks
        What stands around every site.
    moments : BetweenMoments
        Exact mean and covariance.
    draws, seed : int
        Draws of each null, and the seed of the run.
    """

    around: Disks
    moments: BetweenMoments
    draws: int
    seed: int
    _real: dict[Sizes, Single] = field(default_factory=dict)
    _normal: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))

    def prepare(self, pairs: Iterable[Sizes]) -> None:
        """Draw once what pairs of these numbers of plants need."""
        wanted = {self._nearest(*pair) for pair in pairs}
        if not wanted:
            return
        first, second = (np.array(sorted({pair[side] for pair in wanted}), dtype=np.int64) for side in (0, 1))
        drawn = drawn_between(self.around, first, second, self.draws, self.seed)
        for row, one in enumerate(first.tolist()):
            for column, other in enumerate(second.tolist()):
                if (one, other) in wanted:
                    self._real[one, other] = self._standardised((one, other), drawn[row, column])
        shape = (self.around.radii.size, self.draws)
        self._normal = stream(self.seed, "m", "between", "gaussian").standard_normal(shape)

    def of(self, first: int, second: int) -> tuple[Null, Single]:
        """Return mean and standard deviation of M for two industries, and standardised draws of shape (radii, draws)."""
        covariance = self.moments.covariance(first, second)
        null, nearest = self._null((first, second), covariance), self._nearest(first, second)
        real = self._real[nearest]
        if max(first, second) <= REAL_SIZES[-1]:
            return null, real
        return null, bent_gaussian(self._normal, covariance, null, self._skewness(real, nearest, (first, second)))

    def _skewness(self, real: Single, drawn: Sizes, wanted: Sizes) -> FloatArray:
        """Return the skewness to expect beyond the real draws.

        That of pairs with themselves falls with the root of their number; the rest is a sum over the plants of the second
        industry, and falls with the root of theirs.
        """
        fewer = [min(one / other, 1.0) for one, other in zip(drawn, wanted, strict=True)]
        own = self.moments.share_of_same_pairs(*drawn)
        falls = own * np.sqrt(fewer[0] * fewer[1]) + (1 - own) * np.sqrt(fewer[1])
        return np.asarray(np.minimum(skewness(real), LARGEST_SKEWNESS) * falls)

    def _nearest(self, first: int, second: int) -> Sizes:
        sizes = REAL_SIZES[max(self.around.sites.sites // 2, 2) >= REAL_SIZES]
        one, other = (int(sizes[np.abs(np.log(sizes / plants)).argmin()]) for plants in (first, second))
        return one, other

    def _null(self, plants: Sizes, covariance: FloatArray) -> Null:
        deviation = np.sqrt(np.maximum(np.diag(covariance), 0.0))
        deviation = np.where(deviation < SMALLEST_DEVIATION / max(plants), 0.0, deviation)
        return Null(self.moments.expected(plants[0]), deviation)

    def _standardised(self, plants: Sizes, drawn: Single) -> Single:
        null = self._null(plants, self.moments.covariance(*plants))
        return np.ascontiguousarray(np.nan_to_num((drawn - null.mean) * null.inverse).T, dtype=np.float32)
