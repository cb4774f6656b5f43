"""Writing about evaluations and studies of co-operation: plans, locks, runs, files, publication."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language, gettext_noop

from grono.portal.api.acts.calls import require
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.api.acts.problems import told
from grono.portal.cooperation.actions import load_study, publish_study, start_measuring, withdraw_study
from grono.portal.cooperation.forms import NetworkForm, ProjectsForm
from grono.portal.cooperation.queries import MEASURES, PUBLISHES, study_visible_to
from grono.portal.cooperation.reading import read_network_files, read_project_file
from grono.portal.core.problems import RefusedError
from grono.portal.evaluations.actions import (
    copy_plan,
    discard_plan,
    lock_plan,
    publish_result,
    start_evaluation,
    withdraw_result,
    write_plan,
)
from grono.portal.evaluations.actions.plans import LOCKED
from grono.portal.evaluations.forms import PlanForm, RunForm
from grono.portal.evaluations.forms.maps import ChooseMapsForm, MapTableForm
from grono.portal.evaluations.loading import table_of_form, table_of_maps
from grono.portal.evaluations.queries import PLAN, PUBLISH, plan_visible_to, run_visible_to, tables_for
from grono.portal.maps.queries import published_maps
from grono.portal.strategies.goal_queries import goals_visible_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.api.acts.calls import Call
    from grono.portal.evaluations.models import EvaluationPlan


def _of(plan: EvaluationPlan) -> Outcome:
    return Outcome(plan.public_id, ("evaluations:plan", plan.public_id))


def _new(call: Call) -> Outcome:
    form = call.form(PlanForm, goals=goals_visible_to(call.by))
    assert form.plan is not None  # noqa: S101 - a right form has made the plan
    return _of(write_plan(by=call.by, plan=form.plan, language=get_language() or "en"))


def _edit(call: Call) -> Outcome:
    found = plan_visible_to(call.by, call["public_id"])
    if found.is_locked:
        raise RefusedError(LOCKED)
    form = call.form(PlanForm, goals=goals_visible_to(call.by), initial=PlanForm.of(found.read()).initial)
    assert form.plan is not None  # noqa: S101 - a right form has made the plan
    kept = write_plan(
        by=call.by, plan=form.plan, stored=found, language=found.language, is_synthetic=found.is_synthetic
    )
    return _of(kept)


def _lock(call: Call) -> Outcome:
    call.only()
    return _of(lock_plan(by=call.by, plan=plan_visible_to(call.by, call["public_id"])))


def _copy(call: Call) -> Outcome:
    call.only()
    return _of(copy_plan(by=call.by, plan=plan_visible_to(call.by, call["public_id"])))


def _discard(call: Call) -> Outcome:
    discard_plan(by=call.by, plan=plan_visible_to(call.by, call["public_id"]))
    return Outcome(page=("evaluations:list",))


def _run(call: Call) -> Outcome:
    plan = plan_visible_to(call.by, call["public_id"])
    form = call.form(RunForm, tables=tables_for(call.by))
    with told("file"):
        table = table_of_form(call.by, plan, form)
    evaluation, work = start_evaluation(by=call.by, plan=plan, table=table)
    return Outcome(evaluation.public_id, ("evaluations:result", evaluation.public_id), run=work.public_id)


def _from_maps(call: Call) -> Outcome:
    plan = plan_visible_to(call.by, call["public_id"])
    maps = list(published_maps(call.by))
    chosen = ChooseMapsForm({"map": call.texts("map")}, maps=maps)
    require(chosen)
    wanted = [one for one in maps if one.public_id in chosen.cleaned_data["map"]]
    form = call.form(MapTableForm, besides=["map"], maps=wanted, language=get_language() or "en")
    with told("map"):
        table = table_of_maps(call.by, plan, form.wished())
    evaluation, work = start_evaluation(by=call.by, plan=plan, table=table)
    return Outcome(evaluation.public_id, ("evaluations:result", evaluation.public_id), run=work.public_id)


def _result(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        run = act(by=call.by, run=run_visible_to(call.by, call["public_id"]))
        return Outcome(run.public_id, ("evaluations:result", run.public_id))

    return do


def _network(call: Call) -> Outcome:
    form = call.form(NetworkForm)
    ties = form.upload("ties")
    assert ties is not None  # noqa: S101 - the form asks for it
    with told("ties"):
        content = read_network_files(ties, form.upload("organisations"), form.upload("beside"))
    return _loaded(call, "network", content, form.facts())


def _projects(call: Call) -> Outcome:
    form = call.form(ProjectsForm)
    projects = form.upload("projects")
    assert projects is not None  # noqa: S101 - the form asks for it
    with told("projects"):
        content = read_project_file(projects)
    return _loaded(call, "helix", content, form.facts())


def _loaded(call: Call, kind: str, content: dict[str, Any], facts: dict[str, Any]) -> Outcome:
    study = load_study(by=call.by, kind=kind, content=content, **facts)
    work = start_measuring(by=call.by, study=study)
    return Outcome(study.public_id, ("cooperation:study", study.public_id), run=work.public_id)


def _study(act: Callable[..., Any]) -> Callable[[Call], Outcome]:
    def do(call: Call) -> Outcome:
        call.only()
        study = act(by=call.by, study=study_visible_to(call.by, call["public_id"]))
        return Outcome(study.public_id, ("cooperation:study", study.public_id))

    return do


_PLAN, _RESULT, _STUDY = "/evaluation-plans/{public_id}", "/evaluations/{public_id}", "/cooperation/{public_id}"
OF_EVALUATIONS = [
    Act("evaluations:new", "/evaluation-plans", gettext_noop("Write a plan of an evaluation"), _new, PLAN, PlanForm),
    Act("evaluations:edit", f"{_PLAN}/draft", gettext_noop("Change a draft of a plan"), _edit, PLAN, PlanForm),
    Act("evaluations:lock", f"{_PLAN}/lock", gettext_noop("Lock a plan for good"), _lock, PLAN),
    Act("evaluations:copy", f"{_PLAN}/copy", gettext_noop("Begin a new draft from a plan"), _copy, PLAN),
    Act(
        "evaluations:discard",
        f"{_PLAN}/draft",
        gettext_noop("Delete a draft of a plan"),
        _discard,
        PLAN,
        method="DELETE",
    ),
    Act(
        "evaluations:run",
        f"{_PLAN}/runs",
        gettext_noop("Carry out a locked plan on a table"),
        _run,
        PLAN,
        further={
            "file": gettext_noop("Table, sent as a form with a file."),
            "source": gettext_noop("Where the figures come from."),
            "table": gettext_noop("Identifier of a table loaded before."),
        },
    ),
    Act(
        "evaluations:from_maps",
        f"{_PLAN}/map-runs",
        gettext_noop("Carry out a locked plan on a panel out of published maps"),
        _from_maps,
        PLAN,
        MapTableForm,
        {"map": gettext_noop("List of identifiers of published maps.")},
    ),
    Act(
        "evaluations:publish",
        f"{_RESULT}/publication",
        gettext_noop("Publish a result of an evaluation"),
        _result(publish_result),
        PUBLISH,
    ),
    Act(
        "evaluations:withdraw",
        f"{_RESULT}/withdrawal",
        gettext_noop("Withdraw a result of an evaluation"),
        _result(withdraw_result),
        PUBLISH,
    ),
]
OF_COOPERATION = [
    Act(
        "cooperation:new_network",
        "/cooperation-networks",
        gettext_noop("Load a network and have it measured"),
        _network,
        MEASURES,
        NetworkForm,
    ),
    Act(
        "cooperation:new_projects",
        "/cooperation-projects",
        gettext_noop("Load projects and have them measured"),
        _projects,
        MEASURES,
        ProjectsForm,
    ),
    Act(
        "cooperation:publish",
        f"{_STUDY}/publication",
        gettext_noop("Publish a study of co-operation"),
        _study(publish_study),
        PUBLISHES,
    ),
    Act(
        "cooperation:withdraw",
        f"{_STUDY}/withdrawal",
        gettext_noop("Withdraw a study of co-operation"),
        _study(withdraw_study),
        PUBLISHES,
    ),
]
