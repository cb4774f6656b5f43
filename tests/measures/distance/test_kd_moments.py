"""Moments of pair shares against all placements, in fractions (MAP-50, MAP-E36 to E38)."""

from fractions import Fraction
from itertools import combinations, permutations

import numpy as np
import pytest

from grono.measures.distance.lattice import distance_bins, lattice
from grono.measures.distance.moments import cross_pairs, own_pairs, pair_moments, remaining, ring_sums
from grono.measures.distance.rings import ring_counts

EDGES = (0, 2, 4, 10)


def fractions(values):
    return np.vectorize(Fraction, otypes=[object])(np.asarray(values))


def bin_of(one, other):
    squared = (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2
    return next(b for b in range(3) if EDGES[b] ** 2 <= squared < EDGES[b + 1] ** 2)


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


@pytest.fixture(scope="module")
def moments():
    sites = [[0, 0], [1, 0], [0, 2], [3, 1], [4, 4], [2, 5]]
    grid = lattice(*np.array(sites, dtype=float).T, side=1.0)
    sums, products = ring_sums(ring_counts(grid, distance_bins(grid, EDGES)), grid.count)
    assert sums.tolist() == [2, 16, 12]
    assert products.tolist() == [[2, 4, 4], [4, 48, 28], [4, 28, 28]]
    return pair_moments(fractions(sums.astype(int)), fractions(products.astype(int)), Fraction(6))


def power_sums(weights):
    return fractions([sum(w**k for w in weights) for k in (1, 2, 3, 4)])


@pytest.mark.parametrize("name", ["MAP-E36", "MAP-E37"])
def test_mean_and_covariance_are_those_of_the_oracle(example, moments, name):
    given, expected = example[name]["input"], example[name]["expected"]
    one, both = own_pairs(power_sums(given["weights"]))
    assert [1 - one - both, one, both] == [Fraction(a) for a in expected["a"]]
    assert moments.mean.tolist() == [Fraction(value) for value in expected["mean"]]
    assert moments.covariance((one, both)).tolist() == [[Fraction(v) for v in row] for row in expected["covariance"]]


def test_cross_pairs_are_those_of_the_oracle(example, moments):
    given, expected = example["MAP-E38"]["input"], example["MAP-E38"]["expected"]
    sizes = [fractions([given[name], given[name]]) for name in ("n_a", "n_b")]
    found = moments.covariance(cross_pairs(*sizes))
    assert found.tolist() == [[Fraction(value) for value in row] for row in expected["covariance"]]


def shares_of_placement(sites, weights, pairs):
    total = sum(weights[i] * weights[j] for i, j in pairs)
    shares = [Fraction(0)] * 3
    for i, j in pairs:
        shares[bin_of(sites[i], sites[j])] += Fraction(weights[i] * weights[j], total)
    return shares


@pytest.mark.parametrize(
    ("weights", "split"), [([3, 1, 1], None), ([2, 5], None), ([4, 1, 2], 1), ([1, 2, 3, 5], 2), ([1] * 6, None)]
)
def test_moments_equal_all_placements(example, moments, weights, split):
    """Own pairs of one industry, or (``split``) the pairs between its first plants and the others."""
    sites = example["MAP-E36"]["input"]["sites"]
    plants = range(len(weights))
    pairs = list(combinations(plants, 2)) if split is None else [(i, j) for i in plants[:split] for j in plants[split:]]
    rows = [shares_of_placement(chosen, weights, pairs) for chosen in permutations(sites, len(weights))]
    mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
    product = [
        [sum(row[b] * row[c] for row in rows) / len(rows) - mean[b] * mean[c] for c in range(3)] for b in range(3)
    ]
    if split is None:
        mixture = own_pairs(power_sums(weights))
    else:
        mixture = cross_pairs(power_sums(weights[:split])[:2], power_sums(weights[split:])[:2])
    assert moments.mean.tolist() == mean
    assert moments.covariance(mixture).tolist() == product


def test_pairs_of_pairs_without_a_common_plant_follow_from_the_others():
    """The rule's ψ₀, written out, equals what the two other expectations give."""
    rng = np.random.default_rng(2)
    pair_bin = np.triu(rng.integers(0, 3, (9, 9)), 1)
    pair_bin += pair_bin.T
    counts = np.array([(pair_bin == b).sum(axis=0) - (b == 0) for b in range(3)])
    sums, products, n = fractions(counts.sum(axis=1)), fractions(counts @ counts.T), Fraction(9)
    moments = pair_moments(sums, products, n)
    falling = n * (n - 1) * (n - 2) * (n - 3)
    apart = (np.outer(sums, sums) - 4 * products + 2 * np.diag(sums)) / falling - np.outer(moments.mean, moments.mean)
    first, second = remaining((Fraction(0), Fraction(0)), n)
    assert (apart == first * moments.first + second * moments.second).all()


def test_an_industry_of_all_sites_leaves_nothing_to_chance(moments):
    assert remaining(own_pairs(power_sums([1] * 6)), Fraction(6)) == (0, 0)


def test_three_sites_have_no_moments():
    with pytest.raises(ValueError, match="four sites"):
        pair_moments(np.ones(1), np.ones((1, 1)), 3)
