"""Exact moments of M between two industries: against enumeration in fractions, and the sums behind them against their definition."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from grono.measures.distance.lattice import lattice
from grono.measures.distance.m_between_moments import BetweenMoments, BetweenSums
from grono.measures.distance.m_disks import disks

SITES = [(0, 0), (1, 0), (0, 2), (3, 1), (4, 4), (2, 5)]
RADII = [Fraction(5, 2), Fraction(9, 2)]


def near(sites, radius):
    return [
        [one != two and (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= radius**2 for two, b in enumerate(sites)]
        for one, a in enumerate(sites)
    ]


def exact_between(sites, asking, counted, radius):
    """M in fractions; None where no plant that asks has a neighbour."""
    within, total = near(sites, radius), len(sites)
    ratios = [
        Fraction(sum(within[one][two] for two in counted), sum(within[one])) for one in asking if any(within[one])
    ]
    return sum(ratios) / (len(ratios) * Fraction(len(counted), total - 1)) if ratios else None


def labellings(sites, first, second):
    every = range(len(sites))
    for asking in combinations(every, first):
        for counted in combinations([site for site in every if site not in asking], second):
            yield asking, counted


def fraction_sums(sites, radii):
    """Sums of the kernel in fractions; every site has a neighbour."""
    kernels, total = [], len(sites)
    for radius in radii:
        within, every = near(sites, radius), range(total)
        kernels.append(
            [
                [Fraction(int(within[i][j]), sum(within[i])) - Fraction(int(i != j), total - 1) for j in every]
                for i in every
            ]
        )
    f = np.array(kernels, dtype=object)
    columns = f.sum(axis=1)
    same = np.array([[(a * b).sum() for b in f] for a in f], dtype=object)
    turned = np.array([[(a * b.T).sum() for b in f] for a in f], dtype=object)
    return BetweenSums(total, columns @ columns.T, same, turned)


@pytest.mark.parametrize(("first", "second"), [(1, 1), (1, 3), (3, 1), (2, 2), (2, 4), (3, 3)])
def test_mean_and_covariance_equal_the_enumeration_of_all_labellings(first, second):
    values = [
        [exact_between(SITES, asking, counted, r) for r in RADII]
        for asking, counted in labellings(SITES, first, second)
    ]
    mean = [sum(column) / len(values) for column in zip(*values, strict=True)]
    assert mean == [1, 1]
    found = fraction_sums(SITES, RADII).covariance(first, second) * 25
    for one in range(2):
        for two in range(2):
            assert found[one, two] == sum((v[one] - 1) * (v[two] - 1) for v in values) / len(values)


@pytest.mark.parametrize("first", [1, 2, 3])
def test_the_mean_is_exact_where_sites_have_no_neighbour(first):
    sites = [*SITES[:4], (90, 90), (-90, 90), (90, -90)]
    found = [exact_between(sites, asking, counted, RADII[0]) for asking, counted in labellings(sites, first, 2)]
    known = [value for value in found if value is not None]
    moments = BetweenMoments(BetweenSums(7, None, None, None), np.array([4.0, 7.0, 0.0]))
    expected = moments.expected(first)
    assert expected[0] == pytest.approx(float(sum(known) / len(known)), abs=1e-13)
    assert expected[1:].tolist() == pytest.approx([1, 0])


def test_sums_by_convolution_equal_the_loop_over_pairs_also_for_isolated_sites():
    x, y = np.random.default_rng(4).integers(0, 50, (2, 70)).astype(float)
    radii = [1.0, 3.0, 9.0, 100.0]
    moments = disks(lattice(x, y, side=1.0), radii)[1].between
    apart, others = np.hypot(x[:, None] - x, y[:, None] - y), ~np.eye(70, dtype=bool)
    kernels, reached = [], []
    for radius in radii:
        within = (apart <= radius) & others
        number = within.sum(axis=1)
        inverse = np.where(number > 0, 1 / np.maximum(number, 1), 0)
        kernels.append(within * inverse[:, None] - (number > 0)[:, None] / 69 * others)
        reached.append((number > 0).sum())
    f = np.array(kernels)
    assert moments.reached.tolist() == reached
    assert 0 < reached[0] < 70
    np.testing.assert_allclose(f.sum(axis=2), 0, atol=1e-12)
    np.testing.assert_allclose(moments.sums.same, np.einsum("aij,bij->ab", f, f), atol=1e-4)
    np.testing.assert_allclose(moments.sums.turned, np.einsum("aij,bji->ab", f, f), atol=1e-4)
    np.testing.assert_allclose(moments.sums.shared, f.sum(axis=1) @ f.sum(axis=1).T, atol=2e-4)
    assert moments.covariance(20, 10)[3] == pytest.approx(0, abs=1e-6)


def test_variance_with_isolated_sites_is_that_of_draws():
    x, y = np.random.default_rng(4).integers(0, 50, (2, 70)).astype(float)
    moments = disks(lattice(x, y, side=1.0), [3.0])[1].between
    within = (np.hypot(x[:, None] - x, y[:, None] - y) <= 3) & ~np.eye(70, dtype=bool)
    number, random, values = within.sum(axis=1), np.random.default_rng(8), []
    for _ in range(4000):
        drawn = random.choice(70, 40, replace=False)
        has = drawn[:25][number[drawn[:25]] > 0]
        values.append((within[np.ix_(has, drawn[25:])].sum(axis=1) / number[has]).mean() * 69 / 15)
    assert np.mean(values) == pytest.approx(moments.expected(25)[0], abs=3 * np.std(values) / np.sqrt(4000))
    assert np.var(values) == pytest.approx(moments.covariance(25, 15)[0, 0], rel=0.1)


def test_the_more_plants_ask_the_less_of_the_variance_is_that_of_pairs_with_themselves():
    """Sixty stars: five sites that have only their middle around them, which the more of them see the more ask."""
    middle = np.stack(np.divmod(np.arange(60), 8), axis=1) * 30.0
    angle = np.arange(5) * 2 * np.pi / 5
    star = np.concatenate([[[0, 0]], 3 * np.column_stack([np.cos(angle), np.sin(angle)])])
    x, y = (middle[:, None] + star).reshape(-1, 2).T
    moments = disks(lattice(x, y, cells=2000), [3.2])[1].between
    assert moments.share_of_same_pairs(1, 1).tolist() == pytest.approx([1])
    few, many = moments.share_of_same_pairs(20, 2), moments.share_of_same_pairs(200, 2)
    assert many[0] < few[0] < 1
