"""Memberships of clusters as open data: the W3C's Organization Ontology says who is a member of what, as what, and since when (DIR-48)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from grono.portal.clusters.kinds import MembershipKind
from grono.portal.clusters.queries import Moment, clusters_visible_to, members_visible_to
from grono.portal.core.visitor import Visitor
from grono.portal.directory.open_data.datasets import Dataset, address_of, register_dataset
from grono.portal.directory.open_data.triples import Literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.clusters.models import Cluster
    from grono.portal.clusters.queries import Member
    from grono.portal.directory.open_data.triples import Statement

ORG, TIME = "http://www.w3.org/ns/org#", "http://www.w3.org/2006/time#"
COLUMNS = ("cluster", "cluster_name", "cluster_language", "organisation", "kind", "since")
THEME = "http://publications.europa.eu/resource/authority/data-theme/ECON"


def _open_memberships() -> Iterator[tuple[Cluster, Member]]:
    """Return what every visitor sees: who has signed; sole traders are people, and nobody gives people away (DIR-2)."""
    today = Moment(timezone.localdate())
    for cluster in clusters_visible_to(Visitor()).order_by("pk"):
        for member in members_visible_to(Visitor(), cluster, today):
            if not member.organisation.natural_person:
                yield cluster, member


def rows() -> Iterator[dict[str, object]]:
    """Return a row for each membership."""
    for cluster, member in _open_memberships():
        yield {
            "cluster": cluster.public_id,
            "cluster_name": cluster.name,
            "cluster_language": cluster.name_language,
            "organisation": member.organisation.public_id,
            "kind": member.membership_kind,
            "since": member.since.isoformat(),
        }


def cluster_address(cluster: Cluster) -> str:
    """Return the address that names a cluster, in the language that comes first."""
    with override(settings.LANGUAGE_CODE):
        page = reverse("clusters:cluster", args=[cluster.public_id])
    return f"{settings.SITE_ADDRESS}{page}#cluster"


def statements() -> Iterator[Statement]:
    """Return every membership with its cluster, its role and its beginning."""
    for kind in MembershipKind:
        yield from _role(kind)
    for cluster, member in _open_memberships():
        here = cluster_address(cluster)
        yield (here, "rdf:type", f"{ORG}Organization")
        yield (here, "skos:prefLabel", Literal(cluster.name, cluster.name_language))
        yield from _membership(here, member)


def _role_address(kind: str) -> str:
    return f"{settings.SITE_ADDRESS}/ns/membership-kind#{kind}"


def _role(kind: MembershipKind) -> Iterator[Statement]:
    node = _role_address(kind.value)
    yield (node, "rdf:type", f"{ORG}Role")
    for language in ("pl", "en"):
        with override(language):
            yield (node, "skos:prefLabel", Literal(str(kind.label), language))


def _membership(here: str, member: Member) -> Iterator[Statement]:
    me = address_of(member.organisation.public_id)
    node = f"{here}-{member.organisation.public_id}"
    yield (node, "rdf:type", f"{ORG}Membership")
    yield (node, "org:member", me)
    yield (node, "org:organization", here)
    if member.membership_kind:
        yield (node, "org:role", _role_address(member.membership_kind))
    yield (node, "org:memberDuring", f"{node}-time")
    yield (f"{node}-time", "rdf:type", f"{TIME}Interval")
    yield (f"{node}-time", "time:hasBeginning", f"{node}-begin")
    yield (f"{node}-begin", "rdf:type", f"{TIME}Instant")
    yield (f"{node}-begin", "time:inXSDDate", Literal(member.since.isoformat(), kind="xsd:date"))


def register() -> None:
    """Register the data set."""
    register_dataset(
        Dataset(
            "memberships",
            _("Members of clusters"),
            _("Who has signed for which cluster, as what and since when, without sole traders and without people."),
            THEME,
            COLUMNS,
            rows,
            statements,
        )
    )
