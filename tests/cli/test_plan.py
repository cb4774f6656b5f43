"""The command `grono plan`."""

import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from grono.quantities import exact
from grono.reports.plan_file import plan_workbook

runner = CliRunner()
PART = {"key": "a", "kind": "stage", "title": "T", "weight_basis": "none"}
POINTS = {"part": "a", "year": "2011", "points": exact(10)}


@pytest.fixture
def check(tmp_path):
    def run(**rows):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(plan_workbook(rows, "en"))
        return runner.invoke(app, ["plan", "check", str(path), "--language", "en"])

    return run


def test_right_file_is_counted(check):
    found = check(parts=[PART], points=[POINTS])
    assert found.exit_code == 0
    assert "parts: 1" in found.output


def test_every_problem_is_named_and_the_status_is_1(check):
    found = check(points=[POINTS, {**POINTS, "year": "2012"}])
    assert found.exit_code == 1
    assert "The input has 2 problems." in found.stderr
    assert "Row 3 of “points”: there is no row with the key “a”" in found.stderr
