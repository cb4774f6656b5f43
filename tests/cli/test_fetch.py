"""``grono fetch`` against an office on the loopback; its tables are invented."""

import json
from urllib.parse import parse_qs, urlparse

import pytest
from typer.testing import CliRunner

from grono.cli.main import app
from grono.sources.eurostat import addresses as eurostat
from grono.sources.gus_bdl import addresses as bdl
from tests.sources.eurostat.answers import JSON_STAT, TSV_2024
from tests.sources.gus_bdl.answers import PODLASKIE, SILESIA, page, variable
from tests.sources.office import Answer, Office

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def office(monkeypatch):
    office = Office()
    monkeypatch.setattr(eurostat, "HOST", office.address)
    monkeypatch.setattr("grono.sources.fetching.client.ATTEMPTS", 2)
    monkeypatch.setattr("grono.cli.fetch.sleep", lambda seconds: None)
    monkeypatch.delenv("GRONO_BDL_CLIENT_ID", raising=False)
    monkeypatch.setattr(bdl, "HOST", office.address)
    yield office
    office.close()


def run(*arguments):
    return CliRunner().invoke(app, ["fetch", *map(str, arguments), "--language", "en"])


def said(result):
    return " ".join(result.output.split())


def test_eurostat_becomes_a_table_and_a_map(office, tmp_path):
    office.answers = [Answer(JSON_STAT, headers=JSON)]
    result = run(
        "eurostat", "t1", "--filter", "geo=PL21,PL22", "--filter", "age=Y_GE15", "--since", "2022", "--out", tmp_path
    )
    assert result.exit_code == 0, result.output
    assert parse_qs(urlparse(office.asked[0][0]).query)["geo"] == ["PL21", "PL22"]
    lines = (tmp_path / "employees.csv").read_text("utf-8").splitlines()
    assert lines[0] == '"region","industry","year","employees","flag","status","lower","upper"'
    assert '"PL21","A",2022,"12500 b","b","observed",12450,12550' in lines
    assert (
        f"grono map {tmp_path}/employees.csv --classification nace2 --rounding eurostat-thousands-1 --out {tmp_path}/map"
        in said(result).replace("\n", "")
    )
    drawn = CliRunner().invoke(
        app,
        [
            "map",
            str(tmp_path / "employees.csv"),
            "--classification",
            "nace2",
            "--analyses",
            "-",
            "--out",
            str(tmp_path / "map"),
        ],
    )
    assert drawn.exit_code == 0, drawn.output


def test_provenance_lies_beside_the_table(office, tmp_path):
    office.answers = [Answer(JSON_STAT, headers=JSON)]
    run("eurostat", "t1", "--filter", "age=Y_GE15", "--out", tmp_path)
    record = json.loads((tmp_path / "employees.csv.json").read_text("utf-8"))
    assert "unit=THS" in record["made"]
    assert record["raw"][0]["licence"].startswith("© European Union")
    assert (tmp_path / "raw" / record["raw"][0]["file"]).exists()


def test_a_second_run_asks_nothing(office, tmp_path):
    office.answers = [Answer(JSON_STAT, headers=JSON)]
    for _ in range(2):
        assert run("eurostat", "t1", "--filter", "age=Y_GE15", "--out", tmp_path).exit_code == 0
    assert len(office.asked) == 1


def test_the_whole_table_is_filtered_here(office, tmp_path):
    data = TSV_2024 + b"A,THS,A,Y15-24,PL21\t1.0 \t1.0 \n"
    office.answers = [Answer(data, headers={"Content-Type": "text/tab-separated-values"})]
    result = run("eurostat", "t1", "--whole", "--filter", "age=Y_GE15", "--since", "2023", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "format=TSV" in office.asked[0][0]
    assert len((tmp_path / "employees.csv").read_text("utf-8").splitlines()) == 1 + 4


def test_no_answer_is_said_and_the_next_run_goes_on(office, tmp_path):
    headers = {"ETag": '"v1"', "Content-Type": "text/tab-separated-values"}
    office.answers = [Answer(TSV_2024, headers=headers, breaks_after=50)]
    result = run("eurostat", "t1", "--out", tmp_path)
    assert result.exit_code == 1
    assert "Eurostat did not answer. What was fetched is kept" in said(result)
    assert "Traceback" not in result.output
    office.answers = [Answer(TSV_2024, headers=headers, ranges=True)]
    before = len(office.asked)
    assert run("eurostat", "t1", "--out", tmp_path).exit_code == 0
    assert office.asked[before][1]["Range"] == "bytes=50-"


def test_what_must_be_chosen_is_said_and_not_fetched_again(office, tmp_path):
    data = TSV_2024 + b"A,THS,A,Y15-24,PL21\t1.0 \t1.0 \n"
    office.answers = [Answer(data, headers={"Content-Type": "text/tab-separated-values"})]
    result = run("eurostat", "t1", "--out", tmp_path)
    assert result.exit_code == 1
    assert "“age” has several codes: Y15-24, Y_GE15" in said(result)
    assert run("eurostat", "t1", "--whole", "--filter", "age=Y_GE15", "--out", tmp_path).exit_code == 0
    assert len(office.asked) == 1


@pytest.fixture
def bank(office):
    def answer(path, headers):
        parts = urlparse(path)
        number = int(parts.path.rsplit("/", 1)[1])
        if parts.path.startswith("/variables/"):
            return Answer(variable(number, years=(2019, 2020, 2021)), headers=JSON)
        years = [int(year) for year in parse_qs(parts.query).get("year", ["2020"])]
        units = {
            unit: (name, [(year, number * 10 + place, 1) for year in years])
            for place, (unit, name) in enumerate(((PODLASKIE, "PODLASKIE"), (SILESIA, "ŚLĄSKIE")))
        }
        return Answer(page(number, units), headers=JSON)

    office.answers = [answer]
    return office


def test_bdl_becomes_a_table_with_names_and_a_key_in_the_header(bank, tmp_path, monkeypatch):
    monkeypatch.setenv("GRONO_BDL_CLIENT_ID", "key-of-the-test")
    result = run("bdl", "11=A", "12=C", "--years", "2019-2020", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert all(headers["X-ClientId"] == "key-of-the-test" for _, headers in bank.asked)
    assert '"24","C",2020,"121",1,"observed"' in (tmp_path / "employees.csv").read_text("utf-8")
    assert '"20","PODLASKIE"' in (tmp_path / "names.csv").read_text("utf-8")
    assert "key-of-the-test" not in "".join(path.read_text("utf-8") for path in tmp_path.rglob("*.json"))
    drawn = CliRunner().invoke(
        app,
        ["map", str(tmp_path / "employees.csv"), "--classification", "pkd2007", "--labels", str(tmp_path / "names.csv"),
         "--analyses", "-", "--out", str(tmp_path / "map")],
    )  # fmt: skip
    assert drawn.exit_code == 0, drawn.output


def test_bdl_without_a_year_or_industry(bank, tmp_path):
    result = run("bdl", "11", "--out", tmp_path)
    assert result.exit_code == 0, result.output
    assert "X-ClientId" not in bank.asked[0][1]
    assert '"20","11",2020' in (tmp_path / "employees.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["eurostat", "t1", "--filter", "geo"], "is not of the form name=value"),
        (["eurostat", "t/1"], "is not the code of a table"),
        (["bdl", "wages"], "is not the id of a variable"),
        (["bdl", "1", "--years", "soon"], "“soon” is no year"),
        (["bdl", "1", "--level", "9"], "does not exist at level 9"),
    ],
)
def test_a_wrong_option_gets_a_sentence(bank, tmp_path, arguments, sentence):
    result = run(*arguments, "--out", tmp_path / "new")
    assert result.exit_code == 1
    assert sentence in said(result)
    assert "Traceback" not in result.output


def test_a_folder_that_is_a_file_gets_a_sentence(bank, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    result = run("bdl", "1", "--out", tmp_path / "file")
    assert result.exit_code == 1
    assert "cannot be made a folder" in said(result)


def test_an_interrupted_run_says_that_it_can_go_on(bank, tmp_path, monkeypatch):
    def interrupt(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr("grono.sources.fetching.client.Client.fetch", interrupt)
    result = run("bdl", "1", "--out", tmp_path)
    assert result.exit_code == 130
    assert "run the same command again" in said(result)
