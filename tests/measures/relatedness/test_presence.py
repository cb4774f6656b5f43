"""Presence under its named rules (MAP-24)."""

import numpy as np
import pytest

from grono.measures import Measured, Reason, location_quotient
from grono.measures.relatedness import presence, presence_by_probability, presence_by_quotient, presence_per_head

CELLS = np.array([[30.0, 10.0, 0.0], [10.0, 30.0, 20.0], [0.0, np.nan, 20.0]])


def test_quotient_of_exactly_one_is_present():
    there = presence_by_quotient(location_quotient([[10, 10], [20, 20]]))
    assert there.matrix.all()
    assert there.rule == "lq"


def test_missing_cell_is_unknown_and_absent_and_moves_nothing_else():
    """Peer's bug: one NaN emptying everything (econcomplex)."""
    there = presence_by_quotient(location_quotient(CELLS))
    assert there.matrix.any(axis=1).all()
    assert not there.known[2, 1]
    assert there.known.sum() == 8
    assert there.region_partial.tolist() == [False, False, True]
    assert there.industry_partial.tolist() == [False, True, False]


def test_empty_region_and_industry_are_absent_and_known():
    there = presence_by_quotient(location_quotient(np.pad(CELLS[:2], ((0, 1), (0, 1)))))
    assert not there.matrix[-1].any()
    assert not there.matrix[:, -1].any()
    assert there.known.all()


def test_probability_rule_takes_the_threshold_in_and_leaves_few_plants_unknown():
    value = np.array([[0.95, 0.949], [0.0, 1.0]])
    reason = np.array([[0, 0], [Reason.FEW_PLANTS, 0]], dtype=np.uint8)
    there = presence_by_probability(Measured(value, reason))
    assert there.matrix.tolist() == [[True, False], [False, True]]
    assert there.known.tolist() == [[True, True], [False, True]]
    assert there.rule == "probability"


def test_per_head_compares_with_all_inhabitants():
    there = presence_per_head([[30, 10], [10, 30]], population=[100, 300])
    assert there.matrix.tolist() == [[True, True], [False, True]]
    assert there.rule == "per_head"


def test_year_is_not_population():
    """Peer's bug: the year read as population (econcomplex). Population has a name of its own and one value per region."""
    cells = [[30, 10], [10, 30], [5, 5]]
    with pytest.raises(TypeError):
        presence_per_head(cells, [2019, 2019, 2019])
    with pytest.raises(ValueError, match="one number for each of the 3 regions"):
        presence_per_head(cells, population=2019)
    by_head = presence_per_head(cells, population=[100, 300, 10]).matrix
    assert (by_head != presence_per_head(cells, population=[2019, 2019, 2019]).matrix).any()


def test_region_of_unknown_population_is_left_out_of_both_sums():
    whole = presence_per_head([[30, 10], [10, 30]], population=[100, 300])
    wider = presence_per_head([[30, 10], [10, 30], [500, 1]], population=[100, 300, np.nan])
    assert (wider.matrix[:2] == whole.matrix).all()
    assert not wider.known[2].any()


def test_population_must_be_positive():
    with pytest.raises(ValueError, match="positive"):
        presence_per_head([[1, 2], [3, 4]], population=[0, 10])


def test_given_table_holds_only_zeros_and_ones():
    assert presence([[1, 0], [np.nan, 1]]).known.tolist() == [[True, True], [False, True]]
    with pytest.raises(ValueError, match="0 \\(absent\\)"):
        presence([[2, 0], [1, 1]])


def test_presence_needs_regions_and_industries():
    with pytest.raises(ValueError, match="each region and industry"):
        presence_by_quotient(Measured(np.ones(3), np.zeros(3, dtype=np.uint8)))
