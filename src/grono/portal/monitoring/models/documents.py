from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.monitoring.kinds import DocumentKind


class MadeDocument(models.Model):
    """A document made of a strategy, kept with the day of its data; its four files lie in the data folder."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=15, choices=DocumentKind)
    language = models.CharField(_("language"), max_length=8)
    period = models.ForeignKey(
        "monitoring.Period", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("period")
    )
    data_date = models.DateField(_("date of the data"))
    wishes = models.JSONField(_("what was asked for"), default=dict, blank=True)
    files = models.JSONField(_("files by ending"), default=dict, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    made_at = models.DateTimeField(_("made"), null=True, blank=True)
    run_public_id = models.CharField(max_length=12, blank=True, editable=False)

    class Meta:  # noqa: D106
        verbose_name = _("document of a strategy")
        verbose_name_plural = _("documents of strategies")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="document_kind_is_known"),
            models.CheckConstraint(condition=~Q(language=""), name="document_has_a_language"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.strategy}"

    def get_language_name(self) -> str:
        """Return the language of the document in words."""
        return str(dict(settings.LANGUAGES).get(self.language, self.language))
