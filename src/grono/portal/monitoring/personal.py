"""Personal fields of the monitoring: who reported, decided, holds which post, and which sole traders a value counts (DIR-44)."""

from grono.portal.monitoring.basis import without_numbers
from grono.portal.privacy.fields import Erasure, Personal, Seen, Tie, acted

PERSONAL = {
    "monitoring.Holder.user": Personal("responsibility", Seen.OPERATOR, "user", Erasure.DELETE),
    "monitoring.Reminder.user": Personal("responsibility", Seen.OPERATOR, "user", Erasure.DELETE),
    "monitoring.Value.basis": Personal(
        "counted", Seen.OPERATOR, "basis__numbers", tie=Tie.CONCERNS, without=without_numbers
    ),
    "monitoring.Report.changed_by": acted("changed_by"),
    "monitoring.Report.decided_by": acted("decided_by"),
    "monitoring.Evidence.added_by": acted("added_by"),
    "monitoring.MadeDocument.made_by": acted("made_by"),
}

NOT_PERSONAL = {
    "monitoring.Evidence.issued_by": "name of the office that issued a document",
    "monitoring.Evidence.original_name": "name of a file",
    "monitoring.Evidence.stored_name": "random name of a file",
    "monitoring.Evidence.personal_data": "says whether a document holds personal data; holds none itself",
}
