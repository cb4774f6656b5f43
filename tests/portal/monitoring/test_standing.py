"""How a strategy stands: statuses and roll-up from published reports (STR-20, STR-22 to STR-28)."""

import datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.utils import timezone

from grono.portal.core.visitor import Visitor
from grono.portal.monitoring.actions import (
    approve_report,
    correct_report,
    publish_report,
    save_report,
    start_report,
    submit_report,
)
from grono.portal.monitoring.executed import Executed
from grono.portal.monitoring.figures import figures_of
from grono.portal.monitoring.models import Report
from grono.portal.monitoring.standing import Standings
from grono.portal.monitoring.standing_queries import standings_of
from grono.portal.strategies.actions import add_node
from grono.portal.strategies.plan_queries import done_on_cards
from grono.quantities import display, exact
from grono.reports.strategy import grey_items, monitoring_report
from grono.strategy import Colour, NodeKind, PlanView, Programme, ProgrammeNode
from tests.portal.monitoring.factories import content, make_period, make_plan, make_published, make_report, part_named
from tests.portal.strategies.factories import make_leszno


@pytest.fixture
def strategy(db):
    return make_plan()


def part_of(standings, title):
    return next(one for goal in standings.goals for one in goal.parts if one.part.node.title == title)


def test_group_of_actions_is_reported_itself_or_by_its_tasks(strategy):
    for title in ("Grupa z zadaniem", "Grupa bez zadań"):
        group = add_node(by=None, strategy=strategy, kind="action_group", title=title)
        if "z zadaniem" in title:
            add_node(by=None, strategy=strategy, kind="task", title="Zadanie grupy", parent=group)
    found = [part.node.title for part in standings_of(Visitor(), strategy).parts]
    assert found == ["Inkubator", "Targi", "Zadanie grupy", "Grupa bez zadań"]


def test_nothing_is_judged_before_a_period(strategy):
    standings = standings_of(Visitor(), strategy)
    assert part_of(standings, "Inkubator").status.worst is Colour.BEFORE_TERM
    assert part_of(standings, "Targi").status.worst is Colour.NO_OWNER


def test_status_follows_from_published_reports_alone(strategy, people):
    period = make_period(strategy)
    make_report(strategy, period, people, done=(40, 10), statement="Tak.")
    assert part_of(standings_of(Visitor(), strategy), "Inkubator").status.worst is Colour.NO_REPORT


def test_published_points_are_judged(strategy, people):
    make_published(strategy, make_period(strategy), people, done=(40, 5))
    standing = part_of(standings_of(Visitor(), strategy), "Inkubator")
    assert (standing.to_date.done, standing.to_date.planned) == (45, 50)
    assert (standing.status.worst, standing.status.rule) == (Colour.AMBER, "STR-24")


def test_late_stage_overrides(strategy, people):
    make_published(strategy, make_period(strategy), people, done=(20, 30))
    status = part_of(standings_of(Visitor(), strategy), "Inkubator").status
    assert (status.worst, status.rule) == (Colour.RED, "STR-25")
    assert "20 of its 40 points are lacking" in str(status.reason)


def test_range_is_judged_at_both_ends_on_a_straight_path(strategy, people):
    make_published(strategy, make_period(strategy), people, jobs="90–100")
    [indicator] = [one for goal in standings_of(Visitor(), strategy).goals for one in goal.indicators]
    assert (indicator.status.worst, indicator.status.best, indicator.target_year) == (Colour.AMBER, Colour.GREEN, 2022)
    assert str(indicator.status.label) == "uncertain (amber–green)"


def test_indicator_without_a_value_is_grey(strategy, people):
    make_published(strategy, make_period(strategy), people, jobs="")
    [indicator] = [one for goal in standings_of(Visitor(), strategy).goals for one in goal.indicators]
    assert indicator.status.worst is Colour.NO_REPORT


def test_roll_up_counts_only_what_has_data(strategy, people):
    make_published(strategy, make_period(strategy), people, done=(40, 5))
    [goal] = standings_of(Visitor(), strategy).goals
    assert (goal.roll.with_data, goal.roll.children, goal.roll.share) == (1, 2, exact("0.9").lower)
    assert goal.roll.colours == {Colour.AMBER: 1, Colour.NO_OWNER: 1}


def test_objective_counts_in_its_goal_once_however_many_tasks_it_has():
    """STR-22: task → objective → goal, a mean at each level; one objective at 100 %, the other with two tasks at 0 %."""
    nodes, executed = [ProgrammeNode("g", NodeKind.GOAL, "I", "Cel", "Burmistrz")], Executed()
    period = SimpleNamespace(pk=1, year=2021, deadline=datetime.date(2022, 3, 1))
    for objective, task, done in (("a", "1", 100), ("b", "2", 0), ("b", "3", 0)):
        if objective not in [one.key for one in nodes]:
            nodes.append(ProgrammeNode(objective, NodeKind.OBJECTIVE, objective, objective, parent="g"))
        nodes.append(ProgrammeNode(task, NodeKind.TASK, task, task, parent=objective))
        points = {"2021": exact(100)}
        nodes.append(ProgrammeNode(f"{task}.1", NodeKind.STAGE, "1", "Etap", parent=task, points=points))
        executed.done[f"{task}.1"] = {2021: Fraction(done)}
        executed.reports[task] = {1: SimpleNamespace(period=period)}
    programme = Programme("k", "S", "pl", PlanView.AS_REVISED, None, None, tuple(nodes))
    [goal] = Standings(programme, executed, period, datetime.date(2022, 4, 1)).goals
    assert (goal.roll.share, goal.roll.with_data, goal.roll.children) == (Fraction(1, 2), 2, 2)


def test_as_known_on_a_day_a_correction_is_not_yet_known(strategy, people):
    first = make_published(strategy, make_period(strategy), people, done=(40, 5))
    before = timezone.now() - datetime.timedelta(days=10)
    Report.objects.filter(pk=first.pk).update(published_at=before)
    second = correct_report(by=people.coordinator, report=first, reason="Zły druk.")
    part = part_named(strategy, "Inkubator", people.coordinator)
    second = save_report(
        by=people.coordinator, report=second, version=1, content=content(part, done=(40, 10), statement="Tak.")
    )
    for act in (submit_report,):
        second = act(by=people.coordinator, report=second, version=second.version)
    publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=second))
    now = part_of(standings_of(Visitor(), strategy), "Inkubator")
    assert now.to_date.done == 50
    earlier = timezone.localdate() - datetime.timedelta(days=5)
    from grono.portal.monitoring.executed import executed_of

    assert sum(sum(years.values()) for years in executed_of(strategy, earlier).done.values()) == 45
    assert not executed_of(strategy, earlier - datetime.timedelta(days=9)).done


def test_figures_carry_money_evidence_and_grey_items(strategy, people):
    make_published(strategy, make_period(strategy), people, paid="ponad 100")
    figures = figures_of(Visitor(), strategy, "pl")
    [goal] = figures.goals
    assert [display(one.paid, "pl") for one in goal.tasks[0].money] == ["ponad 100"]
    assert goal.tasks[0].evidence[0].is_statement
    assert [item.name for item in grey_items(figures)] == ["2 Targi"]
    assert monitoring_report(figures, "pl").title == "Raport z monitoringu"


def test_leszno_comes_out_as_the_specification_says(people, oracle):
    """STR-E2: points, percentages and statuses by year, from stored and published reports."""
    expected = {row["year"]: row for row in oracle("strategy")["STR-E2"]["expected"]["years"]}
    strategy = make_leszno().strategy
    done = done_on_cards(people.coordinator, strategy)
    for year in range(2009, 2014):
        period = make_period(strategy, year)
        part = next(iter(standings_of(people.coordinator, strategy).parts))
        points = [done[stage.key].get(str(year)) for stage in part.stages]
        report = start_report(by=people.coordinator, period=period, node_key=part.node.key)
        said = content(part, done=[one.lower if one else 0 for one in points], statement="Karta zadania.")
        report = save_report(by=people.coordinator, report=report, version=1, content=said)
        report = submit_report(by=people.coordinator, report=report, version=2)
        publish_report(by=people.coordinator, report=approve_report(by=people.coordinator, report=report))
        [standing] = [one for goal in standings_of(Visitor(), strategy, period=period).goals for one in goal.parts]
        row = expected[year]
        assert (standing.in_period.done, standing.in_period.planned) == (row["done"], row["planned"])
        assert (standing.to_date.done, standing.to_date.planned) == (row["cumulative_done"], row["cumulative_planned"])
        assert standing.status.worst.value == row["status"]
