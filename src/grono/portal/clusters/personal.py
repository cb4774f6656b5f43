"""Personal fields of clusters: who coordinates, who recorded and reviewed (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted

_OF_CLUSTER = "of a cluster organisation, at its seat"

PERSONAL = {
    "clusters.ClusterCoordinator.user": Personal("account", Seen.OPERATOR, "user", Erasure.KEEP),
    "clusters.ClusterCoordinator.given_by": acted("given_by"),
    "clusters.ActivityRecord.recorded_by": acted("recorded_by"),
    "clusters.ClusterFact.recorded_by": acted("recorded_by"),
    "clusters.Dossier.created_by": acted("created_by"),
    "clusters.DossierCriterion.reviewer": acted("reviewer"),
    "clusters.DossierEvidence.added_by": acted("added_by"),
    "clusters.EvidenceFile.uploaded_by": acted("uploaded_by"),
    "clusters.MembershipStep.recorded_by": acted("recorded_by"),
}


def _of_trader(purpose: str) -> Personal:
    """Declare what a cluster keeps of a sole trader as a member: it stays, and points to a pseudonym."""
    return Personal(purpose, Seen.LADDER, "organisation", Erasure.KEEP)


PERSONAL |= {
    "clusters.Membership.organisation": _of_trader("register"),
    "clusters.MembershipStep.organisation": _of_trader("register"),
    "clusters.ActivityRecord.organisation": _of_trader("accounting"),
}

NOT_PERSONAL = {
    "clusters.Cluster.organisation": "the body that runs a cluster",
    "clusters.Cluster.name": _OF_CLUSTER,
    "clusters.Cluster.name_language": "a language",
    "clusters.Cluster.name_key": "the name in an order for sorting",
    "clusters.Cluster.email": _OF_CLUSTER,
    "clusters.Cluster.phone": _OF_CLUSTER,
    "clusters.Cluster.latitude": _OF_CLUSTER,
    "clusters.Cluster.longitude": _OF_CLUSTER,
    "clusters.DossierCriterion.note": "what a reviewer says of a criterion, not of a person",
    "clusters.DossierEvidence.address": "address of a document on the web",
    "clusters.EvidenceFile.original_name": "name of a file",
    "clusters.EvidenceFile.stored_name": "name of a file",
}
