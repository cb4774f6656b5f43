"""Mid-rank percentiles against the worked example and SciPy's ranks (MAP-41)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from grono.measures import Reason
from grono.measures.choice import mid_rank_percentile, percentile_interval

some = st.lists(st.one_of(st.integers(-5, 5).map(float), st.just(np.nan)), min_size=1, max_size=12)


def test_worked_example(oracle):
    example = oracle("clustermap")["MAP-E46"]
    assert mid_rank_percentile(example["input"]["values"]).value == pytest.approx(example["expected"], abs=1e-12)


@given(some)
def test_against_scipy(values):
    line = np.array(values)
    known = ~np.isnan(line)
    found = mid_rank_percentile(line)
    assert (found.present == known).all()
    if known.any():
        assert found.value[known] == pytest.approx((rankdata(line[known]) - 0.5) / known.sum())


@given(some)
def test_little_is_good_mirrors(values):
    up, down = mid_rank_percentile(values), mid_rank_percentile(values, benefit=False)
    assert (up.value + down.value)[up.present] == pytest.approx(np.ones(int(up.present.sum())))


def test_many_lines_at_once():
    lines = np.array([[3, 5, 5, 8], [1, np.nan, 1, 0], [np.nan] * 4])
    found = mid_rank_percentile(lines)
    assert found.value.tolist() == [[0.125, 0.5, 0.5, 0.875], [2 / 3, 0, 2 / 3, 1 / 6], [0, 0, 0, 0]]
    assert found.reason[2].tolist() == [Reason.MISSING] * 4


def test_interval_covers_what_the_draws_do():
    random = np.random.default_rng(8)
    values = np.array([1.0, 2.0, 3.0, np.nan, 30.0])
    found = percentile_interval(values, values + random.normal(scale=1.0, size=(4000, 5)))
    assert found.peers.tolist() == [4] * 5
    assert found.lower.value[4] == found.upper.value[4] == found.percentile.value[4] == 0.875
    assert (found.lower.value[0], found.upper.value[0]) == (0.125, 0.625)
    assert found.percentile.reason[3] == found.lower.reason[3] == Reason.MISSING


def test_interval_against_brute_force():
    random = np.random.default_rng(1)
    values = random.normal(size=6)
    draws = values + random.normal(size=(200, 6))
    found = percentile_interval(values, draws)
    places = np.array([(rankdata(draw) - 0.5) / 6 for draw in draws])
    for item in range(6):
        ordered = np.sort(places[:, item])
        assert found.lower.value[item] == pytest.approx(ordered[int(np.ceil(0.025 * 200)) - 1])
        assert found.upper.value[item] == pytest.approx(ordered[int(np.ceil(0.975 * 200)) - 1])


def test_without_draws_there_is_no_interval():
    found = percentile_interval([1.0, np.nan])
    assert found.lower.reason.tolist() == [Reason.NO_DRAWS, Reason.MISSING]
