"""Theil T and L: two different numbers, split between and within groups, at zero and where a cell is missing (MAP-19)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.measures import Reason, margins, theil_l, theil_l_by_group, theil_t, theil_t_by_group
from tests.measures.employment_tables import counts, modest, positive, with_gaps


@pytest.fixture(scope="module")
def example(oracle):
    return oracle("clustermap")


def test_theil_of_one_vector_and_l_is_not_t(example):
    """REAT gives Theil L under the name of Theil; here each letter has its own function."""
    case = example["MAP-E14"]
    cells = np.array(case["input"]["x"])[:, None]
    assert theil_l(cells, unweighted=True).value[0] == pytest.approx(case["expected"]["theil_l"], abs=1e-6)
    assert theil_t(cells, unweighted=True).value[0] == pytest.approx(case["expected"]["theil_t"], abs=1e-6)


def test_five_regions_and_five_industries(example):
    cells, expected = example["MAP-E15"]["input"]["matrix"], example["MAP-E15"]["expected"]
    assert theil_t(cells).value == pytest.approx(expected["theil_t_industry"], abs=1e-8)
    assert expected["theil_l_industry"] == [None] * 5
    assert (theil_l(cells).reason == Reason.ZERO).all()


@modest
@given(with_gaps, st.booleans())
def test_both_are_the_definition_among_the_known_regions(cells, unweighted):
    t, l_, region = theil_t(cells, unweighted=unweighted), theil_l(cells, unweighted=unweighted), margins(cells).region
    for i in np.nonzero(t.present)[0]:
        there = ~np.isnan(cells[:, i]) & (region > 0)
        weight = np.ones_like(region) if unweighted else region
        s, x = cells[there, i] / cells[there, i].sum(), weight[there] / weight[there].sum()
        used = s > 0
        assert t.value[i] == pytest.approx((s[used] * np.log(s[used] / x[used])).sum(), abs=1e-12)
        assert l_.present[i] == used.all()
        if used.all():
            assert l_.value[i] == pytest.approx((x * np.log(x / s)).sum(), abs=1e-12)


@modest
@given(counts, st.data())
def test_t_is_between_plus_within(cells, data):
    groups = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(cells), max_size=len(cells))))
    parts = theil_t_by_group(cells, groups)
    assert parts.total.value == pytest.approx(theil_t(cells).value, abs=1e-12)
    pooled = np.array([cells[groups == group].sum(axis=0) for group in np.unique(groups)])
    there = parts.total.present & theil_t(pooled).present
    assert parts.between.value[there] == pytest.approx(theil_t(pooled).value[there], abs=1e-12)
    for i in np.nonzero(there)[0]:
        assert parts.within.value[i] == pytest.approx(_within_t(cells, groups, i), abs=1e-12)


def _within_t(cells, groups, i):
    """Σ S_g T_g, each group's T of its own regions written out."""
    total = 0.0
    for group in np.unique(groups):
        own, everyone = cells[groups == group, i], cells[groups == group].sum(axis=1)
        if own.sum() > 0:
            s, x = own / own.sum(), everyone / everyone.sum()
            used = s > 0
            total += own.sum() / cells[:, i].sum() * (s[used] * np.log(s[used] / x[used])).sum()
    return total


@modest
@given(positive, st.data())
def test_l_is_between_plus_within(cells, data):
    groups = np.array(data.draw(st.lists(st.sampled_from("abc"), min_size=len(cells), max_size=len(cells))))
    parts = theil_l_by_group(cells, groups)
    assert parts.total.value == pytest.approx(theil_l(cells).value, abs=1e-12)
    everyone = cells.sum(axis=1)
    for i in range(cells.shape[1]):
        within = between = 0.0
        for group in np.unique(groups):
            own, all_ = cells[groups == group, i], everyone[groups == group]
            share_s, share_x = own.sum() / cells[:, i].sum(), all_.sum() / everyone.sum()
            between += share_x * np.log(share_x / share_s)
            within += share_x * (all_ / all_.sum() * np.log((all_ / all_.sum()) / (own / own.sum()))).sum()
        assert parts.between.value[i] == pytest.approx(between, abs=1e-12)
        assert parts.within.value[i] == pytest.approx(within, abs=1e-12)


@modest
@given(counts)
def test_regions_of_equal_structure_can_be_merged(cells):
    split = np.vstack([cells[:1] * 0.3, cells[:1] * 0.7, cells[1:]])
    both = theil_t(split).present & theil_t(cells).present
    assert theil_t(split).value[both] == pytest.approx(theil_t(cells).value[both], abs=1e-9)


@pytest.mark.parametrize("measure", [theil_t, theil_l])
@pytest.mark.parametrize("unweighted", [False, True])
@modest
@given(cells=counts)
def test_empty_region_and_industry_move_nothing(measure, unweighted, cells):
    wider = measure(np.pad(cells, ((0, 1), (0, 1))), unweighted=unweighted)
    plain = measure(cells, unweighted=unweighted)
    assert wider.value[:-1] == pytest.approx(plain.value, abs=1e-12)
    assert (wider.reason[:-1] == plain.reason).all()
    assert wider.reason[-1] == Reason.EMPTY


def test_group_without_the_industry_has_no_l_between():
    parts = theil_l_by_group([[5.0, 1], [5, 1], [0, 9]], ["north", "north", "south"])
    assert parts.between.reason.tolist() == [Reason.ZERO, Reason.PRESENT]
    assert theil_t_by_group([[5.0, 1], [5, 1], [0, 9]], ["north", "north", "south"]).within.value[0] == 0


def test_one_region_has_neither():
    assert (theil_t([[3.0, 4.0]]).reason == Reason.ONE_REGION).all()
    assert (theil_l([[3.0, 4.0]]).reason == Reason.ONE_REGION).all()
