import doctest
import importlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.language import AmbiguousNumber, NotANumber, format_number, number_readings, parse_number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12\xa0345,67", "12345.67"),
        ("12\u202f345", "12345"),
        ("1 234 567", "1234567"),
        ("1.234.567", "1234567"),
        ("1'234.5", "1234.5"),
        ("0,123", "0.123"),
        ("12,5", "12.5"),
        (" −5 ", "-5"),
        ("- 5", "-5"),
        ("+7", "7"),
        (".5", "0.5"),
        ("1.5E+06", "1.5E+6"),
        ("0012", "12"),
    ],
)
def test_clear_numbers_are_read_without_a_language(text, value):
    assert parse_number(text) == Decimal(value)
    assert len(number_readings(text)) == 1


@pytest.mark.parametrize(
    "text",
    ["", " ", "12 ca.", "ok. 25", "12 34", "1,2,3", "1..2", "1.", "1.2.3,4", "nan", "inf", "١٢", "12%", "1-2", "5'"],
)
def test_other_texts_are_no_numbers(text):
    assert number_readings(text) == ()
    with pytest.raises(NotANumber, match=r"is not a number\. Write digits only"):
        parse_number(text, "pl")


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("1,234", "pl", "1.234"),
        ("1,234", "en", "1234"),
        ("1.234", "de", "1234"),
        ("1.234", "en", "1.234"),
        ("-1,234", "fr", "-1.234"),
    ],
)
def test_language_decides_between_two_readings(text, language, value):
    assert parse_number(text, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "language"), [("1,234", None), ("1.234", None), ("1.234", "pl"), ("1.234", "cs"), ("1,234", "xx")]
)
def test_ambiguous_number_says_so(text, language):
    with pytest.raises(
        AmbiguousNumber, match=r"can be read as 1.234 or as 1234|can be read as 1234 or as 1.234"
    ) as caught:
        parse_number(text, language)
    assert set(caught.value.readings) == {Decimal("1.234"), Decimal(1234)}


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from(["pl", "en", "de", "cs", "hu", "fr", "it", "es", "sk"]))
def test_what_is_written_is_read_again(value, language):
    assert parse_number(format_number(value, language, 2), language) == value


@given(st.text("0123456789.,' -+eE\xa0", max_size=12))
def test_any_text_is_read_or_refused(text):
    assert len(number_readings(text)) <= 2


@pytest.mark.parametrize("name", ["collation", "forms", "reading"])
def test_examples_run(name):
    assert doctest.testmod(importlib.import_module(f"grono.language.{name}")).failed == 0
