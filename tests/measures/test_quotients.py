"""The location quotient on other scales: worked examples, definitions, and what zero and missing do (MAP-18)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import Reason, litzenberger_sternberg, location_quotient, lq_additive, lq_log, lq_symmetric
from tests.measures.employment_tables import counts, modest, with_gaps


def test_litzenberger_sternberg_of_farhauer_and_kroell(oracle):
    example = oracle("clustermap")["MAP-E12"]
    given = example["input"]
    found = litzenberger_sternberg(
        [[given["e_ij"]], [given["e_i"] - given["e_ij"]]],
        [given["a_j"], given["a"] - given["a_j"]],
        [given["p_j"], given["p"] - given["p_j"]],
        [[given["b_ij"]], [given["b_i"] - given["b_ij"]]],
    )
    assert found.value[0, 0] == pytest.approx(example["expected"], abs=1e-5)


def test_litzenberger_sternberg_is_the_formula_where_every_term_is_positive():
    random = np.random.default_rng(3)
    e, b = random.integers(1, 90, (5, 4)).astype(float), random.integers(1, 9, (5, 4)).astype(float)
    a, n = random.uniform(1, 9, 5), random.uniform(100, 900, 5)
    density = (e / a[:, None]) / (e.sum(axis=0) / a.sum())
    per_head = (e / n[:, None]) / (e.sum(axis=0) / n.sum())
    size = (e / b) / (e.sum(axis=0) / b.sum(axis=0))
    assert litzenberger_sternberg(e, a, n, b).value == pytest.approx(density * per_head / size)


def test_litzenberger_sternberg_names_what_is_not_there():
    e = [[10.0, 0.0, 5.0], [10.0, 5.0, np.nan], [0.0, 0.0, 0.0]]
    b = [[2.0, 1.0, 0.0], [2.0, np.nan, 1.0], [0.0, 0.0, 0.0]]
    found = litzenberger_sternberg(e, [1.0, np.nan, 5.0], [10.0, 10.0, 10.0], b)
    assert found.reason.tolist() == [
        [Reason.PRESENT, Reason.PRESENT, Reason.FEW_PLANTS],
        [Reason.MISSING] * 3,
        [Reason.EMPTY] * 3,
    ]
    assert found.value[0, 1] == 0


@modest
@given(counts)
def test_empty_region_moves_no_cluster_index(cells):
    def index(table):
        size = table.shape[0]
        return litzenberger_sternberg(table, np.arange(1.0, size + 1), np.full(size, 7.0), np.ceil(table / 10))

    wider = np.vstack([cells, np.zeros((1, cells.shape[1]))])
    assert index(wider).value[:-1] == pytest.approx(index(cells).value)


@modest
@given(with_gaps)
def test_scales_are_functions_of_the_quotient(cells):
    quotient = location_quotient(cells)
    there = quotient.present
    assert lq_symmetric(cells).value[there] == pytest.approx((quotient.value[there] - 1) / (quotient.value[there] + 1))
    assert (lq_symmetric(cells).reason == quotient.reason).all()
    positive = there & (quotient.value > 0)
    assert np.exp(lq_log(cells).value[positive]) == pytest.approx(quotient.value[positive])
    assert (lq_log(cells).reason[there & ~positive] == Reason.ZERO).all()
    assert (lq_log(cells).reason[~there] == quotient.reason[~there]).all()
    assert (lq_additive(cells).reason == quotient.reason).all()


@modest
@given(counts)
def test_additive_quotient_is_the_difference_of_shares(cells):
    found = lq_additive(cells)
    region, industry, total = cells.sum(axis=1), cells.sum(axis=0), cells.sum()
    for r, i in zip(*np.nonzero(found.present), strict=True):
        assert found.value[r, i] == pytest.approx(cells[r, i] / region[r] - industry[i] / total)
    assert np.where(found.present, found.value, 0).sum(axis=1) == pytest.approx(0.0, abs=1e-12)


def test_quotient_is_not_rounded_before_it_is_used_again():
    """EconGeo rounds location quotients to three digits and computes other measures from the rounded ones."""
    cells = [[1, 99_999], [2_000, 1_000_000]]
    quotient = location_quotient(cells).value[0, 0]
    assert quotient != round(quotient, 3)
    exact = (1 * 1_102_000) / (100_000 * 2_001)
    assert quotient == pytest.approx(exact, rel=1e-15)
    assert lq_symmetric(cells).value[0, 0] == pytest.approx((exact - 1) / (exact + 1), rel=1e-14)
