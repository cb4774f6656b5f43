"""Moran's I and its moments: worked example, esda, enumeration in fractions, gaps (MAP-29)."""

from fractions import Fraction
from itertools import permutations

import esda
import libpysal
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures.result import Reason
from grono.measures.space import moran, weights_from_matrix, weights_from_pairs
from tests.measures.space.examples import random_weights, rook_lattice


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E32"]
    found = moran(example["input"]["y"], rook_lattice(3).row_standardised())
    assert found.value.value.tolist() == pytest.approx([example["expected"]["moran"]], abs=example["tolerance"])


@pytest.mark.parametrize("standardised", [False, True])
def test_as_esda(standardised):
    lattice, peer = rook_lattice(6), libpysal.weights.lat2W(6, 6)
    peer.transform = "r" if standardised else "b"
    weights = lattice.row_standardised() if standardised else lattice
    values = np.random.default_rng(1).gamma(0.5, size=(36, 3))
    found = moran(values, weights)
    for column in range(3):
        expected = esda.Moran(values[:, column], peer, transformation=peer.transform, permutations=0)
        ours = [one.value[column] for one in (
            found.value, found.expected, found.variance_normality, found.variance_permutation,
            found.z_normality, found.z_permutation)]  # fmt: skip
        theirs = [expected.I, expected.EI, expected.VI_norm, expected.VI_rand, expected.z_norm, expected.z_rand]
        assert ours == pytest.approx(theirs, rel=1e-9)


def exact_moments(values, matrix):
    """Mean and variance of I over all permutations, in fractions."""
    n, total = len(values), sum(map(sum, matrix))
    mean = Fraction(sum(values), n)
    z = [one - mean for one in values]
    scale = Fraction(n) / total / sum(one * one for one in z)
    drawn = [
        scale * sum(matrix[i][j] * order[i] * order[j] for i in range(n) for j in range(n)) for order in permutations(z)
    ]
    average = sum(drawn) / len(drawn)
    return average, sum((one - average) ** 2 for one in drawn) / len(drawn)


@pytest.mark.parametrize("regions", [2, 3, 4, 5, 6])
def test_moments_against_enumeration(regions):
    random = np.random.default_rng(regions)
    matrix = random.integers(0, 4, (regions, regions))
    np.fill_diagonal(matrix, 0)
    matrix[0, 1] = 1
    values = random.permutation(np.arange(regions) ** 2).tolist()
    mean, variance = exact_moments(values, [[Fraction(int(one)) for one in row] for row in matrix])
    found = moran(values, weights_from_matrix(matrix))
    assert found.expected.value[0] == pytest.approx(float(mean))
    assert found.variance_permutation.value[0] == pytest.approx(float(variance), abs=1e-12)


def test_one_missing_region_leaves_the_rest_as_if_it_were_not_there():
    values = np.random.default_rng(2).random((9, 2))
    values[4, 1] = np.nan
    weights = rook_lattice(3).row_standardised()
    found = moran(values, weights)
    kept = np.arange(9) != 4
    alone = moran(values[kept, 1], weights.among(kept))
    assert found.value.value[1] == pytest.approx(alone.value.value[0])
    assert found.variance_permutation.value[1] == pytest.approx(alone.variance_permutation.value[0])
    assert found.value.value[0] == pytest.approx(moran(values[:, 0], weights).value.value[0])


def test_gaps_have_reasons():
    values = np.array([[1, np.nan, np.nan, 0.1, 1], [2, np.nan, 1, 0.1, np.nan], [4, np.nan, np.nan, 0.1, 3]])
    found = moran(values, weights_from_pairs([(0, 1), (1, 2)], 3))
    expected = [Reason.PRESENT, Reason.MISSING, Reason.ONE_REGION, Reason.CONSTANT, Reason.NO_NEIGHBOUR]
    assert found.value.reason.tolist() == expected
    assert found.value.value[1:].tolist() == [0, 0, 0, 0]


def test_two_regions_have_no_score():
    found = moran([1, 2], weights_from_pairs([(0, 1)], 2))
    assert (found.value.value[0], found.variance_permutation.value[0]) == (-1, 0)
    assert found.z_permutation.reason.tolist() == [Reason.CONSTANT]


def test_nothing_at_all():
    assert moran(np.empty((3, 0)), weights_from_pairs([(0, 1)], 3)).value.value.size == 0
    assert moran(np.empty((0, 2)), weights_from_pairs([], 0)).value.reason.tolist() == [Reason.MISSING] * 2


@pytest.mark.parametrize(("values", "said"), [([1, 2], "3 regions are needed"), ([1, 2, np.inf], "finite")])
def test_wrong_values_are_refused(values, said):
    with pytest.raises(ValueError, match=said):
        moran(values, weights_from_pairs([(0, 1)], 3))


@given(st.integers(0, 10_000), st.booleans())
def test_permuted_regions_and_scaled_units_change_nothing(seed, equal):
    random = np.random.default_rng(seed)
    weights = random_weights(random, 7, equal=equal)
    values, order = random.random((7, 2)), random.permutation(7)
    moved = weights_from_matrix(weights.raw.toarray()[np.ix_(order, order)])
    plain, permuted = moran(values, weights), moran(values[order] * 250 + 3, moved)
    for name in ("value", "variance_normality", "variance_permutation"):
        np.testing.assert_allclose(getattr(permuted, name).value, getattr(plain, name).value, rtol=1e-9, atol=1e-12)
