"""Indicators put together over parts and periods (STR-14)."""

from fractions import Fraction

import pytest

from grono.quantities import Range, at_least, display, exact, missing
from grono.strategy import OverTime, OverTree, Temporal
from grono.strategy.together import Basis, Contribution, over_parts, over_periods


def ratio(numerator, denominator):
    basis = Basis(exact(numerator), exact(denominator))
    return Contribution(basis.value(""), basis)


def firms(*numbers):
    basis = Basis(numbers=frozenset(numbers))
    return Contribution(basis.value("firmy"), basis)


def test_ratios_are_sums_of_numerators_by_sums_of_denominators():
    """The worked example of section 5: 91/102 = 89.22 %, and not the mean of 70 %."""
    found = over_parts([ratio(1, 2), ratio(90, 100)], OverTree.RATIO_OF_SUMS)
    assert found.value == exact(Fraction(91, 102))
    assert display(found.value, "en", style="percent", decimals=2) == "89.22%"
    in_percent = over_parts([ratio(1, 2), ratio(90, 100)], OverTree.RATIO_OF_SUMS, "%")
    assert in_percent.value == exact(Fraction(9100, 102))
    assert over_periods([ratio(1, 2), ratio(90, 100)], OverTime.RATIO_OF_SUMS).value == found.value


def test_a_ratio_without_its_numerator_cannot_be_put_together():
    found = over_parts([ratio(1, 2), Contribution(exact("0.9"))], OverTree.RATIO_OF_SUMS)
    assert (found.value, found.counted, found.items) == (missing(), 1, 2)


def test_organisations_are_counted_once():
    found = over_parts([firms("A", "B"), firms("B", "C"), firms()], OverTree.UNION)
    assert (found.value, found.counted, found.items) == (exact(3), 3, 3)
    years = over_periods([firms("A", "B"), firms("A")], OverTime.SUM, Temporal.FLOW, OverTree.UNION)
    assert years.value == exact(2)


def test_a_part_that_names_no_organisations_widens_the_count():
    found = over_parts([firms("A", "B"), Contribution(exact(5))], OverTree.UNION)
    assert found.value == Range(Fraction(5), Fraction(7))
    assert found.counted == 1
    beside_a_gap = over_parts([firms("A", "B"), Contribution(missing())], OverTree.UNION)
    assert beside_a_gap.value == at_least(2)
    assert over_parts([Contribution(missing())], OverTree.UNION).value == missing()


def test_sums_and_means_say_how_much_they_count():
    values = [Contribution(exact(4)), Contribution(exact(6)), Contribution(missing())]
    assert over_parts(values, OverTree.SUM).value == at_least(10)
    mean = over_parts(values, OverTree.MEAN)
    assert (mean.value, mean.counted, mean.items) == (exact(5), 2, 3)
    assert over_parts(values, OverTree.NONE).value == missing()
    assert over_parts([], OverTree.MEAN).value == missing()


@pytest.mark.parametrize(
    ("rule", "expected"),
    [(OverTime.SUM, 9), (OverTime.LAST, 6), (OverTime.MEAN, Fraction(9, 2)), (OverTime.MAX, 6)],
)
def test_periods_are_put_together_by_the_rule(rule, expected):
    values = [Contribution(exact(3)), Contribution(exact(6))]
    assert over_periods(values, rule, Temporal.FLOW).value == exact(expected)


def test_a_sum_of_stocks_is_refused_with_the_reason():
    found = over_periods([Contribution(exact(3)), Contribution(exact(6))], OverTime.SUM, Temporal.STOCK)
    assert found.value == missing()
    assert "its last value" in found.formula.in_language("en")
