"""The loops over permuted regions (MAP-55)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

    Integers = NDArray[np.int32]


TILE = 48
"""Regions counted together: 48 × 32 industries of sums and two counts are 24 kB."""


@kernel("int32[:, ::1](float64[:, ::1], int64)")
def first_of_permutations(uniform: FloatArray, regions: int) -> Integers:
    """Return the first places of one random permutation of the regions for each row of uniform numbers in [0, 1)."""
    draws, length = uniform.shape
    result = np.empty((draws, length), dtype=np.int32)
    order = np.arange(regions).astype(np.int32)
    swapped = np.empty(length, dtype=np.int64)
    for draw in range(draws):
        for place in range(length):
            other = place + int(uniform[draw, place] * (regions - place))
            swapped[place] = other
            order[place], order[other] = order[other], order[place]
            result[draw, place] = order[place]
        for place in range(length - 1, -1, -1):
            other = swapped[place]
            order[place], order[other] = order[other], order[place]
    return result


@kernel("float64[:, ::1](float64[::1], int32[:, ::1], int32[::1])")
def sums_of_first(z: FloatArray, drawn: Integers, sizes: Integers) -> FloatArray:
    """Return the sum of z over the first k places of every draw, shape (sizes, draws); ``sizes`` rise and are 1 or more."""
    draws = drawn.shape[0]
    result = np.empty((sizes.shape[0], draws))
    for draw in range(draws):
        total = 0.0
        place = 0
        for row in range(sizes.shape[0]):
            while place < sizes[row]:
                total += z[drawn[draw, place]]
                place += 1
            result[row, draw] = total
    return result


@kernel("int64(float64[:, ::1], int64, float64)")
def count_below(ascending: FloatArray, row: int, key: float) -> int:
    """Return how many values of a sorted row are below a key, without a branch that could be guessed wrongly."""
    first = 0
    length = ascending.shape[1]
    while length > 1:
        half = length // 2
        first += half * (ascending[row, first + half - 1] < key)
        length -= half
    return first + (1 if ascending[row, first] < key else 0)


@kernel(
    "void(float64[::1], int64[::1], float64[:, ::1], float64[:, ::1], float64[::1], float64[::1], "
    "int64[::1], int32[::1], int32[::1], int32[::1], int32[::1])"
)
def count_equal(  # noqa: PLR0913 - a kernel takes arrays, not objects
    z: FloatArray,
    row_of_region: NDArray[np.int64],
    sums: FloatArray,
    ascending: FloatArray,
    observed: FloatArray,
    tolerance: FloatArray,
    hits_from: NDArray[np.int64],
    hit_draw: Integers,
    hit_next: Integers,
    as_large: Integers,
    as_small: Integers,
) -> None:
    """Count, for one industry, the draws whose sum is at least and at most the observed sum over a region's neighbours.

    All regions with k neighbours share the sums over the first k places of the draws, found in ``ascending`` by bisection.
    Where the region itself is among the first k of a draw, its place is taken by the one after them: ``hit_draw`` names those
    draws and ``hit_next`` the region that steps in, from ``hits_from[region]`` on.
    """
    draws = ascending.shape[1]
    for region in range(z.shape[0]):
        row = row_of_region[region]
        if row < 0:
            continue
        low, high = observed[region] - tolerance[row], observed[region] + tolerance[row]
        small = count_below(ascending, row, low)
        large = draws - small
        if small < draws and ascending[row, small] < high:
            small = count_below(ascending, row, high)
        for hit in range(hits_from[region], hits_from[region + 1]):
            with_it = sums[row, hit_draw[hit]]
            without = with_it - z[region] + z[hit_next[hit]]
            large += (1 if without >= low else 0) - (1 if with_it >= low else 0)
            small += (1 if without < high else 0) - (1 if with_it < high else 0)
        as_large[region] = large
        as_small[region] = small


@kernel(
    "void(float64[:, ::1], int32[:, ::1], int32[::1], float64[::1], float64[:, ::1], float64[::1], "
    "int32[:, ::1], int32[:, ::1])"
)
def count_weighted(  # noqa: PLR0913 - a kernel takes arrays, not objects
    z: FloatArray,
    drawn: Integers,
    rows_from: Integers,
    weight: FloatArray,
    observed: FloatArray,
    tolerance: FloatArray,
    as_large: Integers,
    as_small: Integers,
) -> None:
    """Do the same for weights that differ within a row, for a block of industries side by side; counts start at 0.

    A few regions are taken at a time, so that their counts and the rows of z of one draw stay in the first cache.
    """
    regions, industries = z.shape
    length = drawn.shape[1]
    total = np.empty(industries)
    near = np.empty((length, industries))
    large, small = np.empty((TILE, industries)), np.empty((TILE, industries))
    for start in range(0, regions, TILE):
        large[:] = 0.0
        small[:] = 0.0
        for draw in range(drawn.shape[0]):
            for place in range(length):
                near[place, :] = z[drawn[draw, place], :]
            for region in range(start, min(start + TILE, regions)):
                first, last = rows_from[region], rows_from[region + 1]
                if first == last:
                    continue
                total[:] = 0.0
                place = 0
                for entry in range(first, last):
                    if drawn[draw, place] == region:
                        place += 1
                    own_weight = weight[entry]
                    for industry in range(industries):
                        total[industry] += own_weight * near[place, industry]
                    place += 1
                row = region - start
                for industry in range(industries):
                    above = total[industry] - observed[region, industry]
                    large[row, industry] += 1.0 if above >= -tolerance[industry] else 0.0
                    small[row, industry] += 1.0 if above < tolerance[industry] else 0.0
        end = min(start + TILE, regions)
        as_large[start:end] = large[: end - start].astype(np.int32)
        as_small[start:end] = small[: end - start].astype(np.int32)


@kernel("void(float64[:, ::1], int32[:, ::1], int32[::1], int32[::1], float64[::1], float64[:, ::1])")
def cross_products(  # noqa: PLR0913 - a kernel takes arrays, not objects
    z: FloatArray,
    order: Integers,
    rows_from: Integers,
    column: Integers,
    weight: FloatArray,
    products: FloatArray,
) -> None:
    """Write z'Wz of every permutation of the regions, for a block of industries side by side; ``products`` starts at 0."""
    industries = z.shape[1]
    total = np.empty(industries)
    for draw in range(order.shape[0]):
        for region in range(z.shape[0]):
            first, last = rows_from[region], rows_from[region + 1]
            if first == last:
                continue
            total[:] = 0.0
            for entry in range(first, last):
                other = order[draw, column[entry]]
                own_weight = weight[entry]
                for industry in range(industries):
                    total[industry] += own_weight * z[other, industry]
            own = order[draw, region]
            for industry in range(industries):
                products[draw, industry] += z[own, industry] * total[industry]
