"""Is an industry more concentrated than its plants would be by chance? Random allocations of plants to regions (MAP-14)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from grono.measures.concentration import raw_concentration
from grono.measures.margins import Margins, margins
from grono.measures.randomness import stream
from grono.measures.result import Measured, Reason, as_cells, measured
from grono.measures.testing import PERMUTATIONS, permutation_p_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    from grono.measures.result import FloatArray

THREADS = 2
"""Industries drawn at once."""

TIE = 1e-11
"""Concentrations nearer than this share are equal: few plants give few values, added up in another order."""

DRAWS_AT_ONCE = 2_000_000
"""Regions drawn or counted at once by a thread: 16 MB."""


@dataclass(frozen=True)
class PlantGroups:
    """Plants of equal size, by industry.

    Parameters
    ----------
    industry : numpy.ndarray of int, shape (groups,)
        Place of the industry.
    count : numpy.ndarray of int, shape (groups,)
        How many plants.
    size : numpy.ndarray, shape (groups,)
        Employees of each.
    """

    industry: NDArray[np.intp]
    count: NDArray[np.int64]
    size: FloatArray

    @classmethod
    def of(cls, industry: ArrayLike, size: ArrayLike, count: ArrayLike = 1) -> PlantGroups:
        """Group plants, or size bands whose members are taken as equal, by industry and size; empty ones are left out.

        Raises
        ------
        ValueError
            When a count is not a whole number, or a count or size is negative or not finite.
        """
        places, sizes = np.asarray(industry, dtype=np.intp), np.asarray(size, dtype=np.float64)
        counts = np.broadcast_to(np.asarray(count, dtype=np.float64), sizes.shape)
        whole = np.isfinite(counts).all() and (counts == np.round(counts)).all()
        if not whole or not np.isfinite(sizes).all() or (sizes < 0).any() or (counts < 0).any():
            message = "plants need whole numbers of them and finite sizes, none below zero"
            raise ValueError(message)
        kept = (counts > 0) & (sizes > 0)
        keys, group = np.unique(np.column_stack([places, sizes])[kept], axis=0, return_inverse=True)
        number = np.bincount(group, weights=counts[kept], minlength=len(keys)).round().astype(np.int64)
        return cls(keys[:, 0].astype(np.intp), number, keys[:, 1])


@dataclass(frozen=True)
class AllocationTest:
    r"""What random allocations say of each industry, of shape (industries,).

    Parameters
    ----------
    concentrated : Measured
        One-sided p-value of a raw concentration as large as the observed one, or larger.
    dispersed : Measured
        One-sided p-value of one as small, or smaller.
    drawn : numpy.ndarray, shape (industries, permutations)
        Raw concentrations of the allocations; 0 where there is no test.
    spread : float
        :math:`X = 1 - \sum_r x_r^2` of the shares they were drawn with.
    """

    concentrated: Measured
    dispersed: Measured
    drawn: FloatArray
    spread: float

    def again(self, employees: ArrayLike, sums: Margins | None = None) -> AllocationTest:
        """Test another table of the same plants by the same allocations.

        Their concentrations are brought to the table's own X, to which the mean of G is proportional; where the tables agree in
        the sums of their regions this is the test that new draws would make, with the same random numbers.

        Parameters
        ----------
        employees : array, shape (regions, industries)
            Employees, such as an imputation of hidden cells says.
        sums : Margins, optional
            Margins to use.
        """
        cells = as_cells(employees)
        sums = margins(cells) if sums is None else sums
        observed = raw_concentration(cells, sums)
        spread = _spread(sums)
        drawn = self.drawn * (spread / self.spread if self.spread > 0 else 1.0)
        present = self.concentrated.present
        large, small = _counted(drawn, observed.value)
        reasons = {
            Reason(code): self.concentrated.reason == code for code in np.unique(self.concentrated.reason) if code
        }
        without = present & ~observed.present
        reasons |= {
            Reason(code): reasons.get(Reason(code), without & False) | (without & (observed.reason == code))
            for code in np.unique(observed.reason[without])
        }
        permutations = self.drawn.shape[1]
        return AllocationTest(
            measured(permutation_p_value(large, permutations), reasons),
            measured(permutation_p_value(small, permutations), reasons),
            drawn,
            spread,
        )


def random_allocations(  # noqa: PLR0913 - two tables, the rest by name with a default
    employees: ArrayLike,
    plants: PlantGroups,
    *,
    seed: int,
    codes: Sequence[str],
    sums: Margins | None = None,
    permutations: int = PERMUTATIONS,
    threads: int = THREADS,
) -> AllocationTest:
    r"""Test the index of Ellison and Glaeser by allocating the plants at random.

    Each plant chooses region r with probability x_r, on its own, and keeps its size. The raw concentration
    :math:`G = \sum_r (s_r - x_r)^2` of the draws is compared with the observed one; γ rises with G, so that the p-values are
    those of γ. Its score z is skewed and rejects too often (MAP-14).

    Parameters
    ----------
    employees : array, shape (regions, industries)
        Employees; missing cells (NaN) are left out, and the plants are allocated among the regions with a value.
    plants : PlantGroups
        Plants of the industries.
    seed : int
        Seed of the run.
    codes : sequence of str, length industries
        Codes of the industries: each has its own random numbers, which depend on seed and code only.
    sums : Margins, optional
        Margins to use.
    permutations : int
        Allocations drawn.
    threads : int
        Industries drawn at once; changes no result.

    Returns
    -------
    AllocationTest
        ``FEW_PLANTS`` with one plant or none known, ``ONE_REGION`` with one region, ``EMPTY`` for an industry without
        employees.

    References
    ----------
    Ellison, G. & Glaeser, E. L. (1997), doi:10.1086/262098; Phipson, B. & Smyth, G. K. (2010), doi:10.2202/1544-6115.1585;
    rules MAP-14, MAP-35.

    Examples
    --------
    >>> plants = PlantGroups.of([0] * 8, [5] * 8)
    >>> found = random_allocations([[40, 60], [0, 100]], plants, seed=1, codes=["10.51", "other"])
    >>> bool(found.concentrated.value[0] < 0.01), found.concentrated.reason.tolist()
    (True, [0, 5])
    """
    cells = as_cells(employees)
    sums = margins(cells) if sums is None else sums
    observed = raw_concentration(cells, sums)
    number = np.bincount(plants.industry, weights=plants.count, minlength=cells.shape[1])
    few = number < 2
    there = ~np.isnan(cells)
    nowhere = sums.region_share @ there == 0
    drawn = np.zeros((cells.shape[1], permutations))

    def test(industry: int) -> None:
        chosen = plants.industry == industry
        sizes = PlantGroups(plants.industry[chosen], plants.count[chosen], plants.size[chosen])
        random = stream(seed, "plant allocation", codes[industry])
        drawn[industry] = _drawn_concentration(sizes, sums.region_share, there[:, industry], random, permutations)

    with ThreadPoolExecutor(max_workers=threads) as pool:
        list(pool.map(test, np.flatnonzero(observed.present & ~few & ~nowhere).tolist()))
    reasons = {Reason(code): observed.reason == code for code in np.unique(observed.reason) if code}
    reasons[Reason.EMPTY] = reasons.get(Reason.EMPTY, nowhere) | nowhere
    reasons[Reason.FEW_PLANTS] = few
    large, small = _counted(drawn, observed.value)
    return AllocationTest(
        measured(permutation_p_value(large, permutations), reasons),
        measured(permutation_p_value(small, permutations), reasons),
        drawn,
        _spread(sums),
    )


def _counted(drawn: FloatArray, observed: FloatArray) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Count the draws as large as the observed concentration, and as small, for each industry."""
    seen = observed[:, None]
    return (drawn >= seen * (1 - TIE)).sum(axis=1), (drawn <= seen * (1 + TIE)).sum(axis=1)


def _spread(sums: Margins) -> float:
    return 1.0 - float(np.square(np.nan_to_num(sums.region_share)).sum())


def _drawn_concentration(
    plants: PlantGroups, share: FloatArray, there: NDArray[np.bool_], random: np.random.Generator, draws: int
) -> FloatArray:
    """Return G of every draw, shape (draws,)."""
    share = share[there]
    chance = share / share.sum()
    total = float((plants.size * plants.count).sum())
    allocated = np.zeros((draws, len(share)))
    for count, size in zip(plants.count.tolist(), plants.size.tolist(), strict=True):
        allocated += size * _counts(count, chance, random, draws)
    return np.asarray(np.square(allocated / total - share[None, :]).sum(axis=1))


def _counts(count: int, chance: FloatArray, random: np.random.Generator, draws: int) -> NDArray[np.int64]:
    """Return how many of equal plants fall into each region, shape (draws, regions).

    Few plants choose one by one; many are counted at once, which costs as much as there are regions.
    """
    regions = len(chance)
    if count > regions:
        return random.multinomial(count, chance, size=draws)
    edges = np.cumsum(chance)
    edges /= edges[-1]
    result = np.zeros(draws * regions, dtype=np.int64)
    first = np.arange(draws)[:, None] * regions
    at_once = max(DRAWS_AT_ONCE // draws, 1)
    for start in range(0, count, at_once):
        picked = np.searchsorted(edges, random.random((draws, min(at_once, count - start))), side="right")
        result += np.bincount((first + picked).ravel(), minlength=result.size)
    return result.reshape(draws, regions)
