"""The command `grono card`."""

import json

import pytest
from typer.testing import CliRunner

import grono
from grono.cli.main import app
from grono.cli.main import run as main
from grono.cli.sentences import language_of_terminal
from grono.strategy import render_card
from tests.strategy.factories import COMPLETE, PLAIN

runner = CliRunner()


@pytest.fixture
def card_file(tmp_path):
    def write(data):
        path = tmp_path / "card.txt"
        path.write_bytes(data)
        return str(path)

    return write


def run(*arguments, **environment):
    return runner.invoke(app, arguments, env={"LC_ALL": "C", **environment})


def test_version():
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"grono {grono.__version__}\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1250"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_render_writes_the_same_bytes(card_file, tmp_path, encoding, line_end):
    data = render_card(PLAIN).replace("\n", line_end).encode(encoding)
    path = card_file(data)
    result = run("card", "render", path)
    assert (result.exit_code, result.stdout_bytes) == (0, data)
    out = tmp_path / "out.txt"
    assert run("card", "render", path, "--out", str(out)).exit_code == 0
    assert out.read_bytes() == data


def test_render_leszno(seed):
    data = seed("001").read_bytes()
    result = run("card", "render", str(seed("001")))
    assert (result.exit_code, result.stdout_bytes) == (0, data)


def test_check_leszno_shows_progress_reasons_forecast_and_findings(seed):
    result = run("card", "check", str(seed("001")), "--language", "en")
    assert result.exit_code == 0
    shown = result.stdout.replace("\u00a0", " ")
    rows = [line.split() for line in shown.splitlines()]
    assert ["2009", "49/55", "89.09%", "49/55", "89.09%", "amber"] in rows
    assert ["2012", "-", "–", "86/100", "86.00%", "red"] in rows
    assert "2011, 2012, 2013: Stage 4 “Wypracowanie Lokalnego Planu Działań.” was to be finished in 2011" in shown
    assert "in May 2013, at the mean pace (5.33) in August 2014, after the end of the plan" in shown
    assert "Findings: 11" in shown
    assert "\x1b" not in shown


def test_check_shows_amounts_and_the_absence_of_findings(card_file):
    data = render_card(COMPLETE).encode()
    shown = run("card", "check", card_file(data), "--language", "pl").stdout.replace("\u00a0", " ")
    assert "50 000,01" in shown
    assert "F-KIND" in shown


def test_check_as_json(seed):
    result = run("card", "check", str(seed("001")), "--json")
    answer = json.loads(result.stdout)
    assert [year["to_date"]["percent"] for year in answer["progress"]] == [89.09, 82.5, 86, 86, 86]
    assert answer["progress"][2]["status"]["worst"] == "red"
    assert answer["stages"][3]["forecast"]["month_at_mean_pace"] == "2014-08"
    assert answer["amounts"] is None
    assert len(answer["findings"]) == 11
    assert answer["card"]["layout"] == {"final_newline": False, "cell_break_bodies": [5]}


def test_a_total_that_is_no_amount_is_a_finding_not_a_failure(card_file):
    path = card_file(render_card(PLAIN).replace("100 000,01 zł", "dużo").encode())
    result = run("card", "check", path)
    assert result.exit_code == 0
    assert "F-TOTAL" in result.stdout
    assert json.loads(run("card", "check", path, "--json").stdout)["amounts"] is None


@pytest.mark.parametrize("command", ["render", "check"])
def test_a_file_that_is_no_card_ends_with_1_and_a_sentence(card_file, command):
    result = run("card", command, card_file(b"Dear Sir or Madam\n"), "--language", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "None of the headings of a task card was found." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_file_that_is_not_there_ends_with_1(tmp_path):
    result = run("card", "check", str(tmp_path / "none.txt"))
    assert result.exit_code == 1
    assert "none.txt” cannot be read: there is no such file or folder" in result.stderr


def test_a_folder_is_no_card(tmp_path):
    assert "it is a folder" in run("card", "render", str(tmp_path)).stderr


def test_a_place_that_cannot_be_written_ends_with_1(card_file, tmp_path):
    path = card_file(render_card(PLAIN).encode())
    result = run("card", "render", path, "--out", str(tmp_path / "no" / "out.txt"))
    assert result.exit_code == 1
    assert "out.txt” cannot be written" in result.stderr


@pytest.mark.parametrize(("locale", "option"), [("pl_PL.UTF-8", ()), ("C", ("--language", "pl"))])
def test_the_language_is_that_of_the_terminal_or_of_the_option(seed, locale, option):
    result = run("card", "check", str(seed("001")), *option, LC_ALL=locale)
    assert "89,09%" in result.stdout
    english = run("card", "check", str(seed("001")), LC_ALL="fr_FR.UTF-8")
    assert "89.09%" in english.stdout


@pytest.mark.parametrize(
    ("environment", "language"),
    [({"LC_ALL": "pl_PL.UTF-8"}, "pl"), ({"LANG": "pl"}, "pl"), ({"LC_ALL": "C", "LANG": "pl"}, "en"), ({}, "en")],
)
def test_the_language_of_the_terminal(monkeypatch, environment, language):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_terminal() == language


@pytest.mark.parametrize(
    ("error", "sentence"),
    [(PermissionError(13, "x"), "access is denied"), (OSError(5, "bad disk"), "the operating system says “bad disk”")],
)
def test_why_a_file_cannot_be_read(monkeypatch, error, sentence):
    def fail(path):
        raise error

    monkeypatch.setattr("pathlib.Path.read_bytes", fail)
    assert sentence in run("card", "check", "any.txt").stderr


def test_an_unfinished_stage_of_the_last_year_needs_no_pace(card_file):
    data = render_card(PLAIN).replace("- 40/40% 40/40%", "- 40/40% 30/40%").encode()
    shown = run("card", "check", card_file(data)).stdout
    assert "Stage 2 lacks 10 points" in shown
    assert "To finish by the end of the plan" not in shown


def test_the_installed_command_runs(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["grono", "--version"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"grono {grono.__version__}\n"


def test_a_terminal_gets_tables(seed, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    result = run("card", "check", str(seed("001")))
    assert "\x1b[" in result.stdout
    assert "49/55" in result.stdout
