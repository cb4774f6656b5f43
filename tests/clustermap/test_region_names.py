"""Spellings of one name of a region are one region; codes stay as they are (MAP-3, MAP-59)."""

from collections import Counter

import pyarrow as pa
import pyarrow.csv as csv
import pyarrow.parquet as pq
import pytest

from grono.clustermap import ReadingOptions, read_observations
from grono.clustermap.microdata import MicrodataOptions, read_microdata
from grono.clustermap.reading.points import read_points
from grono.clustermap.reading.region_names import variants
from grono.messages import InputError
from grono.tables import Engine


def test_the_sample_of_sole_traders_has_sixteen_voivodeships(oracle, shared_data, engine, tmp_path):
    expected = oracle("clustermap")["MAP-E54"]
    table = csv.read_csv(shared_data / expected["input"]["file"])
    region = table["CorrespondenceAddressVoivodeship"]
    industry = pa.array([str(code).zfill(4) for code in table["PKDMainClass"].to_pylist()])
    pq.write_table(pa.table({"region": region, "industry": industry}), tmp_path / "plants.parquet")
    found = read_microdata(tmp_path / "plants.parquet", engine, MicrodataOptions(classification="pkd2007"))
    rows = engine.rows(found.plants.select("region", "industry"))
    regions, classes = Counter(row["region"] for row in rows), Counter(row["industry"] for row in rows)
    assert len(set(region.to_pylist())) == 22
    assert {name: regions[name] for name in ("PODLASKIE", "ŁÓDZKIE", "ŚLĄSKIE")} == {
        name: expected["expected"][name] for name in ("PODLASKIE", "ŁÓDZKIE", "ŚLĄSKIE")
    }
    assert (len(rows), len(regions), len(classes)) == tuple(
        expected["expected"][name] for name in ("rows", "voivodeships", "classes")
    )
    assert (classes["1051"], classes["2830"]) == (1, 2)
    assert [(one.code, one.severity, one.count) for one in found.problems] == [("region-spellings", "warning", 6)]


def test_the_most_frequent_spelling_stays():
    assert variants({"łódzkie": 5, "Łódzkie": 9, "LODZKIE": 9}) == {"łódzkie": "LODZKIE", "Łódzkie": "LODZKIE"}


@pytest.mark.parametrize("codes", [("PL 2", "PL-2"), ("1.1", "1 1"), ("–", "-")])
def test_codes_and_marks_are_never_put_together(codes):
    assert variants(dict.fromkeys(codes, 1)) == {}


def test_two_spellings_of_a_table_are_one_region_and_said():
    table = pa.table({
        "region": ["Śląskie", "śląskie", "Opolskie", "Opolskie", "TOTAL", "Total"],
        "industry": ["10.51", "28.30", "10.51", "28.30", "10.51", "28.30"],
        "employees": [10, 20, 30, 40, 40, 60],
    })  # fmt: skip
    with Engine() as engine:
        found = read_observations(table, engine, ReadingOptions())
    assert found.regions == ("Opolskie", "Śląskie")
    assert found.employees[0].tolist() == [[30, 40], [10, 20]]
    [warning] = [one for one in found.problems if one.code == "region-spellings"]
    assert str(warning.message).endswith(": śląskie = Śląskie.")


def test_one_cell_given_under_two_spellings_is_given_twice():
    table = pa.table({"region": ["Śląskie", "śląskie"], "industry": ["10.51", "10.51"], "employees": [10, 20]})
    with Engine() as engine, pytest.raises(InputError, match="Rows 2 and 3 both state region Śląskie"):
        read_observations(table, engine, ReadingOptions())


def test_zones_stay_as_the_table_of_zones_writes_them(engine):
    """Nothing is folded in a code of a zone: the table of zones is asked for it as it stands."""
    places = {"industry": ["10.51"] * 3, "zone": ["ab", "AB", "ab"], "employees": [5, 6, 7]}
    found = read_microdata(pa.table(places), engine)
    assert {row["region"] for row in engine.rows(found.plants.select("region"))} == {"ab", "AB"}
    assert found.problems == ()


def test_points_are_counted_under_one_spelling():
    table = pa.table({
        "region": ["Śląskie", "śląskie", "Śląskie"], "industry": ["10.51"] * 3, "employees": [5, 6, 7],
        "x": [4.9e6, 4.9e6, 5e6], "y": [3.1e6, 3.2e6, 3.2e6],
    })  # fmt: skip
    with Engine() as engine:
        found = read_points(table, engine)
    assert found.regions == ("Śląskie",)
    assert "region-spellings" in [one.code for one in found.problems]
