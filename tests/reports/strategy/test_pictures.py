from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from grono.quantities import Absent, exact, interval, missing
from grono.reports.strategy import monitoring_report, pictures, written
from grono.strategy import Child, Colour, Progress, Status, roll_up, without_report
from grono.strategy.execution import execution_status
from tests.reports.strategy.reading import unlike

F = Fraction


def test_a_grey_task_has_no_bar_and_nothing_planned_has_no_target():
    done = Progress(F(10), F(20))
    grey = pictures.task_gauge("a", done, without_report(), "en")
    assert isinstance(grey.value, Absent)
    silent = pictures.task_gauge("a", None, without_report(), "en")
    assert isinstance(silent.way, Absent)
    early = Progress(F(0), F(0))
    assert isinstance(pictures.task_gauge("b", early, execution_status(early, 2010), "en").way, Absent)
    assert pictures.task_gauge("c", done, execution_status(done, 2010), "en").way == exact(F(1, 2))


def test_a_goal_is_drawn_by_its_mean_with_its_coverage():
    roll = roll_up([Child(F(1), colour=Colour.GREEN), Child(None, colour=Colour.NO_REPORT)])
    gauge = pictures.goal_gauge("I", roll, "en")
    assert gauge.value == exact(1)
    assert gauge.status == "unweighted mean, 1 of 2 with data"
    assert isinstance(pictures.goal_gauge("II", None, "en").value, Absent)


@pytest.mark.parametrize(
    ("baseline", "target"),
    [
        (None, (2015, exact(1))),
        ((2010, exact(0)), None),
        ((2015, exact(0)), (2015, exact(1))),
        ((2010, missing()), (2015, exact(1))),
    ],
)
def test_a_way_needs_two_ends_in_order(baseline, target):
    assert pictures.indicator_slope("a", "", baseline, None, target) is None


def test_only_what_lies_within_limits_is_a_dumbbell():
    assert pictures.compared_range("a", "", exact(3), {"target": exact(4)}) is None
    assert pictures.compared_range("a", "", interval(3, 5), {}) is None
    assert pictures.compared_range("a", "os.", interval(3, 5), {"target": exact(4)}).unit == "os."


def test_a_stage_is_finished_in_the_year_that_completes_its_points():
    bar = pictures.stage_bar("1", {2009: F(10), 2010: F(5)}, {2009: F(10), 2010: F(2), 2011: F(3)}, 2011)
    assert (bar.planned, bar.begun, bar.finished) == (
        (date(2009, 1, 1), date(2010, 12, 31)), date(2009, 1, 1), date(2011, 12, 31),
    )  # fmt: skip
    assert pictures.stage_bar("1", {2009: F(10)}, {2009: F(10), 2010: F(1)}, 2008).is_known is False
    assert pictures.stage_bar("1", {}, {}, 2011).planned is None


def test_parts_are_joined_and_finished_only_together():
    first = pictures.stage_bar("1", {2009: F(10)}, {2009: F(10)}, 2011)
    second = pictures.stage_bar("2", {2011: F(10)}, {}, 2011)
    both = pictures.joined("task", [first, second])
    assert both.planned == (date(2009, 1, 1), date(2011, 12, 31))
    assert both.finished is None
    assert pictures.joined("task", [first]).finished == date(2009, 12, 31)
    assert pictures.joined("nothing", []).planned is None


def test_the_tables_behind_the_pictures_are_the_same_in_all_forms(figures):
    document = monitoring_report(figures, "pl")
    names = [picture.name for picture in document.pictures]
    assert names == ["work", "goal-1", "goal-1-stages", "goal-1-way", "goal-1-range"]
    assert unlike(document, written(document)) == []


def test_a_value_of_half_a_year_stands_on_the_way_of_its_indicator(figures):
    (goal,) = figures.goals
    jobs, talks = goal.indicators
    halves = replace(jobs.readings[1], period="2009-07-01–2009-12-31", year=2009)
    later = replace(figures, goals=(replace(goal, indicators=(replace(jobs, readings=(halves,)), talks)),))
    way = next(one for one in monitoring_report(later, "en").pictures if one.name == "goal-1-way")
    latest = [row for row in way.chart.table.to_pylist() if row["kind"] == "latest value"]
    assert [(row["year"], row["lower"], row["upper"]) for row in latest] == [("2009", 18271.0, 18921.0)]


def test_a_status_with_two_colours_is_told_on_the_bar():
    between = Status(Colour.AMBER, Colour.GREEN, "STR-28", without_report().reason)
    assert "amber" in pictures.task_gauge("a", Progress(F(9), F(10)), between, "en").status


def test_the_points_of_a_goal_are_those_of_tasks_that_reported(figures):
    (goal,) = figures.goals
    silent = replace(goal.tasks[0], number="3", to_date=None, in_period=None)
    document = monitoring_report(replace(figures, goals=(replace(goal, tasks=(*goal.tasks, silent)),)), "en")
    points = next(picture.chart for picture in document.pictures if picture.name == "goal-1")
    assert points.title == "Goal I: points done and planned, by year (1 of 2 with data)"
    assert "66 done of 80 planned" in points.alternative
