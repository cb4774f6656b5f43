"""One year of a panel: plain arrays, and each measure with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.result import Measured, Reason, measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.relatedness.panel_complexity import PanelComplexity
    from grono.measures.result import BoolArray, FloatArray

    Cells = NDArray[np.float32]
    Words = NDArray[np.uint64]


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


def unpacked(bits: Words, industries: int) -> NDArray[np.uint8]:
    """Return presence bits as zeros and ones, shape (regions, industries)."""
    return np.unpackbits(bits.view(np.uint8), axis=1, count=industries, bitorder="little")


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
