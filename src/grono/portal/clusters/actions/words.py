"""What the acts of this app are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "clusters.enter_cluster": _("Cluster entered: %(object)s"),
    "clusters.change_cluster": _("Cluster changed: %(object)s"),
    "clusters.state_facts": _("Facts about a cluster stated: %(object)s"),
    "clusters.appoint_coordinator": _("Coordinator appointed: %(object)s"),
    "clusters.end_coordination": _("Coordination ended: %(object)s"),
    "clusters.keep_file": _("Document of a cluster uploaded: %(object)s"),
    "clusters.record_steps": _("Steps of members recorded: %(object)s"),
    "clusters.take_back_step": _("Step of a member taken back: %(object)s"),
    "clusters.record_activity": _("Activity of a member recorded: %(object)s"),
    "clusters.take_back_activity": _("Activity of a member taken back: %(object)s"),
    "clusters.open_dossier": _("Label file opened: %(object)s"),
    "clusters.copy_dossier": _("Label file copied to a newer version: %(object)s"),
    "clusters.compute_dossier": _("Label file computed anew: %(object)s"),
    "clusters.review_criterion": _("Criterion of a label file reviewed: %(object)s"),
    "clusters.add_evidence": _("Evidence added to a label file: %(object)s"),
    "clusters.remove_evidence": _("Evidence taken out of a label file: %(object)s"),
}

AUDIT_WORDS: dict[str, str | Promise] = {
    "step": _("step"),
    "members": _("members"),
    "organisation": _("organisation"),
    "day": _("date"),
    "activity_kind": _("activity"),
    "person": _("person"),
    "set": _("set of criteria"),
    "criterion": _("criterion"),
    "judgement": _("judgement"),
    "cluster": _("cluster"),
    "as_of": _("as of"),
    "evidence_title": _("evidence"),
    "step=declared": pgettext_lazy("member of a cluster", "declared"),
    "step=signed": pgettext_lazy("member of a cluster", "signed"),
    "step=left": pgettext_lazy("member of a cluster", "left"),
    "step=refused": pgettext_lazy("member of a cluster", "refused"),
    "step=kind_changed": _("changed the kind of membership"),
    "judgement=met": pgettext_lazy("criterion", "met"),
    "judgement=not_met": pgettext_lazy("criterion", "not met"),
}
