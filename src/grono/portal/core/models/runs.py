from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id


class RunState(models.TextChoices):
    """Where a background run stands."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("running")
    DONE = "done", pgettext_lazy("run", "done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")
    INTERRUPTED = "interrupted", _("interrupted")


class BackgroundRun(models.Model):
    """One piece of work outside a page request, with its progress."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind of work"), max_length=60)
    subject_public_id = models.CharField(_("object worked on"), max_length=64, db_index=True)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    owner = models.ForeignKey("core.User", on_delete=models.PROTECT, related_name="runs", verbose_name=_("started by"))
    state = models.CharField(
        _("state"), max_length=12, choices=RunState.choices, default=RunState.WAITING, db_index=True
    )
    step = models.JSONField(_("step"), default=dict, blank=True)  # in every language
    step_done = models.PositiveBigIntegerField(_("done of this step"), default=0)
    step_total = models.PositiveBigIntegerField(_("size of this step"), default=0)
    cancel_requested = models.BooleanField(_("to be cancelled"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    worker = models.CharField(_("worker"), max_length=64, blank=True)
    errors = models.JSONField(_("what went wrong"), default=dict, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("background run")
        verbose_name_plural = _("background runs")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=RunState.values), name="run_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state=RunState.RUNNING) | models.Q(heartbeat_at__isnull=False),
                name="running_run_has_heartbeat",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def finished(self) -> bool:
        """Say whether nothing more will happen by itself."""
        return self.state in {RunState.DONE, RunState.FAILED, RunState.CANCELLED, RunState.INTERRUPTED}
