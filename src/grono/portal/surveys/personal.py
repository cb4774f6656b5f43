"""Personal fields of questionnaires: where an invitation went, who answered (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted

PERSONAL = {
    "surveys.Invitation.email": Personal("survey", Seen.KEEPERS, "email", Erasure.REPLACE),
    "surveys.Answer.by": acted("by"),
    "surveys.AnswerChange.by": acted("by"),
}
