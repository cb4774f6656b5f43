from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id


class StudyKind(models.TextChoices):
    """What was loaded."""

    NETWORK = "network", _("network of organisations")
    HELIX = "helix", _("projects and their sides")


class Study(models.Model):
    """One network, or one table of projects: what was loaded, by which seed it was measured, and what came out.

    ``content`` is what :mod:`grono.portal.cooperation.reading` makes of the files: ties and attributes, or counts of projects.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=8, choices=StudyKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the texts"), max_length=8, default="pl")
    source = models.CharField(_("source"), max_length=300)
    is_synthetic = models.BooleanField(_("invented figures"), default=False)
    content = models.JSONField(_("what was loaded"))
    seed = models.PositiveIntegerField(_("seed"))
    created_at = models.DateTimeField(_("loaded"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    measured_at = models.DateTimeField(_("measured"), null=True, blank=True)
    version = models.CharField(_("version of Grono"), max_length=40, blank=True)
    result = models.JSONField(_("result"), null=True, blank=True)
    pictures = models.JSONField(_("pictures"), default=dict, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:  # noqa: D106
        verbose_name = _("study of co-operation")
        verbose_name_plural = _("studies of co-operation")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="study_has_a_title"),
            models.CheckConstraint(condition=~Q(source=""), name="study_has_a_source"),
            models.CheckConstraint(
                condition=Q(measured_at__isnull=True, result__isnull=True)
                | Q(measured_at__isnull=False, result__isnull=False),
                name="measured_study_has_a_result",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(measured_at__isnull=False),
                name="published_study_is_measured",
            ),
        ]

    def __str__(self) -> str:
        return self.title
