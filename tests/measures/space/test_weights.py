"""Neighbours: pairs, matrices, nearest, distance; libpysal beside them."""

import libpysal
import numpy as np
import pytest
from scipy import sparse

from grono.measures.space import nearest, weights_from_matrix, weights_from_pairs, within_distance

POINTS = np.random.default_rng(5).random((40, 2)) * 1000


def test_pairs_count_once_and_both_ways():
    weights = weights_from_pairs([(0, 1), (1, 0), (1, 2), (1, 2)], 4, weight=[1, 2, 3, 1])
    assert weights.raw.toarray().tolist() == [[0, 2, 0, 0], [2, 0, 3, 0], [0, 3, 0, 0], [0, 0, 0, 0]]
    assert weights.neighbours.tolist() == [1, 2, 1, 0]
    assert weights.islands.tolist() == [False, False, False, True]


def test_one_way_and_weight_of_nothing():
    weights = weights_from_pairs([(0, 1), (1, 2)], 3, weight=[0, 1], both_ways=False)
    assert weights.raw.toarray().tolist() == [[0, 0, 0], [0, 0, 1], [0, 0, 0]]


def test_row_standardised_divides_by_the_row_and_keeps_islands_empty():
    weights = weights_from_pairs([(0, 1), (1, 2)], 4, weight=[1, 3]).row_standardised()
    np.testing.assert_allclose(weights.matrix.toarray()[1], [0.25, 0, 0.75, 0])
    assert weights.matrix.toarray()[3].tolist() == [0, 0, 0, 0]
    assert weights.raw.toarray()[1].tolist() == [1, 0, 3, 0]


def test_among_standardises_anew():
    weights = weights_from_pairs([(0, 1), (1, 2), (2, 3)], 4).row_standardised()
    some = weights.among([True, True, False, True])
    assert some.matrix.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    assert weights.among([True] * 4) is weights


def test_equal_in_rows():
    assert weights_from_pairs([(0, 1), (1, 2)], 4).equal_in_rows
    assert weights_from_matrix([[0, 2, 2], [1, 0, 1], [0, 3, 0]]).equal_in_rows
    assert not weights_from_matrix([[0, 2, 2], [1, 0, 2], [0, 3, 0]]).equal_in_rows
    assert weights_from_pairs([], 3).equal_in_rows


def test_matrix_dense_and_sparse():
    dense = [[0, 2.0, 0], [0, 0, 1], [1, 1, 0]]
    for given in (dense, sparse.coo_array(np.array(dense)), sparse.csr_array(np.array(dense))):
        assert weights_from_matrix(given).raw.toarray().tolist() == dense


@pytest.mark.parametrize("k", [0, 1, 4, 39])
def test_nearest_as_libpysal(k):
    weights = nearest(POINTS, k)
    assert set(weights.neighbours.tolist()) == {k}
    if k:
        peer = libpysal.weights.KNN.from_array(POINTS, k, silence_warnings=True)
        for place in range(40):
            assert weights.raw.indices[weights.raw.indptr[place] : weights.raw.indptr[place + 1]].tolist() == sorted(
                peer.neighbors[place]
            )


def test_nearest_of_ties_takes_the_first():
    assert nearest([(0, 0), (1, 0), (-1, 0)], 1).raw.indices.tolist() == [1, 0, 0]


def test_within_distance_as_libpysal():
    weights = within_distance(POINTS, 150)
    peer = libpysal.weights.DistanceBand.from_array(POINTS, 150, silence_warnings=True)
    for place in range(40):
        found = weights.raw.indices[weights.raw.indptr[place] : weights.raw.indptr[place + 1]]
        assert found.tolist() == sorted(peer.neighbors[place])


def test_no_regions():
    assert nearest([], 0).regions == within_distance([], 1).regions == weights_from_pairs([], 0).regions == 0


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: weights_from_pairs([(0, 3)], 3), "outside 0 to 2"),
        (lambda: weights_from_pairs([(-1, 0)], 3), "outside 0 to 2"),
        (lambda: weights_from_pairs([(1, 1)], 3), "own neighbour"),
        (lambda: weights_from_pairs([(0, 1)], 3, weight=-1), "zero or more"),
        (lambda: weights_from_pairs([(0, 1)], 3, weight=np.nan), "finite"),
        (lambda: weights_from_matrix([[0, 1, 0], [1, 0, 1]]), "square"),
        (lambda: weights_from_matrix([[1, 1], [1, 0]]), "own neighbour"),
        (lambda: nearest(POINTS, 40), "at most 39"),
        (lambda: nearest([(0, np.nan), (1, 1)], 1), "finite coordinates"),
        (lambda: within_distance(POINTS, 0), "above 0"),
    ],
)
def test_impossible_weights_are_refused(make, said):
    with pytest.raises(ValueError, match=said):
        make()
