"""The standardised quotient: worked example, definition, the bug of recycled means, and the cut-off against a simulated bootstrap (MAP-18)."""

import numpy as np
import pytest
from hypothesis import given

from grono.measures import (
    Measured,
    Reason,
    location_quotient,
    lq_log,
    lq_standardised,
    lq_standardised_log,
    standardised_cut_off,
)
from grono.measures.randomness import stream
from tests.measures.employment_tables import counts, modest, positive, with_gaps


def test_five_regions_and_five_industries(oracle):
    example = oracle("clustermap")["MAP-E15"]
    found = lq_standardised(example["input"]["matrix"]).value
    assert found.ravel() == pytest.approx(example["expected"]["lq_standardised"], abs=1e-8)


@pytest.mark.parametrize(
    ("standardised", "plain"), [(lq_standardised, location_quotient), (lq_standardised_log, lq_log)]
)
@modest
@given(cells=with_gaps)
def test_standardised_is_the_definition_industry_by_industry(standardised, plain, cells):
    found, base = standardised(cells), plain(cells)
    for i in range(cells.shape[1]):
        there = base.present[:, i]
        values = base.value[there, i]
        if values.size < 2 or np.std(values) < 1e-9:
            assert not found.present[:, i].any()
            continue
        expected = (values - np.mean(values)) / np.std(values)
        assert found.value[there, i] == pytest.approx(expected, abs=1e-7)


def test_means_run_over_regions_and_are_not_recycled_down_industries():
    """REAT subtracts a vector of region means from a matrix, so that R recycles it along the wrong side."""
    cells = np.array([[60.0, 5, 1], [10, 40, 2], [20, 20, 9], [5, 10, 30]])
    found, quotient = lq_standardised(cells).value, location_quotient(cells).value
    assert found.mean(axis=0) == pytest.approx(0.0, abs=1e-12)
    assert found.std(axis=0) == pytest.approx(1.0)
    recycled = (quotient - np.resize(quotient.mean(axis=1), quotient.T.shape).T) / quotient.std(axis=0)
    assert not np.allclose(found, recycled)


def test_spread_of_rounding_is_no_spread():
    cells = np.outer([1.0, 3.0, 7.0, 11.0], [0.1, 0.7, 1.3])
    assert (lq_standardised(cells).reason == Reason.CONSTANT).all()
    assert (lq_standardised_log(cells).reason == Reason.CONSTANT).all()
    assert (lq_standardised([[5.0, 7.0]]).reason == Reason.ONE_REGION).all()


@modest
@given(counts)
def test_empty_region_and_industry_move_nothing(cells):
    wider = lq_standardised(np.pad(cells, ((0, 1), (0, 1))))
    assert wider.value[:-1, :-1] == pytest.approx(lq_standardised(cells).value)
    assert (wider.reason[-1] == Reason.EMPTY).all()


def test_cut_off_equals_a_simulated_bootstrap():
    """The closed form against 40 000 resamples: within 4 standard errors of the simulation."""
    values = np.sort(stream(11, "cut-off").normal(size=37))
    cut = standardised_cut_off(Measured(values[:, None], np.zeros((37, 1), dtype=np.uint8)))
    draws = stream(11, "resamples").choice(values, size=(40_000, 37))
    quantiles = np.sort(draws, axis=1)[:, int(np.ceil(0.95 * 37)) - 1]
    assert abs(cut.value.value[0] - quantiles.mean()) < 4 * quantiles.std() / np.sqrt(quantiles.size)
    assert cut.lower.value[0] == np.quantile(quantiles, 0.025, method="inverted_cdf")
    assert cut.upper.value[0] == np.quantile(quantiles, 0.975, method="inverted_cdf")


@modest
@given(positive)
def test_cut_off_lies_within_the_values_of_its_industry(cells):
    standardised = lq_standardised(cells)
    cut = standardised_cut_off(standardised)
    there = cut.value.present
    highest = np.where(standardised.present, standardised.value, -np.inf).max(axis=0)
    lowest = np.where(standardised.present, standardised.value, np.inf).min(axis=0)
    assert (cut.lower.value[there] <= cut.upper.value[there]).all()
    assert (lowest[there] <= cut.lower.value[there]).all()
    assert (cut.upper.value[there] <= highest[there]).all()
    assert (cut.value.value[there] <= highest[there] + 1e-9).all()


def test_cut_off_counts_each_industry_s_own_regions():
    cells = np.array([[9.0, np.nan, 1], [1, 4, 0], [2, 8, 0], [1, 12, 0]])
    cut = standardised_cut_off(lq_standardised_log(cells))
    alone = standardised_cut_off(lq_standardised_log(cells)).value.value[1]
    assert cut.value.reason.tolist() == [Reason.PRESENT, Reason.PRESENT, Reason.EMPTY]
    assert cut.value.value[1] == alone


@pytest.mark.parametrize("level", [0.0, 1.0, -3.0])
def test_level_outside_its_range_is_refused(level):
    with pytest.raises(ValueError, match="between 0 and 1"):
        standardised_cut_off(lq_standardised([[1, 2], [3, 1]]), level=level)
