import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grono.reports.spreadsheet_text import original_text, safe_text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_dangerous_texts_get_an_apostrophe(start):
    assert safe_text(f"{start}cmd") == f"'{start}cmd"
    assert original_text(safe_text(f"{start}cmd")) == f"{start}cmd"


@settings(max_examples=300)
@given(st.text(alphabet="'=+-@\t＝ab", max_size=6))
def test_every_text_comes_back(text):
    assert original_text(safe_text(text)) == text
    assert safe_text(text)[:1] not in {"=", "+", "-", "@", "\t", "＝"}


@pytest.mark.parametrize("text", ["", "'", "Łódź", "a=b", "'t Gooi"])
def test_harmless_texts_stay(text):
    assert safe_text(text) == text
