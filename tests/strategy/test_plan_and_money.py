"""Roll-up (STR-22), money (STR-17), milestones (STR-19) and the views of a plan (STR-20)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grono.messages import GronoError
from grono.quantities import QuantityError, exact, missing
from grono.strategy import (
    Authority,
    Child,
    Colour,
    PlanFact,
    card_amounts,
    funding_amounts,
    infer_years,
    plan_views,
    progress_to_target,
    read_card,
    roll_up,
    total_cost,
)
from tests.strategy.factories import COMPLETE


def test_worked_examples_of_the_roll_up(oracle):
    example = oracle("strategy")["STR-E10"]
    for case, expected in zip(example["input"]["cases"], example["expected"]["results"], strict=True):
        found = roll_up([Child(None if c["p"] is None else Fraction(c["p"], 100), Fraction(c["w"])) for c in case])
        assert float(found.share * 100) == expected["percent"]
        assert [found.with_data, found.children] == expected["children"]
        assert float(found.weight_share * 100) == expected["weight_percent"]


def test_without_weights_the_mean_is_labelled_unweighted():
    found = roll_up(
        [Child(Fraction(1), colour=Colour.GREEN), Child(Fraction(0), colour=Colour.RED, typed=True), Child(None)]
    )
    assert (found.share, found.weight_share, found.typed) == (Fraction(1, 2), None, 1)
    assert str(found.label) == "unweighted mean, 2 of 3 with data; typed as a percentage: 1"  # STR-13
    assert found.colours == {Colour.GREEN: 1, Colour.RED: 1}
    assert (
        str(roll_up([Child(Fraction(1), Fraction(1))]).label) == "weighted mean, 1 of 1 with data, 100% of the weight"
    )


def test_no_data_is_no_share():
    assert roll_up([Child(None, Fraction(1))]).share is None
    assert roll_up([]).share is None


@pytest.mark.parametrize(
    ("children", "sentence"),
    [
        ([Child(None, Fraction(1)), Child(None)], "1 of 2 items have no weight"),
        ([Child(None, Fraction(-1))], "below zero"),
    ],
)
def test_weights_that_make_no_sense_are_refused(children, sentence):
    with pytest.raises(GronoError, match=sentence):
        roll_up(children)


@given(st.lists(st.fractions(0, 1), min_size=1, max_size=6), st.fractions(min_value="1/10", max_value=10))
def test_equal_weights_change_nothing(shares, weight):
    weighted = roll_up([Child(share, weight) for share in shares])
    assert weighted.share == roll_up([Child(share) for share in shares]).share
    assert min(shares) <= weighted.share <= max(shares)


def test_worked_examples_of_amounts(oracle):
    example = oracle("strategy")["STR-E8"]
    for case, expected in zip(example["input"]["cases"], example["expected"]["amounts"], strict=True):
        found = funding_amounts(case["total"], case["shares"])
        assert (None if found is None else [str(amount) for amount in found]) == expected


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10000), min_size=1, max_size=8))
def test_amounts_add_up_and_are_near_their_quotas(grosze, shares):
    total = Decimal(grosze).scaleb(-2)
    found = funding_amounts(total, [Fraction(share, 100) for share in shares])
    if sum(shares) == 0:
        assert found is None
    else:
        assert sum(found) == total
        for amount, share in zip(found, shares, strict=True):
            assert abs(Fraction(amount) - Fraction(total) * share / sum(shares)) < Fraction(1, 100)


@pytest.mark.parametrize(("total", "shares"), [("1.001", [1]), ("-1", [1]), ("1", [2, -1])])
def test_amounts_that_make_no_sense_are_refused(total, shares):
    with pytest.raises(GronoError, match="cannot be divided"):
        funding_amounts(total, shares)


def test_amounts_of_a_card(seed):
    assert [str(amount) for amount in card_amounts(COMPLETE)] == ["50000.01", "50000.00"]
    assert card_amounts(replace(COMPLETE, total_cost_text="około 25 tys. zł")) is None
    assert card_amounts(read_card(seed("001").read_bytes().decode())) is None
    assert total_cost(replace(COMPLETE, total_cost_text="")) == missing()
    with pytest.raises(QuantityError):
        total_cost(replace(COMPLETE, total_cost_text="dużo"))


def test_worked_example_of_milestones(oracle):
    example = oracle("strategy")["STR-E14"]
    found = infer_years(example["input"]["in_order"])
    assert [str(milestone.day) for milestone in found] == example["expected"]["dates"]
    assert [milestone.year_inferred for milestone in found] == example["expected"]["year_inferred"]


def test_a_leap_day_waits_for_its_year_and_the_same_day_stays():
    found = infer_years(["2001-03-01", "--02-29", "--02-29"])
    assert [str(milestone.day) for milestone in found][1:] == ["2004-02-29", "2004-02-29"]


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["--05-01"], "has no year"),
        (["2001-13-01"], "is not a date"),
        (["2001-01-01", "--02-30"], "is not a date"),
        (["x"], "x"),
    ],
)
def test_dates_that_cannot_be_are_refused(texts, sentence):
    with pytest.raises(GronoError, match=sentence):
        infer_years(texts)


def test_worked_example_of_time_travel(oracle):
    example = oracle("strategy")["STR-E13"]
    given, expected = example["input"], example["expected"]
    facts = [
        PlanFact(exact(f["target"]), date.fromisoformat(f["resolution_date"]), date.fromisoformat(f["recorded"]))
        for f in given["facts"]
    ]

    def percent(fact):
        return float(progress_to_target(0, fact.value, given["actual"]).lower * 100)

    views = plan_views(facts)
    assert percent(views.as_adopted) == pytest.approx(expected["as_adopted_percent"], abs=0.005)
    assert percent(views.as_revised) == pytest.approx(expected["as_revised_percent"], abs=0.005)
    for day, known in expected["as_known_on"].items():
        found = plan_views(facts, known_on=date.fromisoformat(day)).as_revised
        assert percent(found) == pytest.approx(known, abs=0.005)


def test_a_correction_changes_what_was_adopted_and_is_not_a_revision():
    adopted = PlanFact(exact(40), date(2021, 4, 12), date(2021, 4, 12))
    corrected = PlanFact(exact(41), date(2021, 4, 12), date(2021, 5, 1), Authority.CORRECTION, "misprint")
    revised = PlanFact(exact(35), date(2023, 6, 25), date(2023, 7, 1))
    facts = [revised, corrected, adopted]
    assert plan_views(facts).as_adopted == corrected
    assert plan_views(facts, known_on=date(2021, 4, 30)).as_adopted == adopted
    assert plan_views(facts, valid_on=date(2022, 1, 1)).as_revised == corrected
    assert plan_views(facts, known_on=date(2020, 1, 1)).as_adopted is None
