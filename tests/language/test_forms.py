from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from grono.language import format_date, format_datetime, format_number, format_percent

DAY = date(2027, 5, 3)


@pytest.mark.parametrize(
    ("value", "language", "digits", "text"),
    [
        (18271.5, "pl", None, "18\xa0271,5"),
        (1234, "pl", None, "1234"),
        (1234, "en", None, "1,234"),
        (1234567.5, "cs", 1, "1\xa0234\xa0567,5"),
        (12345, "hu", 0, "12\xa0345"),
        (12345.678, "de", 2, "12.345,68"),
        (0.1 + 0.2, "pl", None, "0,3"),
        (-0.0001, "pl", 0, "0"),
        (Decimal("2.50"), "pl", 2, "2,50"),
        (1000, "en", None, "1,000"),
    ],
)
def test_format_number(value, language, digits, text):
    assert format_number(value, language, digits) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_format_number_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match="must be finite"):
        format_number(value, "pl")


@pytest.mark.parametrize(
    ("share", "language", "digits", "text"),
    [
        (0.857, "pl", 0, "86%"),
        (0.857, "de", 1, "85,7\xa0%"),
        (Decimal("12.5"), "en", 0, "1,250%"),
        (0.5, "fr", None, "50\xa0%"),
    ],
)
def test_format_percent(share, language, digits, text):
    assert format_percent(share, language, digits) == text


@pytest.mark.parametrize(
    ("language", "form", "text"),
    [
        ("pl", "words", "3 maja 2027"),
        ("en", "words", "3 May 2027"),
        ("cs", "words", "3. května 2027"),
        ("pl", "month", "maj 2027"),
        ("pl", "short", "3 maj 2027"),
        ("en", "iso", "2027-05-03"),
    ],
)
def test_format_date(language, form, text):
    assert format_date(DAY, language, form) == text


def test_format_datetime_has_24_hours():
    moment = datetime(2027, 5, 3, 14, 5, tzinfo=UTC)
    assert format_datetime(moment, "en") == "3 May 2027, 14:05"
    assert format_date(moment, "en", "iso") == "2027-05-03"
