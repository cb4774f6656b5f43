"""Plans, tables and results of invented evaluations."""

from functools import cache

from grono.evaluation import plan_from_data
from grono.portal.evaluations.actions import (
    begin_run,
    keep_result,
    load_table,
    lock_plan,
    publish_result,
    write_plan,
)
from grono.portal.evaluations.reading import table_read
from grono.portal.evaluations.running import pictures_of, result_of
from grono.portal.strategies.goal_queries import goals_visible_to
from tests.evaluation.panels import invented, table

CONTENT = {
    "question": "Did the cluster programme raise employment in A00?",
    "outcome": "employees, persons",
    "method": "synthetic_control",
    "treated": {"A00": "2010"},
}


def a_plan(**changed):
    return plan_from_data(CONTENT | changed)


def a_table(effect=12.0):
    return table(invented(1, effect=effect))


def make_draft(by, **changed):
    return write_plan(by=by, plan=a_plan(**changed), language="en")


def make_locked(by, **changed):
    return lock_plan(by=by, plan=make_draft(by, **changed))


def make_goal_plan(by, strategy):
    """Return a plan locked with the first goal of a strategy."""
    goal = goals_visible_to(by, strategy)[0]
    return make_locked(by, goal=f"{strategy.public_id}/{goal.key}")


def make_table(by, *, effect=12.0, plan=None):
    return load_table(
        by=by, read=table_read("panel.csv", b"panel", a_table(effect), plan or a_plan()), source="Invented"
    )


def make_unfinished(by):
    return begin_run(by=by, plan=make_locked(by), table=make_table(by))


@cache
def _pictures(effect, method):
    from grono.evaluation import evaluate

    return pictures_of(evaluate(a_plan(method=method), a_table(effect)).data(), "Invented")


def make_result(by, *, published=False, effect=12.0, method="synthetic_control"):
    run = begin_run(by=by, plan=make_locked(by, method=method), table=make_table(by, effect=effect))
    kept = keep_result(by=by, run=run, result=result_of(run), pictures=_pictures(effect, method))
    return publish_result(by=by, run=kept) if published else kept
