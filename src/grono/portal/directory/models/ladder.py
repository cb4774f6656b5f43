"""The rules of the ladder as the administrator has changed them; what was never changed stands in ``visibility``."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import Rung


class FieldRule(models.Model):
    """The default and the allowed range of one field, with the reason; the newest row that was carried out holds (DIR-13)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    field = models.CharField(_("field"), max_length=20)
    natural_person = models.BooleanField(_("of sole traders"), default=False)
    default = models.PositiveSmallIntegerField(_("unless the organisation chooses"), choices=Rung)
    least = models.PositiveSmallIntegerField(_("at least seen by"), choices=Rung)
    most = models.PositiveSmallIntegerField(_("at most seen by"), choices=Rung)
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("decided"), default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(_("in force since"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("rule of the ladder")
        verbose_name_plural = _("rules of the ladder")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(least__lte=F("default"), default__lte=F("most")), name="default_lies_in_the_range"
            ),
            models.CheckConstraint(condition=Q(most__in=Rung.values), name="range_ends_on_a_rung"),
            models.CheckConstraint(condition=~Q(reason=""), name="rule_of_the_ladder_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.field} (sole traders)" if self.natural_person else self.field
