"""An evaluation plan is worth something when it came before the figures."""

import doctest
from datetime import date

from grono.strategy import findings_evaluation
from grono.strategy.findings_evaluation import GoalPlan, evaluation_findings

ADOPTED = date(2020, 1, 1)


def codes(*plans):
    return [one.code for one in evaluation_findings(plans)]


def test_examples_run():
    assert doctest.testmod(findings_evaluation).failed == 0


def test_what_is_told_of_a_goal():
    before, after = GoalPlan("1", "I", ADOPTED, date(2019, 12, 1)), GoalPlan("1", "I", ADOPTED, date(2021, 1, 1))
    assert codes(before) == []
    assert codes(after) == ["F-EVALUATION-LATE"]
    assert codes(after, before, GoalPlan("1", "I", ADOPTED, None)) == []
    assert codes(GoalPlan("1", "I", ADOPTED, None)) == ["F-EVALUATION-OPEN"]
    assert codes(GoalPlan("1", "I", None, None)) == []
    assert codes(GoalPlan("1", "I", None, ADOPTED, is_intact=False)) == ["F-EVALUATION-CHANGED"]


def test_a_finding_names_goal_and_days():
    found = next(evaluation_findings([GoalPlan("k", "I More jobs", ADOPTED, date(2024, 6, 30))]))
    assert "2024-06-30" in found.in_language("en")
    assert found.details == {"part": "k"}
    assert [cell.in_language("en") for cell in found.cells] == ["goal “I More jobs”", "its evaluation plan"]
