"""Sums with coverage (STR-3)."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.quantities import (
    Total,
    about,
    at_least,
    exact,
    interval,
    missing,
    more_than,
    not_applicable,
    not_planned,
    suppressed,
    total,
)
from grono.quantities.totals import root_rounded_up
from tests.quantities.strategies import ranges


def test_worked_example_of_a_sum_with_gaps(oracle):
    expected = oracle("strategy")["STR-E6"]["expected"]
    found = total([exact(120), missing(), exact(80), not_planned(), about(25)], non_negative_flow=True)
    assert [found.counted, found.expected] == expected["coverage"]
    assert (found.value.lower, found.value.upper) == (expected["sum"]["lo"], expected["sum"]["hi"])
    assert (found.value.lower_open, found.value.upper_open) == (False, True)
    assert found.value.approximate


def test_worked_example_of_confidence_intervals(oracle):
    example = oracle("strategy")["STR-E7"]
    parts = [interval(*ends) for ends in example["input"]["parts"]]
    for independent, name in ((True, "independent"), (False, "not_declared")):
        found = total(parts, non_negative_flow=False, independent=independent).value
        assert [found.lower, found.upper] == example["expected"][name]


@pytest.mark.parametrize("gap", [missing(), suppressed()])
def test_a_gap_makes_any_other_sum_missing(gap):
    assert total([exact(1), gap], non_negative_flow=False) == Total(missing("incomplete-sum"), 1, 2)
    assert total([more_than(1), gap], non_negative_flow=True) == Total(more_than(1), 1, 2)
    assert total([gap], non_negative_flow=True) == Total(at_least(0), 0, 1)


def test_nothing_due_is_not_zero():
    assert total([], non_negative_flow=True) == Total(missing("nothing-to-sum"), 0, 0)
    assert total([not_applicable()], non_negative_flow=True).value == not_applicable()
    assert total([not_applicable(), not_planned()], non_negative_flow=True).value == not_planned()


def test_independence_means_nothing_without_half_widths():
    parts = [interval(1, 2), more_than(3)]
    assert total(parts, non_negative_flow=True, independent=True).value == more_than(4)


@given(st.lists(ranges(), min_size=1, max_size=6))
def test_a_complete_sum_adds_the_parts_in_any_order(parts):
    found = total(parts, non_negative_flow=False)
    assert found == total(reversed(parts), non_negative_flow=False)
    assert found.counted == found.expected == len(parts)
    if all(part.midpoint is not None for part in parts):
        assert found.value.midpoint == sum(part.midpoint for part in parts)
        narrower = total(parts, non_negative_flow=False, independent=True).value
        assert narrower.half_width <= found.value.half_width + Fraction(1, 10**11)


@given(st.fractions(0, 10**6, max_denominator=1000))
def test_the_root_is_never_too_small_nor_far_too_large(square):
    root = root_rounded_up(square)
    assert root**2 >= square
    assert float(root) == pytest.approx(sqrt(square), abs=1e-9)
