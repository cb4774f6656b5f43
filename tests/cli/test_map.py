"""``grono map`` from a file to the files of a map, and what it says when it cannot."""

import json

import pyarrow.csv as pc
import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from grono.clustermap import draw
from tests.clustermap.factories import employees_table, size_bands_table

FILES = {
    "candidates.parquet", "industries.parquet", "map.html", "map.pdf", "map.xlsx", "measures.parquet", "names.parquet",
    "observations.parquet", "regions.parquet", "run.json", "shortlist.csv", "shortlist.parquet",
    "acceptability.parquet", "competitiveness.parquet", "criteria.parquet", "multiverse.parquet", "multiverse_parts.parquet",
    "rank_acceptability.parquet", "relatedness.parquet",
}  # fmt: skip


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    pc.write_csv(employees_table(), folder / "employees.csv")
    pc.write_csv(size_bands_table(), folder / "plants.csv")
    (folder / "names.csv").write_text("region_code,name\nPL84,Our Podlaskie\n", "utf-8")
    return folder


def run(*arguments):
    return CliRunner().invoke(app, ["map", *map(str, arguments)])


@pytest.fixture(scope="module")
def drawn(tables):
    out = tables / "map"
    result = run(
        tables / "employees.csv",
        "--size-bands",
        tables / "plants.csv",
        "--labels",
        tables / "names.csv",
        "--out",
        out,
        "--language",
        "en",
    )
    return result, out


def test_every_file_is_written_and_named(drawn):
    result, out = drawn
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == FILES
    for name in FILES:
        assert name in result.output.replace("\n", "")


def test_guessed_columns_are_shown(drawn):
    result, _ = drawn
    assert (
        "employees.csv: columns guessed: region=region, industry=industry, employees=employees, year=year"
        in result.output
    )


def test_the_record_knows_every_file(drawn):
    _, out = drawn
    record = json.loads((out / "run.json").read_text("utf-8"))
    assert set(record["results"]) == FILES - {"run.json"}
    assert record["created"]


def test_command_and_library_give_the_same_shortlist(drawn, tables):
    _, out = drawn
    library = draw(tables / "employees.csv", size_bands=tables / "plants.csv").shortlist.drop_columns(["region_name"])
    import pyarrow.parquet as pq

    assert pq.read_table(out / "shortlist.parquet").drop_columns(["region_name"]) == library


def test_loaded_names_are_used(drawn):
    _, out = drawn
    assert "Our Podlaskie" in (out / "shortlist.csv").read_text("utf-8")


def test_broken_table_is_said_in_the_chosen_language_and_nothing_is_written(tables):
    broken = tables / "broken.csv"
    broken.write_text("region,nace,year,employees\nPL84,10.51,2019,12 ca.\nPL84,04.50,19,-3\n", "utf-8")
    for language, count, row in (
        ("en", "The input has 4 problems.", "Row 2"),
        ("pl", "Dane mają 4 problemy.", "Wiersz 2"),
    ):
        result = run(broken, "--out", tables / "nothing", "--language", language)
        assert result.exit_code == 1
        assert count in result.output
        assert row in result.output
    assert not (tables / "nothing").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--columns", "region"], "is not of the form name=value"),
        (["--parameter", "least_plants=many"], "is not a number"),
        (["--parameter", "colour=1"], 'no parameter "colour"'),
        (["--rounding", "nowhere"], 'no rounding grid "nowhere"'),
        (["--year", "1999"], "no year 1999"),
        (["--columns", "region=nowhere"], 'no column "nowhere"'),
        (["--size-bands", "nowhere.csv"], 'no file "nowhere.csv"'),
    ],
)
def test_wrong_option_gets_a_sentence(tables, arguments, sentence):
    result = run(tables / "employees.csv", "--out", tables / "nothing", "--language", "en", *arguments)
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output


def test_folder_that_is_a_file_gets_a_sentence(tables):
    result = run(tables / "employees.csv", "--out", tables / "names.csv", "--language", "en")
    assert result.exit_code == 1
    assert "cannot be written to" in result.output


def test_columns_of_a_table_that_was_not_brought_are_refused(tables, tmp_path):
    result = run(
        tables / "employees.csv", "--with-columns", "point:x=east", "--out", tmp_path / "map", "--language", "en"
    )
    assert result.exit_code == 1
    assert '--with-columns: there is no table "point"' in " ".join(result.output.split())


def test_columns_of_zones_and_options_of_points_reach_the_reader(tables, tmp_path):
    (tmp_path / "points.csv").write_text("industry,zone,band\n10.51,A,00\n10.51,B,01\n", "utf-8")
    (tmp_path / "zones.csv").write_text("name_of_it,lon,lat\nA,7.5,48.5\nB,7.6,48.6\n", "utf-8")
    common = [
        tables / "employees.csv", "--with", f"points={tmp_path / 'points.csv'}", "--with", f"zones={tmp_path / 'zones.csv'}",
        "--analyses", "-", "--out", tmp_path / "map", "--language", "en", "--with-columns",
    ]  # fmt: skip
    given = run(*common, "points:industry=industry,band_codes=fr-sirene", "--with-columns", "zones:zone=name_of_it")
    assert given.exit_code == 0, given.output
    wrong = run(*common, "points:industry=industry,projection=many")
    assert '--with-columns projection: "many" is not a number' in " ".join(wrong.output.split())
