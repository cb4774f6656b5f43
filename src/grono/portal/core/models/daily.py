from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class DailyRun(models.Model):
    """One day on which one piece of daily work was done; the constraint lets it begin once."""

    name = models.CharField(_("work"), max_length=60)
    day = models.DateField(_("day"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    failed = models.BooleanField(_("failed"), default=False)

    class Meta:  # noqa: D106
        verbose_name = _("day of a daily work")
        verbose_name_plural = _("days of daily work")
        ordering = ["-day", "name"]
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="daily_work_once_a_day")]

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
