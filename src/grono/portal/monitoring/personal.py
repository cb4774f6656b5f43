"""Personal fields of the monitoring: who reported, decided, holds which post (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted

PERSONAL = {
    "monitoring.Holder.user": Personal("responsibility", Seen.OPERATOR, "user", Erasure.DELETE),
    "monitoring.Reminder.user": Personal("responsibility", Seen.OPERATOR, "user", Erasure.DELETE),
    "monitoring.Report.changed_by": acted("changed_by"),
    "monitoring.Report.decided_by": acted("decided_by"),
    "monitoring.Evidence.added_by": acted("added_by"),
    "monitoring.MadeDocument.made_by": acted("made_by"),
}

NOT_PERSONAL = {
    "monitoring.Value.basis": "tax numbers of organisations that a value counts; read by those who see unpublished reports",
    "monitoring.Evidence.issued_by": "name of the office that issued a document",
    "monitoring.Evidence.original_name": "name of a file",
    "monitoring.Evidence.stored_name": "random name of a file",
    "monitoring.Evidence.personal_data": "says whether a document holds personal data; holds none itself",
}
