"""What the clusters store; private to this app (others use ``queries`` and ``actions``)."""

from grono.portal.clusters.models.clusters import Cluster, ClusterCoordinator, ClusterFact, EvidenceFile
from grono.portal.clusters.models.dossiers import Dossier, DossierCriterion, DossierEvidence
from grono.portal.clusters.models.membership import ActivityRecord, Membership, MembershipStep

__all__ = [
    "ActivityRecord",
    "Cluster",
    "ClusterCoordinator",
    "ClusterFact",
    "Dossier",
    "DossierCriterion",
    "DossierEvidence",
    "EvidenceFile",
    "Membership",
    "MembershipStep",
]
