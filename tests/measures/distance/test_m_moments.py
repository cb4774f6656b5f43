"""Exact moments of M: against enumeration in fractions, and the sums behind them against their definition (MAP-53)."""

from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from grono.measures.distance.lattice import lattice
from grono.measures.distance.m_between_moments import BetweenMoments, BetweenSums
from grono.measures.distance.m_disks import disk_bins, disks
from grono.measures.distance.m_lines import disk_sums, half_widths
from grono.measures.distance.m_moments import MMoments, PairSums
from grono.measures.distance.rings import Rings

SITES = [(0, 0), (1, 0), (0, 2), (3, 1), (4, 4), (2, 5)]
RADII = [Fraction(5, 2), Fraction(9, 2)]


def near(sites, radius):
    return [
        [one != two and (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 <= radius**2 for two, b in enumerate(sites)]
        for one, a in enumerate(sites)
    ]


def exact_m(sites, members, radius):
    """M in fractions; None where no plant has a neighbour."""
    within, total = near(sites, radius), len(sites)
    ratios = [
        Fraction(sum(within[one][two] for two in members), sum(within[one])) for one in members if any(within[one])
    ]
    return sum(ratios) / (len(ratios) * Fraction(len(members) - 1, total - 1)) if ratios else None


def fraction_sums(sites, radii):
    """S, Q and T of the kernel in fractions."""
    kernels = []
    for radius in radii:
        within = near(sites, radius)
        inverse = [Fraction(1, sum(row)) if any(row) else Fraction(0) for row in within]
        count = range(len(sites))
        kernels.append([[(inverse[i] + inverse[j]) if within[i][j] else Fraction(0) for j in count] for i in count])
    g = np.array(kernels, dtype=object)
    around = g.sum(axis=2)
    same = np.array([[(a * b).sum() for b in g] for a in g], dtype=object)
    return PairSums(len(sites), around.sum(axis=1), around @ around.T, same)


def test_mean_and_covariance_equal_the_enumeration_of_all_labellings(oracle):
    expected = oracle("clustermap")["MAP-E39"]["expected"]
    sums, scale = fraction_sums(SITES, RADII), Fraction(5, 2)
    assert [str(value) for value in sums.mean() * scale] == expected["mean"]
    assert [[str(value) for value in row] for row in sums.covariance(3) * scale**2] == expected["covariance"]
    values = [[exact_m(SITES, members, r) for r in RADII] for members in combinations(range(6), 3)]
    mean = [sum(column) / len(values) for column in zip(*values, strict=True)]
    for one in range(2):
        for two in range(2):
            product = sum((value[one] - mean[one]) * (value[two] - mean[two]) for value in values) / len(values)
            assert str(product) == expected["covariance"][one][two]


@pytest.mark.parametrize("plants", [2, 3, 4, 5, 6])
def test_covariance_equals_enumeration_for_every_number_of_plants(plants):
    sums, scale = fraction_sums(SITES, RADII[:1]), Fraction(5, 2)
    values = [exact_m(SITES, members, RADII[0]) for members in combinations(range(6), plants)]
    mean = sum(values) / len(values)
    assert (sums.mean() * scale)[0] == mean == 1
    assert (sums.covariance(plants) * scale**2)[0, 0] == sum((value - mean) ** 2 for value in values) / len(values)


def test_the_mean_is_exact_where_a_site_has_no_neighbour():
    sites = [*SITES, (90, 90)]
    values = [exact_m(sites, members, RADII[0]) for members in combinations(range(7), 4)]
    moments = MMoments(
        PairSums(7, None, None, None),
        np.array([6 / 7]),
        BetweenMoments(BetweenSums(7, None, None, None), np.array([6.0])),
    )
    assert moments.expected(4)[0] == pytest.approx(float(sum(values) / len(values)), abs=1e-14)
    assert moments.expected(4)[0] < 1


def random_sites(count=70, extent=50):
    numbers = np.random.default_rng(4).integers(0, extent, (2, count)).astype(float)
    return lattice(*numbers, side=1.0), numbers


def test_sums_by_convolution_equal_the_loop_over_pairs_also_for_isolated_sites():
    sites, (x, y) = random_sites()
    radii = [1.0, 3.0, 9.0, 100.0]
    _, moments = disks(sites, radii)
    apart = np.hypot(x[:, None] - x, y[:, None] - y)
    total, kernels, reached = len(x), [], []
    for radius in radii:
        within = (apart <= radius) & ~np.eye(total, dtype=bool)
        number = within.sum(axis=1)
        inverse = np.where(number > 0, 1 / np.maximum(number, 1), 0)
        has = (number > 0).astype(float)
        correction = (has[:, None] + has) / (total - 1) * ~np.eye(total, dtype=bool)
        kernels.append(within * (inverse[:, None] + inverse) - correction)
        reached.append(has.mean())
    g = np.array(kernels)
    assert moments.reached.tolist() == pytest.approx(reached)
    assert 0 < reached[0] < 1
    np.testing.assert_allclose(moments.sums.same, np.einsum("aij,bij->ab", g, g), atol=2e-4)
    np.testing.assert_allclose(moments.sums.shared, g.sum(axis=2) @ g.sum(axis=2).T, atol=2e-4)
    np.testing.assert_allclose(g.sum(axis=(1, 2)), 0, atol=1e-9)
    assert moments.covariance(20)[3] == pytest.approx(0, abs=1e-6)


def test_variance_with_isolated_sites_is_that_of_draws():
    sites, (x, y) = random_sites()
    _, moments = disks(sites, [3.0])
    random, values = np.random.default_rng(8), []
    within = (np.hypot(x[:, None] - x, y[:, None] - y) <= 3) & ~np.eye(70, dtype=bool)
    number = within.sum(axis=1)
    for _ in range(4000):
        member = random.choice(70, 25, replace=False)
        has = member[number[member] > 0]
        values.append((within[np.ix_(has, member)].sum(axis=1) / number[has]).mean() * 69 / 24)
    assert np.mean(values) == pytest.approx(moments.expected(25)[0], abs=3 * np.std(values) / np.sqrt(4000))
    assert np.var(values) == pytest.approx(moments.covariance(25)[0, 0], rel=0.1)


def test_sums_along_lines_equal_convolutions():
    sites, _ = random_sites()
    bins = disk_bins(sites, [2.0, 5.0, 30.0])
    values = np.random.default_rng(1).random(sites.count.size)
    rings = Rings(sites, bins)
    spectrum = rings.transform(values)
    by_lines = disk_sums(sites, values, half_widths(bins, 3))
    for radius in range(3):
        np.testing.assert_allclose(by_lines[:, radius], rings.read(spectrum, rings.ring(0, radius)), rtol=1e-5)
