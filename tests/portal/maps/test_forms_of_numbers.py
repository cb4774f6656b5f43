"""Numbers as the pages of a map write and draw them."""

import pytest
from django.utils.translation import override

from grono.portal.maps.pages.forms_of_numbers import LogAxis, change, limit_of_probability, probability, share

OUTSIDE = "A dot outside its bar: chance alone explains part of that quotient."


def line(value, lower, upper):
    return {"location_quotient": value, "lower": lower, "upper": upper}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([line(2.0, 1.5, 2.5)], False),
        ([line(2.0, 1.5, 2.5), line(3.0, 1.5, 2.5)], True),
        ([line(1.0, 1.5, 2.5)], True),
        ([line(2.5, 1.5, 2.5)], False),
        ([line(3.0, None, None)], False),
        ([line(None, 1.5, 2.5)], False),
    ],
)
def test_dot_outside_its_bar_is_explained_where_there_is_one(rows, said):
    assert (OUTSIDE in LogAxis(rows).explained(has_intervals=True)) is said


def test_caption_names_what_is_drawn_and_the_scale():
    assert LogAxis(iter([line(3.0, 1.5, 4.0)])).explained(has_intervals=True) == (
        "Dot: location quotient. Bar: interval that holds the true one in 95 of 100 cases. Dashed line: 1, as everywhere. "
        "Logarithmic scale from 0.50 to 4.00."
    )
    assert "Bar" not in LogAxis([line(3.0, None, None)]).explained(has_intervals=False)


@pytest.mark.parametrize(
    ("value", "limit", "words"),
    [
        (0.9996, None, "> 99.9%"),
        (0.9996, 0.95, "> 99.9%"),
        (0.9996, 0.9999, "99.96%"),
        (0.951, 0.95, "95%"),
        (0.9471, 0.95, "94.7%"),
        (0.9499, 0.95, "94.99%"),
        (0.004, None, "0.4%"),
        (0.00002, 0.95, "< 0.1%"),
        (0.0, None, "< 0.1%"),
        (None, 0.95, "—"),
    ],
)
def test_probability_is_never_certain_and_never_looks_like_the_limit_it_missed(value, limit, words):
    with override("en"):
        assert probability(value, limit).replace("\N{NO-BREAK SPACE}", " ") == words


@pytest.mark.parametrize(("value", "words"), [(0.00002, "< 0.01%"), (0.0001, "0.01%"), (0.0, "0%"), (0.25, "25%")])
def test_small_share_is_not_written_as_none(value, words):
    with override("en"):
        assert share(value).replace("\N{NO-BREAK SPACE}", " ") == words


def test_change_keeps_its_sign_and_limits_their_digits():
    with override("en"):
        assert [change(value) for value in (0.25, -0.034, None)] == ["+25%", "\N{MINUS SIGN}3.4%", "—"]
        assert [limit_of_probability(value) for value in (0.95, 0.999, 0.975)] == ["95%", "99.9%", "97.5%"]
