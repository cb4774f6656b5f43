"""Random allocations of plants: enumeration in fractions, a plain simulation, size of the test, gaps."""

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from scipy.stats import kstest

from grono.measures import Reason, ellison_glaeser, margins, sizes_from_plants
from grono.measures.plant_allocation import PlantGroups, random_allocations

OTHERS = np.array([[60.0], [30], [10]])


def of_plants(sizes, regions, others=OTHERS):
    """Cells of one industry beside all others, and its plants."""
    own = np.bincount(regions, weights=sizes, minlength=len(others)).astype(float)
    return np.column_stack([own, others]), PlantGroups.of([0] * len(sizes), sizes)


def exact(sizes, share, observed):
    """P(G ≥ observed) over all allocations, in fractions."""
    total = sum(sizes)
    result = Fraction(0)
    for regions in product(range(len(share)), repeat=len(sizes)):
        inside = [
            Fraction(sum(s for s, r in zip(sizes, regions, strict=True) if r == one), total)
            for one in range(len(share))
        ]
        concentration = sum((one - x) ** 2 for one, x in zip(inside, share, strict=True))
        result += prod(share[one] for one in regions) * (concentration >= observed)
    return result


@pytest.mark.parametrize(
    ("sizes", "regions"), [([4, 3, 2, 1], [0, 0, 1, 1]), ([2] * 5, [2, 2, 2, 1, 0]), ([9, 1], [1, 1])]
)
def test_against_enumeration(sizes, regions):
    cells, plants = of_plants(sizes, regions)
    totals = [Fraction(int(one)) for one in cells.sum(axis=1)]
    share = [one / sum(totals) for one in totals]
    inside = [Fraction(int(one), sum(sizes)) for one in cells[:, 0]]
    observed = sum((one - x) ** 2 for one, x in zip(inside, share, strict=True))
    expected = float(exact(sizes, share, observed))
    found = random_allocations(cells, plants, seed=1, codes=["10", "rest"], permutations=20_000)
    error = 5 * np.sqrt(expected * (1 - expected) / 20_000) + 1e-4
    assert found.concentrated.value[0] == pytest.approx(expected, abs=error)
    assert found.concentrated.reason.tolist() == [Reason.PRESENT, Reason.FEW_PLANTS]


def test_ties_count_on_both_sides():
    cells, plants = of_plants([5, 5], [0, 0])
    found = random_allocations(cells, plants, seed=2, codes=["10", "rest"])
    assert found.concentrated.value[0] + found.dispersed.value[0] > 1.2


def test_many_equal_plants_are_counted_as_if_one_by_one():
    sizes, regions = [2.0] * 40 + [11.0] * 3, [0] * 25 + [1] * 15 + [2] * 3
    cells, plants = of_plants(sizes, regions)
    assert plants.count.tolist() == [40, 3]
    share = cells.sum(axis=1) / cells.sum()
    random = np.random.default_rng(3)
    drawn = []
    for _ in range(4000):
        place = random.choice(3, size=43, p=share)
        inside = np.bincount(place, weights=sizes, minlength=3) / sum(sizes)
        drawn.append(np.square(inside - share).sum())
    expected = np.mean(drawn >= np.square(cells[:, 0] / cells[:, 0].sum() - share).sum())
    found = random_allocations(cells, plants, seed=1, codes=["10", "rest"], permutations=4000)
    assert found.concentrated.value[0] == pytest.approx(expected, abs=5 * np.sqrt(2 * expected * (1 - expected) / 4000))


def test_size_is_right_where_the_score_rejects_too_often():
    """MAP-14: z is skewed, and above 1.645 more often than 5 % of the time; the draws reject 5 %."""
    random = np.random.default_rng(4)
    industries, regions, number = 1500, 12, 30
    share = random.dirichlet(np.ones(regions))
    size = random.lognormal(0, 1, (industries, number))
    place = random.choice(regions, (industries, number), p=share)
    cells = np.zeros((regions, industries))
    np.add.at(cells, (place, np.arange(industries)[:, None]), size)
    sums = margins(cells, region_totals=share * cells.sum(), total=float(cells.sum()))
    index = np.repeat(np.arange(industries), number)
    plants = PlantGroups.of(index, size.ravel())
    codes = [str(one) for one in range(industries)]
    found = random_allocations(cells, plants, seed=1, codes=codes, sums=sums, permutations=199)
    assert kstest(found.concentrated.value, "uniform").pvalue > 0.001
    rejected = (found.concentrated.value <= 0.05).mean()
    by_score = (
        ellison_glaeser(cells, sizes_from_plants(size.ravel(), index, industries), sums).z.value >= 1.645
    ).mean()
    # 4 standard errors of a share of .05 among 1,500 are .0225.
    assert rejected == pytest.approx(0.05, abs=0.0225)
    assert by_score > 0.06
    assert by_score > rejected


def test_threads_other_industries_and_order_of_plants_change_nothing():
    random = np.random.default_rng(5)
    index, size = random.integers(0, 6, 200), random.integers(1, 20, 200).astype(float)
    cells = np.zeros((4, 6))
    np.add.at(cells, (random.integers(0, 4, 200), index), size)
    codes = [f"1{one}" for one in range(6)]
    sums = margins(cells)
    one, two = (
        random_allocations(cells, PlantGroups.of(index, size), seed=1, codes=codes, threads=threads).concentrated.value
        for threads in (1, 2)
    )
    order = random.permutation(200)
    shuffled = random_allocations(
        cells, PlantGroups.of(index[order], size[order]), seed=1, codes=codes
    ).concentrated.value
    np.testing.assert_array_equal(one, two)
    np.testing.assert_array_equal(one, shuffled)
    some = margins(cells[:, 2:3], region_totals=sums.region, total=sums.total)
    alone = random_allocations(
        cells[:, 2:3], PlantGroups.of([0] * int((index == 2).sum()), size[index == 2]), seed=1, codes=["12"], sums=some
    )
    assert alone.concentrated.value[0] == one[2]


def test_gaps_have_reasons():
    cells = np.array([[5, 0, 1, np.nan], [5, 0, 2, 3]])
    plants = PlantGroups.of([0, 0, 2, 3, 3], [5, 5, 3, 2, 1])
    codes = ["a", "b", "c", "d"]
    found = random_allocations(cells, plants, seed=1, codes=codes, permutations=99)
    assert found.concentrated.reason.tolist() == [0, Reason.EMPTY, Reason.FEW_PLANTS, 0]
    assert found.concentrated.value[3] == found.dispersed.value[3] == 1
    one = random_allocations(cells[1:], plants, seed=1, codes=codes, permutations=99)
    assert one.concentrated.reason.tolist() == [Reason.ONE_REGION, Reason.EMPTY, Reason.ONE_REGION, Reason.ONE_REGION]


def test_regions_without_share_draw_no_plant():
    cells = np.array([[5, 0, 5], [5, 0, 5], [0, 0, 0.0]])
    found = random_allocations(cells, PlantGroups.of([0, 0], [5, 5]), seed=1, codes=["a", "b", "c"], permutations=400)
    assert found.dispersed.value[0] == pytest.approx(0.5, abs=0.13)


@pytest.mark.parametrize(("size", "count"), [(-1, 1), (np.inf, 1), (1, 1.5), (1, -1)])
def test_impossible_plants_are_refused(size, count):
    with pytest.raises(ValueError, match="plants need whole numbers"):
        PlantGroups.of([0], [size], [count])


def test_groups_join_equal_plants_and_leave_out_empty_ones():
    plants = PlantGroups.of([1, 0, 1, 1, 0], [3, 2, 3, 4, 0], [2, 1, 1, 0, 5])
    assert (plants.industry.tolist(), plants.count.tolist(), plants.size.tolist()) == ([0, 1], [1, 3], [2, 3])


def test_the_same_allocations_test_another_table_of_the_same_plants():
    """Where the sums of regions agree the second table gets the p-values of new draws with the same random numbers."""
    sizes = [4, 3, 2, 1, 5, 5]
    one, plants = of_plants(sizes, [0, 0, 1, 1, 2, 2])
    other = np.column_stack([[18.0, 1, 1], one.sum(axis=1) - [18, 1, 1]])
    first = random_allocations(one, plants, seed=1, codes=["a", "b"])
    again, anew = first.again(other), random_allocations(other, plants, seed=1, codes=["a", "b"])
    assert again.concentrated.value[0] == anew.concentrated.value[0] < first.concentrated.value[0]
    assert again.dispersed.value[0] == anew.dispersed.value[0]
    assert again.concentrated.reason.tolist() == first.concentrated.reason.tolist()
    moved = first.again(other * [[1.0], [1.0], [3.0]])
    assert moved.spread != first.spread
    assert moved.drawn[0].mean() == pytest.approx(first.drawn[0].mean() * moved.spread / first.spread)
    emptied = first.again(np.column_stack([np.zeros(3), one.sum(axis=1)]))
    assert emptied.concentrated.reason[0] == Reason.EMPTY
