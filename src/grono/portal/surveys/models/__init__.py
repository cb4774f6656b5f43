"""What the questionnaires store; private to this app (others use ``queries`` and ``actions``)."""

from grono.portal.surveys.models.answers import Answer, AnswerChange, SectionState
from grono.portal.surveys.models.questionnaires import Questionnaire, Version
from grono.portal.surveys.models.waves import Invitation, Letter, Link, Wave

__all__ = [
    "Answer",
    "AnswerChange",
    "Invitation",
    "Letter",
    "Link",
    "Questionnaire",
    "SectionState",
    "Version",
    "Wave",
]
