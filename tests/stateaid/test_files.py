"""Ledgers, links, reorganisations and rates from files, every problem at once; splits as AID-11 has them, rates as AID-17 has them."""

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
import xlsxwriter

from grono.messages import InputError
from grono.stateaid import NbpRate
from grono.stateaid.cells import read_amount, read_day
from grono.stateaid.files import read_grants, read_ledger, read_links, read_rates, read_reorganisations

NIP, OTHER, THIRD = "5260000005", "5250000009", "5240000002"


def written(path, text):
    path.write_text(text, "utf-8")
    return path


def test_workbook_with_dates_and_numbers(tmp_path):
    path = tmp_path / "ledger.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["NIP", "Dzień udzielenia", "Wartość brutto EUR", "seq", "Stan"])
        sheet.write_string(1, 0, NIP)
        sheet.write_datetime(1, 1, date(2026, 11, 15), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_number(1, 2, 1234.5)
        sheet.write_number(1, 3, 2)
        sheet.write_string(1, 4, "zwrócona")
    grant = read_grants(path)[0]
    assert (grant.beneficiary, grant.granting_date, grant.gge_eur) == (NIP, date(2026, 11, 15), Decimal("1234.50"))
    assert (grant.seq, grant.state, grant.identifier) == (2, "repaid", "2")


def test_links_with_a_foreign_parent(tmp_path):
    text = f"parent,child,type,via_public_body,parent_country\nHolding SA,{NIP},b,tak,LU\n{NIP},{OTHER},,,\n"
    links, foreign = read_links(written(tmp_path / "links.csv", text))
    assert foreign == {"Holding SA"}
    assert [(link.parent, link.type, link.via_public_body) for link in links] == [
        ("Holding SA", "b", True),
        (NIP, "a", False),
    ]


def test_reorganisations(tmp_path):
    text = (
        "kind,effective_date,parties,equity,taken_over\n"
        f"split,2026-01-01,{NIP};{OTHER};{THIRD},600000;400000,g1={OTHER}\n"
        f"merger,2026-09-01,{NIP};{OTHER},,\n"
    )
    split, merger = read_reorganisations(written(tmp_path / "events.csv", text))
    assert split.equity == (Fraction(600_000), Fraction(400_000))
    assert split.taken_over == (("g1", OTHER),)
    assert merger.parties == (NIP, OTHER)


def test_broken_reorganisations_are_said_at_once(tmp_path):
    text = f"kind,effective_date,parties,equity,taken_over\nsplit,x,{NIP};123,1;2,g1\nmerger,2026-01-01,{NIP},,\n"
    with pytest.raises(InputError) as caught:
        read_reorganisations(written(tmp_path / "events.csv", text))
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == ["not-a-date", "not-an-undertaking", "not-equity", "not-pairs", "too-few"]


def test_who_took_over_an_activity_came_out_of_the_split(tmp_path):
    head = "kind,effective_date,parties,equity,taken_over\n"
    dashed = f"split,2026-01-01,{NIP};{OTHER};{THIRD},,g1=525-000-00-09\n"
    [split] = read_reorganisations(written(tmp_path / "events.csv", head + dashed))
    assert split.taken_over == (("g1", OTHER),)
    with pytest.raises(InputError, match="come out of the split"):
        read_reorganisations(written(tmp_path / "events.csv", head + dashed.replace("525-000-00-09", NIP)))


def test_rates_of_the_bank(tmp_path):
    text = "Data;Kurs;Numer tabeli\n2026-01-09;4,2550;5/A/NBP/2026\n12.01.2026;4.26;6/A/NBP/2026\n"
    rates = read_rates(written(tmp_path / "rates.csv", text))
    assert rates[0] == NbpRate(date(2026, 1, 9), "5/A/NBP/2026", Decimal("4.2550"))
    assert rates[1].rate == Decimal("4.26")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("x;4;1/A", "not-a-date"),
        ("2026-01-09;0;1/A", "not-a-rate"),
        ("2026-01-09;4.25501;1/A", "not-a-rate"),
        ("2026-01-09;4.25;", "not-a-table-number"),
        ("2026-01-09;4.25;1/A\n2026-01-09;4.25;1/A", "rate-twice"),
    ],
)
def test_wrong_rates(tmp_path, line, code):
    with pytest.raises(InputError) as caught:
        read_rates(written(tmp_path / "rates.csv", f"date;rate;table_no\n{line}\n"))
    assert [problem.code for problem in caught.value.problems] == [code]


def test_files_that_are_no_tables_are_told_with_the_others(tmp_path):
    endless = written(tmp_path / "g.csv", 'beneficiary,granting_date,gge_eur\n1,2,"' + "x" * 200_000)
    empty = written(tmp_path / "l.csv", "")
    with pytest.raises(InputError) as caught:
        read_ledger(endless, empty)
    assert [problem.code for problem in caught.value.problems] == ["endless-cell", "not-a-table"]


def test_order_on_a_day_is_a_small_number(tmp_path):
    lines = "".join(f"{NIP},2026-01-01,5,{seq}\n" for seq in ("²", "0", "40000", "2"))
    with pytest.raises(InputError, match="3 problems"):
        read_grants(written(tmp_path / "g.csv", "beneficiary,granting_date,gge_eur,seq\n" + lines))


def test_problems_of_several_files_come_together(tmp_path):
    grants = written(tmp_path / "g.csv", "beneficiary,granting_date,gge_eur\n,2026-01-01,5\n")
    links = written(tmp_path / "l.csv", f"parent,child,via_public_body,type\n{NIP},{OTHER},maybe,a\n")
    with pytest.raises(InputError, match=r"2 problems"):
        read_ledger(grants, links)


@pytest.mark.parametrize(
    "text",
    [
        "1.234",
        "-1",
        "NaN",
        "",
        "Infinity",
        "1e5",
        "1_000",
        "12,500",
        "1,23,456",
        "1.2.3,4",
        "²",
        "٣",
        "1000000000000",
        ".",
    ],
)
def test_wrong_amounts(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_amount(text)


def test_forms_of_amounts_and_days():
    assert read_amount("1 234,50") == read_amount("1,234.50") == read_amount("1234.5") == Decimal("1234.50")
    assert read_amount("1.500,00") == read_amount("1,500.00") == read_amount("1500,0000") == Decimal(1500)
    assert read_amount("250.000,5") == Decimal("250000.50")
    assert read_amount("1.234.567") == read_amount("1,234,567") == Decimal(1_234_567)
    assert read_day("2026-11-15 00:00:00") == read_day("15.11.2026") == date(2026, 11, 15)
