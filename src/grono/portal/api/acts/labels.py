"""Writing in label files: open, compute, copy, review, evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext_noop

from grono.portal.api.acts.clusters import COORDINATE, own_cluster
from grono.portal.api.acts.operations import Act, Outcome
from grono.portal.clusters import actions
from grono.portal.clusters.actions.dossiers import NewEvidence
from grono.portal.clusters.criteria import criteria_set
from grono.portal.clusters.forms import DossierForm, EvidenceForm, ReviewForm
from grono.portal.clusters.queries import cluster_visible_to, dossier_visible_to

if TYPE_CHECKING:
    from grono.portal.api.acts.calls import Call
    from grono.portal.clusters.models import Dossier


def _open(call: Call) -> Outcome:
    cluster = own_cluster(call)
    given = call.form(DossierForm).cleaned_data
    content = criteria_set(given["set"])
    if content is None:
        raise Http404
    opened = actions.open_dossier(by=call.by, cluster=cluster, content=content, reference_date=given["reference_date"])
    return _outcome(opened)


def _outcome(dossier: Dossier) -> Outcome:
    return Outcome(dossier.public_id, ("clusters:dossier", dossier.cluster.public_id, dossier.public_id))


def _own(call: Call) -> Dossier:
    return dossier_visible_to(call.by, cluster_visible_to(call.by, call["public_id"]), call["dossier"])


def _row(call: Call) -> tuple[Dossier, Any]:
    dossier = _own(call)
    row = next((one for one in dossier.criteria.all() if one.code == call["code"]), None)
    if row is None:
        raise Http404
    return dossier, row


def _of_criterion(dossier: Dossier, code: str) -> Outcome:
    return Outcome(dossier.public_id, ("clusters:criterion", dossier.cluster.public_id, dossier.public_id, code))


def _compute(call: Call) -> Outcome:
    dossier = _own(call)
    call.only()
    actions.compute_dossier(by=call.by, dossier=dossier)
    return _outcome(dossier)


def _copy(call: Call) -> Outcome:
    dossier = _own(call)
    call.only()
    return _outcome(actions.copy_dossier(by=call.by, dossier=dossier))


def _review(call: Call) -> Outcome:
    dossier, row = _row(call)
    form = call.form(ReviewForm, initial={"judgement": row.judgement, "note": row.note})
    actions.review_criterion(by=call.by, criterion=row, **form.cleaned_data)
    return _of_criterion(dossier, row.code)


def _add_evidence(call: Call) -> Outcome:
    dossier, row = _row(call)
    given = call.form(EvidenceForm).cleaned_data
    file = actions.keep_file(by=call.by, cluster=dossier.cluster, upload=given["file"]) if given["file"] else None
    new = NewEvidence(given["title"], file, given["address"], given["read_on"])
    actions.add_evidence(by=call.by, criterion=row, new=new)
    return _of_criterion(dossier, row.code)


def _remove_evidence(call: Call) -> Outcome:
    dossier, row = _row(call)
    found = next((one for one in row.evidence.all() if str(one.pk) == call["number"]), None)
    if found is None:
        raise Http404
    actions.remove_evidence(by=call.by, evidence=found)
    return _of_criterion(dossier, row.code)


ONE = "/clusters/{public_id}/labels/{dossier}"
CRITERION = ONE + "/criteria/{code}"
ACTS = [
    Act(
        "clusters:dossiers",
        "/clusters/{public_id}/labels",
        gettext_noop("Open a label file"),
        _open,
        COORDINATE,
        DossierForm,
    ),
    Act(
        "clusters:compute",
        ONE + "/compute",
        gettext_noop("Compute the values of a label file anew"),
        _compute,
        COORDINATE,
    ),
    Act(
        "clusters:copy",
        ONE + "/copy",
        gettext_noop("Copy a label file to the newest version of its set"),
        _copy,
        COORDINATE,
    ),
    Act(
        "clusters:criterion",
        CRITERION,
        gettext_noop("Judge a criterion as its reviewer"),
        _review,
        COORDINATE,
        ReviewForm,
        method="PUT",
    ),
    Act(
        "clusters:add_evidence",
        CRITERION + "/evidence",
        gettext_noop("Pin a document or a page to a criterion"),
        _add_evidence,
        COORDINATE,
        EvidenceForm,
    ),
    Act(
        "clusters:remove_evidence",
        CRITERION + "/evidence/{number}",
        gettext_noop("Take evidence out of a label file"),
        _remove_evidence,
        COORDINATE,
        method="DELETE",
    ),
]
