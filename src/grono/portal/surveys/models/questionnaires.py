from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.surveys.definition import Definition, from_data, text_in


class Questionnaire(models.Model):
    """One questionnaire through all its versions."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    key = models.CharField(_("key"), max_length=40, unique=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)

    class Meta:  # noqa: D106
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(condition=Q(key__regex=r"^[a-z][a-z0-9_]{0,39}$"), name="questionnaire_key_is_plain")
        ]

    def __str__(self) -> str:
        return self.key


class Version(models.Model):
    """One version: its content as ``definition`` reads it, frozen at the first answer, with the links to the version before."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    questionnaire = models.ForeignKey("surveys.Questionnaire", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    content = models.JSONField(_("content"), default=dict)
    links = models.JSONField(_("links to the version before"), default=dict, blank=True)
    revision = models.PositiveIntegerField(_("number of changes"), default=0)
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        ordering = ["questionnaire", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "number"], name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
        ]

    def __str__(self) -> str:
        title, _language = text_in(self.content.get("title"), get_language() or "en")
        return gettext("%(title)s, version %(number)s") % {
            "title": title or self.questionnaire.key,
            "number": self.number,
        }

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain: the key does not depend on a language."""
        return f"{self.questionnaire.key} {self.number}"

    @property
    def definition(self) -> Definition:
        """Return the content as values."""
        return from_data(self.content)
