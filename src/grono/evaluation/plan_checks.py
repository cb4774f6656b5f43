"""What can be wrong with a plan of evaluation, all of it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from grono.evaluation.panel_cells import is_period
from grono.evaluation.plan_words import METHODS
from grono.messages import Problem, message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.evaluation.plan import Plan
    from grono.evaluation.staggered import Aggregation, Control

DONOR_RULES = ("all", "outside_ring", "listed")
CONTROLS: tuple[Control, ...] = ("never", "not_yet")
AGGREGATIONS: tuple[Aggregation, ...] = ("simple", "group", "dynamic", "calendar")

MOST_DRAWS = 9999
"""Draws beyond this cost minutes and change no verdict."""

PLAN_FIELDS = {
    "question": "", "outcome": "", "method": "", "treated": {}, "donor_rule": "all", "donors": [], "ring": [], "first_period": "",
    "last_period": "", "control": "never", "aggregation": "simple", "covariates": [], "alpha": 0.05, "seed": 1, "draws": 999, "goal": "",
}  # fmt: skip


def problems_of_plan(plan: Plan) -> list[Problem]:
    """Return everything that is wrong with a plan whose fields are of the right kinds."""
    checks = (_missing, _wrong_choices, _wrong_units, _wrong_periods, _wrong_numbers)
    return [problem for check in checks for problem in check(plan)]


def wrong_shapes(data: Mapping[str, Any]) -> list[Problem]:
    """Return what is no field of a plan, or not of its kind."""
    problems = []
    for name in sorted(set(data) - set(PLAN_FIELDS)):
        sentence = message(
            'A plan has no field "%(name)s". Its fields are: %(fields)s.', name=name, fields=", ".join(PLAN_FIELDS)
        )
        problems.append(Problem("unknown-field", sentence, column=name))
    kinds: dict[type, tuple[tuple[type, ...], object]] = {
        str: ((str, int), message("a text")),
        dict: ((dict,), message('an object of units with their first period, such as {"Leszno": "2011"}')),
        list: ((list, tuple), message("a list")),
        float: ((int, float), message("a number")),
        int: ((int,), message("a whole number")),
    }
    for name, default in PLAN_FIELDS.items():
        allowed, what = kinds[type(default)]
        if name in data and (not isinstance(data[name], allowed) or isinstance(data[name], bool)):
            sentence = message(
                'Field "%(name)s" of the plan: “%(value)s” is not %(what)s.',
                name=name,
                value=str(data[name]),
                what=what,
            )
            problems.append(Problem("wrong-kind", sentence, column=name, value=str(data[name])))
    return problems


def _missing(plan: Plan) -> list[Problem]:
    problems = []
    if not plan.question:
        sentence = message('Field "question" of the plan is empty. Write what you want to know, as you would ask it.')
        problems.append(Problem("no-question", sentence, column="question"))
    if not plan.outcome:
        sentence = message('Field "outcome" of the plan is empty. Write what is measured, with its unit.')
        problems.append(Problem("no-outcome", sentence, column="outcome"))
    if not plan.treated:
        sentence = message(
            'Field "treated" of the plan is empty. Name each treated unit with its first period, such as {"Leszno": "2011"}.'
        )
        problems.append(Problem("no-treated", sentence, column="treated"))
    if plan.donor_rule == "listed" and not plan.donors:
        sentence = message(
            'Field "donors" of the plan is empty, but the rule is "listed". List the donors, or choose another rule.'
        )
        problems.append(Problem("no-donors", sentence, column="donors"))
    return problems


def _wrong_choices(plan: Plan) -> list[Problem]:
    choices = {"method": tuple(METHODS), "donor_rule": DONOR_RULES, "control": CONTROLS, "aggregation": AGGREGATIONS}
    return [
        Problem("unknown-choice", message(
            'Field "%(name)s" of the plan: “%(value)s” is not one of %(allowed)s.',
            name=name, value=getattr(plan, name), allowed=", ".join(allowed)), column=name, value=getattr(plan, name))
        for name, allowed in choices.items() if getattr(plan, name) not in allowed
    ]  # fmt: skip


def _wrong_units(plan: Plan) -> list[Problem]:
    problems = []
    treated = {unit for unit, _ in plan.treated}
    for name in ("donors", "ring"):
        for unit in sorted(treated & set(getattr(plan, name))):
            sentence = message(
                'Unit "%(unit)s" is both treated and in "%(name)s" of the plan. A unit can be only one of them.',
                unit=unit,
                name=name,
            )
            problems.append(Problem("unit-twice", sentence, column=name, value=unit))
    if plan.method not in ("group_time_effects", "two_way_fixed_effects", "first_differences") and len(plan.begins) > 1:
        sentence = message(
            "The treated units begin at different times (%(periods)s), which this method cannot compare. Choose group-time effects, or "
            "write one plan for each beginning.", periods=", ".join(plan.begins))  # fmt: skip
        problems.append(Problem("several-beginnings", sentence, column="treated"))
    if plan.covariates and plan.method != "synthetic_control":
        sentence = message('Only the synthetic control uses "covariates"; empty the field, or choose that method.')
        problems.append(Problem("covariates-unused", sentence, column="covariates"))
    return problems


def _wrong_periods(plan: Plan) -> list[Problem]:
    named = [("treated", period) for _, period in plan.treated]
    named += [(name, getattr(plan, name)) for name in ("first_period", "last_period") if getattr(plan, name)]
    problems = [
        Problem("not-a-period", message(
            'Field "%(name)s" of the plan: “%(value)s” is not a period. Write a year such as 2019, a quarter such as 2019-Q3 or a month such as 2019-07.',
            name=name, value=period), column=name, value=period)
        for name, period in named if not is_period(period)
    ]  # fmt: skip
    if problems or not plan.treated:
        return problems
    if plan.first_period and plan.first_period >= plan.begins[0]:
        sentence = message(
            "The periods before begin with %(first)s, but the first unit is treated from %(begins)s. Begin earlier.",
            first=plan.first_period, begins=plan.begins[0])  # fmt: skip
        problems.append(Problem("no-time-before", sentence, column="first_period", value=plan.first_period))
    if plan.last_period and plan.last_period < plan.begins[-1]:
        sentence = message(
            "The periods after end with %(last)s, but the last unit is treated from %(begins)s. End later.",
            last=plan.last_period, begins=plan.begins[-1])  # fmt: skip
        problems.append(Problem("no-time-after", sentence, column="last_period", value=plan.last_period))
    return problems


def _wrong_numbers(plan: Plan) -> list[Problem]:
    limits = {"alpha": (0.001, 0.5), "seed": (0, 2**32 - 1), "draws": (19, MOST_DRAWS)}
    return [
        Problem("out-of-range", message(
            'Field "%(name)s" of the plan: %(value)s is not between %(lowest)s and %(highest)s.',
            name=name, value=getattr(plan, name), lowest=lowest, highest=highest), column=name, value=str(getattr(plan, name)))
        for name, (lowest, highest) in limits.items() if not lowest <= getattr(plan, name) <= highest
    ]  # fmt: skip
