"""Traded or local: by a definition first, else by three criteria of spread; and against the American benchmark (MAP-23)."""

import csv

import duckdb
import numpy as np
import pytest
from hypothesis import given

from grono.measures import (
    OUR_CUTS,
    Basis,
    Reason,
    TradedCuts,
    location_quotient,
    locational_gini_weighted_01,
    traded_or_local,
    traded_share_of_members,
)
from tests.measures.employment_tables import counts, modest

SPREAD_OUT = np.column_stack([np.full(20, 30.0), np.repeat([18.0, 0.0], [5, 15]), np.zeros(20)])
"""Twenty regions: an industry found in all alike, one in five of them, one in none."""


def test_industry_found_everywhere_is_local_and_one_in_one_place_traded():
    found = traded_or_local(SPREAD_OUT)
    assert found.traded.value[:2].tolist() == [0.0, 1.0]
    assert found.basis.tolist() == [Basis.SPREAD, Basis.SPREAD, Basis.NONE]
    assert found.traded.reason[2] == Reason.EMPTY
    assert found.cuts is OUR_CUTS


@modest
@given(counts)
def test_criteria_are_their_definitions(cells):
    found, quotient = traded_or_local(cells), location_quotient(cells)
    for i in np.nonzero(found.traded.present)[0]:
        values, own = quotient.value[quotient.present[:, i], i], cells[quotient.present[:, i], i]
        strong, highest = own[values >= 1].sum() / own.sum(), np.sort(values)[::-1][:5].mean()
        assert found.employment_in_strong_regions.value[i] == pytest.approx(strong)
        assert found.mean_of_highest_quotients.value[i] == pytest.approx(highest)
        assert found.gini.value[i] == locational_gini_weighted_01(cells).value[i]
        assert found.traded.value[i] == float(
            found.employment_in_strong_regions.value[i] >= 0.5
            and found.mean_of_highest_quotients.value[i] >= 2
            and found.gini.value[i] >= 0.3
        )


def test_definition_decides_where_it_knows_the_industry():
    found = traded_or_local(SPREAD_OUT, traded_share=[0.5, 0.49, 1.0])
    assert found.traded.value.tolist() == [1.0, 0.0, 0.0]
    assert found.basis.tolist() == [Basis.DEFINITION, Basis.DEFINITION, Basis.NONE]
    spread = traded_or_local(SPREAD_OUT)
    assert found.gini.value == pytest.approx(spread.gini.value)
    assert traded_or_local(SPREAD_OUT, traded_share=[np.nan] * 3).traded.value == pytest.approx(spread.traded.value)


def test_every_cut_is_asked():
    easy = {"employment_in_strong_regions": 0.0, "mean_of_highest_quotients": 0.0, "gini": 0.0}
    assert traded_or_local(SPREAD_OUT, cuts=TradedCuts("t", "2026-01-01", "test", **easy)).traded.value[1] == 1
    for name in easy:
        hard = TradedCuts("t", "2026-01-01", "test", **{**easy, name: 99.0})
        assert traded_or_local(SPREAD_OUT, cuts=hard).traded.value[1] == 0


def test_one_region_has_no_spread_but_may_have_a_definition():
    found = traded_or_local([[5.0, 7.0]], traded_share=[1.0, np.nan])
    assert found.traded.reason.tolist() == [Reason.PRESENT, Reason.ONE_REGION]
    assert found.basis.tolist() == [Basis.DEFINITION, Basis.NONE]


def test_shares_of_a_split_industry_add_up_by_industry():
    shares = traded_share_of_members([0, 0, 1, 3], [0.6, 0.2, 1.0, 1.0], [True, False, False, True], 4)
    assert shares[[0, 1, 3]].tolist() == pytest.approx([0.75, 0.0, 1.0])
    assert np.isnan(shares[2])


@modest
@given(counts)
def test_empty_region_and_industry_move_nothing(cells):
    plain, wider = traded_or_local(cells), traded_or_local(np.pad(cells, ((0, 1), (0, 1))))
    for name in ("employment_in_strong_regions", "mean_of_highest_quotients", "gini"):
        assert getattr(wider, name).value[:-1] == pytest.approx(getattr(plain, name).value, abs=1e-12)


def test_cuts_agree_with_the_american_benchmark_for_four_in_five_industries(shared_data):
    """Six-digit industries of the American states in 2019, against the benchmark's own verdict."""
    with (shared_data / "classifications/us_benchmark_clusters_naics2012.csv").open(encoding="utf-8") as file:
        benchmark = {row["naics"]: row["traded_local"] == "Traded" for row in csv.DictReader(file)}
    path = shared_data / "employment/us_county_naics246_2017_2021.parquet"
    query = (
        "select substr(fips, 1, 2), naics, sum(emp) from read_parquet(?) where level = 6 and year = 2019 group by all"
    )
    rows = [row for row in duckdb.execute(query, [str(path)]).fetchall() if row[1] in benchmark]
    states, industries = (sorted({row[place] for row in rows}) for place in (0, 1))
    cells = np.zeros((len(states), len(industries)))
    for state, industry, employees in rows:
        cells[states.index(state), industries.index(industry)] = employees or 0
    found = traded_or_local(cells).traded
    truth = np.array([benchmark[industry] for industry in industries])
    assert (found.value == truth)[found.present].mean() >= 0.8
