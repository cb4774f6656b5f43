"""Numbers as the pages of a map write and draw them."""

import pytest

from grono.portal.maps.pages.forms_of_numbers import LogAxis

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
