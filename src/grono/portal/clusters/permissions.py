from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters.models import ClusterCoordinator

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from grono.portal.clusters.models import Cluster
    from grono.portal.core.models import User
    from grono.portal.core.visitor import Reader

PERMISSIONS: dict[str, str | Promise] = {
    "clusters.coordinate": _("enter clusters, and keep the members and label files of one's own"),
    "clusters.appoint_coordinators": _("say who coordinates which cluster"),
}


def coordinated_by(reader: Reader) -> frozenset[int]:
    """Return the primary keys of the clusters that a reader coordinates now."""
    if not reader.is_authenticated or not reader.can("clusters.coordinate"):
        return frozenset()
    rows = ClusterCoordinator.objects.filter(user_id=reader.pk, until__isnull=True)
    return frozenset(rows.values_list("cluster_id", flat=True))


def coordinates(reader: Reader, cluster: Cluster) -> bool:
    """Say whether a reader coordinates a cluster now."""
    return cluster.pk in coordinated_by(reader)


def refuse_stranger(by: User | None, cluster: Cluster) -> None:
    """Refuse an act of someone who does not coordinate the cluster; nobody is the portal itself."""
    if by is not None and not coordinates(by, cluster):
        raise PermissionDenied
