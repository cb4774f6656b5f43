"""Cluster definitions: read, matched to the industries of a table, every problem said at once; the US benchmark and its translation (MAP-7 and MAP-39)."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap.cluster_observations import cluster_bands, cluster_observations
from grono.clustermap.reading.definitions import read_definition
from grono.clustermap.reading.observations import ReadingOptions, read_observations
from grono.clustermap.reading.plants import read_size_bands
from grono.clustermap.year import measure_year
from grono.messages import InputError
from grono.tables import Engine
from tests.clustermap.factories import employees_table, size_bands_table

NAMES = ("cluster", "industry", "share", "traded", "subcluster", "scheme")
FOOD = [
    ("food", "10.5", "", "Traded", "dairy"),
    ("machines", "28", "0.75", "tak", "farm"),
    ("services", "28", "0.25", "Local", ""),
    ("services", "62.01", "1", "Local", ""),
]


@pytest.fixture
def engine():
    with Engine() as opened:
        yield opened


@pytest.fixture
def observations(engine):
    return read_observations(employees_table(), engine, ReadingOptions())


def definition(engine, observations, rows, **options):
    columns = zip(*[[str(cell) for cell in row] for row in rows], strict=True)
    return read_definition(
        pa.table(dict(zip(NAMES, map(list, columns), strict=False))), engine, observations, **options
    )


def problems(engine, observations, rows):
    with pytest.raises(InputError) as caught:
        definition(engine, observations, rows)
    return [(problem.code, str(problem)) for problem in caught.value.problems]


def test_industries_belong_to_the_nearest_code_at_or_above(engine, observations):
    found = definition(engine, observations, [*FOOD, ("wide", "62", "", "Local", "")])
    members = {
        (observations.industries[i], found.clusters[c].code): share
        for i, c, share in zip(found.industry, found.cluster, found.share, strict=True)
    }
    assert members == {
        ("10.51", "food"): 1,
        ("28.30", "machines"): 0.75,
        ("28.30", "services"): 0.25,
        ("62.01", "services"): 1,
    }
    assert found.traded_share.tolist() == [1, 0.75, 0]
    assert found.subcluster[:2] == ("dairy", "farm")
    assert found.problems[0].code == "members-left-out"
    assert "62)" in str(found.problems[0])


def test_several_definitions_do_not_mix(engine, observations):
    rows = [("a", "10.51", 1, "", "", "first"), ("b", "10", 1, "", "", "second"), ("b", "62", 1, "", "", "second")]
    found = definition(engine, observations, rows)
    assert found.schemes == ("first", "second")
    clusters, share = found.shares("second")
    assert [cluster.code for cluster in clusters] == ["b"]
    assert share.ravel().tolist() == [1, 0, 1]
    assert np.isnan(found.traded_share).all()


def test_all_problems_are_said_at_once(engine, observations):
    rows = [
        ("a", "10.51", 0.7, "perhaps"),
        ("b", "10.51", 0.7, ""),
        ("a", "28", "", ""),
        ("b", "28", "", ""),
        ("a", "62", 1, ""),
        ("a", "62", 0.5, ""),
    ]
    found = problems(engine, observations, rows)
    assert [code for code, _ in found] == ["neither-traded-nor-local", "duplicate-key", "without-share"]
    assert found[0][1].startswith('Row 2, column "traded": "perhaps" says neither traded nor local.')
    assert found[1][1] == "Rows 6 and 7 both put industry 62 into cluster a. Keep one of them."
    assert "Give the share of each" in found[2][1]
    assert [code for code, _ in problems(engine, observations, rows[:2])] == [
        "neither-traded-nor-local",
        "shares-above-one",
    ]


def test_codes_nobody_knows_and_definitions_of_something_else(engine, observations):
    found = definition(engine, observations, [*FOOD, ("food", "ABC", "", "", "")])
    assert [problem.code for problem in found.problems] == ["members-unknown", "members-left-out"]
    strange = definition(engine, observations, [("a", "311511", 1)], classification="naics")
    assert [problem.code for problem in strange.problems] == ["members-of-other-industries"]
    assert strange.share.size == 0


def test_clusters_run_as_industries(engine, observations):
    found = definition(engine, observations, FOOD)
    clusters, share = found.shares("given")
    as_clusters = cluster_observations(observations, [one.code for one in clusters], share)
    bands = read_size_bands(size_bands_table(), engine, observations)
    year = measure_year(as_clusters.observations, cluster_bands(bands, share), 2019)
    base = observations.employees[0]
    assert [one.code for one in clusters] == ["food", "machines", "services"]
    assert year.employees[:, 1] == pytest.approx(0.75 * base[:, 1])
    assert year.employees[:, 2] == pytest.approx(0.25 * base[:, 1] + base[:, 2])
    expected = (base[:, 0] / base.sum(axis=1)) / (base[:, 0].sum() / base.sum())
    assert year.quotient.value[:, 0] == pytest.approx(expected)
    assert year.plants.sizes.plants.tolist() == pytest.approx([40, 30, 50])
    assert year.interval.lower.present.all()
    assert as_clusters.observations.estimated[0].tolist() == [[False, True, True]] * 3


def test_missing_member_makes_a_cluster_partial(engine):
    table = employees_table(changes={("PL84", "28.30", "2019"): "", ("PL84", "28.30", 2019): ""})
    observations = read_observations(table, engine, ReadingOptions())
    clusters, share = definition(engine, observations, FOOD).shares("given")
    found = cluster_observations(observations, [one.code for one in clusters], share)
    assert found.partial[0].tolist() == [[False] * 3, [False, False, True], [False] * 3]
    assert np.isnan(found.observations.employees[0, 1, 1])


@pytest.mark.shared_data
def test_us_benchmark_definition(engine, shared_data):
    """51 traded clusters; each NAICS industry in one of them or local."""
    codes = ["336411", "311511", "722511"]
    table = pa.table({"region": ["A"] * 3, "industry": codes, "year": ["2019"] * 3, "employees": ["5", "6", "7"]})
    observations = read_observations(table, engine, ReadingOptions(classification="naics"))
    path = shared_data / "classifications/us_benchmark_clusters_naics2012.csv"
    found = read_definition(path, engine, observations, scheme="us_benchmark")
    assert "members-repeated" in [
        problem.code for problem in found.problems
    ]  # row 720 says 719 again, without its subcluster
    rows = found.table.to_pylist()
    assert len({row["cluster"] for row in rows if row["traded"]}) == 51
    assert len({row["industry"] for row in rows}) == len(rows) == 991
    assert any("814110" in str(problem) for problem in found.problems)
    named = {
        observations.industries[i]: found.clusters[c].label("en").text
        for i, c in zip(found.industry, found.cluster, strict=True)
    }
    assert named["336411"] == "Aerospace Vehicles and Defense"
    assert found.traded_share.tolist() == [1, 1, 0]


@pytest.mark.shared_data
def test_translation_of_the_benchmark_on_great_britain(engine, shared_data):
    observations = read_observations(
        shared_data / "employment/uk_bres_itl2_sic5_2015_2021.csv.gz", engine, ReadingOptions()
    )
    path = shared_data / "classifications/DERIVED_nace2_class_to_us_benchmark_cluster.csv"
    found = read_definition(path, engine, observations, scheme="us_benchmark_nace")
    clusters, share = found.shares("us_benchmark_nace")
    as_clusters = cluster_observations(observations, [one.code for one in clusters], share)
    year = measure_year(as_clusters.observations, None, 2019)
    base = observations.employees[observations.period_index(2019)]
    placed = share.sum(axis=1)
    assert np.isin(placed.round(6), [0, 1]).all()
    assert np.nansum(year.employees) == pytest.approx(np.nansum(base * placed))
    by_name = {one.label("en").text: place for place, one in enumerate(clusters)}
    footwear = year.quotient.value[:, by_name["Footwear"]]
    assert observations.regions[footwear.argmax()] == "UKF2"
    assert year.sums.total == pytest.approx(np.nansum(base))


def test_a_row_said_twice_without_contradiction_is_counted_once_and_recorded(engine):
    observations = read_observations(employees_table(), engine, ReadingOptions())
    given = pa.table(
        {"cluster": ["F", "M", "F"], "industry": ["10.51", "28.30", "10.51"], "name": ["Food", "Machines", "Food"]}
    )
    found = read_definition(given, engine, observations)
    assert found.industry.size == 2
    assert "members-repeated" in [problem.code for problem in found.problems]
    differing = given.set_column(2, "name", pa.array(["Food", "Machines", "Meals"]))
    with pytest.raises(InputError, match="both put industry"):
        read_definition(differing, engine, observations)
