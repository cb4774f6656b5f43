"""Employees of clusters: sums and splits by hand, and what always holds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from grono.measures import krugman_specialisation, location_quotient, margins
from grono.measures.membership import cluster_employees

cells = arrays(
    np.float64,
    st.tuples(st.integers(1, 4), st.just(4)),
    elements=st.one_of(st.integers(0, 90).map(float), st.just(np.nan)),
)
SHARE = np.array([[1, 0], [0.25, 0.75], [0, 0.5], [0, 0]])


@given(cells)
def test_sums_equal_the_plain_loop(table):
    found = cluster_employees(table, SHARE)
    for r, c in np.ndindex(found.employees.shape):
        members = [(table[r, i], SHARE[i, c]) for i in range(4) if SHARE[i, c] > 0]
        known = [(value, part) for value, part in members if not np.isnan(value)]
        assert np.isnan(found.employees[r, c]) == (not known)
        if known:
            assert found.employees[r, c] == pytest.approx(sum(value * part for value, part in known))
        assert found.partial[r, c] == (0 < len(known) < len(members))
        assert found.split[r, c] == any(value > 0 and part < 1 for value, part in known)


def test_industry_split_completely_keeps_the_total():
    found = cluster_employees([[10.0, 30.0], [5.0, 7.0]], [[1 / 3, 1 / 3, 1 / 3], [0, 1, 0]])
    assert found.employees.sum(axis=1) == pytest.approx([40, 12])


def test_clusters_run_through_measures_as_industries():
    """One cluster of everything: quotient 1, no specialisation; margins stay those of all industries."""
    table = np.array([[10.0, 30.0], [5.0, 7.0]])
    one = cluster_employees(table, [[1.0], [1.0]])
    sums = margins(one.employees, region_totals=table.sum(axis=1), total=table.sum())
    assert location_quotient(one.employees, sums).value.ravel().tolist() == [1, 1]
    assert krugman_specialisation(one.employees, sums).value == pytest.approx([0, 0])


@pytest.mark.parametrize("share", [[[0.6, 0.6], [0, 0]], [[-0.1, 0], [0, 0]], [[1.0, 0]], [1.0, 0]])
def test_shares_that_give_away_too_much_are_refused(share):
    with pytest.raises(ValueError, match="shares must"):
        cluster_employees([[1.0, 2.0]], share)
