"""Complexity year by year, on presences kept as bits (MAP-26, MAP-54)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.relatedness.bit_kernels import add_present
from grono.measures.relatedness.complexity import economic_complexity, finished, one_sided_gaps, standardised
from grono.measures.relatedness.lanczos import largest_pair
from grono.measures.relatedness.presence import Presence
from grono.measures.result import Measured, divide, measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from grono.measures.result import BoolArray, FloatArray

    Words = NDArray[np.uint64]

SECOND_TOLERANCE = 1e-9
"""Residual of the second eigenvector: where the next eigenvalue is 1 % away, complexity is then right to 1e-7."""

THIRD_TOLERANCE = 1e-5
"""Residual of the third: only its eigenvalue is wanted, which is right to the square of this."""


@dataclass(frozen=True)
class PanelComplexity:
    """Complexity of one year of a panel; fields as in :class:`grono.measures.relatedness.Complexity`."""

    eci: Measured
    pci: Measured
    second: float
    third: float
    components: int
    order_unstable: bool
    sign_arbitrary: bool
    steps: int

    def measured(self, name: str) -> Measured:
        """Return ``eci``, ``pci`` or ``pci_z``."""
        return {"eci": self.eci, "pci": self.pci}.get(name) or standardised(self.pci)


class YearByYear:
    """Finds complexity and remembers its vectors for the year after."""

    def __init__(self) -> None:
        self._second: FloatArray | None = None
        self._third: FloatArray | None = None

    def complexity(
        self, by_region: Words, by_industry: Words, ubiquity: FloatArray, together: NDArray[np.int32]
    ) -> PanelComplexity:
        """Return the complexity of a year.

        Parameters
        ----------
        by_region, by_industry : numpy.ndarray of uint64
            Presence bits, shapes (regions, words) and (words, industries).
        ubiquity : numpy.ndarray, shape (industries,)
            Regions that have each industry.
        together : numpy.ndarray of int32, shape (industries, industries)
            Co-occurrence.
        """
        table = _Bits(by_region, by_industry, ubiquity)
        if min(int((table.diversity > 0).sum()), int((ubiquity > 0).sum())) < 2 or not _in_one_part(together, ubiquity):
            return _in_parts(table)
        return self._solve(table)

    def _solve(self, table: _Bits) -> PanelComplexity:
        leading = np.sqrt(table.side)
        leading /= np.linalg.norm(leading)
        second = largest_pair(table.apply, self._start(self._second, table, 1.0), [leading], tolerance=SECOND_TOLERANCE)
        third = largest_pair(
            table.apply, self._start(self._third, table, 2.0), [leading, second.vector], tolerance=THIRD_TOLERANCE
        )
        self._second, self._third = second.vector, third.vector
        industry = table.industries_of(second.vector)
        region = divide(table.sums_of_industries(industry), table.diversity)
        regions, industries = table.diversity > 0, table.ubiquity > 0
        values = max(second.value, 0.0), max(third.value, 0.0)
        solved = finished(region[regions], industry[industries], table.diversity[regions], values)
        region[regions], industry[industries] = solved.region, solved.industry
        region_gaps = one_sided_gaps(regions, identified=solved.identified)
        industry_gaps = one_sided_gaps(industries, identified=solved.identified)
        return PanelComplexity(
            measured(region, region_gaps), measured(industry, industry_gaps), *values, 1,
            solved.unstable, solved.sign_arbitrary, second.steps + third.steps,
        )  # fmt: skip

    @staticmethod
    def _start(before: FloatArray | None, table: _Bits, phase: float) -> FloatArray:
        """Return last year's vector, or a fixed one of no particular direction."""
        guess = np.cos(phase * np.arange(1, table.side.size + 1))
        if before is not None and before.size == guess.size and before.any():
            guess = before
        return np.where(table.side > 0, guess, 0.0)


class _Bits:
    """A table of presences as bits of both directions, and the symmetric matrix of its smaller side."""

    def __init__(self, by_region: Words, by_industry: Words, ubiquity: FloatArray) -> None:
        self._by_region = by_region.view(np.uint8)
        self._by_industry = np.ascontiguousarray(by_industry.T).view(np.uint8)
        self.ubiquity = ubiquity
        self.diversity = np.bitwise_count(by_region).sum(axis=1, dtype=np.float64)
        self._wide = self.diversity.size < ubiquity.size
        self._over_root_diversity = divide(np.ones_like(self.diversity), np.sqrt(self.diversity))
        self._over_root_ubiquity = divide(np.ones_like(ubiquity), np.sqrt(ubiquity))
        self.side = self.diversity if self._wide else ubiquity

    @property
    def bits(self) -> NDArray[np.uint8]:
        """The bytes of the presence bits by region."""
        return self._by_region

    def apply(self, vector: FloatArray) -> FloatArray:
        """Multiply by AᵀA with A = D^(−½)MU^(−½), or by AAᵀ where regions are fewer than industries."""
        if self._wide:
            return self._of_regions(self._of_industries(vector))
        return self._of_industries(self._of_regions(vector))

    def industries_of(self, vector: FloatArray) -> FloatArray:
        """Return the complexity of industries, unscaled, from an eigenvector of the smaller side."""
        of_industries = self._of_industries(vector) if self._wide else vector
        return np.asarray(of_industries * self._over_root_ubiquity)

    def sums_of_industries(self, values: FloatArray) -> FloatArray:
        """Add the values of each region's industries."""
        return _sums(self._by_region, values)

    def _of_regions(self, vector: FloatArray) -> FloatArray:
        return np.asarray(_sums(self._by_region, vector * self._over_root_ubiquity) * self._over_root_diversity)

    def _of_industries(self, vector: FloatArray) -> FloatArray:
        return np.asarray(_sums(self._by_industry, vector * self._over_root_diversity) * self._over_root_ubiquity)


def _sums(bits: NDArray[np.uint8], values: FloatArray) -> FloatArray:
    wide, sums = np.zeros(8 * bits.shape[1]), np.empty(bits.shape[0])
    wide[: values.size] = values
    add_present(bits, wide, sums)
    return sums


def _in_one_part(together: NDArray[np.int32], ubiquity: FloatArray) -> bool:
    """Whether every industry can be reached from the first over shared regions."""
    reached = np.zeros(ubiquity.size, dtype=bool)
    frontier = np.flatnonzero(ubiquity)[:1]
    while frontier.size:
        reached[frontier] = True
        frontier = np.flatnonzero((together[frontier] > 0).any(axis=0) & ~reached)
    return bool(reached[ubiquity > 0].all())


def _in_parts(table: _Bits) -> PanelComplexity:
    """Solve a table in several parts, or hardly a table, by the dense method."""
    matrix: BoolArray = np.unpackbits(table.bits, axis=1, count=table.ubiquity.size, bitorder="little").astype(bool)
    found = economic_complexity(Presence(matrix, np.ones_like(matrix), "lq"))
    return PanelComplexity(
        found.eci, found.pci, found.second, found.third, found.components, found.order_unstable, found.sign_arbitrary, 0
    )
