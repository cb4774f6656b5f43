"""Triple-helix synergy: mutual information in three dimensions, in bits × 1000 (STR-43), and who takes part with whom (STR-45)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import ArrayLike, NDArray

    FloatArray = NDArray[np.float64]
    IntegerArray = NDArray[np.int64]

SIDES = ("U", "I", "G")
"""University, industry, government: the letters of the three sides, and the order of the axes of presence data."""


def synergy(counts: ArrayLike) -> float:
    r"""Return the triple-helix synergy T of a table of counts, in bits × 1000.

    .. math:: T = H_u + H_i + H_g - H_{ui} - H_{ug} - H_{ig} + H_{uig}

    Parameters
    ----------
    counts : array of shape (classes of u, classes of i, classes of g)
        How many units are in each cell; empty cells add nothing (0·log 0 = 0). A table of nothing has T = 0.

    Returns
    -------
    float
        Negative: the three together leave less uncertain than two by two. Not a mark: see :func:`synergy_test`.

    References
    ----------
    Rule STR-43.

    Examples
    --------
    >>> import numpy as np
    >>> copies = np.zeros((2, 2, 2))
    >>> copies[0, 0, 0] = copies[1, 1, 1] = 1
    >>> synergy(copies)
    1000.0
    """
    table = as_table(counts)
    total = table.sum()
    if total == 0:
        return 0.0
    single = [_entropy(table.sum(axis=axes), total) for axes in ((1, 2), (0, 2), (0, 1))]
    pairs = [_entropy(table.sum(axis=axis), total) for axis in (0, 1, 2)]
    return 1000 * (sum(single) - sum(pairs) + _entropy(table, total)) + 0.0


def as_table(counts: ArrayLike) -> FloatArray:
    """Return counts as an array of three dimensions.

    Raises
    ------
    ValueError
        When there are not three dimensions, or a count is negative or no number.
    """
    table = np.asarray(counts, dtype=np.float64)
    if table.ndim != 3 or not np.isfinite(table).all() or (table < 0).any():
        error = f"counts must be zero or more, in three dimensions, not {table.ndim}"
        raise ValueError(error)
    return table


def _entropy(counts: FloatArray, total: float) -> float:
    used = counts[counts > 0] / total
    return float(-(used * np.log2(used)).sum())


def first_order_bias(classes: tuple[int, int, int], units: int) -> float:
    r"""Return what T is on average for independent labels, to first order: :math:`-(a-1)(b-1)(c-1)/(2n\ln 2)`, × 1000.

    Good from about five units for each cell; far too strong below.

    Examples
    --------
    >>> round(first_order_bias((5, 10, 4), 1000), 2)
    -77.91
    """
    free = np.prod([one - 1 for one in classes])
    return float(-1000 * free / (2 * units * np.log(2)))


@dataclass(frozen=True)
class RegionSynergy:
    """One region in the sum of STR-43.

    Parameters
    ----------
    region : str
        Its name.
    units : float
        Its units.
    synergy : float
        Its own Tᵣ.
    part : float
        :math:`(n_r/N) T_r`: what it adds to the national T.
    """

    region: str
    units: float
    synergy: float
    part: float


@dataclass(frozen=True)
class RegionalSynergy:
    """T = T₀ + Σ (nᵣ/N)·Tᵣ.

    Parameters
    ----------
    national, between : float
        T of all regions together, and T₀, what arises between them.
    regions : tuple of RegionSynergy
        The regions in the order of their names.
    """

    national: float
    between: float
    regions: tuple[RegionSynergy, ...]

    @property
    def within(self) -> float:
        """Return the weighted sum of the regions."""
        return sum(region.part for region in self.regions)


def regional_synergy(tables: Mapping[str, ArrayLike]) -> RegionalSynergy:
    """Divide the synergy of a nation into that of its regions and what arises between them.

    Parameters
    ----------
    tables : mapping
        Region → counts, all of the same shape: the classes of all regions.
    """
    counts = {region: as_table(table) for region, table in sorted(tables.items())}
    if len({table.shape for table in counts.values()}) != 1:
        error = "the tables of all regions must have the same classes; write 0 where a region has none of a class"
        raise ValueError(error)
    together = np.sum(list(counts.values()), axis=0)
    total = float(together.sum())
    national = synergy(together)
    regions = tuple(_part(region, table, total) for region, table in counts.items())
    return RegionalSynergy(national, national - sum(region.part for region in regions), regions)


def _part(region: str, table: FloatArray, total: float) -> RegionSynergy:
    units, own = float(table.sum()), synergy(table)
    return RegionSynergy(region, units, own, own * units / total if total else 0.0)


def presence_table(projects: Mapping[str, int]) -> IntegerArray:
    """Return the 2 × 2 × 2 table of projects by who takes part.

    Parameters
    ----------
    projects : mapping
        Letters of the sides → number of projects: ``{"U": 40, "UI": 15, "UIG": 5}``.

    Examples
    --------
    >>> round(synergy(presence_table({"U": 40, "I": 20, "G": 10, "UI": 15, "UG": 8, "IG": 2, "UIG": 5})), 3)
    -193.135
    """
    table = np.zeros((2, 2, 2), dtype=np.int64)
    for sides, count in projects.items():
        if not set(sides) <= set(SIDES):
            error = f"“{sides}” holds another letter than U, I and G"
            raise ValueError(error)
        table[tuple(int(side in sides) for side in SIDES)] += count
    return table


def side_counts(table: ArrayLike) -> dict[str, int]:
    """Return the number of projects for each combination of sides, one side first; the reverse of :func:`presence_table`."""
    counts = as_table(table)
    cells = sorted(product((0, 1), repeat=3), key=lambda cell: (sum(cell), [-one for one in cell]))
    return {_letters(cell): int(counts[cell]) for cell in cells if sum(cell)}


def _letters(cell: Iterable[int]) -> str:
    return "".join(side for side, present in zip(SIDES, cell, strict=True) if present)


def side_shares(table: ArrayLike) -> tuple[float, float, float] | None:
    """Return the shares of one-, two- and three-sided projects; None when there is no project (STR-45)."""
    counts = side_counts(table)
    total = sum(counts.values())
    if not total:
        return None
    one, two, three = (
        sum(count for sides, count in counts.items() if len(sides) == size) / total for size in (1, 2, 3)
    )
    return one, two, three
