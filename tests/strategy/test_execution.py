"""Progress and status of a card: points (STR-22), execution (STR-24), stages that are over (STR-25), no owner (STR-26)."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from grono.strategy import Colour, Stage, Thresholds, progress, read_card
from grono.strategy.execution import status_at
from tests.strategy.factories import COMPLETE, cards, cells, with_stages


def leszno(seed):
    return progress(read_card(seed("001").read_bytes().decode()))


def percent(points):
    return None if points.share is None else float(points.share * 100)


def test_the_years_of_leszno(seed, oracle):
    example = oracle("strategy")["STR-E2"]
    tolerance = example["tolerance"]["percent"]
    for year, expected in zip(leszno(seed).years, example["expected"]["years"], strict=True):
        assert year.year == expected["year"]
        assert (year.in_year.done, year.in_year.planned) == (expected["done"], expected["planned"])
        assert (year.to_date.done, year.to_date.planned) == (
            expected["cumulative_done"],
            expected["cumulative_planned"],
        )
        assert percent(year.in_year) == pytest.approx(expected["percent"], abs=tolerance)
        assert percent(year.to_date) == pytest.approx(expected["cumulative_percent"], abs=tolerance)
        assert year.status.worst == year.status.best == expected["status"]


def test_the_stages_of_leszno(seed, oracle):
    expected = oracle("strategy")["STR-E2"]["expected"]
    found = leszno(seed)
    assert [
        {"stage": stage.number_text, "done": stage.total.done, "planned": stage.total.planned} for stage in found.stages
    ] == expected["stages"]
    assert float(100 - found.stages[3].total.share * 100) == pytest.approx(
        expected["stage_4_shortfall_percent"], abs=0.005
    )
    assert percent(found.total) == expected["task_percent"]
    assert found.last_planned_year == 2011


def test_each_status_of_leszno_says_why(seed):
    found = leszno(seed)
    assert str(found.at(2009).status.reason) == (
        "By the end of 2009, 49 of 55 planned points were done: 89.09%. Green starts at 95%, amber at 80%."
    )
    assert found.at(2011).status.rule == "STR-25"
    assert "Stage 4 “Wypracowanie Lokalnego Planu Działań.” was to be finished in 2011; 14 of its 30 points" in str(
        found.at(2011).status.reason
    )
    assert found.at(2013).status == found.at(2011).status == found.status


@pytest.mark.parametrize(
    ("stages", "colours"),
    [
        ((("95/100", "-", "-"),), ["amber", "amber", "amber"]),
        ((("94/100", "-", "-"),), ["amber"] * 3),
        ((("79,9/100", "-", "-"),), ["red"] * 3),
        ((("-", "50/50", "50/50"),), ["before_term", "green", "green"]),
        ((("90/90", "-", "-"), ("7,5/10", "-", "-")), ["amber"] * 3),
        ((("90/90", "-", "-"), ("7/10", "-", "-")), ["red"] * 3),
        ((("90/90", "-", "-"), ("5/10", "5/0", "-")), ["red", "green", "green"]),
        ((("94/100", "-", "-"), ("0/0", "-", "-")), ["amber"] * 3),
        ((("96/48", "-", "-"), ("1/2", "-", "-")), ["red"] * 3),
    ],
)
def test_status_at_the_thresholds(stages, colours):
    card = with_stages(*(Stage(str(n), "Etap", cells(*texts)) for n, texts in enumerate(stages, 1)))
    assert [year.status.worst.value for year in progress(card).years] == colours


def test_without_an_executor_nothing_is_green():
    statuses = {year.status.worst for year in progress(replace(COMPLETE, executor_text=" ")).years}
    assert statuses == {Colour.NO_OWNER}
    assert all(colour.is_grey for colour in statuses)


def test_a_year_without_a_plan_has_no_percentage():
    found = progress(with_stages(Stage("1", "Etap", cells("10/100", "-", "-"))))
    assert found.at(2021).in_year.share is None
    assert found.at(2021).to_date.formula == "10/100"


def test_thresholds_are_settings():
    card = with_stages(Stage("1", "Etap", cells("80/100", "-", "-")))
    kind = Thresholds(green=Fraction(1, 2), stage_shortfall=Fraction(1, 10))
    assert progress(card, kind).status.worst is Colour.RED
    assert progress(card).status.worst is Colour.AMBER


@given(cards())
def test_years_and_stages_add_up_to_the_same_total(card):
    found = progress(card)
    assert sum(year.in_year.done for year in found.years) == found.total.done
    assert sum(stage.total.planned for stage in found.stages) == found.total.planned
    assert found.years[-1].to_date == found.total
    if found.total.planned and found.status.worst is Colour.GREEN:
        assert all(stage.total.done >= stage.total.planned for stage in found.stages)


@given(cards())
def test_the_status_of_one_year_is_that_of_the_whole_progress(card):
    for one in progress(card).years:
        assert status_at(card, one.year) == one.status
