"""Sums of money are read as people write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from grono.portal.core.amounts import AmountField


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("pl", "100 000", "100000"),
        ("pl", "100\u00a0000,50", "100000.50"),
        ("pl", "1.234.567,89", "1234567.89"),
        ("pl", "100000.5", "100000.50"),
        ("en", "100,000", "100000"),
        ("en", "1,234,567.89", "1234567.89"),
        ("en", "100 000", "100000"),
        ("en", " 0 ", "0"),
    ],
)
def test_amount_is_read_with_marks_between_thousands(language, text, amount):
    with override(language):
        assert AmountField().clean(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("language", "text"), [("pl", "12.500"), ("pl", "-5"), ("en", "12.505"), ("en", "abc"), ("en", "1,23,456")]
)
def test_what_is_no_amount_or_two_amounts_is_refused_with_an_example(language, text):
    with override(language), pytest.raises(ValidationError) as refused:
        AmountField().clean(text)
    assert text in refused.value.messages[0]
    assert "12 500" in refused.value.messages[0]


def test_empty_amount_is_missing_and_never_zero():
    assert AmountField(required=False).clean("") is None
    with pytest.raises(ValidationError):
        AmountField().clean("")
