"""econcomplex loses a whole table to one NaN; here a missing cell is left out of its sums and empties nothing."""

import numpy as np
import pytest

from grono import measures
from grono.measures import Reason, sizes_from_counts

CELLS = np.array([[60.0, 5, 31, 8], [10, 40, 2, 9], [20, 20, 9, 30], [5, 10, 30, 11], [7, 7, 90, 3]])
SIZES = sizes_from_counts([40, 30, 20, 10])
DIVISIONS = ["10", "10", "28", "28"]

OF_CELLS = ["lq_symmetric", "lq_log", "lq_additive", "lq_standardised", "lq_standardised_log", "location_quotient"]
OF_INDUSTRIES = [
    "krugman_concentration", "hoover_concentration", "gini_lq_unweighted", "locational_gini_weighted",
    "locational_gini_weighted_01", "theil_t", "theil_l", "herfindahl", "herfindahl_normalised", "equivalent_number",
    "raw_concentration",
]  # fmt: skip
OF_REGIONS = [
    "krugman_specialisation",
    "hoover_specialisation",
    "hachman",
    "entropy",
    "relative_diversity",
    "inverse_herfindahl",
]


@pytest.fixture
def gap():
    cells = CELLS.copy()
    cells[1, 2] = np.nan
    return cells


@pytest.mark.parametrize("name", OF_CELLS)
def test_only_the_missing_cell_has_no_value(name, gap):
    found = getattr(measures, name)(gap)
    assert np.argwhere(~found.present).tolist() == [[1, 2]]
    assert found.reason[1, 2] == Reason.MISSING


@pytest.mark.parametrize("name", OF_INDUSTRIES + OF_REGIONS)
def test_every_industry_and_region_keeps_its_value(name, gap):
    found = getattr(measures, name)(gap)
    assert found.present.all()
    assert found.value != pytest.approx(getattr(measures, name)(CELLS).value)


def test_what_rests_on_plants_pairs_and_divisions_keeps_its_value_too(gap):
    assert measures.maurel_sedillot(gap, SIZES).present.all()
    assert measures.coagglomeration_pair(gap).present.all()
    assert measures.coagglomeration_group(gap, [0, 0, 1, 1]).present.all()
    assert measures.related_variety(gap, DIVISIONS).present.all()
    assert measures.traded_or_local(gap).traded.present.all()
    assert measures.eco_stars(gap).count.present.sum() == CELLS.size - 1


@pytest.mark.parametrize("name", OF_INDUSTRIES)
def test_industry_without_a_gap_moves_only_with_the_sums(name, gap):
    """With the source's own margins nothing but the industry of the missing cell moves."""
    sums = measures.margins(gap, region_totals=CELLS.sum(axis=1), industry_totals=CELLS.sum(axis=0), total=CELLS.sum())
    found, whole = getattr(measures, name)(gap, sums).value, getattr(measures, name)(CELLS).value
    assert np.delete(found, 2) == pytest.approx(np.delete(whole, 2))
