from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.core.publishing import Found

if TYPE_CHECKING:
    from grono.evaluation import Plan


class EvaluationPlan(models.Model):
    """What is going to be evaluated, and how; once locked it never changes, and its hash proves it (STR-38).

    ``content`` is :meth:`grono.evaluation.Plan.data`. ``follows`` is the locked plan that this one began as a copy of. A plan that is
    written for a goal of a strategy is locked with it: ``strategy`` and ``goal_key`` say again what the content says.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    question = models.CharField(_("question"), max_length=300)
    language = models.CharField(_("language of the texts"), max_length=8, default="pl")
    content = models.JSONField(_("plan"))
    is_synthetic = models.BooleanField(_("invented figures"), default=False)
    strategy = models.ForeignKey(
        "strategies.Strategy",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("strategy"),
    )
    goal_key = models.CharField(_("goal"), max_length=12, blank=True)
    follows = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="followers")
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    locked_hash = models.CharField(_("SHA-256 of the locked plan"), max_length=64, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("plan of an evaluation")
        verbose_name_plural = _("plans of evaluations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(locked_at__isnull=True, locked_hash="")
                | (Q(locked_at__isnull=False) & Q(locked_hash__regex=r"^[0-9a-f]{64}$")),
                name="plan_locked_with_its_hash",
            ),
            models.CheckConstraint(condition=~Q(question=""), name="plan_asks_something"),
            models.CheckConstraint(
                condition=Q(strategy__isnull=True, goal_key="") | (Q(strategy__isnull=False) & ~Q(goal_key="")),
                name="plan_has_strategy_and_goal_or_neither",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_locked(self) -> bool:
        """Whether the plan can no longer change."""
        return self.locked_at is not None

    @property
    def is_intact(self) -> bool:
        """Whether a locked plan, its goal too, is still what it was locked as; a draft always is."""
        if not self.is_locked:
            return True
        plan = self.read()
        return plan.sha256 == self.locked_hash and plan.question == self.question and plan.goal == self.goal_address

    @property
    def goal_address(self) -> str:
        """Return the goal as the plan names it; empty where it belongs to none."""
        return f"{self.strategy.public_id}/{self.goal_key}" if self.strategy is not None else ""

    def read(self) -> Plan:
        """Return the plan as the library knows it."""
        from grono.evaluation import plan_from_data

        return plan_from_data(self.content)


class EvaluationTable(models.Model):
    """A tidy table of units and periods, kept as text; ``sha256`` is of the file as it was sent.

    ``notes`` is language → sentences that stand beside every result: what was estimated, flagged or left out.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name of the file"), max_length=120)
    source = models.CharField(_("source"), max_length=300)
    sha256 = models.CharField(_("SHA-256 of the file"), max_length=64)
    content = models.TextField(_("table"))
    units = models.PositiveIntegerField(_("units"))
    periods = models.PositiveIntegerField(_("periods"))
    notes = models.JSONField(_("what has to be known of the figures"), default=dict, blank=True)
    uploaded_at = models.DateTimeField(_("loaded"), default=timezone.now)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:  # noqa: D106
        verbose_name = _("table of an evaluation")
        verbose_name_plural = _("tables of evaluations")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="evaluation_table_has_a_checksum"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="evaluation_table_has_a_source"),
        ]

    def __str__(self) -> str:
        return self.name


class EvaluationRun(Found):
    """A locked plan carried out on a table: version, result and pictures; without a result it is still at work, or failed."""

    plan = models.ForeignKey("evaluations.EvaluationPlan", on_delete=models.CASCADE, related_name="runs")
    table = models.ForeignKey("evaluations.EvaluationTable", on_delete=models.PROTECT, related_name="runs")
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("result of an evaluation")
        verbose_name_plural = _("results of evaluations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(finished_at__isnull=False),
                name="published_result_is_finished",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, result__isnull=True)
                | Q(finished_at__isnull=False, result__isnull=False),
                name="finished_evaluation_has_a_result",
            ),
        ]

    def __str__(self) -> str:
        return self.plan.question
