"""Forecasts: three paces, months, and bands only of six readings and more (STR-30)."""

from datetime import date
from fractions import Fraction
from random import Random

import pytest

from grono.messages import GronoError
from grono.strategy import Stage, forecast, read_card, stage_forecast
from grono.strategy.local_level import completion_bands
from tests.strategy.factories import COMPLETE, cells, with_stages


def test_worked_example_of_stage_4(oracle):
    example = oracle("strategy")["STR-E4"]
    given, expected = example["input"], example["expected"]
    found = forecast(given["done"], given["years"], given["remaining"], date.fromisoformat(given["horizon_end"]))
    assert float(found.last_pace.years) == pytest.approx(expected["years_at_last_pace"], abs=1e-9)
    assert float(found.mean_pace.years) == pytest.approx(expected["years_at_mean_pace"], abs=1e-9)
    assert found.last_pace.month == expected["month_at_last_pace"]
    assert found.mean_pace.month == expected["month_at_mean_pace"]
    assert (found.last_pace.after_horizon, found.mean_pace.after_horizon) == (False, True)
    assert found.required == expected["required_per_year"]
    assert found.bands == ()
    assert str(found.reason).startswith("too little data: 3 readings")


def test_the_forecast_of_the_card_is_the_same(seed):
    card = read_card(seed("001").read_bytes().decode())
    found = stage_forecast(card, "4")
    assert found == forecast([4, 2, 10], [2009, 2010, 2011], 14, date(2013, 12, 31))
    assert str(found.mean_pace.when) == "in August 2014, after the end of the plan"
    assert stage_forecast(card, "1") is None


@pytest.mark.parametrize(
    ("done", "remaining", "day"),
    [(10, 10, date(2020, 12, 31)), (10, 5, date(2020, 7, 1)), (1, 30, date(2049, 12, 31)), (366, 1, date(2020, 1, 1))],
)
def test_time_is_counted_from_the_end_of_the_year(done, remaining, day):
    assert forecast([done], [2019], remaining, date(2030, 12, 31)).last_pace.day == day


def test_without_pace_it_is_never_done():
    line = forecast([3, 0], [2019, 2020], 5, date(2019, 12, 31)).last_pace
    assert (line.years, line.month, line.after_horizon, str(line.when)) == (None, None, True, "never")


def test_beyond_the_calendar_there_is_no_day():
    line = forecast([Fraction(1, 1000)], [2019], 50, date(2030, 12, 31)).last_pace
    assert (line.day, line.after_horizon) == (None, True)


def test_nothing_is_required_once_the_horizon_has_passed():
    assert forecast([1], [2019], 5, date(2019, 12, 31)).required is None
    assert forecast([1], [2019], 5, date(2020, 6, 30)).required == 5 / Fraction(182, 366)


@pytest.mark.parametrize(("done", "years", "remaining"), [([], [], 1), ([1, 1], [2019, 2021], 1), ([1], [2019], 0)])
def test_what_cannot_be_forecast_is_refused(done, years, remaining):
    with pytest.raises(GronoError, match="without gaps"):
        forecast(done, years, remaining, date(2030, 12, 31))


def test_a_stage_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(GronoError, match="no stage 9; the stages are 1, 2"):
        stage_forecast(COMPLETE, "9")


def test_a_pause_inside_a_stage_counts_as_a_year():
    card = with_stages(Stage("1", "Etap", cells("10/50", "-", "20/50")))
    assert stage_forecast(card, "1").mean_pace.pace == 10


def test_bands_contain_the_mean_pace_and_widen_with_probability():
    narrow, wide = forecast([5, 6, 4, 5, 7, 5], range(2010, 2016), 20, date(2030, 12, 31)).bands
    assert (narrow.probability, wide.probability) == (0.80, 0.95)
    assert wide.earliest < narrow.earliest < 20 / 5.33 < narrow.latest < wide.latest


def test_bands_cover_simulated_completions_as_often_as_they_say():
    """An independent check: noise around a steady level, simulated to the end."""
    random = Random(20240101)  # noqa: S311 - a simulation, not a secret
    inside = 0
    for _ in range(200):
        points = [random.gauss(10, 2) for _ in range(40)]
        band = completion_bands(points, 60)[0]
        reached, years = 0.0, 0.0
        while reached < 60:
            pace = random.gauss(10, 2)
            years += min(1.0, (60 - reached) / pace)
            reached += pace
        inside += band.earliest <= years <= band.latest
    assert 0.70 <= inside / 200 <= 0.90


def test_a_series_that_may_end_has_no_latest_time():
    assert completion_bands([9, 7, 5, 3, 1, 0], 50)[1].latest is None
