"""A plan that is locked with a goal of a strategy: on the page of the goal, in findings, documents and the API (STR-38)."""

import datetime

import pytest
from django.utils import timezone

from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day
from grono.portal.core.visitor import Visitor
from grono.portal.evaluations.actions import begin_run, copy_plan, keep_result, lock_plan, publish_result, write_plan
from grono.portal.evaluations.goals import findings_of_goals
from grono.portal.evaluations.models import EvaluationPlan
from grono.portal.evaluations.running import result_of
from grono.portal.monitoring.evaluated import evaluation_lines
from grono.portal.strategies.actions import remove_strategy
from grono.portal.strategies.goal_queries import goals_visible_to
from grono.portal.strategies.plan_queries import plan_of
from tests.portal.evaluations.factories import _pictures, a_plan, make_goal_plan, make_table
from tests.portal.monitoring.factories import make_plan

pytestmark = pytest.mark.django_db


def make_judged(people, strategy, *, effect=0.0):
    plan = make_goal_plan(people.analyst, strategy)
    run = begin_run(by=people.analyst, plan=plan, table=make_table(people.analyst, effect=effect))
    kept = keep_result(
        by=people.analyst, run=run, result=result_of(run), pictures=_pictures(effect, "synthetic_control")
    )
    publish_result(by=people.analyst, run=kept)
    return plan


def goal_page(strategy, plan):
    return f"/en/strategies/{strategy.public_id}/plan/parts/{plan.goal_key}/"


def test_the_page_of_a_goal_shows_the_plan_and_its_verdict(people, client):
    strategy = make_plan()
    plan = make_judged(people, strategy)
    page = client.get(goal_page(strategy, plan)).content.decode()
    assert "Evaluation of this goal" in page
    assert "No detectable effect: " in page
    assert "Write a plan of an evaluation for this goal" not in page
    own = client.get(f"/en/evaluations/plans/{plan.public_id}/").content.decode()
    assert "I Silna gospodarka" in own
    assert f'href="{goal_page(strategy, plan)}"' in own


def test_the_page_of_the_monitoring_shows_the_verdict_beside_the_goal(people, client):
    """STR-38: a target that was reached is one thing, an effect another; without an evaluation the page says so."""
    strategy = make_plan()
    address = f"/en/monitoring/{strategy.public_id}/"
    assert "not evaluated: nothing is known of an effect" in client.get(address).content.decode()
    plan = make_judged(people, strategy)
    page = client.get(address).content.decode()
    assert "No detectable effect: " in page
    assert f"plan locked on {day(timezone.localdate(plan.locked_at))}" in page
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    assert "No detectable effect" not in client.get(address, {"known_on": yesterday.isoformat()}).content.decode()


def test_who_writes_plans_begins_one_at_the_goal(people, client):
    strategy = make_plan()
    goal = goals_visible_to(people.analyst, strategy)[0]
    address = f"?goal={strategy.public_id}/{goal.key}"
    page = people.client("analyst").get(f"/en/strategies/{strategy.public_id}/plan/parts/{goal.key}/").content.decode()
    assert address in page
    form = people.client("analyst").get(f"/en/evaluations/new/{address}").content.decode()
    assert f'value="{strategy.public_id}/{goal.key}" selected' in form
    visitor = client.get(f"/en/strategies/{strategy.public_id}/plan/parts/{goal.key}/").content.decode()
    assert "Evaluation of this goal" not in visitor


def test_the_goal_is_under_the_lock(people):
    strategy = make_plan()
    plan = make_goal_plan(people.analyst, strategy)
    assert plan.is_intact
    assert plan.locked_hash != a_plan().sha256
    EvaluationPlan.objects.filter(pk=plan.pk).update(goal_key="another")
    plan.refresh_from_db()
    assert not plan.is_intact
    with pytest.raises(RefusedError, match="does not give the hash"):
        begin_run(by=people.analyst, plan=plan, table=make_table(people.analyst))


def test_a_plan_changed_outside_is_told_on_its_page_and_in_the_findings(people):
    strategy = make_plan()
    plan = make_goal_plan(people.analyst, strategy)
    programme = plan_of(people.coordinator, strategy)
    assert findings_of_goals(programme) == []
    EvaluationPlan.objects.filter(pk=plan.pk).update(content=plan.content | {"alpha": 0.1})
    assert [one.code for one in findings_of_goals(programme)] == ["F-EVALUATION-CHANGED"]
    page = people.client("analyst").get(f"/en/evaluations/plans/{plan.public_id}/").content.decode()
    assert "does not give the hash" in page


def test_a_goal_that_is_not_there_is_refused(people):
    with pytest.raises(RefusedError, match="not among those"):
        write_plan(by=people.analyst, plan=a_plan(goal="no/such"))


def test_a_copy_leaves_out_a_goal_that_is_there_no_longer(people):
    strategy = make_plan()
    plan = make_goal_plan(people.analyst, strategy)
    assert copy_plan(by=people.analyst, plan=plan).goal_key == plan.goal_key
    remove_strategy(by=people.coordinator, strategy=strategy)
    assert copy_plan(by=people.analyst, plan=plan).strategy is None


def test_documents_cite_the_plans_of_the_goals_by_themselves(people):
    strategy = make_plan()
    plan = make_judged(people, strategy)
    lines = [line.text for line in evaluation_lines(Visitor(), strategy, [], "en")]
    assert len(lines) == 1
    assert lines[0].startswith("Goal I Silna gospodarka: Did the cluster programme raise employment")
    assert "No detectable effect" in lines[0]
    before = plan.locked_at.date() - datetime.timedelta(days=1)
    assert not list(evaluation_lines(Visitor(), strategy, [], "en", before))


def test_the_interface_answers_goal_verdict_and_hash(people, client):
    strategy = make_plan()
    plan = make_judged(people, strategy)
    lock_plan(by=people.analyst, plan=write_plan(by=people.analyst, plan=a_plan()))
    answer = client.get(f"/api/v1/strategies/{strategy.public_id}/evaluations", {"language": "en"}).json()
    assert [one["plan"] for one in answer["items"]] == [plan.public_id]
    found = answer["items"][0]
    assert (found["goal"], found["verdict"], found["is_intact"]) == (plan.goal_key, "no_detectable_effect", True)
    assert client.get(f"/api/v1/evaluation-plans/{plan.public_id}").json()["about"]["goal"] == plan.goal_key
