import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures.rise import QuotientPosterior, probability_of_rise


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E47"]
    given_ = example["input"]
    sides = [QuotientPosterior.of(*([given_[name][side]] for name in ("s", "x", "H", "gamma"))) for side in (0, 1)]
    assert probability_of_rise(*sides)[0] == pytest.approx(example["expected"], abs=example["tolerance"])


def test_against_simulation():
    random = np.random.default_rng(5)
    before = QuotientPosterior.of([0.1, 0.3], [0.05, 0.2], [0.02, 0.1], [0.05, 0.2])
    after = QuotientPosterior.of([0.12, 0.2], [0.06, 0.2], [0.03, 0.1], [0.04, 0.2])
    draws = [random.beta(one.alpha, one.beta, (400_000, 2)) / one.x for one in (before, after)]
    assert probability_of_rise(before, after) == pytest.approx((draws[1] > draws[0]).mean(axis=0), abs=0.004)


@given(st.floats(0.01, 0.9), st.floats(0.01, 0.9), st.floats(0.01, 0.5), st.floats(0.005, 0.9))
def test_the_other_way_round_is_the_rest_of_one(s, x, herfindahl, gamma):
    one = QuotientPosterior.of([s], [x], [herfindahl], [gamma])
    other = QuotientPosterior.of([min(s * 1.3, 0.95)], [x], [herfindahl], [gamma])
    both = probability_of_rise(one, other) + probability_of_rise(other, one)
    assert both[0] == pytest.approx(1.0, abs=2e-3)
    assert probability_of_rise(one, one)[0] == pytest.approx(0.5, abs=2e-3)
