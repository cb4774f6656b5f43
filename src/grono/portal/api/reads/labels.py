"""Reading what a cluster's coordinators keep: the history of a member, label files, their ZIP, letters of intent."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query

from grono.portal.api.answers import Choice, language, list_of
from grono.portal.api.asking import Asked  # noqa: TC001 - Ninja reads it
from grono.portal.api.clusters import router
from grono.portal.api.reads.reading import ABSENT, PUBLIC_ID, choice, shape, worker
from grono.portal.clusters import evidence
from grono.portal.clusters.bundle import bundle
from grono.portal.clusters.criteria import title_of
from grono.portal.clusters.kinds import ActivityKind, CriterionState, MembershipKind, StepKind
from grono.portal.clusters.letters import letter_of_intent
from grono.portal.clusters.pages.criteria import lift, threshold_text, value_text
from grono.portal.clusters.permissions import coordinates
from grono.portal.clusters.queries import (
    activity_visible_to,
    cluster_visible_to,
    dossier_visible_to,
    dossiers_visible_to,
    history_visible_to,
)
from grono.portal.core.languages import in_this_language
from grono.portal.directory.queries import organisation_visible_to

if TYPE_CHECKING:
    from grono.portal.clusters.models import Cluster, Dossier
    from grono.portal.core.models import User

COORDINATE = "clusters.coordinate"
MEMBER = Path(..., description=_("Identifier of the organisation."))
DOSSIER = Path(..., description=_("Identifier of the label file."))
StepEntry = shape(
    "StepEntry",
    public_id=(str, _("Identifier in addresses.")),
    kind=(Choice, _("The step.")),
    valid_on=(datetime.date, _("Its date.")),
    membership_kind=(Choice | None, _("Kind of membership.")),
    evidence=(str | None, _("The document that it rests on.")),
    recorded_at=(datetime.datetime, _("When it was recorded.")),
    is_taken_back=(bool, _("Whether it was taken back.")),
)
ActivityEntry = shape(
    "ActivityEntry",
    public_id=(str, _("Identifier in addresses.")),
    kind=(Choice, _("What kind of activity it is.")),
    on=(datetime.date, _("Its date.")),
    what=(str | None, _("What it was.")),
    evidence=(str | None, _("The document that it rests on.")),
    is_taken_back=(bool, _("Whether it was taken back.")),
)
MemberHistory = shape(
    "MemberHistory",
    steps=(list_of(StepEntry), _("Every step, in the order in which they were recorded.")),
    activities=(list_of(ActivityEntry), _("Fees, services and initiatives.")),
)
DOSSIER_FIELDS: dict[str, Any] = {
    "public_id": (str, _("Identifier in addresses.")),
    "set": (str, _("Key of the set of criteria.")),
    "version": (str, _("Its version.")),
    "title": (str, _("Its title in the language asked for.")),
    "reference_date": (datetime.date, _("The day for which it is judged.")),
    "computed_at": (datetime.datetime | None, _("When its values were computed.")),
    "states": (dict[str, int], _("How many criteria stand where.")),
}
DossierEntry = shape("DossierEntry", **DOSSIER_FIELDS)
EvidenceEntry = shape(
    "EvidenceEntry",
    number=(int, _("Its number, in addresses.")),
    title=(str, _("Its title.")),
    address=(str | None, _("Address of the page.")),
    revision=(str, _("Checksum of the file, or the day on which the page was read.")),
)
CriterionEntry = shape(
    "CriterionEntry",
    code=(str, _("Code of the criterion.")),
    text=(str, _("What it asks, in the language asked for.")),
    state=(Choice, _("What is known about it; without a known threshold it is not judged.")),
    value=(str | None, _("Its value, in words.")),
    threshold=(str | None, _("Its threshold, in words; null where none is known.")),
    lift=(str | None, _("What would lift it.")),
    judgement=(str | None, _("Judgement of the reviewer.")),
    note=(str | None, _("Note of the reviewer.")),
    evidence=(list_of(EvidenceEntry), _("What stands behind it.")),
)
Dossiers = shape("Dossiers", items=(list_of(DossierEntry), _("The label files of the cluster.")))
DossierDetails = shape("DossierDetails", **DOSSIER_FIELDS, criteria=(list_of(CriterionEntry), _("Every criterion.")))


def _own(reader: User, public_id: str) -> Cluster:
    found = cluster_visible_to(reader, public_id)
    if not coordinates(reader, found):
        raise PermissionDenied
    return found


@router.get(
    "/clusters/{public_id}/members/{member}",
    response={200: MemberHistory, **ABSENT},
    url_name="member",
    summary=_("One member with every step and activity, for the coordinators of the cluster"),
)
def one_member(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID, member: str = MEMBER) -> Any:  # noqa: ARG001
    """Return the history of a member."""
    reader = worker(request, COORDINATE)
    cluster, organisation = _own(reader, public_id), organisation_visible_to(reader, member)
    return {
        "steps": [
            {
                "public_id": row.public_id,
                "kind": choice(StepKind, row.kind),
                "valid_on": row.valid_on,
                "membership_kind": choice(MembershipKind, row.membership_kind),
                "evidence": row.evidence or None,
                "recorded_at": row.recorded_at,
                "is_taken_back": hasattr(row, "cancelled_by"),
            }
            for row in history_visible_to(reader, cluster, organisation)
        ],
        "activities": [
            {
                "public_id": row.public_id,
                "kind": choice(ActivityKind, row.kind),
                "on": row.on,
                "what": row.what or None,
                "evidence": row.evidence or None,
                "is_taken_back": hasattr(row, "cancelled_by"),
            }
            for row in activity_visible_to(reader, cluster, organisation)
        ],
    }


@router.get(
    "/clusters/{public_id}/members/{member}/letter",
    response={200: None, **ABSENT},
    url_name="letter",
    summary=_("The letter of intent of an organisation as a PDF, to be signed"),
)
def letter(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID, member: str = MEMBER) -> Any:  # noqa: ARG001
    """Return the letter in the language asked for."""
    reader = worker(request, COORDINATE)
    cluster, organisation = _own(reader, public_id), organisation_visible_to(reader, member)
    return _file(letter_of_intent(cluster, organisation, language()), "application/pdf", f"letter-{member}.pdf")


@router.get(
    "/clusters/{public_id}/labels",
    response={200: Dossiers, **ABSENT},
    url_name="labels",
    summary=_("Label files of a cluster, for its coordinators"),
)
def list_dossiers(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID) -> Any:  # noqa: ARG001
    """Return the label files."""
    reader = worker(request, COORDINATE)
    found = dossiers_visible_to(reader, _own(reader, public_id)).prefetch_related("criteria")
    return {"items": [_dossier(one) for one in found]}


@router.get(
    "/clusters/{public_id}/labels/{dossier}",
    response={200: DossierDetails, **ABSENT},
    url_name="label",
    summary=_("One label file: value, threshold, evidence and what would lift each criterion"),
)
def one_dossier(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID, dossier: str = DOSSIER) -> Any:  # noqa: ARG001
    """Return one label file."""
    reader = worker(request, COORDINATE)
    found = dossier_visible_to(reader, cluster_visible_to(reader, public_id), dossier)
    rows = {row.code: row for row in found.criteria.all()}
    case = evidence.Case(found.cluster, found.reference_date, reader)
    return {
        **_dossier(found),
        "criteria": [_criterion(one, rows[one["code"]], case) for one in found.criteria_set["criteria"]],
    }


@router.get(
    "/clusters/{public_id}/labels/{dossier}/zip",
    response={200: None, **ABSENT},
    url_name="label_zip",
    summary=_("A whole label file as a ZIP: index, evidence, data, checksums"),
)
def dossier_zip(request: HttpRequest, asked: Query[Asked], public_id: str = PUBLIC_ID, dossier: str = DOSSIER) -> Any:  # noqa: ARG001
    """Return the file."""
    reader = worker(request, COORDINATE)
    found = dossier_visible_to(reader, cluster_visible_to(reader, public_id), dossier)
    return _file(bundle(found, reader), "application/zip", f"{found.set_key}-{found.reference_date.isoformat()}.zip")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _dossier(one: Dossier) -> dict[str, Any]:
    states = [row.state for row in one.criteria.all()]
    return {
        "public_id": one.public_id,
        "set": one.set_key,
        "version": one.set_version,
        "title": title_of(one.criteria_set),
        "reference_date": one.reference_date,
        "computed_at": one.computed_at,
        "states": {str(state): states.count(state) for state in CriterionState.values},
    }


def _criterion(one: Any, row: Any, case: evidence.Case) -> dict[str, Any]:
    return {
        "code": row.code,
        "text": in_this_language(one["text"]),
        "state": choice(CriterionState, row.state),
        "value": value_text(one, row) or None,
        "threshold": threshold_text(one) or None,
        "lift": str(lift(one, row, case)) or None,
        "judgement": row.judgement or None,
        "note": row.note or None,
        "evidence": [
            {
                "number": found.pk,
                "title": found.title,
                "address": found.address or None,
                "revision": found.revision,
            }
            for found in row.evidence.all()
            if found.removed_at is None
        ],
    }
