"""What can be filled in about clusters."""

from grono.portal.clusters.forms.clusters import ClusterForm, CoordinatorForm, FactsForm
from grono.portal.clusters.forms.dossiers import DossierForm, EvidenceForm, ReviewForm
from grono.portal.clusters.forms.members import ActivityForm, BringForm, MomentForm, SignForm, StepForm

__all__ = [
    "ActivityForm",
    "BringForm",
    "ClusterForm",
    "CoordinatorForm",
    "DossierForm",
    "EvidenceForm",
    "FactsForm",
    "MomentForm",
    "ReviewForm",
    "SignForm",
    "StepForm",
]
