from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters import storage
from grono.portal.clusters.facts import fact_kinds
from grono.portal.clusters.models import Cluster, ClusterCoordinator, ClusterFact, EvidenceFile
from grono.portal.clusters.permissions import refuse_stranger
from grono.portal.clusters.queries import facts_of
from grono.portal.core.audit import audit, take_turn
from grono.portal.core.problems import RefusedError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from grono.portal.core.models import User

FIELDS = (
    "organisation", "name", "name_language", "acronym", "founded", "about", "nuts2", "latitude", "longitude", "email", "phone",
    "web", "is_invented", "source", "source_year", "source_key",
)  # fmt: skip


@transaction.atomic
def enter_cluster(*, by: User | None, values: Mapping[str, Any]) -> Cluster:
    """Enter a cluster; whoever enters it coordinates it."""
    take_turn()
    if by is not None and not by.can("clusters.coordinate"):
        raise PermissionDenied
    cluster = Cluster.objects.create(**{name: values[name] for name in FIELDS if name in values})
    if by is not None:
        ClusterCoordinator.objects.create(cluster=cluster, user=by, given_by=by)
    audit(by=by, verb="clusters.enter_cluster", object=cluster)
    return cluster


@transaction.atomic
def change_cluster(*, by: User | None, cluster: Cluster, values: Mapping[str, Any]) -> Cluster:
    """Change what identifies a cluster; the audit row names the fields."""
    take_turn()
    refuse_stranger(by, cluster)
    stored = Cluster.objects.get(pk=cluster.pk)
    changed = [name for name in FIELDS if name in values and getattr(stored, name) != values[name]]
    if not changed:
        return stored
    for name in changed:
        setattr(stored, name, values[name])
    stored.changed_at = timezone.now()
    stored.save()
    audit(by=by, verb="clusters.change_cluster", object=stored, after={"fields": changed})
    return stored


@transaction.atomic
def state_facts(
    *, by: User | None, cluster: Cluster, values: Mapping[str, Any], as_of: datetime.date, source: str
) -> list[str]:
    """Add a statement for each fact that differs from the newest one for that day, and return their keys."""
    take_turn()
    refuse_stranger(by, cluster)
    before = facts_of(cluster, as_of)
    known_keys = fact_kinds()
    changed = [
        key
        for key, value in values.items()
        if key in known_keys and value != (before[key].value if key in before else _nothing(value))
    ]
    for key in changed:
        ClusterFact.objects.create(
            cluster=cluster, key=key, value=values[key], as_of=as_of, source=source, recorded_by=by
        )
    if changed:
        audit(by=by, verb="clusters.state_facts", object=cluster, after={"fields": changed, "as_of": as_of})
    return changed


def _nothing(value: Any) -> Any:
    return value if value in ("", [], None) else None


@transaction.atomic
def appoint_coordinator(*, by: User | None, cluster: Cluster, user: User) -> None:
    """Let a person act for a cluster."""
    take_turn()
    if by is not None and not by.can("clusters.appoint_coordinators"):
        raise PermissionDenied
    if not user.can("clusters.coordinate"):
        raise RefusedError(_("This person has no role that coordinates clusters. Give the role “Coordinator” first."))
    _row, created = ClusterCoordinator.objects.get_or_create(
        cluster=cluster, user=user, until=None, defaults={"given_by": by}
    )
    if created:
        audit(by=by, verb="clusters.appoint_coordinator", object=cluster, after={"person": user.public_id})


@transaction.atomic
def end_coordination(*, by: User | None, cluster: Cluster, user: User) -> None:
    """End a person's right to act for a cluster; it counts from the next request."""
    take_turn()
    if by is not None and not by.can("clusters.appoint_coordinators"):
        raise PermissionDenied
    row = ClusterCoordinator.objects.filter(cluster=cluster, user=user, until__isnull=True).first()
    if row is None:
        return
    row.until = timezone.localdate()
    row.save(update_fields=["until"])
    audit(by=by, verb="clusters.end_coordination", object=cluster, after={"person": user.public_id})


@transaction.atomic
def keep_file(*, by: User | None, cluster: Cluster, upload: storage.Upload) -> EvidenceFile:
    """Keep a document; the same content again is the file that is already there."""
    take_turn()
    refuse_stranger(by, cluster)
    taken = storage.take_in(upload)
    known_file = cluster.files.filter(sha256=taken.sha256, original_name=taken.original_name).first()
    if known_file is not None:
        storage.forget(taken.stored_name)
        return known_file
    kept = EvidenceFile.objects.create(
        cluster=cluster,
        original_name=taken.original_name,
        stored_name=taken.stored_name,
        media_type=taken.media_type,
        size=taken.size,
        sha256=taken.sha256,
        uploaded_by=by,
    )
    audit(by=by, verb="clusters.keep_file", object=cluster, after={"file": taken.original_name, "sha256": taken.sha256})
    return kept
