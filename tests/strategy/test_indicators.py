"""Indicators: progress and keeping (STR-15), status (STR-27), ranges (STR-28), trend (STR-29), aggregation (STR-5, STR-14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.messages import GronoError
from grono.quantities import about, at_least, exact, interval, less_than, missing, more_than, not_planned
from grono.strategy import (
    Colour,
    Direction,
    OverTime,
    Temporal,
    TrendClass,
    ValueRole,
    add_of_one_role,
    indicator_status,
    linear_path,
    maintain_status,
    over_time,
    progress_to_target,
    range_status,
    ratio_of_sums,
    read_card,
    trend,
    union_count,
)

UP, DOWN = Direction.UP, Direction.DOWN


def colours(status):
    return [status.worst.value, status.best.value]


def test_worked_examples_of_progress_to_target(oracle):
    example = oracle("strategy")["STR-E11"]
    sure, fall = example["input"]["cases"]
    expected = example["expected"]["results"]
    share = progress_to_target(sure["baseline"], sure["target"], interval(*sure["actual"]))
    assert [float(share.lower * 100), float(share.upper * 100)] == expected[0]["percent"]
    status = indicator_status(sure["baseline"], sure["target"], interval(*sure["actual"]), direction=UP)
    assert colours(status) == expected[0]["status"]
    assert status.is_uncertain
    assert str(status.label) == "uncertain (amber–green)"
    falling = progress_to_target(fall["baseline"], fall["target"], fall["actual"])
    assert float(falling.lower * 100) == expected[1]["percent"]


def test_lodz_is_red_at_both_ends(oracle):
    expected = oracle("strategy")["STR-E5"]["expected"]
    status = indicator_status(0, about(25000), interval(18271, 18921), direction=UP)
    assert colours(status) == expected["status_2010"]
    assert "about 73.08–75.68" in str(status.reason)


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (exact(95), ["green", "green"]),
        (less_than(95, floor=80), ["amber", "amber"]),
        (interval(80, 95), ["amber", "green"]),
        (more_than(79), ["red", "green"]),
        (at_least(95), ["green", "green"]),
        (less_than(50, floor=None), ["red", "red"]),
        (missing(), ["no_report", "no_report"]),
    ],
)
def test_a_range_is_judged_at_both_ends(actual, expected):
    assert colours(indicator_status(0, 100, actual, direction=UP)) == expected


@pytest.mark.parametrize(
    ("actual", "direction", "expected"),
    [
        (100, UP, ["green", "green"]),
        (95, UP, ["amber", "amber"]),
        ("94.9", UP, ["red", "red"]),
        (100, DOWN, ["green", "green"]),
        (105, DOWN, ["amber", "amber"]),
        (106, DOWN, ["red", "red"]),
        (interval(90, 110), UP, ["red", "green"]),
        (missing(), UP, ["no_report", "no_report"]),
    ],
)
def test_a_value_to_maintain(actual, direction, expected):
    assert colours(indicator_status(100, 100, actual, direction=direction)) == expected
    assert colours(maintain_status(100, actual, direction=direction)) == expected


def test_a_missing_path_is_no_report():
    assert indicator_status(0, missing(), 5, direction=UP).worst is Colour.NO_REPORT


@pytest.mark.parametrize(
    ("actual", "previous", "expected"),
    [
        (15, None, ["green", "green"]),
        (25, None, ["red", "red"]),
        (25, 30, ["amber", "amber"]),
        (8, 5, ["amber", "amber"]),
        (25, 25, ["red", "red"]),
        (25, 15, ["red", "red"]),
        (interval(5, 30), None, ["red", "green"]),
        (more_than(20), 40, ["red", "amber"]),
        (missing(), 1, ["no_report", "no_report"]),
    ],
)
def test_a_best_range(actual, previous, expected):
    assert colours(range_status(interval(10, 20), actual, previous)) == expected


def test_a_best_range_without_an_upper_end():
    assert colours(range_status(at_least(10), more_than(15))) == ["green", "green"]
    assert colours(range_status(more_than(10), more_than(10))) == ["green", "green"]
    assert colours(range_status(more_than(10), at_least(10))) == ["red", "green"]
    assert colours(range_status(at_least(10), less_than(12, floor=None))) == ["red", "green"]


def test_a_linear_path_stays_between_baseline_and_target():
    assert [linear_path((2020, 10), (2030, 0), year) for year in (2019, 2020, 2025, 2030, 2035)] == [10, 10, 5, 0, 0]
    assert linear_path((2020, 10), (2020, 12), 2020) == 12


def test_worked_example_of_the_trend(oracle):
    example = oracle("strategy")["STR-E12"]
    found = trend(*(tuple(example["input"][name]) for name in ("baseline", "actual", "target")))
    expected, tolerance = example["expected"], example["tolerance"]["number"]
    assert found.actual * 100 == pytest.approx(expected["actual_percent"], abs=tolerance)
    assert found.required * 100 == pytest.approx(expected["required_percent"], abs=tolerance)
    assert found.ratio == pytest.approx(expected["ratio"], abs=tolerance)
    assert found.category.value == expected["class"]


@pytest.mark.parametrize(
    ("actual", "category"),
    [(110, "significant"), (107, "moderate"), (102, "insufficient"), (100, "insufficient"), (99, "away")],
)
def test_classes_of_trends(actual, category):
    found = trend((2020, 100), (2021, actual), (2021, 110))
    assert found.category.value == category
    assert str(found.category.label)


def test_values_of_zero_or_below_use_mean_changes():
    found = trend((2020, 0), (2022, 4), (2030, 20))
    assert (found.uses_growth_rates, found.actual, found.required, found.ratio) == (False, 2, 2, 1)
    assert trend((2020, 5), (2022, 4), (2030, 5)).category is TrendClass.UNDETERMINED
    with pytest.raises(GronoError, match="later than the baseline of 2020"):
        trend((2020, 5), (2020, 4), (2030, 5))


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 1000), st.integers(2, 50))
def test_the_unit_does_not_matter(baseline, actual, target, unit):
    one = trend((2010, baseline), (2015, actual), (2020, target))
    other = trend((2010, baseline * unit), (2015, actual * unit), (2020, target * unit))
    assert one.actual == pytest.approx(other.actual, abs=1e-9)


def test_worked_example_of_ratios(oracle):
    example = oracle("strategy")["STR-E9"]
    found = ratio_of_sums([(exact(up), exact(down)) for up, down in example["input"]["ratios"]])
    assert float(found.lower * 100) == pytest.approx(example["expected"]["percent"], abs=1e-4)
    assert ratio_of_sums([(exact(1), missing()), (exact(1), exact(2))]) == missing()


def test_indicators_of_leszno_over_time(seed):
    rows = {row.name_text: row for _, row in read_card(seed("001").read_bytes().decode()).rows}
    support = rows["Lokalna Grupa Wsparcia"].values
    courses = rows["Nowe kierunki na uczelniach wyższych"].values  # codespell:ignore nowe
    assert over_time(support, OverTime.LAST, Temporal.STOCK) == exact(0)
    assert over_time(courses, OverTime.SUM, Temporal.FLOW) == exact(5)
    assert over_time(courses, OverTime.MEAN, Temporal.FLOW) == exact(1)
    with pytest.raises(GronoError, match="last value, never its sum"):
        over_time(support, OverTime.SUM, Temporal.STOCK)


def test_gaps_over_time():
    values = [exact(2), missing(), exact(4), not_planned()]
    assert over_time(values, OverTime.SUM, Temporal.FLOW) == at_least(6)
    assert over_time([*values, exact(-1)], OverTime.SUM, Temporal.FLOW) == missing("incomplete-sum")
    assert over_time(values, OverTime.MEAN, Temporal.FLOW) == missing("operand-missing")
    assert over_time([], OverTime.LAST, Temporal.STOCK) == missing()
    assert over_time(values, OverTime.NONE, Temporal.EVENT) == missing()
    with pytest.raises(GronoError, match="sum of numerators"):
        over_time(values, OverTime.MEAN, Temporal.RATIO)


def test_organisations_are_counted_once_and_roles_are_not_mixed():
    assert union_count([{"1", "2"}, {"2", "3"}, set()]) == 3
    actual = (ValueRole.ACTUAL, exact(1))
    assert add_of_one_role([actual, actual], non_negative_flow=True) == exact(2)
    with pytest.raises(GronoError, match="actual, expected"):
        add_of_one_role([actual, (ValueRole.EXPECTED, exact(10000))], non_negative_flow=True)
