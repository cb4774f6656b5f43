"""What the acts of this app are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import Promise

VERBS: dict[str, str | Promise] = {
    "monitoring.open_period": _("Reporting period opened: %(object)s"),
    "monitoring.appoint_holder": _("Holder of a post named: %(object)s"),
    "monitoring.end_holding": _("Holding of a post ended: %(object)s"),
    "monitoring.start_report": _("Report begun: %(object)s"),
    "monitoring.save_report": _("Report saved: %(object)s"),
    "monitoring.submit_report": _("Report submitted: %(object)s"),
    "monitoring.return_report": _("Report returned: %(object)s"),
    "monitoring.approve_report": _("Report approved: %(object)s"),
    "monitoring.publish_report": _("Report published: %(object)s"),
    "monitoring.correct_report": _("Correction of a published report begun: %(object)s"),
    "monitoring.add_evidence": _("Evidence added to a report: %(object)s"),
    "monitoring.remove_evidence": _("Evidence of a report removed: %(object)s"),
    "monitoring.make_document": _("Document of a strategy asked for: %(object)s"),
    "monitoring.send_reminder": _("Reminder about reports sent: %(object)s"),
}

AUDIT_WORDS: dict[str, str | Promise] = {
    "sentence": _("explanation"),
    "statement": _("statement"),
    "evidence": _("evidence"),
    "post": _("post"),
    "deadline": _("report by"),
}
