"""``grono map PLANTS --plants`` on both engines, and what does not go with it."""

import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from grono.cli.main import app


def run(*arguments):
    return CliRunner().invoke(app, ["map", *map(str, arguments), "--language", "en"])


@pytest.fixture
def folder(tmp_path):
    """Synthetic plants in two files."""
    numbers, path = np.random.default_rng(3), tmp_path / "plants"
    path.mkdir()
    for part in range(2):
        table = pa.table({
            "pkd": numbers.choice(["10.51", "28.30", "62.01"], 300).tolist(),
            "region": numbers.choice(["PL22", "PL84", "PL91"], 300).tolist(),
            "x": numbers.uniform(4.8e6, 5.2e6, 300),
            "y": numbers.uniform(3.1e6, 3.3e6, 300),
            "employees": numbers.integers(0, 90, 300),
        })  # fmt: skip
        pq.write_table(table, path / f"{part}.parquet")
    return path


def test_a_map_is_drawn_from_a_folder_of_plants(engine, folder, tmp_path):
    chosen = "duckdb" if engine.local is engine else "spark"
    result = run(folder, "--plants", "--engine", chosen, "--analyses", "distance", "--out", tmp_path / "map")
    assert result.exit_code == 0, result.output
    assert "plants: columns guessed: industry=pkd, region=region, employees=employees, x=x, y=y" in result.output
    record = json.loads((tmp_path / "map" / "run.json").read_text("utf-8"))
    assert record["microdata"]["plants"] == 600
    assert record["has_plant_sizes"]
    assert record["analyses"]["distance"]["sites"] == 600
    assert "distance.parquet" in record["results"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--plants", "--size-bands", "bands.csv"], "the sizes come from the table itself"),
        (["--plants", "--with", "points=points.csv"], "the table itself holds the points"),
        (["--engine", "spark"], "give a table of plants and --plants"),
    ],
)
def test_what_does_not_go_together_gets_a_sentence(folder, tmp_path, arguments, sentence):
    result = run(folder, "--out", tmp_path / "map", *arguments)
    assert result.exit_code == 1
    assert sentence in result.output
    assert not (tmp_path / "map").exists()
