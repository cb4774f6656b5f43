"""Plans are locked for good with their hash, runs change nothing of them (STR-38)."""

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from grono.portal.core.models import AuditEntry
from grono.portal.core.problems import RefusedError
from grono.portal.evaluations.actions import (
    begin_run,
    copy_plan,
    discard_plan,
    keep_result,
    lock_plan,
    publish_result,
    withdraw_result,
    write_plan,
)
from grono.portal.evaluations.models import EvaluationPlan, EvaluationRun
from tests.portal.evaluations.factories import a_plan, make_draft, make_locked, make_result, make_table, make_unfinished


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


def verbs():
    return list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))


def test_plan_is_locked_with_the_hash_of_its_canonical_json(people):
    plan = make_locked(people.analyst)
    assert plan.locked_hash == a_plan().sha256
    assert plan.locked_by == people.analyst
    assert verbs()[-2:] == ["evaluations.write_plan", "evaluations.lock_plan"]


def test_locked_plan_never_changes(people):
    plan = make_locked(people.analyst)
    for act in (
        lambda: write_plan(by=people.analyst, plan=a_plan(alpha=0.1), stored=plan),
        lambda: lock_plan(by=people.analyst, plan=plan),
        lambda: discard_plan(by=people.analyst, plan=plan),
    ):
        with pytest.raises(RefusedError, match="locked"):
            act()
    assert EvaluationPlan.objects.get().read() == a_plan()


def test_changed_plan_is_a_new_plan(people):
    plan = make_locked(people.analyst)
    copy = copy_plan(by=people.analyst, plan=plan)
    changed = lock_plan(by=people.analyst, plan=write_plan(by=people.analyst, plan=a_plan(alpha=0.1), stored=copy))
    assert changed.follows == plan
    assert changed.locked_hash != plan.locked_hash
    assert EvaluationPlan.objects.get(pk=plan.pk).locked_hash == a_plan().sha256


def test_draft_cannot_be_carried_out(people):
    draft, table = make_draft(people.analyst), make_table(people.analyst)
    with pytest.raises(RefusedError, match="Lock the plan first"):
        begin_run(by=people.analyst, plan=draft, table=table)
    assert not EvaluationRun.objects.exists()


def test_plan_changed_behind_grono_is_not_carried_out(people):
    plan, table = make_locked(people.analyst), make_table(people.analyst)
    EvaluationPlan.objects.filter(pk=plan.pk).update(content=a_plan(alpha=0.2).data())
    with pytest.raises(RefusedError, match="does not give the hash"):
        begin_run(by=people.analyst, plan=plan, table=table)


def test_result_of_a_repeated_run_is_the_first(people):
    run = make_result(people.analyst)
    again = keep_result(by=None, run=run, result={"verdict": {"name": "effect"}}, pictures={})
    assert again.result == run.result
    assert again.version


def test_only_finished_results_are_published_and_withdrawn(people):
    with pytest.raises(RefusedError, match="not finished"):
        publish_result(by=people.analyst, run=make_unfinished(people.analyst))
    run = publish_result(by=people.analyst, run=make_result(people.analyst))
    assert run.published_by == people.analyst
    assert withdraw_result(by=people.analyst, run=run).published_at is None
    assert verbs()[-2:] == ["evaluations.publish_result", "evaluations.withdraw_result"]


@pytest.mark.parametrize("values", [{"locked_hash": "0" * 64}, {"question": ""}])
def test_database_refuses_half_locked_plans_and_empty_questions(people, values):
    plan = make_draft(people.analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationPlan.objects.filter(pk=plan.pk).update(**values)


@pytest.mark.parametrize("values", [{"published_at": "2026-01-01T00:00Z"}, {"finished_at": "2026-01-01T00:00Z"}])
def test_database_refuses_results_that_are_none(people, values):
    run = make_unfinished(people.analyst)
    with pytest.raises(IntegrityError), transaction.atomic():
        EvaluationRun.objects.filter(pk=run.pk).update(**values)
