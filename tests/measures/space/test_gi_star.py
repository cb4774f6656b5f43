"""Gi*: worked example, esda, the peer's bug, gaps (MAP-31)."""

import esda
import libpysal
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures.result import Reason
from grono.measures.space import gi_star, weights_from_matrix, weights_from_pairs
from tests.measures.space.examples import random_weights, rook_lattice


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E32"]
    found = gi_star(example["input"]["y"], rook_lattice(3)).value[:, 0]
    np.testing.assert_allclose(found, example["expected"]["gi_star"], atol=example["tolerance"])


def test_gi_star_changing_with_the_scale_of_a_weight_row():
    """In esda the same neighbours give another Gi* once their rows are standardised; here they must not."""
    values, peer = np.random.default_rng(4).random(16), libpysal.weights.lat2W(4, 4)
    found = gi_star(values, rook_lattice(4)).value
    np.testing.assert_allclose(gi_star(values, rook_lattice(4).row_standardised()).value, found, rtol=1e-12)
    binary = esda.G_Local(values, peer, transform="B", permutations=0, star=True)
    np.testing.assert_allclose(found[:, 0], binary.Zs, rtol=1e-9)


@given(st.integers(0, 10_000))
def test_by_the_definition(seed):
    random = np.random.default_rng(seed)
    weights = random_weights(random, 8, equal=False)
    values = random.random(8)
    w = weights.raw.toarray() + np.eye(8)
    w *= random.uniform(0.1, 10, (8, 1))
    found = gi_star(values, weights)
    for place in np.flatnonzero(found.present[:, 0]):
        row = w[place]
        spread = values.std() * np.sqrt((8 * (row**2).sum() - row.sum() ** 2) / 7)
        expected = (row @ values - values.mean() * row.sum()) / spread
        assert found.value[place, 0] == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_gaps_have_reasons():
    weights = weights_from_pairs([(0, 1), (1, 2), (2, 3)], 5)
    values = np.array(
        [[1, 3, 0.1, np.nan], [2, np.nan, 0.1, np.nan], [3, 1, 0.1, 5], [4, 2, 0.1, np.nan], [9, 3, 0.1, np.nan]]
    )
    here, missing, island = Reason.PRESENT, Reason.MISSING, Reason.NO_NEIGHBOUR
    found = gi_star(values, weights)
    assert found.reason[:, 0].tolist() == [here, here, here, here, island]
    assert found.reason[:, 1].tolist() == [island, missing, here, here, island]
    assert found.reason[:, 2].tolist() == [Reason.CONSTANT] * 5
    assert found.reason[:, 3].tolist() == [missing, missing, Reason.ONE_REGION, missing, missing]


def test_a_region_beside_all_others_has_no_spread_to_measure_in():
    star = weights_from_matrix([[0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 0, 0, 0]])
    assert gi_star([1, 2, 3, 5], star).reason[:, 0].tolist() == [Reason.CONSTANT, 0, 0, 0]
