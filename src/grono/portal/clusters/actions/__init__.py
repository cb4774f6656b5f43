"""Everything that is written about clusters."""

from grono.portal.clusters.actions.clusters import (
    appoint_coordinator,
    change_cluster,
    end_coordination,
    enter_cluster,
    keep_file,
    state_facts,
)
from grono.portal.clusters.actions.dossiers import (
    add_evidence,
    compute_dossier,
    copy_dossier,
    open_dossier,
    remove_evidence,
    review_criterion,
)
from grono.portal.clusters.actions.membership import (
    record_activities,
    record_activity,
    record_step,
    record_steps,
    take_back_activity,
    take_back_step,
)
from grono.portal.clusters.actions.words import AUDIT_WORDS, VERBS

__all__ = [
    "AUDIT_WORDS",
    "VERBS",
    "add_evidence",
    "appoint_coordinator",
    "change_cluster",
    "compute_dossier",
    "copy_dossier",
    "end_coordination",
    "enter_cluster",
    "keep_file",
    "open_dossier",
    "record_activities",
    "record_activity",
    "record_step",
    "record_steps",
    "remove_evidence",
    "review_criterion",
    "state_facts",
    "take_back_activity",
    "take_back_step",
]
