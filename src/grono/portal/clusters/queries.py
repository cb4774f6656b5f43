"""Everything that is read of clusters; each query knows who asks."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from grono.portal.clusters.activity import (
    Activity,
    activities_in,
    definition_on,
    months_before,
    register_activity,
    standing_of,
)
from grono.portal.clusters.kinds import MEMBERS, Standing
from grono.portal.clusters.ladder import Step, kinds_in_year, known, places
from grono.portal.clusters.models import (
    ActivityRecord,
    Cluster,
    ClusterCoordinator,
    ClusterFact,
    Dossier,
    DossierCriterion,
    EvidenceFile,
    Membership,
    MembershipStep,
)
from grono.portal.clusters.permissions import coordinated_by, coordinates
from grono.portal.directory.queries import organisations_found, organisations_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted
    from grono.portal.directory.models import Organisation


@dataclass(frozen=True)
class Moment:
    """The two times of every question about members: how it stood on a day, as the portal knew it at the end of another."""

    as_of: datetime.date
    known_on: datetime.date | None = None

    @property
    def known_at(self) -> datetime.datetime | None:
        """Return the last moment of the day until which rows count; nothing when everything known now counts."""
        if self.known_on is None:
            return None
        following = datetime.datetime.combine(self.known_on + datetime.timedelta(days=1), datetime.time())
        return timezone.make_aware(following) - datetime.timedelta(microseconds=1)


@dataclass(frozen=True)
class Member:
    """One organisation on the ladder on a day, with what proves that it is active."""

    organisation: Organisation
    standing: str
    since: datetime.date
    membership_kind: str
    signed_on: datetime.date | None
    proof: tuple[Activity, ...] = ()


def clusters_visible_to(reader: Reader) -> QuerySet[Cluster]:  # noqa: ARG001  (clusters are public, their files are not)
    """Return the clusters."""
    return Cluster.objects.all()


def cluster_visible_to(reader: Reader, public_id: str) -> Cluster:
    """Return one cluster, or answer 404."""
    return get_object_or_404(clusters_visible_to(reader).select_related("organisation"), public_id=public_id)


def clusters_coordinated_by(reader: Reader) -> QuerySet[Cluster]:
    """Return the clusters that a reader acts for."""
    return Cluster.objects.filter(pk__in=coordinated_by(reader))


def coordinators_of(reader: Reader, cluster: Cluster) -> QuerySet[ClusterCoordinator]:
    """Return who coordinates a cluster; for who appoints them and for the coordinators themselves."""
    if not (reader.can("clusters.appoint_coordinators") or coordinates(reader, cluster)):
        return ClusterCoordinator.objects.none()
    return cluster.coordinators.filter(until__isnull=True).select_related("user")


def facts_of(cluster: Cluster, on: datetime.date | None = None) -> dict[str, ClusterFact]:
    """Return key → the newest statement, of those for a day not after ``on``; an emptied fact is not there."""
    rows = cluster.facts.all() if on is None else cluster.facts.filter(as_of__lte=on)
    found: dict[str, ClusterFact] = {}
    for row in rows:
        found.setdefault(row.key, row)
    return {key: row for key, row in found.items() if row.value not in ("", [], None)}


def history_of_facts(cluster: Cluster) -> dict[str, list[ClusterFact]]:
    """Return key → every statement, the newest first."""
    found = defaultdict(list)
    for row in cluster.facts.select_related("recorded_by"):
        found[row.key].append(row)
    return dict(found)


def steps_of(cluster: Cluster, organisation: Organisation | None = None) -> list[Step]:
    """Return the steps of a cluster, or of one organisation in it, for the ladder."""
    rows = MembershipStep.objects.filter(cluster=cluster)
    if organisation is not None:
        rows = rows.filter(organisation=organisation)
    fields = ("pk", "organisation_id", "kind", "valid_on", "recorded_at", "membership_kind", "cancels_id")
    return [Step(*row) for row in rows.order_by("pk").values_list(*fields)]


def members_visible_to(reader: Reader, cluster: Cluster, moment: Moment) -> list[Member]:
    """Return the members as they stood: everyone on the ladder for its coordinators, the signed ones for everyone."""
    whole = coordinates(reader, cluster)
    found = members_of(reader, cluster, moment)
    return [member for member in found if whole or member.standing in MEMBERS]


def members_of(reader: Reader, cluster: Cluster, moment: Moment) -> list[Member]:
    """Return everyone on the ladder by name; removed organisations are left out."""
    placed = places(steps_of(cluster), moment.as_of, moment.known_at)
    judged = _judged(cluster, placed, moment)
    organisations = organisations_visible_to(reader).filter(pk__in=placed)
    return [
        Member(
            one,
            judged[one.pk][0],
            placed[one.pk].since,
            placed[one.pk].membership_kind,
            placed[one.pk].signed_on,
            tuple(judged[one.pk][1]),
        )
        for one in organisations
    ]


def _judged(cluster: Cluster, placed: Mapping[int, object], moment: Moment) -> dict[int, tuple[str, list[Activity]]]:
    definition = definition_on(moment.as_of)
    since = min(months_before(moment.as_of, definition.lapses_after_months), moment.as_of.replace(month=1, day=1))
    activities = activities_in(cluster, since, moment.as_of, moment.known_at)
    return {
        one: standing_of(place, activities.get(one, []), moment.as_of, definition)  # type: ignore[arg-type]
        for one, place in placed.items()
    }


def count_by_standing(members: Iterable[Member]) -> dict[str, int]:
    """Return how many stand on each rung, also the empty ones."""
    counted = Counter(member.standing for member in members)
    return {standing: counted.get(standing, 0) for standing in Standing.values}


def committed_by_cluster(reader: Reader) -> dict[int, int]:  # noqa: ARG001  (a number that every page of a cluster shows)
    """Return cluster → how many organisations have signed and not left, for lists."""
    rows = Membership.objects.filter(standing=Standing.SIGNED, organisation__removed_at__isnull=True)
    return dict(rows.order_by().values_list("cluster_id").annotate(number=Count("pk")))


def not_on_the_ladder(reader: Reader, cluster: Cluster, wanted: Wanted, most: int) -> tuple[list[Organisation], bool]:
    """Return those a search of the directory finds who are not on the ladder, and whether they are all: at most ``most`` are read."""
    found = organisations_found(reader, wanted)
    first = list(found[:most])
    known_members = set(cluster.memberships.values_list("organisation_id", flat=True))
    return [one for one in first if one.pk not in known_members], len(found) <= most


def kinds_of_year(cluster: Cluster, year: int, known_at: datetime.datetime | None = None) -> dict[int, str]:
    """Return organisation → kind of everyone who was a signed member within a year, each once (DIR-35)."""
    return kinds_in_year(steps_of(cluster), year, known_at)


def history_visible_to(reader: Reader, cluster: Cluster, organisation: Organisation) -> list[MembershipStep]:
    """Return every step of one member with its evidence and author, also those taken back; for the cluster's coordinators."""
    if not coordinates(reader, cluster):
        raise Http404
    rows = MembershipStep.objects.filter(cluster=cluster, organisation=organisation)
    return list(rows.select_related("recorded_by", "file", "cancels", "cancelled_by").order_by("recorded_at", "pk"))


def activity_visible_to(reader: Reader, cluster: Cluster, organisation: Organisation) -> list[ActivityRecord]:
    """Return what was recorded of one member's activity; for the cluster's coordinators."""
    if not coordinates(reader, cluster):
        raise Http404
    rows = ActivityRecord.objects.filter(cluster=cluster, organisation=organisation)
    return list(rows.select_related("recorded_by", "cancelled_by").order_by("-on", "-pk"))


def live_steps(cluster: Cluster, organisation: Organisation) -> list[Step]:
    """Return the steps of one member that hold now."""
    return known(steps_of(cluster, organisation))


def step_visible_to(reader: Reader, cluster: Cluster, public_id: str) -> MembershipStep:
    """Return one step, or answer 404."""
    if not coordinates(reader, cluster):
        raise Http404
    rows = MembershipStep.objects.select_related("organisation").filter(cluster=cluster)
    return get_object_or_404(rows, public_id=public_id)


def record_visible_to(reader: Reader, cluster: Cluster, public_id: str) -> ActivityRecord:
    """Return one record of activity, or answer 404."""
    if not coordinates(reader, cluster):
        raise Http404
    rows = ActivityRecord.objects.select_related("organisation").filter(cluster=cluster)
    return get_object_or_404(rows, public_id=public_id)


def file_visible_to(reader: Reader, cluster: Cluster, public_id: str) -> EvidenceFile:
    """Return one document of a cluster for its coordinators, or answer 404."""
    if not coordinates(reader, cluster):
        raise Http404
    return get_object_or_404(cluster.files.all(), public_id=public_id)


def dossiers_visible_to(reader: Reader, cluster: Cluster) -> QuerySet[Dossier]:
    """Return the label files of a cluster for its coordinators."""
    return cluster.dossiers.select_related("created_by") if coordinates(reader, cluster) else Dossier.objects.none()


def dossier_visible_to(reader: Reader, cluster: Cluster, public_id: str) -> Dossier:
    """Return one label file with its criteria and evidence, or answer 404."""
    rows = dossiers_visible_to(reader, cluster).select_related("copied_from", "cluster")
    return get_object_or_404(
        rows.prefetch_related("criteria__evidence__file", "criteria__reviewer"), public_id=public_id
    )


@register_activity("clusters")
def recorded_activity(
    cluster: Cluster,
    since: datetime.date,
    until: datetime.date,
    known_at: datetime.datetime | None,
) -> Iterator[Activity]:
    """Answer with what coordinators recorded: fees, services, initiatives."""
    rows = ActivityRecord.objects.filter(cluster=cluster)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    taken_back = rows.filter(cancels__isnull=False).values("cancels")
    found = rows.filter(cancels__isnull=True, on__range=(since, until)).exclude(pk__in=taken_back)
    for row in found.order_by("pk"):
        yield Activity(row.organisation_id, row.kind, row.on, row.what)


def source_keys() -> set[str]:
    """Return the keys of every cluster ever entered from a source; for loaders, not for pages."""
    return set(Cluster.objects.exclude(source_key="").values_list("source_key", flat=True))


def criteria_of(dossier: Dossier) -> list[DossierCriterion]:
    """Return the criteria of a label file in their order."""
    return list(dossier.criteria.all())
