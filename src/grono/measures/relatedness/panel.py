"""All measures of specialisation, concentration, relatedness and complexity for many years of a large table (MAP-54)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.relatedness.bit_kernels import count_together
from grono.measures.relatedness.panel_complexity import PanelComplexity, YearByYear
from grono.measures.relatedness.panel_kernels import WORD, add_margins, measure_cells
from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

    Cells = NDArray[np.float32]
    Words = NDArray[np.uint64]

THREADS = 2

BLOCKS = 8
"""Parts in which the regions of a year are walked, whatever the number of threads: sums are then the same on every machine."""


@dataclass(frozen=True)
class PanelYear:
    """The measures of one year as plain arrays, 0 where there is none; :meth:`measured` gives them with their reasons.

    Parameters
    ----------
    location_quotient : numpy.ndarray of float32, shape (regions, industries)
        MAP-11.
    presence_bits : numpy.ndarray of uint64, shape (regions, words)
        Presence by location quotient; industry i is bit i mod 64 of word i // 64.
    krugman_specialisation, hoover_specialisation, entropy : numpy.ndarray, shape (regions,)
        MAP-13, MAP-19 and, in bits, MAP-22.
    raw_concentration, krugman_concentration, hoover_concentration : numpy.ndarray, shape (industries,)
        G of MAP-14, and MAP-19.
    co_occurrence : numpy.ndarray of int32, shape (industries, industries)
        Regions that have both; the diagonal is the ubiquity (MAP-24).
    proximity : numpy.ndarray of float32, shape (industries, industries)
        ``min_conditional`` (MAP-24).
    density : numpy.ndarray of float32, shape (regions, industries)
        Relatedness density (MAP-25).
    complexity : PanelComplexity
        ECI and PCI (MAP-26).
    region_employees, industry_employees : numpy.ndarray
        Sums, which leave missing cells out.
    missing : numpy.ndarray of bool or None
        Missing cells, where there are any.
    """

    location_quotient: Cells
    presence_bits: Words
    krugman_specialisation: FloatArray
    hoover_specialisation: FloatArray
    entropy: FloatArray
    raw_concentration: FloatArray
    krugman_concentration: FloatArray
    hoover_concentration: FloatArray
    co_occurrence: NDArray[np.int32]
    proximity: Cells
    density: Cells
    complexity: PanelComplexity
    region_employees: FloatArray
    industry_employees: FloatArray
    missing: BoolArray | None

    @property
    def presence(self) -> BoolArray:
        """The presence bits as a table."""
        return unpacked(self.presence_bits, self.location_quotient.shape[1]).astype(bool)

    def measured(self, name: str) -> Measured:
        """Return a measure by the name of its field (also ``eci``, ``pci``, ``pci_z``) in double precision with its reasons.

        Raises
        ------
        ValueError
            When there is no such measure.
        """
        if name in ("eci", "pci", "pci_z"):
            return self.complexity.measured(name)
        if name not in _GAPS:
            message = f"the panel has no measure {name!r}; it has {', '.join([*_GAPS, 'eci', 'pci', 'pci_z'])}"
            raise ValueError(message)
        return measured(np.asarray(getattr(self, name), dtype=np.float64), _GAPS[name](self))


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
    >>> found.location_quotient[0].round(3).tolist(), found.krugman_specialisation.round(3).tolist()
    ([1.456, 0.0, 0.874], [0.714, 0.208, 0.872])
    """
    memory = YearByYear()
    with ThreadPoolExecutor(THREADS) as pool:
        for year in years:
            yield _measure(np.ascontiguousarray(year, dtype=np.float32), memory, pool)


def unpacked(bits: Words, industries: int) -> NDArray[np.uint8]:
    """Return presence bits as zeros and ones, shape (regions, industries)."""
    return np.unpackbits(bits.view(np.uint8), axis=1, count=industries, bitorder="little")


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


def _of_cells(year: PanelYear) -> dict[Reason, BoolArray]:
    empty = np.logical_or.outer(np.equal(year.region_employees, 0), np.equal(year.industry_employees, 0))
    return {Reason.MISSING: np.zeros_like(empty) if year.missing is None else year.missing, Reason.EMPTY: empty}


def _of_regions(year: PanelYear) -> dict[Reason, BoolArray]:
    return {Reason.EMPTY: np.equal(year.region_employees, 0)}


def _of_industries(year: PanelYear) -> dict[Reason, BoolArray]:
    empty = np.equal(year.industry_employees, 0)
    return {Reason.EMPTY: empty, Reason.ONE_REGION: np.full(empty.shape, int((year.region_employees > 0).sum()) <= 1)}


def _of_pairs(year: PanelYear) -> dict[Reason, BoolArray]:
    nowhere = np.equal(year.co_occurrence.diagonal(), 0)
    return {Reason.EMPTY: np.logical_or.outer(nowhere, nowhere)}


def _of_densities(year: PanelYear) -> dict[Reason, BoolArray]:
    nowhere = np.equal(year.co_occurrence.diagonal(), 0)
    empty = np.logical_or.outer(~year.presence_bits.any(axis=1), nowhere)
    alone = np.broadcast_to(~year.proximity.any(axis=0), empty.shape)
    single = np.full(empty.shape, int((~nowhere).sum()) == 1)
    return {Reason.EMPTY: empty, Reason.ONE_INDUSTRY: single, Reason.UNRELATED: alone}


_GAPS = {
    "location_quotient": _of_cells,
    "krugman_specialisation": _of_regions,
    "hoover_specialisation": _of_regions,
    "entropy": _of_regions,
    "raw_concentration": _of_industries,
    "krugman_concentration": _of_industries,
    "hoover_concentration": _of_industries,
    "co_occurrence": _of_pairs,
    "proximity": _of_pairs,
    "density": _of_densities,
}
"""Measure → why it may be missing."""
