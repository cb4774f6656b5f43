import json

import pyarrow.csv as csv
import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from tests.evaluation.panels import invented, plan, table


@pytest.fixture
def files(tmp_path):
    """A plan and a table in which it finds an effect."""
    (tmp_path / "plan.json").write_text(json.dumps(plan().data()), "utf-8")
    csv.write_csv(table(invented(1, effect=12.0)), tmp_path / "table.csv")
    return str(tmp_path / "plan.json"), str(tmp_path / "table.csv")


def run(*arguments):
    return CliRunner().invoke(app, ["evaluate", *arguments])


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("Effect: on average", "Reasons")), ("pl", ("Efekt: przeciętnie o", "Powody"))]
)
def test_verdict_comes_first(files, language, words):
    done = run(*files, "--language", language)
    assert done.exit_code == 0, done.output
    assert done.output.startswith(words[0])
    assert words[1] in done.output
    assert plan().sha256 in done.output


def test_json_holds_everything(files):
    data = json.loads(run(*files, "--json").output)
    assert data["verdict"]["name"] == "effect"
    assert len(data["placebos"]) == 24


def test_same_plan_and_table_give_the_same_bytes(files):
    assert run(*files, "--json").output == run(*files, "--json").output


def test_plan_alone_gives_its_hash(files):
    assert run(files[0]).output.strip() == plan().sha256
    assert json.loads(run(files[0], "--json").output)["plan"] == plan().data()


def test_locked_plan_is_carried_out_and_a_changed_one_refused(files):
    assert run(*files, "--locked", plan().sha256.upper()).exit_code == 0
    refused = run(*files, "--locked", "0" * 64)
    assert refused.exit_code == 1
    assert "A changed plan is a new plan" in refused.stderr


def test_columns_may_be_named(files, tmp_path):
    other = table(invented(1, effect=12.0)).rename_columns(["place", "when", "jobs"])
    csv.write_csv(other, tmp_path / "other.csv")
    named = run(
        files[0], str(tmp_path / "other.csv"), "--unit", "place", "--period", "when", "--outcome", "jobs", "--json"
    )
    assert json.loads(named.output) == json.loads(run(*files, "--json").output)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not JSON"),
        ("[]", "A plan is a JSON object"),
        ('{"method": "magic"}', "“magic” is not one of"),
        (None, "no such file"),
    ],
)
def test_unusable_plan_says_why(tmp_path, text, sentence):
    path = tmp_path / "plan.json"
    if text is not None:
        path.write_text(text, "utf-8")
    done = run(str(path), "--language", "en")
    assert done.exit_code == 1
    assert sentence in done.stderr


def test_unusable_table_names_every_problem(files, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("unit,period,outcome\nA00,2010,?\nA01,soon,1\n", "utf-8")
    done = run(files[0], str(path), "--language", "en")
    assert done.exit_code == 1
    assert "Row 2" in done.stderr
    assert "Row 3" in done.stderr
