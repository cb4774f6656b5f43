"""Personal fields of questionnaires: where an invitation went, who answered (DIR-44)."""

from grono.portal.privacy.fields import Erasure, Personal, Seen, acted

PERSONAL = {
    "surveys.Invitation.email": Personal("survey", Seen.KEEPERS, "email", Erasure.REPLACE),
    # What a sole trader answered goes with the invitation; published sums stay, they hold nobody.
    "surveys.Invitation.organisation": Personal("survey", Seen.KEEPERS, "organisation", Erasure.DELETE),
    "surveys.Answer.by": acted("by"),
    "surveys.AnswerChange.by": acted("by"),
}
