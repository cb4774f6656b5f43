"""``grono aid`` on small files; the tax numbers are invented, with right check digits."""

import json

import pytest
from typer.testing import CliRunner

from grono.cli.main import app

NIP, OTHER = "5260000005", "5250000009"

LEDGER = f"""NIP;granting_date;gge_eur
{NIP};2024-08-07;120000
{NIP};1.03.2025;100 000,00
PL 526-000-00-05;2026-11-15;50000
"""


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(LEDGER, "utf-8")
    return path


def run(command, ledger, *arguments, language="en"):
    return CliRunner().invoke(app, ["aid", command, str(ledger), "--language", language, *arguments])


def test_refusal_names_article_free_amount_and_earliest_day(ledger):
    result = run("check", ledger, "--beneficiary", NIP, "--amount", "100000", "--on", "2027-08-07")
    assert result.exit_code == 2, result.output
    assert "Refused" in result.output
    for part in ("2023/2831 art. 3(7)", "30,000 EUR is free", "8 August 2027", "Remarks"):
        assert part in result.output


def test_allowed_as_json(ledger):
    result = run("check", ledger, "--beneficiary", NIP, "--amount", "30000", "--on", "7.08.2027", "--json")
    assert result.exit_code == 0, result.output
    found = json.loads(result.output)
    assert (found["decision"], found["free_eur"], found["earliest_day"]) == ("allowed", "30000.00", "2027-08-07")
    assert len(found["counted"]) == 3


def test_day_without_parameters_ends_with_its_own_status(ledger):
    result = run("check", ledger, "--beneficiary", NIP, "--amount", "1", "--on", "2040-01-01")
    assert result.exit_code == 3
    assert "no parameters" in result.output


def test_links_join_two_firms(ledger, tmp_path):
    links = tmp_path / "links.csv"
    links.write_text(f"parent,child,type,valid_from\n{OTHER},{NIP},a,2026-01-01\n", "utf-8")
    arguments = ("--beneficiary", OTHER, "--amount", "40000", "--on", "2026-12-01", "--links", str(links))
    result = run("check", ledger, *arguments, language="pl")
    assert result.exit_code == 2
    assert f"{OTHER}, {NIP}" in result.output
    assert "Odmowa" in result.output


def test_headroom_over_time(ledger):
    result = run("headroom", ledger, "--beneficiary", NIP, "--on", "2027-08-07", "--until", "2028-03-02", "--json")
    found = json.loads(result.output)
    assert [stretch["free_eur"] for stretch in found["calendar"]] == ["30000.00", "150000.00", "250000.00"]
    shown = run("headroom", ledger, "--beneficiary", NIP, "--on", "2027-08-07")
    assert "30000.00 EUR is free on 2027-08-07" in shown.output


def test_every_problem_of_the_files_at_once(tmp_path):
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "beneficiary,granting_date,gge_eur,regulation,state\n5260000006,2024-13-01,12 ca.,2023/9999,lost\n", "utf-8"
    )
    links = tmp_path / "links.csv"
    links.write_text(f"parent,child,type,valid_from,valid_to\n{NIP},{OTHER},e,2026-01-02,2026-01-01\n", "utf-8")
    result = run("check", ledger, "--beneficiary", NIP, "--amount", "1", "--on", "2026-01-01", "--links", str(links))
    assert result.exit_code == 1
    for part in (
        "7 problems",
        "Row 2, column “beneficiary”: “5260000006” is not a tax number",
        "“2024-13-01” is not a date",
        "“12 ca.” is not a sum of money",
        "“2023/9999” is not one of 2023/2831",
        "“lost” is not one of recorded, withdrawn, repaid",
        "“e” is not one of a, b, c, d",
        "“2026-01-01” is before the day on which the link begins",
    ):
        assert part in result.output


def test_every_problem_of_the_question_at_once(ledger):
    result = run("check", ledger, "--beneficiary", "123", "--amount", "x", "--on", "tomorrow")
    assert result.exit_code == 1
    for part in ("--beneficiary: “123”", "--amount: “x”", "“tomorrow” is not a date"):
        assert part in result.output


def test_missing_file_and_missing_column(tmp_path, ledger):
    question = ("--beneficiary", NIP, "--amount", "1", "--on", "2026-01-01")
    missing = run("check", tmp_path / "none.csv", *question)
    assert "there is no such file" in missing.output
    ledger.write_text("a,b\n1,2\n", "utf-8")
    wrong = run("check", ledger, *question)
    assert "no column “beneficiary”, “granting_date”, “gge_eur”" in wrong.output
