"""The tables of the questionnaires: kinds of questions, where an answer comes from, where a wave and an invitation stand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionType(models.TextChoices):
    """What is answered (DIR-16)."""

    TEXT = "text", pgettext_lazy("kind of question", "text")
    NUMBER = "number", pgettext_lazy("kind of question", "number")
    QUANTITY = "quantity", pgettext_lazy("kind of question", "number that may be about, a range or more than")
    ONE = "one", pgettext_lazy("kind of question", "one choice")
    MANY = "many", pgettext_lazy("kind of question", "several choices")
    CODE = "code", pgettext_lazy("kind of question", "activity code (NACE)")
    DATE = "date", pgettext_lazy("kind of question", "date")
    TABLE = "table", pgettext_lazy("kind of question", "table")


CELL_TYPES = (QuestionType.TEXT, QuestionType.NUMBER, QuestionType.QUANTITY)
"""What a column of a table may hold."""

NUMERIC = (QuestionType.NUMBER, QuestionType.QUANTITY)
WITH_CHOICES = (QuestionType.ONE, QuestionType.MANY)


class LinkKind(models.TextChoices):
    """Whether a question asks the same as in the version before (DIR-18)."""

    SAME = "same", _("the same")
    CONVERTIBLE = "convertible", _("convertible by a formula")
    BROKEN = "broken", _("not comparable")


class WaveState(models.TextChoices):
    """Where a wave stands."""

    DRAFT = "draft", pgettext_lazy("wave", "being prepared")
    OPEN = "open", pgettext_lazy("wave", "open")
    CLOSED = "closed", pgettext_lazy("wave", "closed")


class Standing(models.TextChoices):
    """Where an invitation stands (DIR-20)."""

    WAITING = "waiting", pgettext_lazy("invitation", "not sent yet")
    INVITED = "invited", pgettext_lazy("invitation", "invited")
    OPENED = "opened", pgettext_lazy("invitation", "opened")
    STARTED = "started", pgettext_lazy("invitation", "begun")
    COMPLETE = "complete", pgettext_lazy("invitation", "complete")
    REFUSED = "refused", pgettext_lazy("invitation", "refused")
    UNREACHABLE = "unreachable", pgettext_lazy("invitation", "unreachable")


class AnswerSource(models.TextChoices):
    """How an answer came in (DIR-19)."""

    FIRM = "firm", pgettext_lazy("answer", "the firm itself")
    PAPER = "paper", pgettext_lazy("answer", "on paper, entered for the firm")
    PHONE = "phone", pgettext_lazy("answer", "by telephone, entered for the firm")


ON_BEHALF = (AnswerSource.PAPER, AnswerSource.PHONE)
REMINDER_DAYS = (7, 14, 21)
"""Days after the invitation on which a firm that has not finished is reminded (DIR-19, a setting of each wave)."""

LEAST_ORGANISATIONS = 3
"""A published aggregate rests on at least so many organisations (DIR-20)."""

LARGEST_SHARE = 0.75
"""No organisation has a larger share of a published sum (DIR-20, a setting)."""

QUESTION_LANGUAGES = ["pl", "en", "de", "cs", "sk", "it", "fr", "es", "hu", "uk"]
"""Languages in which a questionnaire may be written."""
