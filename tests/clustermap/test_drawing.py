"""A whole map of a table small enough to check by hand (MAP-8, MAP-9, MAP-16 and MAP-17)."""

import json

import pandas as pd
import polars as pl
import pytest

from grono.classifications import load_labels
from grono.clustermap import (
    Parameters,
    ReadingOptions,
    Specification,
    StoredMapError,
    UnknownPeriodError,
    analysis_texts,
    draw,
    parameter_texts,
    read_map,
    write_record,
    write_tables,
)
from grono.messages import InputError
from grono.tables import contract, schema
from tests.clustermap.factories import EMPLOYEES, REGIONS, employees_table, size_bands_table

WITHOUT_TABLES = [name for name, text in analysis_texts().items() if not text.needs]
STEPS = ["observations", "measures", "candidates", *WITHOUT_TABLES, "shortlist"]


@pytest.fixture(scope="module")
def plain():
    return draw(employees_table())


@pytest.fixture(scope="module")
def sized():
    return draw(employees_table(), size_bands=size_bands_table())


def values(map_, variant, **where):
    return [
        row
        for row in map_.measures.to_pylist()
        if row["variant"] == variant and all(row[name] == value for name, value in where.items())
    ]


def test_location_quotient_by_hand(plain):
    row = values(plain, "location_quotient", region="PL84", industry="10.51", period=2019)[0]
    assert row["value"] == pytest.approx((800 / 1250) / (1000 / 10500))
    assert row["lower"] is None
    assert row["flags"] == "no_plant_sizes"


def test_plant_sizes_bring_intervals(sized):
    row = values(sized, "location_quotient", region="PL84", industry="10.51", period=2019)[0]
    assert row["lower"] < row["value"] < row["upper"] or row["lower"] < row["upper"] < row["value"]
    assert row["n"] == 40
    assert row["flags"] is None


def test_every_table_keeps_its_contract(plain, sized):
    for map_ in (plain, sized):
        for name, table in map_.tables().items():
            assert table.schema == schema(name), name
            for column in contract(name):
                assert not column.required or table[column.name].null_count == 0, (name, column.name)


def test_shortlist_names_what_stands_out_and_what_is_missing(plain):
    line = plain.shortlist.to_pylist()[0]
    assert (line["region"], line["industry"], line["rank"], line["rank_in_region"]) == ("PL84", "10.51", 1, 1)
    assert line["share_of_nation"] == pytest.approx(880 / 1100)
    assert line["growth"] == pytest.approx(0.1)
    assert line["missing"] == "lower,ellison_glaeser"


def test_shortlist_begins_with_what_is_surest_and_ends_ties_by_code():
    twins = {(region, "28.30", year): str(EMPLOYEES[region, "10.51"]) for region in REGIONS for year in (2019, 2021)}
    lenient = Parameters(least_location_quotient=0.01, least_probability=0.5, least_employees=1)
    table = employees_table(growth=1, changes=twins)
    map_ = draw(table, size_bands=size_bands_table(), specification=Specification(parameters=lenient))
    keys = [(-line["lower"], -line["employees"], line["industry"]) for line in map_.shortlist.to_pylist()]
    assert [code for *_figures, code in keys[:2]] == ["10.51", "28.30"]
    assert keys[0][:2] == keys[1][:2]
    assert len({bound for bound, *_rest in keys}) > 1
    assert keys == sorted(keys)


def test_few_plants_are_listed_apart():
    map_ = draw(
        employees_table(),
        size_bands=size_bands_table(plants=4),
        specification=Specification(parameters=Parameters(few_plants_employees=500)),
    )
    lists = {(line["region"], line["industry"]): line["list"] for line in map_.shortlist.to_pylist()}
    assert lists["PL84", "10.51"] == "rests_on_few_plants"


def test_candidate_rules_are_written_down(sized):
    rows = [row for row in sized.candidates.to_pylist() if (row["region"], row["industry"]) == ("PL84", "10.51")]
    assert {row["rule"]: row["passed"] for row in rows} == {
        "location_quotient": True, "probability_above_one": True, "employees": True, "plants": None,
    }  # fmt: skip


def test_industry_with_a_gap_is_left_out_of_the_comparison_and_named():
    map_ = draw(employees_table(changes={("PL84", "62.01", 2021): ""}))
    assert [problem.code for problem in map_.problems] == ["industries-left-out"]
    assert "62.01" in str(map_.problems[0])
    growth = values(map_, "growth", region="PL22", industry="62.01")
    assert growth[0]["value"] == pytest.approx(0.1)
    parts = values(map_, "shift_share_regional", region="PL22", industry="62.01")[0]
    assert (parts["value"], parts["flags"]) == (None, "missing(excluded)")
    quotient = values(map_, "location_quotient", region="PL22", industry="62.01", period=2021)[0]
    assert quotient["flags"] == "partial,no_plant_sizes"


def test_one_year_has_no_change():
    map_ = draw(employees_table(years=(2019,)))
    assert map_.run["base_period"] is None
    assert values(map_, "growth") == []
    assert map_.shortlist["growth"].null_count == map_.shortlist.num_rows


def test_frames_draw_the_same_map(plain):
    arrow = employees_table()
    for frame in (arrow.to_pandas(), pl.from_arrow(arrow), pd.DataFrame(arrow.to_pydict())):
        assert draw(frame).shortlist == plain.shortlist


def test_same_input_and_specification_give_the_same_map(plain):
    again = draw(employees_table())
    assert again.tables() == plain.tables()
    assert {**again.run, "steps": None} == {**plain.run, "steps": None}


def test_run_says_what_went_in(sized):
    roles = [source["role"] for source in sized.run["inputs"]]
    assert roles == ["employees", "size_bands"]
    assert all(len(source["sha256"]) == 64 for source in sized.run["inputs"])
    assert sized.run["totals"]["employees"] == {"2019": 10500.0, "2021": 11550.0}
    assert [step["name"] for step in sized.run["steps"]] == STEPS
    assert Specification.of(json.loads(json.dumps(sized.run["specification"]))) == Specification()


def test_stored_map_reads_back(sized, tmp_path):
    paths = write_tables(sized, tmp_path)
    record = write_record(sized, tmp_path, paths.values())
    found = read_map(tmp_path)
    assert found.tables() == sized.tables()
    assert found.run == record
    paths["names"].unlink()
    with pytest.raises(StoredMapError, match=r"lacks names\.parquet"):
        read_map(tmp_path)
    with pytest.raises(StoredMapError, match=r"no run\.json"):
        read_map(tmp_path / "nowhere")


def test_names_come_in_the_readers_language(plain):
    assert plain.name("industry", "10.51", "pl") == ("Przetwórstwo mleka i wyrób serów", "pl")
    assert plain.name("region", "PL84", "en")[0] == "Podlaskie"
    own = draw(employees_table(), labels=load_labels([{"code": "1051", "en": "Dairies"}]))
    assert own.name("industry", "10.51", "en") == ("Dairies", "en")
    assert plain.name("industry", "99.99", "pl") == ("99.99", "und")


def test_years_in_the_wrong_order_are_refused():
    with pytest.raises(UnknownPeriodError, match="2021, lies after the year of the map, 2019"):
        draw(employees_table(), specification=Specification(period=2019, base_period=2021))


def test_year_that_is_not_there_is_refused():
    with pytest.raises(UnknownPeriodError, match=r"no year 1999\. It has: 2019, 2021"):
        draw(employees_table(), specification=Specification(period=1999))


def test_progress_is_told_and_may_stop_the_run():
    steps = []
    draw(employees_table(), progress=lambda step, done, total: steps.append(step))
    assert list(dict.fromkeys(steps)) == STEPS

    class Stopped(Exception):  # noqa: N818
        pass

    def stop(step, done, total):
        raise Stopped

    with pytest.raises(Stopped):
        draw(employees_table(), progress=stop)


def test_plants_column_gives_intervals_that_say_what_they_rest_on():
    table = employees_table()
    table = table.append_column("plants", [["12"] * table.num_rows])
    line = draw(table).shortlist.to_pylist()[0]
    assert line["lower"] is not None
    assert "equal_plant_sizes" in line["flags"]


def test_sizes_of_another_year_are_flagged():
    line = draw(employees_table(), size_bands=size_bands_table(years=(2016,))).shortlist.to_pylist()[0]
    assert "sizes_of_another_year" in line["flags"]


def test_parameters_are_described_and_bounded():
    assert set(parameter_texts()) == set(Parameters().as_record())
    with pytest.raises(InputError, match="must lie between"):
        Parameters(least_probability=2)
    with pytest.raises(InputError, match='no parameter "colour"'):
        Parameters.of({"colour": 1})


def test_reading_options_reach_the_table():
    options = ReadingOptions(columns={"region": "nowhere"})
    with pytest.raises(InputError, match='no column "nowhere"'):
        draw(employees_table(), specification=Specification(options))
