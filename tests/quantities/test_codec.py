"""Quantities as JSON."""

import json
from fractions import Fraction

import pytest
from hypothesis import given

from grono.quantities import QuantityError, from_data, from_json, interval, more_than, to_json
from grono.quantities.codec import end_text
from tests.quantities.strategies import quantities, ranges


@given(quantities)
def test_a_quantity_comes_back_equal_and_has_one_text(quantity):
    text = to_json(quantity)
    assert from_json(text) == quantity
    assert to_json(from_json(text)) == text
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(ranges(), ranges())
def test_different_ranges_have_different_texts(one, other):
    assert (to_json(one) == to_json(other)) is (one == other)


def test_ends_are_decimals_where_that_is_exact():
    assert [end_text(Fraction(text)) for text in ("25000", "-0.05", "1/3", "12.5", "1/1024")] == [
        "25000",
        "-0.05",
        "1/3",
        "12.5",
        "0.0009765625",
    ]


GOOD = json.loads(to_json(interval(1, 2)))


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"kind": "unheard"},
        {"kind": ["range"]},
        {"kind": "suppressed", "extra": 1},
        {"kind": "missing", "reason": 3},
        {**GOOD, "lower": 1},
        {**GOOD, "lower": "1/0"},
        {**GOOD, "lower": "one"},
        {**GOOD, "lower_open": "no"},
        {**GOOD, "lower": "3"},
        {name: value for name, value in GOOD.items() if name != "upper"},
    ],
)
def test_other_data_are_refused(data):
    with pytest.raises(QuantityError):
        from_data(data)


@pytest.mark.parametrize("text", ["", "[]", "{", "1"])
def test_other_texts_are_refused_with_a_remedy(text):
    with pytest.raises(QuantityError, match=r"Write it with grono\.quantities\.to_json"):
        from_json(text)


def test_canonical_text_of_more_than():
    assert to_json(more_than(150)).startswith('{"approximate":false,"kind":"range","lower":"150","lower_open":true')
