"""Economic complexity: which regions have the industries that only regions with many of them have (MAP-26)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import eigh

from grono.measures.relatedness.components import components_of_industries
from grono.measures.result import Measured, Reason, divide, measured

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from grono.measures.relatedness.presence import Presence
    from grono.measures.result import BoolArray, FloatArray

SMALL_REGION = 1000
"""Employees under which a region is flagged: its presences hang on single plants (MAP-26)."""

LEAST_GAP = 0.05
"""(λ₂ − λ₃)/λ₂ under which the order is flagged as unstable (MAP-26)."""

EQUAL = 1e-9
"""Eigenvalues and correlations nearer to each other, or to 0, than this count as equal: the rounding of double precision."""


@dataclass(frozen=True)
class Complexity:
    """Complexity of regions and industries with what tells how far to trust it.

    Parameters
    ----------
    eci : Measured, shape (regions,)
        Economic complexity: mean 0, population standard deviation 1 over the regions that have one.
    pci : Measured, shape (industries,)
        Product complexity on the scale of ``eci``: a region's complexity is the mean of its industries'.
    pci_z : Measured, shape (industries,)
        The same on its own scale, mean 0 and population standard deviation 1.
    second, third : float
        λ₂ and λ₃ of the whole table; λ₁ is 1.
    components : int
        Separate parts of the table. With more than one λ₂ is 1, and complexity is solved in the largest part alone.
    order_unstable : bool
        Whether λ₂ and λ₃ of the part that was solved are nearer than 5 %: little decides which order is found.
    correlation : float
        Of complexity with diversity, which gives the sign; near 0 it says little about which end is the complex one.
    sign_arbitrary : bool
        Whether complexity is uncorrelated with diversity, so that nothing says which end is the complex one.
    small_region : numpy.ndarray of bool, shape (regions,)
        Regions under 1 000 employees, where employees were given.
    rule : str
        How presence was judged.
    """

    eci: Measured
    pci: Measured
    pci_z: Measured
    second: float
    third: float
    components: int
    order_unstable: bool
    correlation: float
    sign_arbitrary: bool
    small_region: BoolArray
    rule: str

    @property
    def identified(self) -> bool:
        """Whether the table is in one part and has an order."""
        return self.components == 1 and bool(self.eci.present.any())


def economic_complexity(
    there: Presence, *, employees: ArrayLike | None = None, small: float = SMALL_REGION
) -> Complexity:
    r"""Complexity of regions (``eci``) and industries (``pci``, ``pci_z``) by the second eigenvector.

    With D and U the diagonal matrices of diversity and ubiquity,

    .. math:: A = D^{-1/2} M U^{-1/2},\quad A^\top A v = \lambda_2 v,\quad
        PCI = U^{-1/2} v,\quad ECI_r = \frac{1}{d_r} \sum_i M_{ri} PCI_i

    and one affine map brings ECI to mean 0 and population standard deviation 1. The sign is that of the correlation with
    diversity.

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has, under any rule; empty regions and industries are set aside.
    employees : array, shape (regions,), optional
        Employees of each region, to flag small ones.
    small : float
        Employees under which a region is flagged.

    Returns
    -------
    Complexity
        ``EMPTY`` for what was set aside; ``NOT_IDENTIFIED`` outside the largest part of a table in several, and everywhere
        when all regions are alike or λ₂ = λ₃; ``ONE_REGION``, ``ONE_INDUSTRY``.

    References
    ----------
    Hidalgo, C. A. & Hausmann, R. (2009), doi:10.1073/pnas.0900943106; Mealy, P., Farmer, J. D. & Teytelboym, A. (2019),
    doi:10.1126/sciadv.aau1705; rule MAP-26.

    Examples
    --------
    >>> from grono.measures.relatedness import presence
    >>> found = economic_complexity(presence([[1, 1, 1], [1, 1, 0], [1, 0, 0]]))
    >>> found.eci.value.round(3).tolist(), round(found.second, 3)
    ([1.225, 0.0, -1.225], 0.25)
    """
    regions, industries, count = components_of_industries(there.matrix)
    matrix = there.matrix[np.ix_(regions, industries)].astype(np.float64)
    solved = solve(matrix) if min(matrix.shape) > 1 else None
    whole = _whole_spectrum(there.matrix) if count > 1 else (solved.second, solved.third) if solved else (0.0, 0.0)
    region_value, industry_value = np.zeros(regions.size), np.zeros(industries.size)
    if solved is not None:
        region_value[regions], industry_value[industries] = solved.region, solved.industry
    region_gaps = _gaps(there, there.diversity == 0, regions, identified=solved is not None and solved.identified)
    industry_gaps = _gaps(there, there.ubiquity == 0, industries, identified=solved is not None and solved.identified)
    totals = None if employees is None else np.asarray(employees, dtype=np.float64)
    return Complexity(
        eci=measured(region_value, region_gaps),
        pci=measured(industry_value, industry_gaps),
        pci_z=standardised(measured(industry_value, industry_gaps)),
        second=whole[0],
        third=whole[1],
        components=count,
        order_unstable=solved is not None and solved.unstable,
        correlation=0.0 if solved is None else solved.correlation,
        sign_arbitrary=solved is not None and solved.sign_arbitrary,
        small_region=np.zeros(regions.size, dtype=bool) if totals is None else totals < small,
        rule=there.rule,
    )


def complexity_with_fixed_industries(there: Presence, industry_complexity: Measured) -> Measured:
    """Complexity of regions from another year's complexity of industries, so that years can be compared (MAP-26).

    Parameters
    ----------
    there : Presence, shape (regions, industries)
        Which industries a region has in this year.
    industry_complexity : Measured, shape (industries,)
        ``pci`` of the year that is held fixed; an industry without one is left out of the means.

    Returns
    -------
    Measured, shape (regions,)
        Mean complexity of the region's industries, on the scale of the fixed year; ``EMPTY`` without any.
    """
    counted = there.matrix & industry_complexity.present[None, :]
    held = counted.sum(axis=1).astype(np.float64)
    return measured(divide(counted @ industry_complexity.value, held), {Reason.EMPTY: held == 0})


@dataclass(frozen=True)
class Solved:
    """Complexity of a table in one part without empty rows and columns, as plain arrays."""

    region: FloatArray
    industry: FloatArray
    second: float
    third: float
    identified: bool
    correlation: float

    @property
    def sign_arbitrary(self) -> bool:
        """Whether the correlation with diversity is nothing but rounding."""
        return self.identified and abs(self.correlation) <= EQUAL

    @property
    def unstable(self) -> bool:
        """Whether λ₂ and λ₃ are too near to trust the order."""
        return self.identified and (self.second - self.third) / self.second < LEAST_GAP


def solve(matrix: FloatArray) -> Solved:
    """Return the complexity of a connected table by dense eigenvectors of its smaller side."""
    diversity, ubiquity = matrix.sum(axis=1), matrix.sum(axis=0)
    scaled = matrix / np.sqrt(np.multiply.outer(diversity, ubiquity))
    wide = matrix.shape[1] > matrix.shape[0]
    gram = scaled @ scaled.T if wide else scaled.T @ scaled
    size = gram.shape[0]
    values, vectors = eigh(gram, subset_by_index=[max(size - 3, 0), size - 1])
    vector = scaled.T @ vectors[:, -2] if wide else vectors[:, -2]
    third = float(max(values[-3], 0.0)) if size > 2 else 0.0
    return finished(matrix @ (vector / np.sqrt(ubiquity)) / diversity, vector / np.sqrt(ubiquity),
                    diversity, (float(max(values[-2], 0.0)), third))  # fmt: skip


def finished(
    region: FloatArray, industry: FloatArray, diversity: FloatArray, eigenvalues: tuple[float, float]
) -> Solved:
    """Bring a raw solution to its scale and sign, or say that there is none."""
    second, third = eigenvalues
    spread = float(region.std())
    if second < EQUAL or second - third < EQUAL or spread == 0.0:
        return Solved(np.zeros_like(region), np.zeros_like(industry), second, third, identified=False, correlation=0.0)
    mean = float(region.mean())
    correlation = _correlation(region, diversity)
    scale = _sign(region, correlation)
    region, industry = (region - mean) / spread * scale, (industry - mean) / spread * scale
    return Solved(region, industry, second, third, identified=True, correlation=abs(correlation))


def _correlation(region: FloatArray, diversity: FloatArray) -> float:
    spread = float(diversity.std() * region.std())
    return float(((diversity - diversity.mean()) * (region - region.mean())).mean()) / spread if spread > 0 else 0.0


def _sign(region: FloatArray, correlation: float) -> float:
    """Return the sign that makes complexity rise with diversity; without a correlation, the skew and then the first region decide."""
    if abs(correlation) > EQUAL:
        return float(np.sign(correlation))
    deviation = (region - region.mean()) / region.std()
    skew = float((deviation**3).mean())
    return float(np.sign(skew)) if abs(skew) > EQUAL else float(np.sign(deviation[0]) or 1.0)


def standardised(values: Measured) -> Measured:
    """Bring what is present to mean 0 and population standard deviation 1."""
    inside = values.value[values.present]
    result = np.zeros_like(values.value)
    if inside.size and inside.std() > 0:
        result[values.present] = (inside - inside.mean()) / inside.std()
    return Measured(result, values.reason)


def _whole_spectrum(matrix: BoolArray) -> tuple[float, float]:
    """Return λ₂ and λ₃ of a table in several parts."""
    inside = matrix[np.ix_(matrix.any(axis=1), matrix.any(axis=0))].astype(np.float64)
    scaled = inside / np.sqrt(np.multiply.outer(inside.sum(axis=1), inside.sum(axis=0)))
    values = np.sort(np.linalg.svd(scaled, compute_uv=False) ** 2)[::-1]
    return float(values[1]), float(values[2]) if values.size > 2 else 0.0


def _gaps(there: Presence, empty: BoolArray, inside: BoolArray, *, identified: bool) -> dict[Reason, BoolArray]:
    regions, industries = int((there.diversity > 0).sum()), int((there.ubiquity > 0).sum())
    unidentified: NDArray[np.bool_] = ~inside if identified else np.ones_like(inside)
    return {
        Reason.EMPTY: empty,
        Reason.ONE_REGION: np.full(inside.shape, regions == 1),
        Reason.ONE_INDUSTRY: np.full(inside.shape, industries == 1),
        Reason.NOT_IDENTIFIED: unidentified,
    }


def one_sided_gaps(there: BoolArray, *, identified: bool) -> dict[Reason, BoolArray]:
    """Return why a connected table has no complexity: what is empty, or all of it."""
    return {Reason.EMPTY: ~there, Reason.NOT_IDENTIFIED: np.full(there.shape, not identified)}
