"""Random neighbours: the shared draws against each region's own sums, enumeration, threads, ties (MAP-55)."""

from collections import Counter
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare, kstest

from grono.measures.randomness import stream
from grono.measures.space import conditional_permutation, moran_p_value, weights_from_matrix, weights_from_pairs
from grono.measures.space.kernels import first_of_permutations
from tests.measures.space.examples import random_weights, rook_lattice


def own_sums(values, weights, seed, draws):
    """Counts by the definition: every region's random neighbours taken one by one from the same draws."""
    n = len(values)
    z, matrix = values - values.mean(), weights.raw.toarray()
    drawn = first_of_permutations(stream(seed, "neighbours").random((draws, int(weights.neighbours.max()) + 1)), n)
    large, small = np.zeros(n, int), np.zeros(n, int)
    for region in np.flatnonzero(~weights.islands):
        row = matrix[region][matrix[region] > 0]
        observed = matrix[region] @ z
        for order in drawn.tolist():
            others = [one for one in order if one != region][: len(row)]
            total = float(row @ z[others])
            large[region] += total >= observed - 1e-9
            small[region] += total <= observed + 1e-9
    return large, small


@given(st.integers(0, 10_000), st.booleans(), st.booleans())
@settings(max_examples=40)
def test_shared_draws_count_as_each_region_alone(seed, equal, tied):
    random = np.random.default_rng(seed)
    weights = random_weights(random, int(random.integers(2, 10)), equal=equal, density=random.uniform(0.1, 1))
    values = random.integers(0, 3, weights.regions).astype(float) if tied else random.random(weights.regions)
    if weights.islands.all() or values.max() == values.min():
        return
    found = conditional_permutation(values, weights, seed=5, permutations=60)
    large, small = own_sums(values, weights, 5, 60)
    assert found.as_large[:, 0].tolist() == large.tolist()
    assert found.as_small[:, 0].tolist() == small.tolist()


def test_draws_are_permutations_all_equally_likely():
    drawn = first_of_permutations(np.random.default_rng(0).random((24_000, 4)), 4)
    counts = Counter(map(tuple, drawn.tolist()))
    assert set(counts) == set(permutations(range(4)))
    assert chisquare(list(counts.values())).pvalue > 0.001


@pytest.mark.parametrize("equal", [True, False])
def test_against_enumeration(equal):
    random = np.random.default_rng(6)
    matrix = np.zeros((6, 6))
    matrix[0, [1, 2]] = [1, 1] if equal else [1, 3]
    values = random.random(6)
    found = conditional_permutation(values, weights_from_matrix(matrix), seed=1, permutations=20_000)
    z = values - values.mean()
    if equal:
        sums = [z[list(two)].sum() for two in combinations(range(1, 6), 2)]
    else:
        sums = [z[one] + 3 * z[other] for one, other in permutations(range(1, 6), 2)]
    exact = np.mean(np.array(sums) >= matrix[0] @ z - 1e-12)
    assert found.as_large[0, 0] / 20_000 == pytest.approx(exact, abs=5 * np.sqrt(exact * (1 - exact) / 20_000))


@pytest.mark.parametrize("equal", [True, False])
def test_threads_and_other_industries_change_nothing(equal):
    random = np.random.default_rng(9)
    weights, values = random_weights(random, 30, equal=equal), random.random((30, 70))
    one = conditional_permutation(values, weights, seed=1, permutations=99, threads=1)
    two = conditional_permutation(values, weights, seed=1, permutations=99, threads=2)
    alone = conditional_permutation(values[:, 41], weights, seed=1, permutations=99)
    np.testing.assert_array_equal(one.as_large, two.as_large)
    np.testing.assert_array_equal(one.as_small, two.as_small)
    np.testing.assert_array_equal(one.as_large[:, 41], alone.as_large[:, 0])
    pooled, single = (
        moran_p_value(values, weights, seed=1, permutations=99, threads=threads).value for threads in (1, 2)
    )
    np.testing.assert_array_equal(pooled, single)


def test_another_seed_draws_others():
    values, weights = np.random.default_rng(1).random(49), rook_lattice(7)
    first, second = (conditional_permutation(values, weights, seed=seed).as_large for seed in (1, 2))
    assert (first != second).any()


def test_mostly_zeros_tie_on_both_sides():
    values = np.zeros(25)
    values[12] = 7.3
    found = conditional_permutation(values, rook_lattice(5), seed=1)
    corner, beside = 0, 11
    assert found.as_large[corner, 0] == 999
    assert found.two_sided.value[corner, 0] == 1
    assert found.as_small[beside, 0] == 999
    assert 0 < found.as_large[beside, 0] < 300


def test_p_values_of_noise_are_uniform():
    values = np.random.default_rng(12).normal(size=(20, 400))
    weights = weights_from_pairs([(place, place + 1) for place in range(19)], 20).row_standardised()
    draws = conditional_permutation(values, weights, seed=3, permutations=499)
    assert kstest(draws.high.value[10], "uniform").pvalue > 0.001
    assert kstest(draws.low.value[10], "uniform").pvalue > 0.001
    assert kstest(moran_p_value(values, weights, seed=3, permutations=499).value, "uniform").pvalue > 0.001
