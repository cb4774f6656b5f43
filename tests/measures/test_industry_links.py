"""Links and templates: by hand, against the plain definition, scikit-learn's rotation and pandas' correlations (MAP-37)."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition._factor_analysis import _ortho_rotation

from grono.measures import Measured, Reason
from grono.measures.industry_links import industry_links, link_correlations, templates, varimax

flows_of = st.integers(2, 6).flatmap(
    lambda n: arrays(np.float64, (n, n), elements=st.one_of(st.just(0.0), st.floats(0.01, 100)))
)


def test_largest_of_four_shares_by_hand():
    found = industry_links([[0, 6, 2], [3, 0, 0], [0, 2, 0]])
    assert found.link.value[0, 1] == pytest.approx(max(6 / 8, 3 / 3, 6 / 8, 3 / 3))
    assert found.link.value[1, 2] == pytest.approx(max(2 / 8, 0, 2 / 2, 0))
    assert found.link.value[0, 2] == pytest.approx(max(2 / 2, 0, 2 / 8, 0))


def test_shares_of_output_count_final_demand_and_value_added():
    found = industry_links([[0, 6], [3, 0]], [20, 10], shares_of="output")
    assert found.buying[0, 1] == pytest.approx(0.6)
    assert found.selling[0, 1] == pytest.approx(0.3)
    with pytest.raises(ValueError, match="need the output"):
        industry_links([[0, 6], [3, 0]], shares_of="output")


@given(flows_of)
def test_links_equal_the_plain_definition(flows):
    found = industry_links(flows)
    bought, sold = flows.sum(axis=0), flows.sum(axis=1)
    for i, j in np.ndindex(flows.shape):
        shares = [0.0]
        for supplier, user in ((i, j), (j, i)):
            shares += [flows[supplier, user] / total for total in (bought[user], sold[supplier]) if total > 0]
        assert found.link.value[i, j] == pytest.approx(0.0 if i == j else max(shares))
    assert (found.link.value <= 1 + 1e-12).all()


@given(flows_of, st.floats(0.01, 100))
def test_unit_order_and_an_industry_without_trade_do_not_matter(flows, factor):
    link = industry_links(flows).link.value
    assert industry_links(flows[::-1, ::-1] * factor).link.value[::-1, ::-1] == pytest.approx(link)
    wider = industry_links(np.pad(flows, ((0, 1), (0, 1))))
    assert wider.link.value[:-1, :-1] == pytest.approx(link)
    assert (wider.link.reason[-1] == Reason.EMPTY).all()


def test_output_zero_is_set_aside_and_a_missing_flow_named():
    found = industry_links([[1, 2, np.nan], [2, 1, 5], [4, 5, 1]], [9, 9, 9])
    assert found.link.reason[2].tolist() == [Reason.MISSING, Reason.PRESENT, Reason.PRESENT]
    empty = industry_links([[1, 2, 3], [2, 1, 5], [4, 5, 1]], [9, 9, 0])
    assert empty.set_aside.tolist() == [False, False, True]
    assert empty.link.value[:2, :2] == pytest.approx(industry_links([[1, 2], [2, 1]]).link.value)


def test_largest_of_four_correlations_equals_pandas():
    flows = np.random.default_rng(5).lognormal(size=(6, 6))
    links = industry_links(flows)
    profiles = pd.DataFrame({
        **{("buys", i): links.buying[:, i] for i in range(6)}, **{("sells", i): links.selling[i] for i in range(6)}
    }).corr()  # fmt: skip
    found = link_correlations(links)
    for i, j in ((0, 1), (2, 5), (4, 3)):
        four = [profiles.loc[(a, i), (b, j)] for a in ("buys", "sells") for b in ("buys", "sells")]
        assert found.value[i, j] == pytest.approx(max(four))
    of_links = link_correlations(links, of="links").value
    off = ~np.eye(6, dtype=bool)
    assert of_links[off] == pytest.approx(pd.DataFrame(links.link.value).corr().to_numpy()[off])


def test_profiles_that_do_not_vary_are_unrelated():
    found = link_correlations(industry_links([[1, 1], [1, 1]]))
    assert found.reason.tolist() == [[Reason.PRESENT, Reason.UNRELATED], [Reason.UNRELATED, Reason.PRESENT]]
    assert np.diagonal(found.value).tolist() == [1, 1]


def test_industry_alone_is_like_itself_only():
    alone = link_correlations(industry_links([[5.0, 0], [0, 0]]))
    assert alone.value[0, 0] == 1
    assert (alone.reason[1] == Reason.EMPTY).all()


def test_templates_find_two_blocks():
    block = np.kron(np.eye(2), np.full((4, 4), 0.8)) + 0.2 * np.eye(8)
    found = templates(Measured(block, np.zeros((8, 8), dtype=np.uint8)))
    assert found.loading.value.shape == (8, 2)
    assert sorted(map(tuple, found.members().T.tolist())) == [(False,) * 4 + (True,) * 4, (True,) * 4 + (False,) * 4]
    assert found.explained.sum() == pytest.approx((1 + 3 * 0.8) * 2 / 8)
    assert templates(Measured(block, np.zeros((8, 8), dtype=np.uint8)), factors=1).loading.value.shape == (8, 1)


def test_industry_set_aside_loads_on_nothing():
    reason = np.zeros((3, 3), dtype=np.uint8)
    reason[2], reason[:, 2] = Reason.EMPTY, Reason.EMPTY
    found = templates(Measured(np.array([[1, 0.9, 0], [0.9, 1, 0], [0, 0, 0]]), reason))
    assert found.loading.reason[:, 0].tolist() == [Reason.PRESENT, Reason.PRESENT, Reason.EMPTY]
    assert found.members()[:, 0].tolist() == [True, True, False]


def test_varimax_equals_scikit_learn():
    loading = np.random.default_rng(3).normal(size=(12, 4))
    ours, theirs = varimax(loading), _ortho_rotation(loading, tol=1e-12, max_iter=1000).T
    likeness = np.abs(ours.T @ theirs) / np.square(ours).sum(axis=0)[:, None]
    assert np.sort(likeness.max(axis=1)) == pytest.approx(np.ones(4), abs=1e-5)
    assert np.square(ours).sum(axis=1) == pytest.approx(np.square(loading).sum(axis=1))
