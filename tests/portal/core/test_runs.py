"""Background runs: progress, cancelling, errors, and workers that die."""

import os
import socket
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy, override
from django_tasks_db.models import DBTaskResult

from grono.messages import GronoError, InputError, Problem, message
from grono.portal.core import runs
from grono.portal.core.actions import cancel_run, restart_run
from grono.portal.core.audit import audit
from grono.portal.core.heartbeat import recover_runs
from grono.portal.core.models import BackgroundRun, RunState
from grono.portal.core.queries import latest_run, shown_state
from grono.portal.core.runs import (
    Progress,
    RunCancelledError,
    claim,
    execute,
    last_known_title,
    register_kind,
    start_run,
)


@pytest.fixture
def start(people):
    """Start a run that does what a function says, and claim it as a worker would."""

    def start_and_claim(work):
        register_kind("test.work", work, title="Work")
        return claim(start_run(by=people.analyst, kind="test.work", subject_public_id="subject").public_id)

    return start_and_claim


def after(run):
    return BackgroundRun.objects.get(pk=run.pk)


def test_run_is_done_with_its_progress(start):
    seen = []

    def work(run, progress):
        progress(gettext_lazy("People"), 1, 4)
        seen.append(after(run))

    run = start(work)
    execute(run)
    assert (seen[0].state, seen[0].step, seen[0].step_done, seen[0].step_total) == (
        RunState.RUNNING,
        {"pl": "Osoby", "en": "People"},
        1,
        4,
    )
    assert after(run).state == RunState.DONE
    assert after(run).finished_at is not None


def test_progress_writes_seldom(start, django_assert_num_queries):
    progress = Progress(start(lambda run, progress: None))
    with django_assert_num_queries(1):
        for number in range(1000):
            progress("Reading", number, 1000)
    with django_assert_num_queries(1):
        progress("Writing", 0, 10)


def test_error_is_kept_as_sentences_in_both_languages(start):
    def work(run, progress):
        raise InputError([Problem("x", message("Row 3 is empty.")), Problem("y", message("Row 4 is empty."))])

    run = start(work)
    execute(run)
    assert after(run).state == RunState.FAILED
    assert after(run).errors["en"] == ["The input has 2 problems.", "Row 3 is empty.", "Row 4 is empty."]
    assert set(after(run).errors) == {"pl", "en"}


def test_single_refusal_is_kept(start):
    def work(run, progress):
        raise GronoError(message("The year 2015 is missing."))

    run = start(work)
    execute(run)
    assert after(run).errors["en"] == ["The year 2015 is missing."]


DETAIL = "the secret of row 5"


def test_unexpected_error_is_logged_and_hidden(start, caplog):
    def work(run, progress):
        raise ZeroDivisionError(DETAIL)

    run = start(work)
    execute(run)
    sentence = after(run).errors["en"][0]
    reference = sentence.rstrip(".").split()[-1]
    assert "secret" not in sentence
    assert reference in caplog.text
    assert "the secret of row 5" in caplog.text


def test_waiting_run_is_cancelled_at_once(people):
    register_kind("test.work", lambda run, progress: None, title="Work")
    run = start_run(by=people.analyst, kind="test.work", subject_public_id="subject")
    cancel_run(by=people.analyst, run=run)
    assert after(run).state == RunState.CANCELLED
    assert claim(run.public_id) is None


def test_running_run_stops_at_its_next_step(start, people):
    reached = []

    def work(run, progress):
        cancel_run(by=people.analyst, run=run)
        progress("Second step")
        reached.append("too far")

    run = start(work)
    execute(run)
    assert after(run).state == RunState.CANCELLED
    assert reached == []


def test_run_is_claimed_once(start):
    run = start(lambda run, progress: None)
    assert claim(run.public_id) is None
    assert after(run).attempts == 1


def test_task_of_a_run_already_taken_does_nothing(start):
    calls = []
    run = start(lambda run, progress: calls.append(run))
    runs.perform.func(run.public_id)
    assert calls == []


def test_worker_that_lost_its_run_stops_and_changes_nothing(start):
    run = start(lambda run, progress: None)
    BackgroundRun.objects.filter(pk=run.pk).update(worker="another/1/x")
    with pytest.raises(RunCancelledError):
        Progress(run)("Step")
    execute(run)
    assert (after(run).state, after(run).worker) == (RunState.RUNNING, "another/1/x")


def test_stopped_worker_leaves_the_run_for_the_next_start(start):
    def work(run, progress):
        raise SystemExit(1)

    run = start(work)
    with pytest.raises(SystemExit):
        execute(run)
    assert (after(run).state, after(run).attempts) == (RunState.WAITING, 0)


def fall_silent(run, *, seconds=1000, **fields):
    BackgroundRun.objects.filter(pk=run.pk).update(heartbeat_at=timezone.now() - timedelta(seconds=seconds), **fields)


def test_silent_run_is_shown_as_interrupted_and_taken_up(start, django_capture_on_commit_callbacks):
    run = start(lambda run, progress: None)
    fall_silent(run)
    assert shown_state(after(run)) == RunState.INTERRUPTED
    with django_capture_on_commit_callbacks(execute=True):
        assert recover_runs() == 1
    assert after(run).state == RunState.WAITING
    assert DBTaskResult.objects.filter(args_kwargs__args=[run.public_id]).exists()


def test_run_that_gives_signs_of_life_is_left_alone(start):
    run = start(lambda run, progress: None)
    assert recover_runs() == 0
    assert shown_state(after(run)) == RunState.RUNNING


def test_starting_worker_sees_at_once_that_a_process_is_gone(start):
    run = start(lambda run, progress: None)
    BackgroundRun.objects.filter(pk=run.pk).update(worker=f"{socket.gethostname()[:30]}/999999999/x")
    assert recover_runs() == 0
    assert recover_runs(starting=True) == 1


@pytest.mark.parametrize("worker", ["another-machine/1/x", f"{socket.gethostname()[:30]}/{os.getppid()}/x", "?"])
def test_starting_worker_leaves_what_may_be_alive(start, worker):
    run = start(lambda run, progress: None)
    BackgroundRun.objects.filter(pk=run.pk).update(worker=worker)
    assert recover_runs(starting=True) == 0


def test_run_interrupted_too_often_waits_for_a_person(start, settings):
    run = start(lambda run, progress: None)
    fall_silent(run, attempts=settings.RUN_ATTEMPTS)
    recover_runs()
    assert after(run).state == RunState.INTERRUPTED
    assert "3" in after(run).errors["en"][0]


def test_silent_run_to_be_cancelled_is_cancelled(start):
    run = start(lambda run, progress: None)
    fall_silent(run, cancel_requested=True)
    recover_runs()
    assert after(run).state == RunState.CANCELLED


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED])
def test_ended_run_is_started_again(start, people, state, django_capture_on_commit_callbacks):
    run = start(lambda run, progress: None)
    BackgroundRun.objects.filter(pk=run.pk).update(state=state, attempts=3, errors={"en": ["x"]})
    with django_capture_on_commit_callbacks() as queued:
        restart_run(by=people.analyst, run=after(run))
    assert (after(run).state, after(run).attempts, after(run).errors, len(queued)) == (RunState.WAITING, 0, {}, 1)


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.RUNNING, RunState.DONE])
def test_run_that_is_on_its_way_is_not_started_twice(start, people, state, django_capture_on_commit_callbacks):
    run = start(lambda run, progress: None)
    BackgroundRun.objects.filter(pk=run.pk).update(state=state)
    with django_capture_on_commit_callbacks() as queued:
        restart_run(by=people.analyst, run=after(run))
    assert queued == []


def test_silent_run_can_be_started_again(start, people):
    run = start(lambda run, progress: None)
    fall_silent(run)
    restart_run(by=people.analyst, run=after(run))
    assert after(run).state == RunState.WAITING


def test_waiting_run_is_queued_again_by_a_starting_worker(people, django_capture_on_commit_callbacks):
    register_kind("test.work", lambda run, progress: None, title="Work")
    start_run(by=people.analyst, kind="test.work", subject_public_id="subject")
    with django_capture_on_commit_callbacks() as queued:
        recover_runs(starting=True)
    assert len(queued) == 1


def test_unknown_kind_of_work_is_refused_by_name(people):
    with pytest.raises(LookupError, match="unheard_of"):
        start_run(by=people.analyst, kind="test.unheard_of", subject_public_id="x")


def test_running_run_without_a_sign_of_life_is_no_row(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        BackgroundRun.objects.create(kind="x", subject_public_id="x", owner=people.analyst, state=RunState.RUNNING)


def test_state_outside_the_list_is_no_row(people):
    with pytest.raises(IntegrityError), transaction.atomic():
        BackgroundRun.objects.create(kind="x", subject_public_id="x", owner=people.analyst, state="lost")


def test_latest_run_is_seen_by_its_owner_and_administrators(start, people):
    run = start(lambda run, progress: None)
    wanted = {"kind": "test.work", "subject_public_id": "subject"}
    assert latest_run(people.analyst, **wanted) == run
    assert latest_run(people.administrator, **wanted) == run
    assert latest_run(people.coordinator, **wanted) is None
    assert latest_run(people.visitor, **wanted) is None


def test_sentence_of_a_step_is_shown_in_the_readers_language(start, people):
    run = start(lambda run, progress: None)
    Progress(run)(gettext_lazy("People"))
    with override("pl"):
        assert "Osoby" in people.client("analyst").get(f"/pl/runs/{run.public_id}/").content.decode()
    assert "People" in people.client("analyst").get(f"/en/runs/{run.public_id}/").content.decode()


def test_object_of_a_run_has_the_name_the_audit_chain_gave_it_last(start, people):
    run = start(lambda run, progress: None)
    assert last_known_title(run) == ""
    thing = BackgroundRun(public_id="subject")
    for name in ("First title", "Second title"):
        thing.audit_name = name
        with transaction.atomic():
            audit(by=None, verb="core.restart_run", object=thing)
    assert last_known_title(run) == "Second title"


def test_identifier_of_a_person_is_no_title(start, people):
    run = start(lambda run, progress: None)
    run.subject_public_id = people.analyst.public_id
    with transaction.atomic():
        audit(by=None, verb="core.load_person", object=people.analyst)
    assert last_known_title(run) == ""
