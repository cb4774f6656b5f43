"""Placebos: which sets, the rank, p and the interval (STR-40)."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.evaluation.placebos import (
    critical_placebo,
    interval_around,
    interval_of_ratio,
    least_placebos,
    placebo_sets,
    rank_p,
)


def test_every_set_stands_in_once_where_there_are_few():
    assert [rows.tolist() for rows in placebo_sets(4, 2, seed=1)] == [[0, 1], [0, 2], [0, 3], [1, 2], [1, 3], [2, 3]]
    assert placebo_sets(3, 2, seed=1) == []


def test_many_sets_are_drawn_without_repeating_one():
    sets = placebo_sets(20, 4, seed=1, draws=150)
    assert len({tuple(sorted(rows.tolist())) for rows in sets}) == 150
    assert [rows.tolist() for rows in placebo_sets(20, 4, seed=1, draws=150)] == [rows.tolist() for rows in sets]


@pytest.mark.parametrize(("alpha", "least"), [(0.05, 19), (0.1, 9), (0.01, 99), (0.001, 999), (0.3, 3)])
def test_so_many_placebos_bring_p_to_alpha(alpha, least):
    assert least_placebos(alpha) == least
    assert rank_p(2.0, np.zeros(least)) <= alpha + 1e-12
    assert rank_p(2.0, np.zeros(least - 1)) > alpha


@given(
    placebos=st.lists(st.integers(0, 30), min_size=1, max_size=60),
    estimate=st.integers(-35, 35),
    alpha=st.sampled_from([0.01, 0.05, 0.1, 0.25]),
)
def test_interval_holds_what_the_placebos_do_not_contradict(placebos, estimate, alpha):
    half = critical_placebo(placebos, alpha)
    for effect in range(-70, 71, 7):
        rank = 1 + sum(placebo >= abs(estimate - effect) for placebo in placebos)
        kept = Fraction(rank, len(placebos) + 1) > Fraction(str(alpha))
        found = interval_around(float(estimate), placebos, alpha)
        assert (found is None) == (half is None)
        if found is not None:
            assert (found[0] <= effect <= found[1]) == kept


@given(seed=st.integers(0, 500), effect=st.floats(-3, 3))
def test_interval_of_a_ratio_holds_what_its_rank_does_not_contradict(seed, effect):
    generator = np.random.default_rng(seed)
    gap, before, ratios = generator.normal(1.0, 1.0, size=5), 0.7, generator.uniform(0.5, 4.0, size=25)
    found = interval_of_ratio(gap, before, ratios, 0.1)
    ratio = float(np.sqrt(((gap - effect) ** 2).mean())) / before
    inside = found is not None and found[0] <= effect <= found[1]
    assert inside == (rank_p(ratio, ratios) > 0.1)


def test_too_few_placebos_bound_nothing():
    assert interval_around(1.0, [0.1] * 18, 0.05) is None
    assert interval_of_ratio(np.ones(3), 1.0, [1.0] * 18, 0.05) is None
