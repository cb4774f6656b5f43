"""Ranges and absences: construction (STR-1) and arithmetic (STR-2)."""

from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import inf

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grono.quantities import (
    AbsenceKind,
    Absent,
    QuantityError,
    Range,
    about,
    as_fraction,
    at_least,
    at_most,
    exact,
    interval,
    less_than,
    missing,
    more_than,
    not_applicable,
    not_planned,
    quantity,
    suppressed,
    whole_up,
    zero,
)
from tests.quantities.strategies import fractions, points, quantities, ranges

ODD_WAYS = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b}
SOURCES = {
    "exact": lambda q: exact(q["x"]),
    "interval": lambda q: interval(q["lo"], q["hi"]),
    "about": lambda q: about(q["x"]),
    "more_than": lambda q: more_than(q["x"]),
}


def as_oracle(found):
    return {
        "lo": None if found.lower is None else float(found.lower),
        "hi": None if found.upper is None else float(found.upper),
        "lo_open": found.lower_open,
        "hi_open": found.upper_open,
        "approximate": found.approximate,
    }


def test_constructors_give_the_ranges_of_str_1():
    assert exact(5) == Range(Fraction(5), Fraction(5)) == interval(5, 5)
    assert more_than(150) == Range(Fraction(150), None, lower_open=True, upper_open=True)
    assert at_least(150) == Range(Fraction(150), None, lower_open=False, upper_open=True)
    assert about(25000) == Range(Fraction(25000), Fraction(25000), approximate=True)
    assert about(25, 3) == Range(Fraction(22), Fraction(28), approximate=True)
    assert less_than(5) == Range(Fraction(0), Fraction(5), upper_open=True)
    assert at_most(5, floor=None) == Range(None, Fraction(5), lower_open=True)
    assert zero() == exact(0)
    assert quantity(missing()) == missing()


def test_zero_and_the_absences_are_all_different():
    assert len({zero(), missing(), missing("lost"), not_planned(), not_applicable(), suppressed()}) == 6


@pytest.mark.parametrize("number", [0.1, "0.1", Decimal("0.1"), Fraction(1, 10), "1/10"])
def test_numbers_are_taken_as_they_are_written(number):
    assert as_fraction(number) == Fraction(1, 10)


@pytest.mark.parametrize("number", [inf, -inf, float("nan"), "", "a", "1/0"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(QuantityError, match="not a"):
        as_fraction(number)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: interval(5, 3), "cannot begin at 5 and end at 3"),
        (lambda: about(5, -1), "Write the smaller number first"),
        (lambda: Range(Fraction(5), Fraction(5), lower_open=True), "holds no number"),
        (lambda: less_than(0), "holds no number"),
        (lambda: Absent(AbsenceKind.SUPPRESSED, "because"), "Only a missing value has a reason"),
    ],
)
def test_a_quantity_that_cannot_exist_is_refused(make, sentence):
    with pytest.raises(QuantityError, match=sentence):
        make()


def test_worked_example_of_lodz(oracle):
    example = oracle("strategy")["STR-E5"]
    expected = example["expected"]
    known = {name: SOURCES[q["kind"]](q) for name, q in example["input"].items()}
    jobs, target_2010, target_2015 = known["J"], known["T2010"], known["T2015"]
    results = {
        "J/T2010": jobs / target_2010,
        "T2010-J": target_2010 - jobs,
        "J/T2015": jobs / target_2015,
        "T2015-J": target_2015 - jobs,
        "started/talks": known["started"] / known["talks"],
        "J/started": jobs / known["started"],
        "J/talks": jobs / known["talks"],
        "J-dell": jobs - known["dell_expected"],
        "(T2015-J)/5": (target_2015 - jobs) / 5,
    }
    assert [jobs.midpoint, jobs.half_width] == [expected["midpoint(J)"], expected["half_width(J)"]]
    for name, result in results.items():
        assert as_oracle(result) == pytest.approx(expected[name], rel=1e-12), name


def test_investors_and_talks_that_lodz_would_need(oracle):
    expected = oracle("strategy")["STR-E5"]["expected"]
    jobs, started, talks = interval(18271, 18921), exact(30), more_than(150)
    for year, target in ((2010, 25000), (2015, 40000)):
        investors = whole_up(about(target) / (jobs / started))
        assert [investors.lower, investors.upper] == expected[f"investors_needed_{year}"]
        needed = [talks * end / started for end in (investors.lower, investors.upper)]
        assert needed == [more_than(number) for number in expected[f"talks_needed_more_than_{year}"]]


def test_whole_up_keeps_what_is_not_a_number_and_skips_an_open_whole_end():
    assert whole_up(not_planned()) == not_planned()
    assert whole_up(more_than(3)) == at_least(4)
    assert whole_up(Range(Fraction(5, 2), None, lower_open=True)) == at_least(3)
    assert whole_up(at_most("2.5", floor=None)) == at_most(3, floor=None)


@pytest.mark.parametrize("divisor", [zero(), interval(-1, 1), at_most(0), Range(None, None)])
def test_a_divisor_that_may_be_zero_gives_missing(divisor):
    assert exact(1) / divisor == missing("divisor-contains-zero")


def test_a_divisor_that_only_comes_near_zero_divides():
    assert exact(1) / more_than(0) == more_than(0)
    assert exact(1) / less_than(0, floor=None) == less_than(0, floor=None)
    assert zero() / more_than(0) == zero()


def test_an_absent_operand_gives_missing_that_says_why():
    assert exact(1) + suppressed() == missing("operand-suppressed")
    assert not_planned() * missing("lost") == missing("operand-missing")
    assert not_planned() - not_applicable() == missing("operand-not-applicable")
    assert not_planned() / 2 == missing("operand-not-planned")


def test_plain_numbers_work_on_both_sides():
    assert [1 + exact(2), 5 - exact(2), 3 * exact(2), 1 / exact(2), -exact(2)] == [
        exact(number) for number in (3, 3, 6, Fraction(1, 2), -2)
    ]


@given(st.data(), ranges(), ranges(), st.sampled_from(sorted(ODD_WAYS)))
def test_the_result_contains_the_result_of_points_inside(data, left, right, operation):
    first, second = data.draw(points(left)), data.draw(points(right))
    assume(left.contains(first) and right.contains(second))
    result = ODD_WAYS[operation](left, right)
    if result == missing("divisor-contains-zero"):
        assert operation == "/"
        assert right.contains(0)
    else:
        assert result.contains(ODD_WAYS[operation](first, second))
        assert result.approximate is (left.approximate or right.approximate)


@given(quantities, quantities)
def test_sum_and_product_do_not_depend_on_order(left, right):
    assert left + right == right + left
    assert left * right == right * left


@given(ranges(), ranges(), ranges())
def test_sums_do_not_depend_on_grouping(one, two, three):
    assert (one + two) + three == one + (two + three)


def closed(lower, upper):
    return interval(min(lower, upper), max(lower, upper))


@given(fractions, fractions, fractions, fractions)
def test_closed_ranges_agree_with_the_textbook_formula(a, b, c, d):
    """An independent second implementation: all four combinations of ends."""
    left, right = closed(a, b), closed(c, d)
    for name in ("+", "-", "*"):
        ends = [ODD_WAYS[name](x, y) for x, y in product((left.lower, left.upper), (right.lower, right.upper))]
        assert ODD_WAYS[name](left, right) == interval(min(ends), max(ends))
    if not right.contains(0):
        quotients = [x / y for x, y in product((left.lower, left.upper), (right.lower, right.upper))]
        assert left / right == interval(min(quotients), max(quotients))


@given(ranges(), ranges())
def test_an_open_end_is_approached_but_not_reached(left, right):
    """Scaled towards an end, sums of points come as near to it as one likes."""
    result = left + right
    if left.lower is not None and right.lower is not None:
        assert result.lower == left.lower + right.lower
        assert result.lower_open is (left.lower_open or right.lower_open)
    else:
        assert result.lower is None
