"""Lanczos against dense eigenvalues."""

import numpy as np
import pytest

from grono.measures.relatedness.lanczos import largest_pair


def symmetric(size, seed):
    half = np.random.default_rng(seed).random((size, size))
    return half + half.T


@pytest.mark.parametrize("size", [2, 5, 40, 200])
def test_eigenvalues_one_after_the_other(size):
    matrix = symmetric(size, seed=size)
    values, vectors = np.linalg.eigh(matrix)
    start = np.cos(np.arange(size))
    first = largest_pair(lambda v: matrix @ v, start, [], tolerance=1e-10)
    second = largest_pair(lambda v: matrix @ v, start, [first.vector], tolerance=1e-10)
    assert [first.value, second.value] == pytest.approx([values[-1], values[-2]])
    assert abs(first.vector @ vectors[:, -1]) == pytest.approx(1)
    assert abs(second.vector @ vectors[:, -2]) == pytest.approx(1)


def test_equal_eigenvalues_are_both_found():
    matrix = np.diag([3.0, 3.0, 1.0, 0.5])
    first = largest_pair(lambda v: matrix @ v, np.ones(4), [], tolerance=1e-12)
    second = largest_pair(lambda v: matrix @ v, np.arange(1.0, 5.0), [first.vector], tolerance=1e-12)
    assert [first.value, second.value] == pytest.approx([3.0, 3.0])


def test_exact_start_takes_one_look():
    matrix = symmetric(50, seed=1)
    vector = np.linalg.eigh(matrix)[1][:, -1]
    assert largest_pair(lambda v: matrix @ v, vector, [], tolerance=1e-8).steps <= 4


def test_nothing_left_is_zero():
    found = largest_pair(lambda v: v, np.array([1.0, 0.0]), [np.array([1.0, 0.0])], tolerance=1e-9)
    assert found.value == 0.0
    assert not found.vector.any()
