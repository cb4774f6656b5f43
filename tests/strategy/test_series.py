"""Values taken from statistics: flags, gaps, transformations, what a refresh changes (STR-3, STR-16)."""

import doctest
from fractions import Fraction

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.quantities import about, at_least, exact, missing, suppressed
from grono.strategy import flags, measure_series, peers, series
from grono.strategy.flags import flag_tokens, flag_words, is_break
from grono.strategy.series import (
    NATION,
    Combine,
    Figure,
    Observation,
    SourceSeries,
    Transformation,
    figures,
    numbers,
    quantile,
    taken_figure,
)
from grono.strategy.series_changes import ChangeKind, changes


def of(*rows):
    return SourceSeries(tuple(Observation(*row) for row in rows), "Invented")


THREE = of(
    ("20", "A", 2020, exact(100), ""),
    ("20", "B", 2020, exact(50), "p"),
    ("20", "C", 2020, exact(350), ""),
    ("20", "A", 2022, exact(120), "b"),
    ("20", "B", 2022, suppressed(), "c"),
    ("20", "C", 2022, exact(380), ""),
)


@pytest.mark.parametrize("module", [series, flags, peers, measure_series])
def test_examples_run(module):
    assert doctest.testmod(module).failed == 0


def test_sum_median_and_share_of_a_worked_example():
    """By hand: 100 + 50 = 150; the middle of 50, 100 and 350 is 100; 150 of 500 is 30 %."""
    for combine, parts, multiplier, expected in (
        (Combine.SUM, ("A", "B"), 1, 150),
        (Combine.MEDIAN, (), 1, 100),
        (Combine.SHARE, ("A", "B"), 100, 30),
    ):
        found = figures(THREE, Transformation(parts, combine, multiplier=Fraction(multiplier)))
        assert found["20"][2020].quantity == exact(expected), combine


def test_a_gap_stays_a_gap_and_keeps_its_flag():
    found = figures(THREE, Transformation(("B",)))["20"]
    assert found[2020] == Figure(2020, exact(50), "p")
    assert found[2021] == Figure(2021, missing())
    assert found[2022] == Figure(2022, suppressed(), "c")


def test_a_sum_with_a_hidden_part_is_at_least_the_rest_only_for_a_flow():
    assert figures(THREE, Transformation(("A", "B"), non_negative_flow=True))["20"][2022].quantity == at_least(120)
    whole = figures(THREE, Transformation(("A", "B")))["20"][2022]
    assert not isinstance(whole.quantity, type(exact(0)))
    assert whole.flag == "b,c"


def test_a_part_that_the_source_leaves_out_is_a_gap_of_the_sum():
    assert not isinstance(figures(THREE, Transformation(("A", "Z")))["20"][2020].quantity, type(exact(0)))


def test_year_of_the_source_stands_for_a_later_period():
    assert figures(THREE, Transformation(("A",), years_later=1))["20"][2021].quantity == exact(100)


@pytest.mark.parametrize(
    ("value", "status", "expected"),
    [
        (12.5, "observed", exact(Fraction(25, 2))),
        (0.0, "zero", exact(0)),
        (12.5, "estimated", about(Fraction(25, 2))),
        (None, "suppressed", suppressed()),
        (None, "missing", missing()),
        (0.0, "missing", missing()),
    ],
)
def test_status_decides_what_a_figure_is(value, status, expected):
    assert taken_figure(value, status) == expected


def test_flags_are_told_in_words():
    assert [str(word.in_language("en")) for word in flag_words("bep")] == [
        "break in the time series",
        "estimated by the source",
        "provisional",
    ]
    assert flag_words("50")[0].in_language("pl") == "jeszcze nieopublikowane"
    assert "localised" in flag_words("localised")[0].in_language("en")
    assert (flag_tokens(""), is_break("ub"), is_break("localised")) == ((), True, False)


def test_a_refresh_says_what_is_new_changed_gone_and_the_same():
    before = {2019: Figure(2019, exact(1)), 2020: Figure(2020, exact(2), "p"), 2021: Figure(2021, exact(3))}
    now = {
        2019: Figure(2019, exact(1)),
        2020: Figure(2020, exact(2)),
        2021: Figure(2021, missing()),
        2022: Figure(2022, missing()),
        2023: Figure(2023, suppressed(), "c"),
    }
    kinds = {one.period: one.kind for one in changes(before, now)}
    assert kinds == {
        2019: ChangeKind.SAME,
        2020: ChangeKind.CHANGED,
        2021: ChangeKind.GONE,
        2022: ChangeKind.GAP,
        2023: ChangeKind.NEW,
    }
    assert changes({2019: before[2019]}, {})[0].kind is ChangeKind.GONE


def test_another_source_takes_nothing_back_that_it_never_had():
    before = {2018: Figure(2018, exact(1)), 2019: Figure(2019, exact(2)), 2020: Figure(2020, exact(3))}
    now = {
        2019: Figure(2019, missing("incomplete-sum")),
        2020: Figure(2020, exact(4)),
        2021: Figure(2021, missing("x")),
    }
    kinds = [one.kind for one in changes(before, now, from_elsewhere={2018, 2019, 2020})]
    assert kinds == [ChangeKind.KEPT, ChangeKind.KEPT, ChangeKind.CHANGED, ChangeKind.GAP]


@given(st.lists(st.fractions(), min_size=1, max_size=12), st.fractions(0, 1))
def test_quantile_lies_between_its_neighbours_and_moves_with_the_scale(values, share):
    ordered = sorted(values)
    found = quantile(ordered, share)
    assert ordered[0] <= found <= ordered[-1]
    assert quantile([2 * one + 1 for one in ordered], share) == 2 * found + 1


@given(st.permutations(THREE.observations))
def test_order_of_the_rows_does_not_matter(rows):
    how = Transformation(("A", "B"))
    assert numbers(figures(SourceSeries(tuple(rows), "x"), how)["20"]) == numbers(figures(THREE, how)["20"])


def test_nothing_in_the_source_is_nothing():
    assert figures(of(), Transformation()) == {}


def test_tables_of_a_map_become_series():
    cells = {"measure": "employees", "unit": "persons", "period": 2024, "industry": "10.51"}
    rows = [
        {"region": "20", "value": 40.0, "status": "observed", "flag_text": None, **cells},
        {"region": "24", "value": None, "status": "suppressed", "flag_text": ":c", **cells},
        {"region": "24", "value": 9.0, "status": "observed", "flag_text": None, **cells, "measure": "wages"},
    ]
    found = figures(measure_series.series_of_employees(pa.Table.from_pylist(rows), "Map", None), Transformation())
    assert {place: values[2024].quantity for place, values in found.items()} == {
        "20": exact(40), "24": suppressed(), NATION: at_least(40),
    }  # fmt: skip
    margins = [
        {"region": "20", "value": 90.0, "status": "observed", "flag_text": None, **cells, "industry": "TOTAL"},
        {"region": "TOTAL", "value": 70.0, "status": "observed", "flag_text": None, **cells},
    ]
    with_margins = measure_series.series_of_employees(pa.Table.from_pylist([*rows, *margins]), "Map", None)
    whole = {place: values[2024].quantity for place, values in figures(with_margins, Transformation()).items()}
    assert (whole["20"], whole[NATION]) == (exact(90), exact(90))
    dairies = figures(with_margins, Transformation(("10.51",)))
    assert (dairies["20"][2024].quantity, dairies[NATION][2024].quantity) == (exact(40), exact(70))
    assert figures(with_margins, Transformation(combine=Combine.MEDIAN))["20"][2024].quantity == exact(40)
    measured = [
        {"region": "20", "industry": "10.51", "period": 2024, "value": 1.25, "flags": "localised"},
        {"region": "20", "industry": None, "period": 2024, "value": None, "flags": "missing(inside_band)"},
    ]
    read = measure_series.series_of_measure(pa.Table.from_pylist(measured), "Map", "", None)
    assert [one.quantity for one in read.observations] == [exact(Fraction(5, 4)), missing()]
    assert read.observations[1].flag == "missing(inside_band)"
