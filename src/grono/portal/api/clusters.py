"""Operations on clusters and their members."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002 - Ninja reads it
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from grono.portal.api import clusters_schemas as schemas
from grono.portal.api.answers import by_language, paged, part_of, reader_of, text
from grono.portal.api.asking import Paged  # noqa: TC001 - Ninja reads it
from grono.portal.api.errors import Refusal, WrongParameters, WrongParametersError
from grono.portal.clusters.facts import fact_kinds
from grono.portal.clusters.kinds import ActivityKind, MembershipKind, Standing
from grono.portal.clusters.pages.members import narrowed, standings_for
from grono.portal.clusters.queries import (
    Moment,
    cluster_visible_to,
    clusters_visible_to,
    committed_by_cluster,
    count_by_standing,
    facts_of,
    members_visible_to,
)
from grono.portal.clusters.validation import validate
from grono.portal.directory.kinds import OrganisationType

if TYPE_CHECKING:
    from grono.portal.clusters.models import Cluster
    from grono.portal.clusters.queries import Member

router = Router()
REFUSED = {404: Refusal, 422: WrongParameters}
PUBLIC_ID = Path(..., description=_("Identifier, as the list answers it."))
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2200, 1, 1)
"""Days outside are typing errors, and the calendar ends somewhere."""


@router.get(
    "/clusters", response={200: schemas.Clusters, 422: WrongParameters}, url_name="clusters", summary=_("Clusters")
)
def list_clusters(request: HttpRequest, wanted: Query[Paged]) -> dict[str, Any]:
    """Return the clusters by name."""
    reader = reader_of(request)
    found, signed = clusters_visible_to(reader), committed_by_cluster(reader)
    items = [_entry(request, one, signed.get(one.pk, 0)) for one in part_of(found, wanted)]
    return paged(request, wanted, found.count(), items)


@router.get(
    "/clusters/{public_id}",
    response={200: schemas.ClusterDetails, **REFUSED},
    url_name="cluster",
    summary=_("One cluster with its facts and its ladder"),
)
def one_cluster(
    request: HttpRequest, wanted: Query[schemas.WantedMoment], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return one cluster as it stood on a day."""
    reader = reader_of(request)
    cluster = cluster_visible_to(reader, public_id)
    moment = _moment(wanted.as_of, wanted.known_on)
    counts = count_by_standing(members_visible_to(reader, cluster, moment))
    signed = committed_by_cluster(reader).get(cluster.pk, 0)
    return {
        **_entry(request, cluster, signed),
        "about": by_language(cluster.about),
        "web": cluster.web or None,
        "email": cluster.email or None,
        "facts": [
            {
                "key": key,
                "title": fact_kinds()[key].title,
                "value": row.value,
                "language": row.language,
                "as_of": row.as_of,
                "source": text(row.source, row.language),
            }
            for key, row in sorted(facts_of(cluster, moment.as_of).items())
            if key in fact_kinds()
        ],
        "as_of": moment.as_of,
        "known_on": moment.known_on,
        "ladder": [
            {"standing": _choice(Standing, one), "count": counts[one]} for one in standings_for(reader, cluster)
        ],
    }


def _moment(as_of: datetime.date | None, known_on: datetime.date | None) -> Moment:
    given = {"as_of": as_of, "known_on": known_on}
    wrong = {name: str(day) for name, day in given.items() if day is not None and not EARLIEST <= day <= LATEST}
    if wrong:
        raise WrongParametersError(wrong)
    return Moment(as_of or timezone.localdate(), known_on)


def _entry(request: HttpRequest, one: Cluster, signed: int) -> dict[str, Any]:
    return {
        "public_id": one.public_id,
        "name": text(one.name, one.name_language),
        "acronym": one.acronym or None,
        "founded": one.founded,
        "nuts2": one.nuts2 or None,
        "signed_members": signed,
        "is_invented": one.is_invented,
        "page": request.build_absolute_uri(reverse("clusters:cluster", args=[one.public_id])),
    }


def _choice(kind: Any, value: Any) -> dict[str, str]:
    return {"key": str(value), "label": str(kind(value).label)}


@router.get(
    "/clusters/{public_id}/members",
    response={200: schemas.Members, **REFUSED},
    url_name="members",
    summary=_("Members of a cluster, as they stood on a day and as known on another"),
)
def list_members(
    request: HttpRequest, wanted: Query[schemas.WantedMembers], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return the members that this reader may see, by name."""
    reader = reader_of(request)
    cluster = cluster_visible_to(reader, public_id)
    everyone = members_visible_to(reader, cluster, _moment(wanted.as_of, wanted.known_on))
    found = narrowed(everyone, wanted.standing or "", wanted.kind or "")
    return paged(request, wanted, len(found), [_member(one) for one in part_of(found, wanted)])


def _member(member: Member) -> dict[str, Any]:
    one = member.organisation
    return {
        "organisation": one.public_id,
        "name": text(one.legal_name, one.name_language),
        "type": _choice(OrganisationType, one.type),
        "standing": _choice(Standing, member.standing),
        "since": member.since,
        "signed_on": member.signed_on,
        "kind": _choice(MembershipKind, member.membership_kind),
        "proof": [_choice(ActivityKind, kind) for kind in dict.fromkeys(activity.kind for activity in member.proof)],
        "is_invented": one.is_invented,
    }


@router.get(
    "/clusters/{public_id}/validation",
    response={200: schemas.Validation, **REFUSED},
    url_name="validation",
    summary=_("A cluster held against the rules of the European platform"),
)
def one_validation(
    request: HttpRequest, wanted: Query[schemas.WantedDay], public_id: str = PUBLIC_ID
) -> dict[str, Any]:
    """Return each rule: whether it holds, what was found, and what would lift it."""
    reader = reader_of(request)
    moment = _moment(wanted.as_of, None)
    found = validate(reader, cluster_visible_to(reader, public_id), moment.as_of)
    return {
        "state": found.state.value,
        "waived_by": found.waived_by or None,
        "as_of": moment.as_of,
        "source": found.thresholds["source"],
        "checked_on": found.thresholds["checked_on"],
        "rules": [
            {
                "key": rule.key,
                "title": rule.title,
                "state": rule.state.value,
                "found": rule.found,
                "lift": rule.lift or None,
            }
            for rule in found.rules
        ],
    }
