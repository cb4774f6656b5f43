"""Percentiles among comparable regions, from what the map has; what it lacks is said (MAP-41)."""

import numpy as np
import pyarrow as pa
import pytest
from scipy.stats import rankdata

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.clustermap.reading.companions import Companions
from grono.clustermap.selection.competitive_indicators import INDICATORS
from grono.clustermap.selection.competitiveness import OVERALL
from grono.sources.synthetic import synthetic_economy

ONLY = ("competitiveness",)


@pytest.fixture(scope="module")
def economy():
    return synthetic_economy()


def indicators(economy, year=2025):
    """Wages of one unit a head, exports of half of all of dairy, value added twice the wages in the first region only."""
    rows = [row for row in economy.employees.to_pylist() if row["year"] == year]
    made = [{**row, "measure": "wages", "value": row["employees"] * (1 + int(row["region"]) / 100)} for row in rows]
    made += [{**row, "measure": "exports", "value": row["employees"]} for row in rows if row["industry"] == "10.51"]
    made += [{**row, "measure": "value_added", "value": 2 * row["employees"]} for row in rows if row["region"] == "20"]
    return pa.Table.from_pylist([{key: str(value) for key, value in row.items() if key != "employees"} for row in made])


@pytest.fixture(scope="module")
def drawn(economy):
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=ONLY)
    companions = Companions(indicators=indicators(economy))
    return draw(economy.employees, size_bands=economy.size_bands, companions=companions, specification=specification)


def rows_of(map_, industry, region="20"):
    table = map_.further["competitiveness"].to_pylist()
    return {row["indicator"]: row for row in table if (row["region"], row["industry"]) == (region, industry)}


def test_every_candidate_has_every_indicator_and_their_mean(drawn):
    table = drawn.further["competitiveness"].to_pylist()
    for line in drawn.shortlist.to_pylist():
        found = {
            row["indicator"] for row in table if (row["region"], row["industry"]) == (line["region"], line["industry"])
        }
        assert found == {*INDICATORS, OVERALL}


def test_growth_is_the_mid_rank_among_regions_with_a_hundred_employees(drawn, economy):
    rows = {
        (row["region"], row["year"]): row["employees"]
        for row in economy.employees.to_pylist()
        if row["industry"] == "28.30"
    }
    growth = {
        region: (rows[region, 2025] / rows[region, 2021]) ** 0.25 - 1
        for region, year in rows
        if year == 2025 and rows[region, 2025] >= 100 and (region, 2021) in rows
    }
    ranks = dict(zip(growth, rankdata(list(growth.values())), strict=True))
    found = rows_of(drawn, "28.30")["growth"]
    assert found["value"] == pytest.approx(growth["20"])
    assert found["peers"] == len(growth)
    assert found["percentile"] == pytest.approx(100 * (ranks["20"] - 0.5) / len(growth))
    assert found["lower"] <= found["percentile"] <= found["upper"]


def test_money_comes_from_the_companion_table(drawn):
    found = rows_of(drawn, "28.30")
    assert found["wages"]["value"] == pytest.approx(1.2)
    assert found["wages"]["flags"] == "no_interval"
    # only this region has value added: compared with nobody
    assert (found["productivity"]["value"], found["productivity"]["percentile"]) == (2.0, None)
    assert found["productivity"]["flags"] == "no_peers"
    assert found["export_location_quotient"]["value"] is None
    assert found["net_entry"]["flags"] == "no_data"


def test_mean_is_over_what_there_is_and_coverage_is_shown(drawn):
    found = rows_of(drawn, "10.51")
    known = [row["percentile"] for name, row in found.items() if name != OVERALL and row["percentile"] is not None]
    assert found[OVERALL]["percentile"] == pytest.approx(np.mean(known))
    assert found[OVERALL]["flags"] == f"coverage({len(known)}/9)"
    assert drawn.run["analyses"]["competitiveness"]["indicators_without_data"] == ["net_entry", "supplier_gaps"]


def test_candidate_below_the_size_is_compared_with_nobody(economy):
    rule = Parameters(least_employees=0, comparable_employees=1_000_000)
    specification = Specification(ReadingOptions(absent_means_zero=True), parameters=rule, analyses=ONLY)
    table = draw(economy.employees, size_bands=economy.size_bands, specification=specification).further[
        "competitiveness"
    ]
    assert set(table["percentile"].to_pylist()) == {None}
    assert all("too_small_to_compare" in flags for flags in table["flags"].to_pylist())


def test_one_year_has_no_growth_and_no_map_is_refused(economy):
    last = pa.Table.from_pylist([row for row in economy.employees.to_pylist() if row["year"] == 2025])
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=ONLY)
    table = draw(last, specification=specification).further["competitiveness"].to_pylist()
    assert {row["flags"] for row in table if row["indicator"] == "growth"} == {"no_data"}
    assert any(row["percentile"] is not None for row in table if row["indicator"] == "relatedness_density")


def test_same_seed_same_table(economy):
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=ONLY, seed=5)
    first, second = (
        draw(economy.employees, size_bands=economy.size_bands, specification=specification).further["competitiveness"]
        for _ in range(2)
    )
    assert first.equals(second)
