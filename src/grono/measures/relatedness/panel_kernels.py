"""The loops of the panel: a block of regions is walked once, row by row, in arrays that fit the cache (MAP-54).

Each step of a row is a loop of its own with few arrays, so that the compiler can use vector instructions; terms of a sum over
a row are written down first and then added in eight sums, so that the order of additions is said here and not chosen by the
compiler.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from grono.measures.kernels import kernel

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Cells = NDArray[np.float32]
    Floats = NDArray[np.float64]
    Codes = NDArray[np.int32]
    Words = NDArray[np.uint64]

WORD = 64
"""Industries or regions in a word of presence bits."""

LARGEST = np.finfo(np.float32).max
"""A larger number is infinite."""

ROOT_HALF = np.int32(0x3F3504F3)
"""√½ as the bits of a float32: mantissas are taken from [√½, √2)."""

FRACTION, FRACTION_BITS = np.int32(0x007FFFFF), np.int32(23)

TO_BINARY = np.float32(2.885390081777927)
"""2/ln 2."""

THIRD, FIFTH, SEVENTH, NINTH = np.float32(1 / 3), np.float32(1 / 5), np.float32(1 / 7), np.float32(1 / 9)
"""Of the series of artanh; the next term is below 4e-10 for these mantissas."""


@kernel("float64(float64[::1])")
def _total(terms: Floats) -> float:
    """Add the terms in eight sums side by side."""
    a, b, c, d, e, f, g, h = 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0
    whole = terms.size - terms.size % 8
    for i in range(0, whole, 8):
        a += terms[i]
        b += terms[i + 1]
        c += terms[i + 2]
        d += terms[i + 3]
        e += terms[i + 4]
        f += terms[i + 5]
        g += terms[i + 6]
        h += terms[i + 7]
    for i in range(whole, terms.size):
        a += terms[i]
    return ((a + b) + (c + d)) + ((e + f) + (g + h))


@kernel("int64(float32[:, ::1], float64[::1], float64[::1])")
def add_margins(cells: Cells, region: Floats, industry: Floats) -> int:
    """Write sums of rows, add to sums of columns, and return the number of missing cells, which are left out.

    Returns -1 where a cell is negative or infinite.
    """
    regions, industries = cells.shape
    row = np.empty(industries)
    gaps, wrong = np.int64(0), np.int64(0)
    for r in range(regions):
        for i in range(industries):
            value = np.float64(cells[r, i])
            row[i] = value if value == value else 0.0
        for i in range(industries):
            industry[i] += row[i]
        for i in range(industries):
            gaps += np.int64(cells[r, i] != cells[r, i])
        for i in range(industries):
            wrong += np.int64((cells[r, i] < 0) | (cells[r, i] > LARGEST))
        region[r] = _total(row)
    return int(gaps) if wrong == 0 else -1


@kernel("void(float32[::1], float64, float64[::1], float64[::1], float64[::1], float32[::1])")
def _quotients(  # noqa: PLR0913 - a kernel takes plain arrays
    cells: Cells, scale: float, inverse: Floats, row: Floats, known: Floats, quotient: Cells
) -> None:
    """Widen a row, a missing cell becoming an unknown zero, and write its location quotients."""
    for i in range(cells.size):
        value = np.float64(cells[i])
        known[i] = 1.0 if value == value else 0.0
        row[i] = value if value == value else 0.0
    for i in range(cells.size):
        quotient[i] = np.float32(row[i] * scale * inverse[i])


@kernel("void(float64[::1], float64[::1], float64, float64, uint64, uint64[::1], uint64[::1], uint64[::1])")
def _presences(  # noqa: PLR0913 - a kernel takes plain arrays
    row: Floats,
    industry: Floats,
    own: float,
    total: float,
    shift: np.uint64,
    there: Words,
    of_region: Words,
    of_regions: Words,
) -> None:
    """Set the bits of a row where e·total ≥ e_r·e_i, which is exact for whole numbers."""
    one, none = np.uint64(1), np.uint64(0)
    for i in range(row.size):
        there[i] = one if (row[i] * total >= own * industry[i]) & (row[i] > 0.0) else none
    for i in range(row.size):
        of_regions[i] |= there[i] << shift
    for word in range(of_region.size):
        bits = none
        start = word * WORD
        for place in range(min(WORD, row.size - start)):
            bits |= there[start + place] << np.uint64(place)
        of_region[word] = bits


@kernel("float64(float64[::1], float64[::1], float64, float64[::1], float64[::1])")
def _krugman(row: Floats, known: Floats, over: float, share: Floats, terms: Floats) -> float:
    """Return Σ|q_ri − q_i| over the known cells."""
    for i in range(row.size):
        terms[i] = abs(row[i] * over - share[i]) * known[i]
    return _total(terms)


@kernel("void(float64[::1], float64[::1], float64[::1], float64, float64[::1], float64[::1])")
def _concentration(  # noqa: PLR0913 - a kernel takes plain arrays
    row: Floats, known: Floats, inverse: Floats, x: float, squares: Floats, differences: Floats
) -> None:
    """Add (s − x)² and |s − x| of every known cell to the sums of its industry."""
    for i in range(row.size):
        apart = (row[i] * inverse[i] - x) * known[i]
        squares[i] += apart * apart
        differences[i] += abs(apart)


@kernel("float64(float64[::1], int32[::1], int32[::1], float32[::1], float64[::1])")
def _information(row: Floats, codes: Codes, mantissa: Codes, logarithm: Cells, terms: Floats) -> float:
    """Return Σ e·log₂ e, the logarithm from the bits of the float32 and the series of artanh((m − 1)/(m + 1))."""
    one = np.float32(1)
    for i in range(row.size):
        mantissa[i] = ((codes[i] - ROOT_HALF) & FRACTION) + ROOT_HALF
        logarithm[i] = np.float32((codes[i] - ROOT_HALF) >> FRACTION_BITS)
    values = mantissa.view(np.float32)
    for i in range(row.size):
        s = (values[i] - one) / (values[i] + one)
        t = s * s
        logarithm[i] += TO_BINARY * s * (one + t * (THIRD + t * (FIFTH + t * (SEVENTH + t * NINTH))))
    for i in range(row.size):
        terms[i] = row[i] * np.float64(logarithm[i])
    return _total(terms)


@kernel(
    "void(float32[:, ::1], int32[:, ::1], float64[::1], float64[::1], float64, float32[:, ::1], uint64[:, ::1], "
    "uint64[:, ::1], float64[:, ::1], float64[:, ::1])"
)
def measure_cells(  # noqa: PLR0913 - a kernel takes plain arrays
    cells: Cells,
    codes: Codes,
    region: Floats,
    industry: Floats,
    total: float,
    quotient: Cells,
    by_region: Words,
    by_industry: Words,
    of_region: Floats,
    of_industry: Floats,
) -> None:
    """Measure a block of regions with at least one employee altogether.

    ``codes`` is ``cells`` seen as whole numbers. Fills the quotients, presence bits by region and by industry (row w of
    ``by_industry`` holds regions 64w to 64w + 63 of the block), Krugman's sum and Σ e·log₂ e (columns of ``of_region``), and
    adds to G and Krugman's concentration (rows of ``of_industry``).
    """
    regions, industries = cells.shape
    row, known, there = np.empty(industries), np.empty(industries), np.empty(industries, np.uint64)
    mantissa, logarithm, terms = np.empty(industries, np.int32), np.empty(industries, np.float32), np.empty(industries)
    share, inverse = industry / total, np.empty(industries)
    for i in range(industries):
        inverse[i] = 1.0 / industry[i] if industry[i] > 0 else 0.0
    for r in range(regions):
        own = region[r]
        over = 1.0 / own if own > 0 else 0.0
        _quotients(cells[r], total * over, inverse, row, known, quotient[r])
        _presences(row, industry, own, total, np.uint64(r % WORD), there, by_region[r], by_industry[r // WORD])
        of_region[r, 0] = _krugman(row, known, over, share, terms)
        of_region[r, 1] = _information(row, codes[r], mantissa, logarithm, terms)
        _concentration(row, known, inverse, own / total, of_industry[0], of_industry[1])
