"""Quantities in words: zero, missing, not planned and not applicable are four things, rounding is for display (STR-4)."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.messages import message
from grono.quantities import (
    Range,
    about,
    at_least,
    at_most,
    display,
    exact,
    in_sentence,
    interval,
    less_than,
    missing,
    more_than,
    not_applicable,
    not_planned,
    rounded_half_up,
    suppressed,
    zero,
)

TALKS = exact(30) / more_than(150)


@pytest.mark.parametrize(
    ("quantity", "polish", "english"),
    [
        (more_than(150), "ponad 150", "more than 150"),
        (about(25000), "około 25 000", "about 25,000"),
        (interval(18271, 18921), "18 271–18 921", "18,271–18,921"),
        (exact(4215), "4215", "4,215"),
        (at_least("12.5"), "co najmniej 12,5", "at least 12.5"),
        (at_least(225) + about(0), "co najmniej około 225", "at least about 225"),
        (less_than(5), "mniej niż 5", "less than 5"),
        (at_most(5, floor=None), "bez dolnej granicy, najwyżej 5", "no lower limit, at most 5"),
        (Range(None, None), "dowolna liczba", "any number"),
        (TALKS, "ponad 0, mniej niż 0,2", "more than 0, less than 0.2"),
        (Range(Fraction(1), Fraction(2), upper_open=True), "co najmniej 1, mniej niż 2", "at least 1, less than 2"),
        (Range(Fraction(1), Fraction(2), lower_open=True), "ponad 1, najwyżej 2", "more than 1, at most 2"),
        (exact(-3) / 8, "-0,375", "-0.375"),
        (exact(1) / 3, "0,33", "0.33"),
        (zero(), "0", "0"),
        (missing(), "brak danych", "no data"),
        (missing("ankieta zaginęła"), "brak danych: ankieta zaginęła", "no data: ankieta zaginęła"),
        (not_planned(), "-", "-"),
        (not_applicable(), "nie dotyczy", "not applicable"),
        (suppressed(), "dane utajnione", "suppressed"),
    ],
)
def test_display(quantity, polish, english):
    assert display(quantity, "pl").replace("\u00a0", " ") == polish
    assert display(quantity, "en") == english


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (about(25000), "około 25 tys."),
        (about(2_500_000), "około 2,5 mln"),
        (interval(18000, 19000), "18–19 tys."),
        (interval(18271, 18921), "18 271–18 921"),
        (exact(1500), "1500"),
        (zero(), "0"),
    ],
)
def test_compact_only_where_it_is_exact(quantity, shown):
    assert display(quantity, "pl", style="compact").replace("\u00a0", " ") == shown


def test_percent():
    assert display(TALKS, "en", style="percent").replace("\u00a0", " ") == "more than 0, less than 20%"
    share = interval(18271, 18921) / about(25000)
    assert display(share, "pl", style="percent", decimals=2).replace("\u00a0", " ") == "około 73,08–75,68%"
    assert display(not_planned(), "pl", style="percent") == "-"


def test_money_has_both_places_of_its_grosze_or_none():
    assert display(exact("1250.5"), "pl", style="money") == "1250,50"
    assert display(interval("250.5", 300), "en", style="money") == "250.50–300.00"
    assert display(about(25000), "en", style="money") == "about 25,000"
    assert display(missing(), "en", style="money") == "no data"


def test_rounding_never_makes_a_value_look_sharper():
    assert display(interval("24.9", "25.1"), "en", decimals=0) == "about 25"
    assert display(exact("0.001"), "en", decimals=2) == "about 0.00"
    assert display(exact("24.9"), "en", decimals=0) == "25"
    assert display(zero(), "en", decimals=2) == "0.00"


def test_a_reason_of_a_calculation_is_a_sentence():
    assert display(exact(1) / 0, "en") == "no data: the divisor may be zero"


def test_a_quantity_in_a_sentence_is_written_when_the_sentence_is_shown():
    sentence = message("about %(share)s of it", share=in_sentence(exact("0.25"), style="percent"))
    assert str(sentence) == "about 25% of it"


def test_an_unknown_language_gets_english_words():
    assert display(more_than(1500), "de") == "more than 1.500"


@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_rounding_agrees_with_decimal(steps, decimals):
    value = Decimal(steps).scaleb(-5)
    expected = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    assert rounded_half_up(Fraction(value), decimals) == Fraction(expected)
