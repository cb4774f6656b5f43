"""Likenesses of industries against pandas, their mean by hand, and their gaps."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import Measured, Reason
from grono.measures.partition import profile_correlation, standardised_mean

cells = arrays(
    np.float64,
    st.tuples(st.integers(3, 8), st.integers(2, 5)),
    elements=st.one_of(st.integers(0, 60).map(float), st.just(np.nan)),
)


@given(cells)
def test_correlation_equals_pandas_pair_by_pair(table):
    found = profile_correlation(table)
    for i, j in np.ndindex(found.value.shape):
        one, other = pd.Series(table[:, i]), pd.Series(table[:, j])
        both = one.notna() & other.notna()
        if not found.present[i, j] or i == j:
            assert i == j or both.sum() < 3 or one[both].std() == 0 or other[both].std() == 0
            continue
        assert found.value[i, j] == pytest.approx(one[both].corr(other[both]), abs=1e-9)


@given(cells, st.floats(0.001, 1000))
def test_unit_and_an_empty_industry_do_not_matter(table, factor):
    own, other = profile_correlation(table), profile_correlation(np.pad(table * factor, ((0, 0), (0, 1))))
    assert other.value[:-1, :-1] == pytest.approx(own.value, abs=1e-9)
    assert (other.reason[:-1, :-1] == own.reason).all()
    assert (other.reason[-1] == Reason.EMPTY).all()


def test_gaps_say_why():
    nan = np.nan
    found = profile_correlation([[1, 5, 0, nan], [2, 5, 0, nan], [4, 5, 0, 1], [3, 5, 0, 2]])
    assert found.reason[0].tolist() == [Reason.PRESENT, Reason.CONSTANT, Reason.EMPTY, Reason.MISSING]
    assert (profile_correlation([[1.0, 2.0]]).reason == Reason.CONSTANT).all()


def test_mean_of_standardised_likenesses_by_hand():
    none = np.zeros((3, 3), dtype=np.uint8)
    first = Measured(np.array([[0, 1, 2], [1, 0, 3], [2, 3, 0]], dtype=float), none)
    gap = none.copy()
    gap[0, 1] = gap[1, 0] = Reason.MISSING
    second = Measured(np.array([[0, 0, 10], [0, 0, 30], [10, 30, 0]], dtype=float), gap)
    found = standardised_mean([first, second]).value
    step = 1 / np.sqrt(2 / 3)
    assert found[0, 1] == pytest.approx(-step)
    assert found[0, 2] == pytest.approx((0 - 1) / 2)
    assert found[1, 2] == pytest.approx((step + 1) / 2)


def test_likeness_without_spread_says_nothing():
    same = Measured(np.full((3, 3), 0.4), np.zeros((3, 3), dtype=np.uint8))
    assert (standardised_mean([same]).reason == Reason.MISSING).all()
