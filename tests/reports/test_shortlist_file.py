import csv

import pytest

from grono.reports.shortlist_file import read_table, write_table
from grono.tables.contracts import ContractError
from tests.charts.maps import filled, line, make_map


def test_shortlist_reads_back_unchanged(tmp_path):
    table = make_map().shortlist
    write_table(table, tmp_path / "shortlist.csv")
    assert read_table(tmp_path / "shortlist.csv", "shortlist").to_pylist() == [
        {name: value or None for name, value in row.items()} for row in table.to_pylist()
    ]


def test_hostile_name_and_negative_number(tmp_path):
    table = filled("shortlist", [line("R1", "23410", 1, region_name='=HYPERLINK("http://x")', growth=-0.25)])
    write_table(table, tmp_path / "shortlist.csv")
    with (tmp_path / "shortlist.csv").open(encoding="utf-8", newline="") as file:
        cells = next(csv.DictReader(file))
    assert cells["region_name"] == '\'=HYPERLINK("http://x")'
    assert cells["growth"] == "-0.25"
    assert read_table(tmp_path / "shortlist.csv", "shortlist")["region_name"].to_pylist() == ['=HYPERLINK("http://x")']


def test_other_columns_are_refused(tmp_path):
    (tmp_path / "x.csv").write_text("region\nR1\n", "utf-8")
    with pytest.raises(ContractError, match="do not match"):
        read_table(tmp_path / "x.csv", "shortlist")
