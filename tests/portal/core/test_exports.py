"""CSV that no spreadsheet runs (TRU-24)."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.portal.core.exports import csv_lines, safe_cell
from grono.reports.spreadsheet_text import original_text


@pytest.mark.parametrize("text", ["=1+1", "+48", "-5 zł", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠1", "'=1"])
def test_dangerous_text_gets_an_apostrophe(text):
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["", "Łódź", "a=b", "'quoted'", -5, 0.5, None])
def test_harmless_values_stay(value):
    assert safe_cell(value) == value


@given(st.text())
def test_import_of_the_export_gives_back_the_text(text):
    assert original_text(safe_cell(text)) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_characters="\r\n\x00", exclude_categories=["Cs"])), min_size=1))
def test_row_survives_the_file(row):
    line = "".join(csv_lines([row], separator=";"))
    read = next(csv.reader(io.StringIO(line), delimiter=";"))
    assert [original_text(cell) for cell in read] == row
