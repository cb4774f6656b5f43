"""All measures of specialisation, concentration, relatedness and complexity for many years of a large table (MAP-54)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.relatedness.bit_kernels import count_together
from grono.measures.relatedness.panel_complexity import YearByYear
from grono.measures.relatedness.panel_kernels import WORD, add_margins, measure_cells
from grono.measures.relatedness.panel_year import PanelYear, unpacked
from grono.measures.result import divide

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from grono.measures.result import FloatArray

    Cells = NDArray[np.float32]
    Words = NDArray[np.uint64]

THREADS = 2

BLOCKS = 8
"""Parts in which the regions of a year are walked, whatever the number of threads: sums are then the same on every machine."""


def panel_measures(years: Iterable[NDArray[np.float32]]) -> Iterator[PanelYear]:
    """Measure one year after the other; only the year at work is kept.

    The cells are read twice, once for the sums and once for all measures of cells, regions and industries together.
    Co-occurrence counts the set bits of two industries' regions, 64 at a time; density is one matrix product in single
    precision; complexity is found by Lanczos' method on the bits, started from the year before.

    Parameters
    ----------
    years : iterable of arrays, shape (regions, industries)
        Employees; NaN where missing. Kept in float32, in which whole numbers are exact up to 16 777 216. Years may differ in
        shape; then complexity starts afresh.

    Yields
    ------
    PanelYear
        Equal to the measures of this room to 1e-5 (float32), and exactly in presences and counts for whole numbers.

    Raises
    ------
    ValueError
        When a year is not two-dimensional or has a negative or infinite cell.

    References
    ----------
    Rule MAP-54.

    Examples
    --------
    >>> import numpy as np
    >>> year = np.array([[100, 0, 5], [50, 50, 0], [3, 40, 9]], dtype=np.float32)
    >>> [found] = panel_measures([year])
    >>> found.measured("location_quotient").value[0].round(3).tolist(), found.krugman_specialisation.round(3).tolist()
    ([1.6, 0.0, 0.874], [0.714, 0.3, 1.075])
    """
    memory = YearByYear()
    with ThreadPoolExecutor(THREADS) as pool:
        for year in years:
            yield _measure(np.ascontiguousarray(year, dtype=np.float32), memory, pool)


def _measure(cells: Cells, memory: YearByYear, pool: ThreadPoolExecutor) -> PanelYear:
    fused = _fused(cells, pool)
    ubiquity, together, near = _related(fused.by_industry, cells.shape[1], pool)
    waiting = pool.submit(memory.complexity, fused.by_region, fused.by_industry, ubiquity, together)
    around = near.sum(axis=0, dtype=np.float64)
    density = unpacked(fused.by_region, cells.shape[1]).astype(np.float32) @ near
    density *= divide(np.ones_like(around), around).astype(np.float32)
    krugman, information = fused.of_region.T
    size, logarithm = fused.region, np.log2(np.maximum(fused.region, np.finfo(np.float64).tiny))
    return PanelYear(
        location_quotient=fused.quotient,
        presence_bits=fused.by_region,
        krugman_specialisation=krugman,
        hoover_specialisation=krugman / 2,
        entropy=np.where(size > 0, np.maximum(logarithm - divide(information, size), 0.0), 0.0),
        raw_concentration=fused.of_industry[0],
        krugman_concentration=fused.of_industry[1],
        hoover_concentration=fused.of_industry[1] / 2,
        co_occurrence=together,
        proximity=near,
        density=density,
        complexity=waiting.result(),
        region_employees=fused.region,
        industry_employees=fused.industry,
        missing=np.isnan(cells) if fused.gaps else None,
    )


@dataclass(frozen=True)
class _Fused:
    """What the pass over the cells leaves behind."""

    region: FloatArray
    industry: FloatArray
    gaps: int
    quotient: Cells
    by_region: Words
    by_industry: Words
    of_region: FloatArray
    of_industry: FloatArray


def _fused(cells: Cells, pool: ThreadPoolExecutor) -> _Fused:
    """Walk the cells for the sums, and again for everything that needs them."""
    if cells.ndim != 2:
        message = f"a year must have the shape (regions, industries), not {cells.shape}"
        raise ValueError(message)
    regions, industries = cells.shape
    words = -(-regions // WORD)
    height = WORD * max(1, -(-words // BLOCKS))
    blocks = [slice(start, min(start + height, regions)) for start in range(0, regions, height)]
    region, parts = np.zeros(regions), np.zeros((len(blocks), 2, industries))
    gaps = list(pool.map(lambda n: add_margins(cells[blocks[n]], region[blocks[n]], parts[n, 0]), range(len(blocks))))
    if min(gaps, default=0) < 0:
        message = "employees must be zero or more and finite; use NaN for a missing cell"
        raise ValueError(message)
    industry = parts[:, 0].sum(axis=0)
    parts[:] = 0.0
    total = float(industry.sum())
    quotient, of_region = np.empty_like(cells), np.zeros((regions, 2))
    by_region = np.zeros((regions, -(-industries // WORD)), dtype=np.uint64)
    by_industry = np.zeros((words, industries), dtype=np.uint64)

    def measure(number: int) -> None:
        rows = blocks[number]
        measure_cells(
            cells[rows], cells[rows].view(np.int32), region[rows], industry, total, quotient[rows], by_region[rows],
            by_industry[rows.start // WORD : -(-rows.stop // WORD)], of_region[rows], parts[number],
        )  # fmt: skip

    if total > 0:
        list(pool.map(measure, range(len(blocks))))
    else:
        quotient[:] = 0
    return _Fused(region, industry, sum(gaps), quotient, by_region, by_industry, of_region, parts.sum(axis=0))


def _related(
    by_industry: Words, industries: int, pool: ThreadPoolExecutor
) -> tuple[FloatArray, NDArray[np.int32], Cells]:
    """Return ubiquity, co-occurrence and proximity."""
    ubiquity = np.bitwise_count(by_industry).sum(axis=0, dtype=np.float64)
    together = np.empty((industries, industries), dtype=np.int32)
    near = np.empty((industries, industries), dtype=np.float32)
    edges = np.linspace(0, industries, BLOCKS + 1).astype(int)
    list(
        pool.map(
            lambda n: count_together(by_industry, int(edges[n]), int(edges[n + 1]), ubiquity, together, near),
            range(BLOCKS),
        )
    )
    return ubiquity, together, near
