"""Distances as an analysis of a map: planted clusters are found, and what cannot be said is not."""

import numpy as np
import pyarrow as pa
import pytest

from grono.clustermap import Parameters, Specification, draw
from grono.clustermap.reading.companions import Companions
from grono.clustermap.reading.plant_cells import plants_from_points
from grono.clustermap.reading.points import read_points
from grono.clustermap.specification import ReadingOptions
from grono.tables import Engine, contract

CODES = ("10.51", "28.30", "62.01", "47.11")


def planted_points(seed=2, share=0.4, plants=60, background=1500):
    """Like MAP-E55 in small: sites around centres and anywhere, one industry with a share of its plants in one centre."""
    random = np.random.default_rng(seed)
    centres = random.uniform(50_000, 250_000, (20, 2))
    total = 3 * plants + background
    near = centres[random.integers(0, 20, total)] + random.normal(0, 6_000, (total, 2))
    place = np.where(random.random((total, 1)) < 0.8, near, random.uniform(0, 300_000, (total, 2)))
    together = round(share * plants)
    place[:together] = centres[3] + random.normal(0, 3_000, (together, 2))
    region = np.where(place[:, 0] < 150_000, "PL22", "PL84")
    return pa.table({
        "industry": np.repeat(CODES, [plants, plants, plants, background]).tolist(),
        "region": region.tolist(),
        "x": (place[:, 0] + 4_800_000).astype(str).tolist(),
        "y": (place[:, 1] + 3_100_000).astype(str).tolist(),
        "employees": random.integers(0, 60, total).astype(str).tolist(),
    })  # fmt: skip


def drawn(table, **parameters):
    with Engine() as engine:
        cells = plants_from_points(read_points(table, engine))
    specification = Specification(
        ReadingOptions(absent_means_zero=True), analyses=("distance",), parameters=Parameters(**parameters)
    )
    return draw(
        cells.employees, size_bands=cells.size_bands, companions=Companions(points=table), specification=specification
    )


def values(map_, variant):
    rows = [row for row in map_.measures.to_pylist() if row["variant"] == variant]
    return {row["industry"]: (row["value"], set((row["flags"] or "").split(","))) for row in rows}


@pytest.fixture(scope="module")
def planted():
    return drawn(planted_points())


def test_the_planted_industry_is_localised_by_both_measures(planted):
    for variant in ("kd_localisation", "m_max"):
        value, flags = values(planted, variant)["10.51"]
        assert value > 0
        assert "localised" in flags
        assert not flags & {"not_discovered", "small_effect"}
    assert values(planted, "kd_excess_share")["10.51"][0] > 0.05
    assert values(planted, "m_max")["10.51"][0] > 2
    assert values(planted, "kd_range_km")["10.51"][0] < 100
    assert values(planted, "kd_p")["10.51"][0] < 0.01


def test_unplanted_industries_are_not(planted):
    for code in ("28.30", "62.01"):
        assert "localised" not in values(planted, "kd_localisation")[code][1]
        value, flags = values(planted, "kd_range_km")[code]
        assert value is None
        assert "missing(inside_band)" in flags


def test_the_table_holds_both_curves_with_their_bands(planted):
    table = planted.further["distance"]
    assert table.column_names == [column.name for column in contract("distance")]
    rows = table.to_pylist()
    assert {(row["industry"], row["measure"]) for row in rows} == {
        (code, name) for code in CODES for name in ("kd", "m")
    }
    for row in rows:
        assert row["lower_global"] <= row["lower_local"] <= row["upper_local"] <= row["upper_global"]
    outside = [row for row in rows if row["industry"] == "10.51" and row["value"] > row["upper_global"]]
    assert outside


def test_the_record_says_what_was_measured(planted):
    record = planted.run["analyses"]["distance"]
    assert record["projection"] == "EPSG:3035"
    assert record["counted_by"] == "plants"
    assert record["sites"] == 1680
    assert record["m"]["judged"] == 4
    assert record["m"]["verdict_localised"] >= 1


def test_employees_count_when_asked_and_plants_without_staff_may_be_left_out(coarse_distances):
    by_employees = drawn(planted_points(background=500), distance_by_employees=1)
    assert by_employees.run["analyses"]["distance"]["counted_by"] == "employees"
    assert "localised" in values(by_employees, "kd_localisation")["10.51"][1]
    staffed = drawn(planted_points(background=500), distance_least_employees=1)
    assert staffed.run["analyses"]["distance"]["sites"] < 680


def test_industries_of_the_points_find_their_class_on_the_map(coarse_distances):
    table = planted_points(background=200)
    codes = {"10.51": "1051Z", "28.30": "2830Z", "62.01": "99.00", "47.11": "4711D"}
    national = table.set_column(0, "industry", pa.array([codes[code] for code in table["industry"].to_pylist()]))
    with Engine() as engine:
        cells = plants_from_points(read_points(table, engine))
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=("distance",))
    map_ = draw(cells.employees, companions=Companions(points=national), specification=specification)
    assert {row["industry"] for row in map_.further["distance"].to_pylist()} == {"10.51", "28.30", "47.11"}
    assert "points-of-other-industries" in {problem.code for problem in map_.problems}
    assert values(map_, "m_p")["62.01"] == (None, {"missing(empty)"})


def test_points_of_no_industry_of_the_map_are_a_warning():
    table = planted_points(background=200)
    other = table.set_column(0, "industry", pa.array(["99.00"] * table.num_rows))
    with Engine() as engine:
        cells = plants_from_points(read_points(table, engine))
    specification = Specification(ReadingOptions(absent_means_zero=True), analyses=("distance",))
    map_ = draw(cells.employees, companions=Companions(points=other), specification=specification)
    assert "distance" not in map_.further
    assert "points-without-industry" in {problem.code for problem in map_.problems}


def test_bas_rhin_from_its_establishments(shared_data):
    folder = shared_data / "points"
    given = (folder / "fr_sirene_bas_rhin_establishments.csv.gz", folder / "fr_bas_rhin_iris_points.csv")
    with Engine() as engine:
        cells = plants_from_points(read_points(given[0], engine, zones=given[1], band_codes="fr-sirene"))
    specification = Specification(
        cells.reading, analyses=("distance",), companion_options={"points": {"band_codes": "fr-sirene"}}
    )
    companions = Companions(points=given[0], zones=given[1])
    map_ = draw(cells.employees, size_bands=cells.size_bands, companions=companions, specification=specification)
    record = map_.run["analyses"]["distance"]
    assert record["sites"] == 81921
    assert record["m"]["judged"] > 300
    assert (
        0 < record["m"]["notable_localised"] <= record["m"]["discovered_localised"] <= record["m"]["verdict_localised"]
    )
    flagged = [flags for _, flags in values(map_, "m_max").values() if "below_precision" in flags]
    assert len(flagged) < len(values(map_, "m_max"))
