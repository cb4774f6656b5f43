"""Comparisons: yes, no, unknown (STR-2)."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grono.quantities import (
    Answer,
    about,
    at_least,
    equal,
    exact,
    greater,
    greater_or_equal,
    interval,
    less,
    less_or_equal,
    less_than,
    missing,
    more_than,
    not_planned,
)
from tests.quantities.strategies import points, ranges

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "answer"),
    [
        (exact(1), exact(2), YES),
        (exact(2), exact(2), NO),
        (exact(3), exact(2), NO),
        (interval(1, 2), interval(2, 3), UNKNOWN),
        (less_than(2), interval(2, 3), YES),
        (exact(150), more_than(150), YES),
        (exact(151), more_than(150), UNKNOWN),
        (more_than(150), exact(150), NO),
        (interval(18271, 18921), about(25000), YES),
        (about(25000), exact(25000), UNKNOWN),
        (about(25000), about(24000), NO),
        (missing(), exact(1), UNKNOWN),
        (exact(1), not_planned(), UNKNOWN),
    ],
)
def test_less(left, right, answer):
    assert less(left, right) is answer
    assert greater(right, left) is answer


def test_or_equal():
    assert less_or_equal(interval(1, 2), interval(2, 3)) is YES
    assert greater_or_equal(at_least(2), 2) is YES
    assert greater_or_equal(interval(1, 3), 2) is UNKNOWN
    assert less_or_equal(3, 2) is NO


def test_equal():
    assert equal(exact(1), 1) is YES
    assert equal(exact(1), 2) is NO
    assert equal(about(1), 1) is UNKNOWN
    assert equal(more_than(1), 1) is NO
    assert equal(interval(1, 3), 2) is UNKNOWN
    assert equal(missing(), missing()) is UNKNOWN


def test_an_answer_is_no_condition():
    with pytest.raises(TypeError, match="not a condition"):
        bool(Answer.UNKNOWN)


@given(st.data(), ranges(), ranges())
def test_an_answer_holds_for_all_points(data, left, right):
    answer = less(left, right)
    first, second = data.draw(points(left)), data.draw(points(right))
    assume(left.contains(first) and right.contains(second))
    if answer is YES:
        assert first < second
    if answer is NO:
        assert first >= second
