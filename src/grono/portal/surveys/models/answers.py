from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.surveys.kinds import AnswerSource


class SectionState(models.Model):
    """One section of one questionnaire being answered; the number of savings tells two tabs apart."""

    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="section_states")
    section = models.CharField(_("section"), max_length=40)
    revision = models.PositiveIntegerField(_("number of savings"), default=0)
    is_complete = models.BooleanField(_("complete"), default=False)
    saved_at = models.DateTimeField(_("saved"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("section being answered")
        verbose_name_plural = _("sections being answered")
        ordering = ["invitation", "section"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "section"], name="section_once_for_each_invitation")
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.section}"


class Answer(models.Model):
    """What an organisation answers now; ``is_confirmed`` is false for entries on behalf until the firm has looked (DIR-19)."""

    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="answers")
    concept = models.CharField(_("question"), max_length=40)
    value = models.JSONField(_("answer"))
    language = models.CharField(_("language"), max_length=10, blank=True)
    source = models.CharField(_("came in"), max_length=10, choices=AnswerSource, default=AnswerSource.FIRM)
    is_confirmed = models.BooleanField(_("confirmed by the firm"), default=True)
    by = models.ForeignKey("core.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["invitation", "id"]
        constraints = [
            models.UniqueConstraint(fields=["invitation", "concept"], name="answer_once_for_each_question"),
            models.CheckConstraint(condition=Q(source__in=AnswerSource.values), name="answer_source_is_known"),
            models.CheckConstraint(
                condition=Q(is_confirmed=True) | ~Q(source=AnswerSource.FIRM), name="own_answers_need_no_confirmation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.concept}"


class AnswerChange(models.Model):
    """Every saving of an answer: what it was and what it became; nothing is overwritten without a trace."""

    invitation = models.ForeignKey("surveys.Invitation", on_delete=models.CASCADE, related_name="changes")
    concept = models.CharField(_("question"), max_length=40)
    revision = models.PositiveIntegerField(_("saving of its section"))
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    source = models.CharField(_("came in"), max_length=10, choices=AnswerSource)
    by = models.ForeignKey("core.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("change of an answer")
        verbose_name_plural = _("changes of answers")
        ordering = ["invitation", "id"]
        indexes = [models.Index(fields=["invitation", "concept", "id"], name="changes_of_an_answer")]

    def __str__(self) -> str:
        return f"{self.invitation_id}: {self.concept}"
