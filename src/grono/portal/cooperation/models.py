from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.publishing import Found


class StudyKind(models.TextChoices):
    """What was loaded."""

    NETWORK = "network", _("network of organisations")
    HELIX = "helix", _("projects and their sides")


class Study(Found):
    """One network, or one table of projects: what was loaded, by which seed it was measured, and what came out.

    ``content`` is what :mod:`grono.portal.cooperation.reading` makes of the files: ties and attributes, or counts of projects.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=StudyKind)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language of the texts"), max_length=8, default="pl")
    source = models.CharField(_("source"), max_length=300)
    is_synthetic = models.BooleanField(_("invented figures"), default=False)
    content = models.JSONField(_("what was loaded"))
    seed = models.PositiveIntegerField(_("seed"))
    created_at = models.DateTimeField(_("loaded"), default=timezone.now)
    measured_at = models.DateTimeField(_("measured"), null=True, blank=True)

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
