from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.strategies.kinds import (
    AcrossTime,
    AcrossTree,
    Basis,
    Better,
    MeasureKind,
    PartKind,
    Precision,
    Refers,
    VersionKind,
)


class StrategyVersion(models.Model):
    """What a resolution made of the plan. A version is added, never changed and never deleted."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number of the version"))
    kind = models.CharField(_("kind of version"), max_length=15, choices=VersionKind)
    resolution_number = models.CharField(_("number of the resolution"), max_length=200)
    resolution_date = models.DateField(_("date of the resolution"))
    resolution_precision = models.CharField(
        _("precision of the date"), max_length=10, choices=Precision, default=Precision.DAY
    )
    valid_from = models.DateField(_("in force from"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )

    class Meta:  # noqa: D106
        verbose_name = _("version of a strategy")
        verbose_name_plural = _("versions of strategies")
        ordering = ["strategy", "number"]
        constraints = [
            models.UniqueConstraint(fields=["strategy", "number"], name="version_numbered_once"),
            models.UniqueConstraint(fields=["strategy"], condition=Q(kind="adopted"), name="strategy_is_adopted_once"),
            models.CheckConstraint(condition=Q(kind__in=VersionKind.values), name="version_kind_is_known"),
            models.CheckConstraint(
                condition=Q(resolution_precision__in=Precision.values), name="version_precision_is_known"
            ),
            models.CheckConstraint(condition=~Q(resolution_number=""), name="version_names_its_resolution"),
        ]

    def __str__(self) -> str:
        return self.resolution_number


class PlanRow(models.Model):
    """What all parts of a plan have: an identifier, a strategy, a place in the order; a removed draft is kept."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    order = models.PositiveIntegerField(_("place in the order"), default=0)
    is_adopted = models.BooleanField(_("adopted by a resolution"), default=False)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now)

    class Meta:  # noqa: D106
        abstract = True


class Node(PlanRow):
    """A goal, objective, task, stage or action group. Title, lead, weight and points stand in the cells of the plan."""

    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="nodes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(_("kind of part"), max_length=15, choices=PartKind)
    number_text = models.CharField(_("number as written"), max_length=50, blank=True)
    weight_basis = models.CharField(_("basis of the weights"), max_length=10, choices=Basis, default=Basis.NONE)
    card = models.ForeignKey(
        "strategies.TaskCard",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="nodes",
        verbose_name=_("task card"),
    )
    text = models.TextField(_("description"), blank=True)
    aid_relevant = models.BooleanField(_("may be state aid"), default=False)

    class Meta:  # noqa: D106
        verbose_name = _("part of a strategy")
        verbose_name_plural = _("parts of strategies")
        ordering = ["strategy", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PartKind.values), name="node_kind_is_known"),
            models.CheckConstraint(condition=Q(weight_basis__in=Basis.values), name="node_basis_is_known"),
            models.CheckConstraint(condition=~Q(kind="stage") | Q(parent__isnull=False), name="stage_has_a_task"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number_text}".strip()


class Indicator(PlanRow):
    """An indicator of a part. Name, baseline, targets and path stand in the cells of the plan."""

    node = models.ForeignKey("strategies.Node", on_delete=models.PROTECT, related_name="indicators")
    stage = models.ForeignKey(
        "strategies.Node", null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("stage")
    )
    kind = models.CharField(_("kind of indicator"), max_length=10, choices=MeasureKind)
    unit = models.CharField(_("unit"), max_length=100, blank=True)
    direction = models.CharField(_("direction"), max_length=10, choices=Better, blank=True)
    temporal = models.CharField(_("what a value refers to"), max_length=10, choices=Refers, blank=True)
    over_time = models.CharField(_("over time"), max_length=15, choices=AcrossTime, blank=True)
    over_tree = models.CharField(_("over the parts"), max_length=15, choices=AcrossTree, blank=True)
    frequency = models.CharField(_("frequency"), max_length=100, blank=True)
    publication_lag_days = models.PositiveSmallIntegerField(_("days until publication"), null=True, blank=True)
    source_text = models.TextField(_("data source"), blank=True)
    owner_post = models.CharField(_("post that reports"), max_length=300, blank=True)
    standard_codes = models.JSONField(_("standard codes"), default=list, blank=True)
    binding = models.JSONField(_("bound to"), default=dict, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["node", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MeasureKind.values), name="indicator_kind_is_known"),
            models.CheckConstraint(
                condition=Q(direction__in=["", *Better.values]), name="indicator_direction_is_known"
            ),
            models.CheckConstraint(condition=Q(temporal__in=["", *Refers.values]), name="indicator_temporal_is_known"),
            models.CheckConstraint(
                condition=Q(over_time__in=["", *AcrossTime.values]), name="indicator_over_time_is_known"
            ),
            models.CheckConstraint(
                condition=Q(over_tree__in=["", *AcrossTree.values]), name="indicator_over_tree_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"


class FundingLine(PlanRow):
    """A source of money of a part. Its name, share and planned amounts stand in the cells of the plan."""

    node = models.ForeignKey("strategies.Node", on_delete=models.PROTECT, related_name="funding")
    group_text = models.TextField(_("budget"), blank=True)
    aid_relevant = models.BooleanField(_("may be state aid"), default=False)

    class Meta:  # noqa: D106
        verbose_name = _("source of money")
        verbose_name_plural = _("sources of money")
        ordering = ["node", "order", "pk"]

    def __str__(self) -> str:
        return self.group_text or self.public_id
