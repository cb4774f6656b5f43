"""Writing about clusters: what identifies them, their facts, their coordinators, their members on the ladder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from grono.portal.api.acts.calls import refuse
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.clusters import actions
from grono.portal.clusters.actions.membership import NewActivity, NewStep
from grono.portal.clusters.forms import (
    ActivityForm,
    BringForm,
    ClusterForm,
    CoordinatorForm,
    FactsForm,
    SignForm,
    StepForm,
)
from grono.portal.clusters.kinds import Standing, StepKind
from grono.portal.clusters.ladder import may_follow
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    Moment,
    cluster_visible_to,
    coordinators_of,
    live_steps,
    members_visible_to,
    not_on_the_ladder,
    record_visible_to,
    step_visible_to,
)
from grono.portal.directory.filters import wanted_from
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.clusters.models import Cluster

COORDINATE = "clusters.coordinate"
MOST_AT_ONCE = 500
"""As on the page: letters of intent recorded in one act."""


def own_cluster(call: Call) -> Cluster:
    """Return a cluster that the caller coordinates; of another one everybody may see that it is there."""
    found = cluster_visible_to(call.by, call["public_id"])
    if not coordinates(call.by, found):
        raise PermissionDenied
    return found


def _page(cluster: Cluster) -> tuple[str, ...]:
    return ("clusters:cluster", cluster.public_id)


def _add(call: Call) -> Outcome:
    entered = actions.enter_cluster(by=call.by, values=call.form(ClusterForm, reader=call.by).values())
    return Outcome(entered.public_id, _page(entered))


def _edit(call: Call) -> Outcome:
    found = own_cluster(call)
    form = call.form(ClusterForm, reader=call.by, cluster=found)
    actions.change_cluster(by=call.by, cluster=found, values=form.values())
    return Outcome(found.public_id, _page(found))


def _facts(call: Call) -> Outcome:
    found = own_cluster(call)
    form = call.form(FactsForm, cluster=found)
    given = form.cleaned_data
    actions.state_facts(by=call.by, cluster=found, values=form.values(), as_of=given["as_of"], source=given["source"])
    return Outcome(found.public_id, _page(found))


def _appoint(call: Call) -> Outcome:
    found = cluster_visible_to(call.by, call["public_id"])
    user = call.form(CoordinatorForm, besides=["end"]).cleaned_data["email"]
    actions.appoint_coordinator(by=call.by, cluster=found, user=user)
    return Outcome(user.public_id, ("clusters:coordinators", found.public_id))


def _coordinators(call: Call) -> Outcome:
    found = cluster_visible_to(call.by, call["public_id"])
    if "end" not in call.sent:
        return _appoint(call)
    call.only("email", "end")
    rows = coordinators_of(call.by, found)
    ended = next((row.user for row in rows if row.user.public_id == call.text("end")), None)
    if ended is None:
        refuse("end", _("Nobody with this identifier coordinates the cluster."))
    actions.end_coordination(by=call.by, cluster=found, user=ended)
    return Outcome(ended.public_id, ("clusters:coordinators", found.public_id))


def _step(call: Call) -> Outcome:
    cluster = own_cluster(call)
    organisation = organisation_visible_to(call.by, call["member"])
    allowed = may_follow(live_steps(cluster, organisation))
    given = call.form(StepForm, allowed=allowed).cleaned_data
    file = actions.keep_file(by=call.by, cluster=cluster, upload=given["file"]) if given["file"] else None
    new = NewStep(given["kind"], given["valid_on"], given["membership_kind"], given["evidence"], file)
    step = actions.record_step(by=call.by, cluster=cluster, organisation=organisation, step=new)
    return Outcome(step.public_id, ("clusters:member", cluster.public_id, organisation.public_id))


def _activity(call: Call) -> Outcome:
    cluster = own_cluster(call)
    organisation = organisation_visible_to(call.by, call["member"])
    new = NewActivity(**call.form(ActivityForm).cleaned_data)
    record = actions.record_activity(by=call.by, cluster=cluster, organisation=organisation, activity=new)
    return Outcome(record.public_id, ("clusters:member", cluster.public_id, organisation.public_id))


def _undo_step(call: Call) -> Outcome:
    cluster = own_cluster(call)
    found = step_visible_to(call.by, cluster, call["step"])
    call.only()
    actions.take_back_step(by=call.by, step=found)
    return Outcome(found.public_id, ("clusters:member", cluster.public_id, found.organisation.public_id))


def _undo_activity(call: Call) -> Outcome:
    cluster = own_cluster(call)
    found = record_visible_to(call.by, cluster, call["record"])
    call.only()
    actions.take_back_activity(by=call.by, record=found)
    return Outcome(found.public_id, ("clusters:member", cluster.public_id, found.organisation.public_id))


def _sign(call: Call) -> Outcome:
    cluster = own_cluster(call)
    members = members_visible_to(call.by, cluster, Moment(timezone.localdate()))
    declared = [one.organisation for one in members if one.standing == Standing.DECLARED]
    given = call.form(SignForm, declared=[(one.public_id, str(one)) for one in declared]).cleaned_data
    chosen = [one for one in declared if one.public_id in given["members"]]
    new = NewStep(StepKind.SIGNED, given["valid_on"], "", given["evidence"])
    actions.record_steps(by=call.by, cluster=cluster, organisations=chosen, step=new)
    return Outcome(cluster.public_id, ("clusters:members", cluster.public_id))


def _bring(call: Call) -> Outcome:
    cluster = own_cluster(call)
    given = call.form(BringForm, besides=["query"]).cleaned_data
    wanted = wanted_from(QueryDict(call.text("query")))
    if wanted.is_empty:
        refuse("query", _("Say which organisations, as the address of the directory says it: division=10."))
    found, is_whole = not_on_the_ladder(call.by, cluster, wanted, MOST_AT_ONCE)
    if not found or not is_whole:
        sentence = _("This finds nobody who is not on the ladder yet, or more than %(most)s. Narrow it otherwise.")
        refuse("query", sentence % {"most": MOST_AT_ONCE})
    new = NewStep(StepKind.DECLARED, given["valid_on"], given["membership_kind"], given["evidence"])
    actions.record_steps(by=call.by, cluster=cluster, organisations=found, step=new)
    return Outcome(cluster.public_id, ("clusters:members", cluster.public_id))


ACTS = [
    Act("clusters:add", "/clusters", gettext_noop("Enter a cluster"), _add, COORDINATE, ClusterForm),
    Act(
        "clusters:edit",
        "/clusters/{public_id}",
        gettext_noop("Change what identifies a cluster"),
        _edit,
        COORDINATE,
        ClusterForm,
        method="PUT",
    ),
    Act(
        "clusters:facts",
        "/clusters/{public_id}/facts",
        gettext_noop("State facts about a cluster"),
        _facts,
        COORDINATE,
        FactsForm,
        dynamic=gettext_noop("Each fact by its key, as the cluster answers it under “facts”."),
    ),
    Act(
        "clusters:coordinators",
        "/clusters/{public_id}/coordinators",
        gettext_noop("Appoint a coordinator of a cluster, or dismiss one"),
        _coordinators,
        "clusters.appoint_coordinators",
        CoordinatorForm,
        {"end": gettext_noop("Instead of the address: identifier of the person who no longer coordinates it.")},
    ),
    Act(
        "clusters:step",
        "/clusters/{public_id}/members/{member}/steps",
        gettext_noop("Record a step of a member on the ladder"),
        _step,
        COORDINATE,
        StepForm,
    ),
    Act(
        "clusters:activity",
        "/clusters/{public_id}/members/{member}/activities",
        gettext_noop("Record a fee, a service or an initiative of a member"),
        _activity,
        COORDINATE,
        ActivityForm,
    ),
    Act(
        "clusters:undo",
        "/clusters/{public_id}/steps/{step}/undo",
        gettext_noop("Take a step back"),
        _undo_step,
        COORDINATE,
    ),
    Act(
        "clusters:undo_activity",
        "/clusters/{public_id}/activities/{record}/undo",
        gettext_noop("Take a record of activity back"),
        _undo_activity,
        COORDINATE,
    ),
    Act(
        "clusters:sign",
        "/clusters/{public_id}/signatures",
        gettext_noop("Record the signatures of members that declared"),
        _sign,
        COORDINATE,
        SignForm,
    ),
    Act(
        "clusters:bring",
        "/clusters/{public_id}/letters-of-intent",
        gettext_noop("Record letters of intent of everyone that a filter of the directory finds"),
        _bring,
        COORDINATE,
        BringForm,
        {"query": gettext_noop("The filter, as in the address of the list: division=10&voivodeship=20.")},
    ),
]
