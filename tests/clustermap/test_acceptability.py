"""The shortlist under uncertainty: planted truths, Great Britain, and what the tables promise (MAP-44, MAP-45, MAP-59)."""

import numpy as np
import pytest

from grono.clustermap import Parameters, ReadingOptions, Specification, draw
from grono.sources.synthetic import synthetic_economy
from tests.clustermap.test_suppressed import hidden_table

ANALYSES = ("competitiveness", "acceptability")


def drawn(economy, **changes):
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=ANALYSES, **changes)
    return draw(economy.employees, size_bands=economy.size_bands, specification=specification)


@pytest.fixture(scope="module")
def economy():
    return synthetic_economy()


@pytest.fixture(scope="module")
def demonstration(economy):
    return drawn(economy)


def rows(map_, table, scope="20"):
    return [row for row in map_.further[table].to_pylist() if row["scope"] == scope]


def first_two(map_):
    found = {}
    for row in rows(map_, "rank_acceptability"):
        if row["rank"] <= 2:
            found[row["industry"]] = found.get(row["industry"], 0) + row["probability"]
    return found


def test_dairy_and_agricultural_machinery_are_the_first_two_of_podlaskie(demonstration):
    found = first_two(demonstration)
    assert found["10.51"] > 0.8
    assert found["28.30"] > 0.8
    safe = {row["industry"] for row in rows(demonstration, "acceptability") if row["safe"]}
    assert safe == {"10.51", "28.30"}


@pytest.mark.parametrize("seed", [1, 2])
def test_they_are_so_under_other_seeds(economy, seed):
    found = first_two(drawn(economy, seed=seed, parameters=Parameters(acceptability_draws=2000)))
    assert min(found["10.51"], found["28.30"]) > 0.8


def test_every_candidate_stands_in_its_region_and_in_the_whole(demonstration):
    candidates = {
        (line["region"], line["industry"])
        for line in demonstration.shortlist.to_pylist()
        if line["list"] == "candidate"
    }
    table = demonstration.further["acceptability"].to_pylist()
    assert {(row["region"], row["industry"]) for row in table if row["scope"] == "all"} == candidates
    assert {(row["region"], row["industry"]) for row in table if row["scope"] == row["region"]} == candidates


def test_probabilities_of_a_region_add_up(demonstration):
    ranks = rows(demonstration, "rank_acceptability")
    accepted = {row["industry"]: row for row in rows(demonstration, "acceptability")}
    for industry, row in accepted.items():
        own = {one["rank"]: one["probability"] for one in ranks if one["industry"] == industry}
        assert sum(own.values()) == pytest.approx(1)
        assert row["expected_rank"] == pytest.approx(sum(rank * share for rank, share in own.items()))
        assert row["probability_top"] == pytest.approx(sum(share for rank, share in own.items() if rank <= row["k"]))
    assert sorted(row["rank"] for row in accepted.values()) == list(range(1, len(accepted) + 1))


def test_scores_run_from_worst_to_best_and_size_is_exact(demonstration):
    table = rows(demonstration, "criteria")
    for name in {row["criterion"] for row in table}:
        scores = [row["score"] for row in table if row["criterion"] == name]
        assert (min(scores), max(scores)) == pytest.approx((0, 1))
    for row in table:
        assert row["lower"] <= row["value"] + 1e-9 or row["criterion"] != "lower_location_quotient"
        if row["criterion"] == "employees":
            assert row["lower"] == row["value"] == row["upper"]
            assert row["spread"] == 0


def test_safe_means_four_places_however_many_can_be_chosen(economy):
    found = drawn(economy, parameters=Parameters(shortlist_places=1, acceptability_draws=500))
    ranked = {row["industry"]: row for row in rows(found, "acceptability")}
    assert ranked["28.30"]["k"] == 1
    assert ranked["28.30"]["probability_top"] < 0.5
    assert ranked["28.30"]["safe"]


def test_without_plant_sizes_and_years_the_rest_decides(economy):
    last = economy.employees.filter(np.array(economy.employees["year"]) == 2025)
    specification = Specification(
        ReadingOptions(absent_means_zero=True), analyses=ANALYSES, parameters=Parameters(acceptability_draws=200)
    )
    found = draw(last, specification=specification)
    accepted = rows(found, "acceptability")
    assert all("no_interval" in row["flags"] for row in accepted)
    assert all("missing(growth)" in row["flags"] for row in accepted)
    assert all("missing(ellison_glaeser)" in row["flags"] for row in accepted)
    assert {row["value"] for row in rows(found, "criteria") if row["criterion"] == "growth"} == {None}


def test_no_candidate_no_table(economy):
    rule = Parameters(least_employees=10_000_000)
    assert set(drawn(economy, parameters=rule).further) <= {"competitiveness"}


def test_hidden_cells_make_sizes_uncertain():
    rule = Parameters(least_employees=0, least_location_quotient=0, acceptability_draws=500)
    found = draw(hidden_table(), specification=Specification(parameters=rule, analyses=ANALYSES))
    sizes = {
        (row["region"], row["industry"]): row
        for row in found.further["criteria"].to_pylist()
        if row["scope"] == "all" and row["criterion"] == "employees"
    }
    hidden, known = sizes["PL22", "10.51"], sizes["PL91", "62.01"]
    assert hidden["lower"] < hidden["upper"]
    assert hidden["spread"] > 0
    assert known["lower"] == pytest.approx(known["upper"])


@pytest.mark.shared_data
@pytest.mark.slow
def test_ceramics_lead_their_region_of_great_britain(shared_data):
    specification = Specification(period=2019, analyses=(*ANALYSES, "multiverse"))
    britain = draw(
        shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz",
        size_bands=shared_data / "employment/gb_enterprises_sizeband_sic5_2016_2021.csv.gz",
        specification=specification,
    )
    accepted = {row["industry"]: row for row in rows(britain, "acceptability", "UKG2")}
    assert accepted["23410"]["rank"] <= 2
    assert accepted["23410"]["safe"]
    scopes = {row["scope"] for row in britain.further["acceptability"].to_pylist()}
    assert len(scopes) > 35
    ways = {(row["region"], row["industry"]): row for row in britain.further["multiverse"].to_pylist()}
    assert ways["UKG2", "23410"]["specifications"] == 192
    assert ways["UKG2", "23410"]["share"] > 0.5
