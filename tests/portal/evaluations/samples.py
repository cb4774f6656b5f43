"""What the sweep of routes needs of the evaluations: arguments of addresses, and what their forms send."""

from tests.portal.evaluations.factories import CONTENT, make_draft, make_goal_plan, make_locked, make_result
from tests.portal.maps.factories import make_drawn
from tests.portal.monitoring.factories import make_plan

FORM = {
    **{name: value for name, value in CONTENT.items() if name != "treated"},
    "treated": "A00: 2010",
    "donor_rule": "all",
    "control": "never",
    "aggregation": "simple",
    "alpha": "0.05",
    "seed": "1",
    "draws": "999",
}


def _draft(people):
    return {"public_id": make_draft(people.analyst).public_id}


def _locked(people):
    return {"public_id": make_locked(people.analyst).public_id}


def _result(people):
    return {"public_id": make_result(people.analyst).public_id}


def _published(people):
    return {"public_id": make_result(people.analyst, published=True).public_id}


def _published_plan(people):
    return {"public_id": make_result(people.analyst, published=True).plan.public_id}


def _judged_strategy(people):
    strategy = make_plan()
    make_goal_plan(people.analyst, strategy)
    return {"public_id": strategy.public_id}


def _locked_for_a_map(people):
    make_drawn(people.analyst, published=True)
    return {"public_id": make_locked(people.analyst, treated={"20": "2024"}).public_id}


SAMPLES = {
    "api:v1:goal_evaluations": _judged_strategy,
    "api:v1:evaluation": _published,
    "api:v1:evaluation_plan": _published_plan,
    "evaluations:copy": _locked,
    "evaluations:discard": _draft,
    "evaluations:edit": _draft,
    "evaluations:from_maps": _locked_for_a_map,
    "evaluations:lock": _draft,
    "evaluations:part_file": lambda people: {**_published(people), "part": "series"},
    "evaluations:plan": _published_plan,
    "evaluations:plan_file": _published_plan,
    "evaluations:publish": _result,
    "evaluations:result": _published,
    "evaluations:result_file": _published,
    "evaluations:run": _locked,
    "evaluations:table_file": _published,
    "evaluations:withdraw": _published,
}
POSTS = {
    "evaluations:new": lambda people: FORM,
    "evaluations:edit": lambda people: FORM,
}
