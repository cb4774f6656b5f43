import json

import pyarrow.csv as pc
import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from tests.clustermap.factories import employees_table, size_bands_table


@pytest.fixture(scope="module")
def maps(tmp_path_factory):
    folder = tmp_path_factory.mktemp("maps")
    changes = {("PL84", "10.51", year): "60000" for year in (2019, 2021)}
    for name, table in (("before", employees_table()), ("after", employees_table(changes=changes))):
        pc.write_csv(table, folder / f"{name}.csv")
        pc.write_csv(size_bands_table(), folder / "plants.csv")
        arguments = [
            folder / f"{name}.csv",
            "--size-bands",
            folder / "plants.csv",
            "--analyses",
            "-",
            "--out",
            folder / name,
        ]
        assert CliRunner().invoke(app, ["map", *map(str, arguments)]).exit_code == 0
    other = [folder / "before.csv", "--analyses", "-", "--parameter", "least_employees=50", "--out", folder / "other"]
    assert CliRunner().invoke(app, ["map", *map(str, other)]).exit_code == 0
    return folder


def compare(*arguments):
    return CliRunner().invoke(app, ["compare", *map(str, arguments)])


def test_classes_are_counted_and_files_written(maps):
    result = compare(maps / "before", maps / "after", "--out", maps / "change", "--language", "en")
    assert result.exit_code == 0, result.output
    assert "Unchanged within noise" in result.output
    record = json.loads((maps / "change" / "comparison.json").read_text("utf-8"))
    assert sum(record["classes"].values()) > 0
    assert (maps / "change" / "change.parquet").is_file()


def test_other_rules_are_refused_in_a_sentence(maps):
    result = compare(maps / "before", maps / "other", "--language", "en")
    assert result.exit_code == 1
    assert "were not drawn by the same rule" in result.output.replace("\n", " ")


def test_a_folder_without_a_map_is_named(maps, tmp_path):
    result = compare(tmp_path, maps / "after", "--language", "en")
    assert result.exit_code == 1
    assert "holds no cluster map" in result.output.replace("\n", " ")


def test_changes_carry_names_and_the_reasons_of_what_cannot_be_compared(maps):
    result = compare(maps / "before", maps / "after", "--language", "en")
    assert "62.01 Computer programming" in " ".join(result.output.split())


def test_maps_in_the_wrong_order_are_told(maps):
    arguments = [maps / "before.csv", "--size-bands", maps / "plants.csv", "--analyses", "-", "--year", "2019"]
    assert CliRunner().invoke(app, ["map", *map(str, [*arguments, "--out", maps / "first"])]).exit_code == 0
    assert "The first map is the later one" not in compare(maps / "first", maps / "after", "--language", "en").output
    turned = " ".join(compare(maps / "after", maps / "first", "--language", "en").output.split())
    assert "The first map is the later one (2021, then 2019)" in turned
