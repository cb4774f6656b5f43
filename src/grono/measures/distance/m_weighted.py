"""M with employees as weights: observed by the definition on the lattice, and real draws for the null (MAP-51, MAP-53)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.distance.bands import Null
from grono.measures.distance.m_lines import disk_sums, half_widths
from grono.measures.kernels import kernel
from grono.measures.randomness import stream

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.distance.m_disks import Disks
    from grono.measures.result import FloatArray

    Whole = NDArray[np.int32]
    Single = NDArray[np.float32]

PAIRS = 4e9
"""Pairs that the draws of one industry may visit: above, it has fewer draws, but never fewer than ``FEWEST_DRAWS``."""

PAIRS_BETWEEN = 5e8
"""The same for two industries: many pairs are asked, each in both directions."""

FEWEST_DRAWS = 199
"""p can still fall to .005, and a 5 % band rests on ten draws."""

NOTHING = 1e-9
"""Employees below this share of a plant's mean size are the rounding of sums, not somebody."""


@kernel(
    "void(int32[:, ::1], int32[::1], int32[::1], float64[:, ::1], float64[:, ::1], float64[::1], int64, float64,"
    " float64, uint8[::1], float64[:, ::1])"
)
def _observe_weighted(  # noqa: PLR0913 - a kernel takes bare arrays
    cell: Whole, row: Whole, column: Whole, field: FloatArray, occupant: FloatArray, own: FloatArray, asking: int,
    whole: float, nothing: float, table: NDArray[np.uint8], into: FloatArray,
) -> None:  # fmt: skip
    """M of plants of sizes ``own`` that stand at drawn sites in the place of their occupants; −1 where it has no value.

    The first ``asking`` of them ask what stands around them: the plants after those, or one another where they are all.
    """
    last, radii, plants = table.size - 1, field.shape[1], own.size
    alone = asking == plants
    of_own, counted = own.sum(), own.sum() if alone else own[asking:].sum()
    gained, lost = np.zeros((2, 256)), np.zeros(256)
    sums = np.zeros((2, radii))
    for draw in range(cell.shape[0]):
        sums[:] = 0
        total = whole + of_own
        for one in range(plants):
            total -= occupant[draw, one]
        for one in range(asking):
            gained[:] = 0
            lost[:] = 0
            here, there = row[cell[draw, one]], column[cell[draw, one]]
            for other in range(asking):
                down, across = row[cell[draw, other]] - here, column[cell[draw, other]] - there
                number = table[min(down * down + across * across, last)]
                gained[0, number] += own[other]
                lost[number] += occupant[draw, other]
            for other in range(asking, plants):
                down, across = row[cell[draw, other]] - here, column[cell[draw, other]] - there
                number = table[min(down * down + across * across, last)]
                gained[1, number] += own[other]
                lost[number] += occupant[draw, other]
            beside, near, gone = -own[one], 0.0, 0.0
            for radius in range(radii):
                beside += gained[0, radius]
                near += gained[1, radius]
                gone += lost[radius]
                around = field[cell[draw, one], radius] - gone + beside + near
                if around > nothing and total - own[one] > nothing:
                    sums[0, radius] += max(beside if alone else near, 0.0) / around
                    sums[1, radius] += (counted - own[one] if alone else counted) / (total - own[one])
        for radius in range(radii):
            into[draw, radius] = sums[0, radius] / sums[1, radius] if sums[1, radius] > 0 else -1.0


class WeightedM:
    """Observed M and its null for industries whose plants count with their employees.

    The null lets the industry's plants, with their sizes, change places with the occupants of sites drawn at random; all other
    plants stay where they are.

    Parameters
    ----------
    around : Disks
        The sites and radii.
    industry : numpy.ndarray of int, shape (sites,)
        Industry of each site.
    weights : numpy.ndarray, shape (sites,)
        Employees; NaN and 0 weigh nothing.
    seed : int
        Seed of the run.
    """

    def __init__(self, around: Disks, industry: NDArray[np.int64], weights: FloatArray, seed: int) -> None:
        self._around, self._seed = around, seed
        located = np.flatnonzero(around.sites.located)
        size = np.nan_to_num(weights[located])
        order = np.lexsort(
            (size, around.sites.cell[located])
        )  # draws go by place and size, not by the order of the rows
        self._cell = np.ascontiguousarray(around.sites.cell[located][order])
        self._size = size[order]
        self._industry = industry[located][order]
        sums = np.bincount(self._cell, self._size, minlength=around.sites.count.size).astype(np.float64)
        self._field = disk_sums(around.sites, sums, half_widths(around.bins, around.radii.size))
        self._whole = float(self._size.sum())
        self._nothing = NOTHING * self._whole / max(self._cell.size, 1)

    def of(self, industry: int, draws: int) -> tuple[FloatArray, Null, Single]:
        """Return observed M (NaN where it has no value), mean and deviation of its draws, and the draws standardised.

        The draws have the shape (radii, draws).
        """
        plants = self._plants(industry)
        number = _affordable(PAIRS / max(plants.size, 1) ** 2, draws)
        return self._judged(plants, plants.size, number, str(plants.size))

    def between(self, asking: int, counted: int, draws: int) -> tuple[FloatArray, Null, Single]:
        """Return the same for the plants of one industry around those of another; both are drawn, without a common site."""
        first, second = self._plants(asking), self._plants(counted)
        both = np.concatenate([first, second])
        number = _affordable(PAIRS_BETWEEN / max(first.size * both.size, 1), draws)
        return self._judged(both, first.size, number, "between", str(first.size), str(second.size))

    def _plants(self, industry: int) -> NDArray[np.intp]:
        return np.flatnonzero((self._industry == industry) & (self._size > 0))

    def _judged(
        self, plants: NDArray[np.intp], asking: int, draws: int, *names: str
    ) -> tuple[FloatArray, Null, Single]:
        own = self._size[plants]
        observed = self._m(plants[None, :], own, asking)[0]
        random = stream(self._seed, "m", "weighted", *names)
        chosen = np.stack([random.choice(self._cell.size, plants.size, replace=False) for _ in range(draws)])
        drawn = self._m(chosen, own, asking)
        known = ~np.isnan(drawn)
        mean = np.where(known.any(axis=0), np.nansum(drawn, axis=0) / np.maximum(known.sum(axis=0), 1), 1.0)
        spread = np.where(known, drawn - mean, 0.0)
        deviation = np.sqrt(np.square(spread).sum(axis=0) / np.maximum(known.sum(axis=0) - 1, 1))
        deviation = np.where(deviation < NOTHING, 0.0, deviation)
        scaled = np.divide(spread, deviation, out=np.zeros_like(spread), where=deviation > 0)
        return observed, Null(mean, deviation), np.ascontiguousarray(scaled.T, dtype=np.float32)

    def _m(self, chosen: NDArray[np.intp], own: FloatArray, asking: int) -> FloatArray:
        sites = self._around.sites
        found = np.empty((chosen.shape[0], self._around.radii.size))
        _observe_weighted(
            np.ascontiguousarray(self._cell[chosen]), sites.row, sites.column, self._field,
            np.ascontiguousarray(self._size[chosen]), own, asking, self._whole, self._nothing, self._around.bins.table,
            found,
        )  # fmt: skip
        return np.where(found < 0, np.nan, found)


def _affordable(most: float, draws: int) -> int:
    """Return how many draws are made where so many would be affordable."""
    return int(np.clip(most, FEWEST_DRAWS, draws)) if draws > FEWEST_DRAWS else draws
