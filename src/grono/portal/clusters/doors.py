"""What the clusters tell the directory: merging, common members, populations (DIR-13, DIR-32, DIR-33)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from grono.portal.clusters.kinds import MembershipKind, Standing
from grono.portal.clusters.models import Membership
from grono.portal.clusters.queries import clusters_coordinated_by, clusters_visible_to
from grono.portal.core.display import Fact
from grono.portal.core.visitor import Visitor
from grono.portal.directory.further_facets import FurtherFacet, register_facet
from grono.portal.directory.merging import (
    Blocker,
    MergeRule,
    Outcome,
    register_merge_blocker,
    register_merge_rule,
    register_related,
)
from grono.portal.directory.populations import Population, Provider, register_populations
from grono.portal.directory.queries import organisations_administered_by
from grono.portal.directory.visibility import register_common_members

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from django.db.models import QuerySet

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Organisation

ON_THE_WAY_IN = (Standing.DECLARED, Standing.SIGNED)


def common_members(reader: Reader) -> QuerySet[Membership, int]:
    """Return the keys of the organisations that have signed for a cluster of one that the reader administers."""
    own = Membership.objects.filter(
        organisation__in=organisations_administered_by(reader).order_by().values("pk"), standing=Standing.SIGNED
    )
    others = Membership.objects.filter(standing=Standing.SIGNED, cluster__in=own.values("cluster"))
    return others.order_by().values_list("organisation_id", flat=True)


def both_in_one_cluster(survivor: Organisation, other: Organisation) -> Iterator[Blocker]:
    """Return a blocker for each cluster whose ladder both stand on, also as left: two histories in one would contradict each other."""
    rows = Membership.objects.filter(organisation=survivor).select_related("cluster")
    shared = Membership.objects.filter(organisation=other).values("cluster")
    for row in rows.filter(cluster__in=shared):
        yield Blocker(
            code="both_in_one_cluster",
            reason=gettext_lazy("Both stand on the ladder of one cluster."),
            step=_("Take the steps of one of them back on its page in the cluster “%(cluster)s”, then merge.")
            % {"cluster": row.cluster},
            href=reverse("clusters:members", args=[row.cluster.public_id]),
        )


def clusters_of(reader: Reader, organisation: Organisation) -> Iterator[Fact]:
    """Return a line for each cluster that an organisation has signed for; who only declared stands on the cluster's own page."""
    seen = clusters_visible_to(reader).order_by()
    rows = Membership.objects.filter(organisation=organisation, standing=Standing.SIGNED, cluster__in=seen)
    for row in rows.select_related("cluster").order_by("cluster__name", "pk"):
        address = reverse("clusters:cluster", args=[row.cluster.public_id])
        kind = MembershipKind(row.membership_kind).label if row.membership_kind else ""
        yield Fact(_("Member of the cluster"), row.cluster.name, str(kind), address, row.cluster.name_language)


def _offered(reader: Reader) -> Iterator[Population]:
    if not reader.can("directory.edit_organisations"):
        return
    for cluster in clusters_visible_to(reader):
        title = _("signed members of the cluster %(name)s") % {"name": cluster}
        yield Population(f"clusters:{cluster.public_id}", title)
    for cluster in clusters_coordinated_by(reader):
        title = _("everyone on the ladder of the cluster %(name)s: declared and signed") % {"name": cluster}
        yield Population(f"clusters:{cluster.public_id}-all", title)


def _members(reader: Reader, key: str) -> Iterable[str]:  # noqa: ARG001  (the key was offered to this reader)
    public_id, _colon, whole = key.partition(":")[2].partition("-")
    standings = ON_THE_WAY_IN if whole else (Standing.SIGNED,)
    rows = Membership.objects.filter(
        cluster__public_id=public_id, standing__in=standings, organisation__removed_at__isnull=True
    )
    return rows.values_list("organisation__public_id", flat=True)


def _signed_in(organisations: Collection[int]) -> dict[int, list[str]]:
    rows = Membership.objects.filter(organisation__in=organisations, standing=Standing.SIGNED).order_by("pk")
    found = defaultdict(list)
    for one, public_id in rows.values_list("organisation_id", "cluster__public_id"):
        found[one].append(public_id)
    return found


def _kinds_of(organisations: Collection[int]) -> dict[int, set[str]]:
    rows = Membership.objects.filter(organisation__in=organisations, standing=Standing.SIGNED).order_by()
    found = defaultdict(set)
    for one, kind in rows.values_list("organisation_id", "membership_kind"):
        found[one].add(kind)
    return found


def _names(values: Collection[str], language: str) -> dict[str, str]:  # noqa: ARG001  (a cluster has one name)
    return {one.public_id: one.name for one in clusters_visible_to(Visitor()).filter(public_id__in=values)}


def _kind_names(values: Collection[str], language: str) -> dict[str, str]:
    with override(language):
        return {kind.value: str(kind.label) for kind in MembershipKind if kind.value in values}


def open_doors() -> None:
    """Register everything; called when the apps are ready."""
    move = MergeRule(Outcome.MOVE)
    register_merge_rule("clusters.Cluster.organisation", move)
    register_merge_rule("clusters.MembershipStep.organisation", move)
    register_merge_rule("clusters.ActivityRecord.organisation", move)
    # Where someone stands follows from the steps; a row of the survivor in the same cluster stays, and the blocker keeps the steps apart.
    register_merge_rule("clusters.Membership.organisation", MergeRule(Outcome.MOVE_NEW, ("cluster",)))
    register_merge_blocker(both_in_one_cluster)
    register_related(clusters_of)
    register_common_members(common_members)
    register_facet(FurtherFacet("cluster", gettext_lazy("Member of the cluster"), _signed_in, _names))
    register_facet(FurtherFacet("membership", gettext_lazy("Kind of membership"), _kinds_of, _kind_names))
    register_populations("clusters", Provider(_offered, _members))
