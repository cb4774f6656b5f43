"""The tail of the Poisson-binomial against enumeration in fractions (MAP-28)."""

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from grono.measures.relatedness.poisson_binomial import joint_upper_tail


def enumerated(one, other, count):
    """Add the probability of every outcome of all tosses."""
    chances = [a * b for a, b in zip(one, other, strict=True)]
    total = Fraction(0)
    for outcome in itertools.product((0, 1), repeat=len(chances)):
        if sum(outcome) >= count:
            weight = Fraction(1)
            for hit, chance in zip(outcome, chances, strict=True):
                weight *= chance if hit else 1 - chance
            total += weight
    return total


eighths = st.lists(st.integers(0, 8).map(lambda n: Fraction(n, 8)), min_size=6, max_size=6)


@given(eighths, eighths, st.integers(0, 7))
def test_tail_equals_enumeration(one, other, count):
    chance = np.array([[float(p) for p in row] for row in (one, other)])
    found = joint_upper_tail(chance, np.array([0]), np.array([1]), np.array([count]))[0]
    wanted = enumerated(one, other, count)
    assert found == pytest.approx(max(float(wanted), 0.0), rel=1e-12, abs=1e-49)


def test_many_equal_tosses_are_binomial():
    chance = np.full((1, 3000), 0.3)
    count = np.array([0, 200, 270, 300, 350, 420])
    zero = np.zeros(count.size, dtype=int)
    expected = binom.sf(count - 1, 3000, 0.09)
    assert joint_upper_tail(chance, zero, zero, count) == pytest.approx(expected, rel=1e-9)


def test_requests_come_back_in_their_order():
    chance = np.random.default_rng(5).random((4, 40))
    first, second = (part.ravel() for part in np.meshgrid(range(4), range(4)))
    count = np.arange(16) % 11
    together = joint_upper_tail(chance, first, second, count)
    for place in range(16):
        alone = joint_upper_tail(chance, *(part[place : place + 1] for part in (first, second, count)))[0]
        assert together[place] == alone


def test_what_cannot_be_reached_and_what_is_too_small():
    chance = np.full((1, 200), 1e-3)
    zero = np.zeros(3, dtype=int)
    assert joint_upper_tail(chance, zero, zero, np.array([201, 200, 0])).tolist() == [0.0, 1e-50, 1.0]
    assert joint_upper_tail(chance, zero[:0], zero[:0], zero[:0]).size == 0
