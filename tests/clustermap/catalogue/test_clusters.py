"""Clusters as an analysis of a map: given definitions, a search in the data, and where they are strong."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from grono.clustermap import Companions, Parameters, Specification, draw
from grono.clustermap.result import ClusterMap
from grono.sources.synthetic import synthetic_economy
from tests.clustermap.factories import EMPLOYEES, REGIONS, employees_table, size_bands_table

ONLY = Specification(analyses=("clusters",))
MEMBERS = pa.table({
    "cluster": ["F", "M", "S", "S"], "industry": ["10", "28.30", "28.30", "62.01"], "share": ["1", "0.75", "0.25", "1"],
    "traded": ["Traded", "Traded", "Local", "Local"], "name": ["Food", "Machines", "Services", "Services"],
})  # fmt: skip


def drawn(**given) -> ClusterMap:
    given = {"specification": ONLY, "companions": Companions(cluster_members=MEMBERS), **given}
    return draw(employees_table(), size_bands=size_bands_table(), **given)


@pytest.fixture(scope="module")
def found():
    return drawn()


def test_members_stand_with_their_shares(found):
    rows = found.further["clusters"].to_pylist()
    assert [(row["cluster_name"], row["industry"], row["share"], row["traded"]) for row in rows] == [
        ("Food", "10.51", 1.0, True), ("Machines", "28.30", 0.75, True),
        ("Services", "28.30", 0.25, False), ("Services", "62.01", 1.0, False),
    ]  # fmt: skip
    assert {row["stability"] for row in rows} == {None}


def test_clusters_have_names_in_languages_or_none(found):
    named = MEMBERS.drop_columns("name").append_column("cluster_name_pl", [["Żywność", "Maszyny", None, None]])
    named = named.append_column("nazwa_en", [["Food", None, None, None]])
    map_ = drawn(companions=Companions(cluster_members=named))
    rows = {row["cluster"]: row for row in map_.further["clusters"].to_pylist()}
    called = {(code, language): map_.cluster_name(rows[code], language) for code in "FMS" for language in ("en", "pl")}
    assert called == {
        ("F", "en"): ("Food", "en"), ("F", "pl"): ("Żywność", "pl"), ("M", "en"): ("Maszyny", "pl"),
        ("M", "pl"): ("Maszyny", "pl"), ("S", "en"): ("S", "und"), ("S", "pl"): ("S", "und"),
    }  # fmt: skip
    assert found.cluster_name(found.further["clusters"].to_pylist()[0], "pl") == ("Food", "und")


def test_map_of_an_earlier_version_names_its_clusters_in_their_table(found):
    earlier = replace(found, names=found.names.filter(pc.not_equal(found.names["kind"], "cluster")))
    assert earlier.cluster_name(earlier.further["clusters"].to_pylist()[0], "pl") == ("Food", "und")


def test_clusters_are_measured_in_every_region(found):
    rows = {(row["cluster"], row["region"]): row for row in found.further["cluster_measures"].to_pylist()}
    assert len(rows) == 9
    region = sum(EMPLOYEES["PL84", code] * 1.1 for code in ("10.51", "28.30", "62.01"))
    machines = rows["M", "PL84"]
    assert machines["employees"] == pytest.approx(0.75 * round(150 * 1.1))
    assert machines["share_of_region"] == pytest.approx(machines["employees"] / region)
    assert "estimated" in machines["flags"]
    food = rows["F", "PL84"]
    assert food["flags"] is None
    assert food["lower"] < food["location_quotient"] < food["upper"]
    assert sum(rows["F", code]["share_of_nation"] for code in REGIONS) == pytest.approx(1)
    assert (food["star_specialisation"], food["stars"]) == (True, 3)


def test_quotient_of_a_whole_industry_is_that_of_the_industry(found):
    of_industry = {
        row["region"]: row["value"] for row in found.measures.to_pylist()
        if (row["variant"], row["industry"], row["period"]) == ("location_quotient", "10.51", 2021)
    }  # fmt: skip
    for row in found.further["cluster_measures"].to_pylist():
        if row["cluster"] == "F":
            assert row["location_quotient"] == pytest.approx(of_industry[row["region"]])


def test_without_definition_and_search_there_are_no_clusters():
    assert "clusters" not in drawn(companions=Companions()).further


def test_search_in_too_few_industries_is_a_warning():
    given = Specification(analyses=("clusters",), parameters=Parameters(search_clusters=1))
    few = drawn(specification=given, companions=Companions())
    assert "clusters" not in few.further
    assert "too-few-for-clusters" in [warning["code"] for warning in few.run["warnings"]]


@pytest.fixture(scope="module")
def searched():
    economy = synthetic_economy(seed=1)
    parameters = Parameters(
        search_clusters=1, fewest_clusters=5, most_clusters=8, cluster_starts=3, cluster_resamples=4
    )
    return draw(
        economy.employees, size_bands=economy.size_bands,
        specification=Specification(analyses=("clusters",), parameters=parameters, seed=2),
    )  # fmt: skip


def test_search_gives_clusters_with_stability(searched):
    members = searched.further["clusters"].to_pylist()
    record = searched.run["analyses"]["clusters"]["search"]
    assert {row["scheme"] for row in members} == {"found"}
    assert len({row["cluster"] for row in members}) == record["clusters"]
    assert len({row["industry"] for row in members}) == len(members)
    assert all(0 <= row["stability"] <= 1 for row in members)
    assert record["loose"] == sum(row["loose"] for row in members)
    assert 0 < record["score"] <= 1


def test_employees_of_found_clusters_are_those_of_their_industries(searched):
    """Every industry with employees is in one cluster, so that the clusters add up to everything."""
    rows = searched.further["cluster_measures"].to_pylist()
    assert sum(row["employees"] for row in rows) == pytest.approx(
        sum(row["employees"] for row in searched.regions.to_pylist())
    )


def test_a_fault_of_the_search_is_not_taken_for_too_few_industries(monkeypatch):
    def broken(*_, **__):
        sentence = "a fault"
        raise ValueError(sentence)

    monkeypatch.setattr("grono.clustermap.catalogue.clusters.search_partition", broken)
    chosen = Specification(parameters=Parameters(search_clusters=1), analyses=("clusters",))
    with pytest.raises(ValueError, match="a fault"):
        draw(employees_table(), specification=chosen)
