"""A whole plan: roll-up (STR-22), findings (STR-12, STR-32), values that are missing are no zeros (STR-3, STR-26)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from grono.quantities import about, exact, missing, not_planned
from grono.strategy import (
    IndicatorKind,
    NodeKind,
    OverTime,
    PlanView,
    Programme,
    ProgrammeFunding,
    ProgrammeIndicator,
    ProgrammeNode,
    Temporal,
    completeness,
    in_tree_order,
    over_time,
    programme_findings,
    programme_roll_up,
    task_progress,
)


def tasks(*given):
    """A goal whose tasks have (done, planned, weight); nothing done is no report."""
    nodes, done = [ProgrammeNode("g", NodeKind.GOAL, "I", "Cel")], {}
    for number, (was_done, planned, weight) in enumerate(given):
        task = f"t{number}"
        nodes.append(ProgrammeNode(task, NodeKind.TASK, str(number), f"Zadanie {number}", parent="g", weight=weight))
        points = {"2020": exact(planned)}
        nodes.append(ProgrammeNode(f"s{number}", NodeKind.STAGE, "1", "Etap", parent=task, points=points))
        if was_done is not None:
            done[f"s{number}"] = {"2020": exact(was_done)}
    return programme(nodes), done


def programme(nodes=(), indicators=(), funding=()):
    return Programme("k", "S", "pl", PlanView.AS_REVISED, None, None, tuple(nodes), tuple(indicators), tuple(funding))


def test_roll_up_of_the_specification(oracle):
    cases = oracle("strategy")["STR-E10"]
    for children, expected in zip(cases["input"]["cases"], cases["expected"]["results"], strict=True):
        plan, done = tasks(*((child["p"], 100, Fraction(child["w"])) for child in children))
        rolled = programme_roll_up(plan, done)["g"]
        assert float(rolled.share * 100) == expected["percent"]
        assert [rolled.with_data, rolled.children] == expected["children"]
        assert float(rolled.weight_share * 100) == expected["weight_percent"]


def test_some_weights_missing_gives_an_unweighted_mean_that_says_so():
    plan, done = tasks((100, 100, Fraction(9)), (0, 100, None))
    rolled = programme_roll_up(plan, done)["g"]
    assert (rolled.share, rolled.is_weighted) == (Fraction(1, 2), False)


def test_task_without_a_report_is_no_zero():
    plan, done = tasks((None, 100, None))
    assert task_progress(plan, "t0", done) is None
    assert programme_roll_up(plan, done)["g"].share is None
    assert task_progress(plan, "t0", {"s0": {"2020": about(3)}}) is None


@given(st.lists(st.tuples(st.none() | st.integers(0, 200), st.integers(1, 200)), min_size=1, max_size=6))
def test_unweighted_roll_up_is_the_mean_of_what_has_data(children):
    plan, done = tasks(*((was_done, planned, None) for was_done, planned in children))
    shares = [Fraction(was_done, planned) for was_done, planned in children if was_done is not None]
    rolled = programme_roll_up(plan, done)["g"]
    assert rolled.share == (sum(shares) / len(shares) if shares else None)
    assert (rolled.with_data, rolled.children) == (len(shares), len(children))


def test_findings_of_a_plan_name_what_is_wrong():
    plan, done = tasks((120, 90, None))
    stock = ProgrammeIndicator(
        "i",
        "g",
        IndicatorKind.OUTCOME,
        "Firmy",
        temporal=Temporal.STOCK,
        over_time=OverTime.SUM,
        unspecified={"2020": exact(1)},
    )
    money = ProgrammeFunding("f", "t0", "Miasto", share=Fraction(80))
    found = programme_findings(programme(plan.nodes, [stock], [money]), done)
    assert [one.code for one in found] == ["F-POINTS", "F-OVER", "F-SHARE-SUM", "F-SUM-STOCK", "F-KIND"]
    assert "plan 90 points together" in str(found[0].message)
    assert "120 of 90 points" in str(found[1].message)
    assert "add up to 80%" in str(found[2].message)


def test_plan_in_order_has_no_findings():
    plan, done = tasks((50, 100, None))
    shares = [
        ProgrammeFunding("a", "t0", "A", share=Fraction(80)),
        ProgrammeFunding("b", "t0", "B", share=Fraction(20)),
    ]
    assert programme_findings(programme(plan.nodes, [], shares), done) == ()


def test_parts_stand_before_what_is_below_them():
    nodes = [
        ProgrammeNode("b", NodeKind.TASK, "1", "", parent="a"),
        ProgrammeNode("c", NodeKind.GOAL, "II", ""),
        ProgrammeNode("a", NodeKind.GOAL, "I", ""),
    ]
    assert [one.key for one in in_tree_order(nodes)] == ["c", "a", "b"]
    assert programme(nodes).node("b").parent == "a"


def test_largest_value_beside_a_gap_is_at_least_so_much():
    assert over_time([exact(3), not_planned(), exact(5)], OverTime.MAX, Temporal.FLOW) == exact(5)
    found = over_time([exact(3), missing()], OverTime.MAX, Temporal.FLOW)
    assert (found.lower, found.upper) == (3, None)


def test_completeness_counts_what_nobody_judged():
    counted = completeness({1: "present", 2: "missing", 9: "partial"})
    assert (counted.present, counted.partial, counted.missing, counted.not_judged) == (1, 1, 1, 6)
    assert not counted.is_complete
    assert completeness(dict.fromkeys(range(1, 10), "present")).is_complete
