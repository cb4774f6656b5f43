"""Typed quantities (STR-1, STR-4)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.quantities import (
    QuantityError,
    Range,
    about,
    at_least,
    at_most,
    display,
    exact,
    interval,
    less_than,
    missing,
    more_than,
    not_applicable,
    not_planned,
    parse,
    suppressed,
)
from tests.quantities.strategies import absences, decimals, ranges


@pytest.mark.parametrize(
    ("text", "language", "quantity"),
    [
        ("18 271- 18 921", "pl", interval(18271, 18921)),
        ("18 271–18 921", "en", interval(18271, 18921)),
        ("od 3 do 5", "pl", interval(3, 5)),
        ("between 3 and 5", "en", interval(3, 5)),
        ("ponad 150", "pl", more_than(150)),
        ("Powyżej 150", "pl", more_than(150)),
        ("more than 150", "en", more_than(150)),
        ("około 25 000", "pl", about(25000)),
        ("ok. 25 tys.", "pl", about(25000)),
        ("około 25 ± 3", "pl", about(25, 3)),
        ("approximately 2.5 million", "en", about(2_500_000)),
        ("10–20 tys.", "pl", interval(10000, 20000)),
        ("co najmniej 12,5", "pl", at_least("12.5")),
        ("do 5", "pl", at_most(5)),
        ("under 5", "en", less_than(5)),
        ("najwyżej 0", "pl", exact(0)),
        ("mniej niż 0", "pl", less_than(0, floor=None)),
        ("ponad 3, najwyżej 5", "pl", Range(Fraction(3), Fraction(5), lower_open=True)),
        ("1.583.758", "pl", exact(1583758)),
        ("18,271", "en", exact(18271)),
        ("18,271", "pl", exact("18.271")),
        ("−5–−3", "pl", interval(-5, -3)),
        ("-5", "en", exact(-5)),
        ("0", "pl", exact(0)),
        ("dowolna liczba", "pl", Range(None, None)),
        ("", "pl", missing()),
        ("brak danych", "pl", missing()),
        ("no data: fire", "en", missing("fire")),
        ("-", "pl", not_planned()),
        ("–", "en", not_planned()),
        ("nie dotyczy", "pl", not_applicable()),
        ("suppressed", "en", suppressed()),
    ],
)
def test_what_people_type(text, language, quantity):
    assert parse(text, language) == quantity


@pytest.mark.parametrize(
    "text",
    ["abc", "12 5", "18.271", "5,", "ponad", "ponad 3, co najmniej 5", "1/2", "3 ± -1", "bez dolnej granicy", "1, 2"],
)
def test_what_cannot_be_read_is_quoted_with_examples(text):
    with pytest.raises(QuantityError) as refused:
        parse(text, "pl")
    assert f"“{text}” cannot be read as a quantity" in str(refused.value)
    assert "18 271–18 921" in str(refused.value)


def test_english_examples_are_in_english_form():
    with pytest.raises(QuantityError, match="18,271–18,921"):
        parse("12,5", "en")


def test_none_alone_could_mean_three_things():
    with pytest.raises(QuantityError, match="may mean zero, no data or not planned"):
        parse("Brak", "pl")


def test_an_unknown_language_is_named():
    with pytest.raises(QuantityError, match="“xx”; choose one of: en, pl"):
        parse("1", "xx")


@given(ranges(decimals) | absences, st.sampled_from(["pl", "en"]), st.sampled_from(["plain", "compact"]))
def test_what_is_shown_can_be_read_again(quantity, language, style):
    assert parse(display(quantity, language, style=style), language) == quantity


def shown_again(text, language):
    try:
        return display(parse(text, language), language)
    except QuantityError as error:
        return str(error)


@given(st.text(max_size=20), st.sampled_from(["pl", "en"]))
def test_any_text_is_read_or_refused_with_a_sentence(text, language):
    assert shown_again(text, language)
