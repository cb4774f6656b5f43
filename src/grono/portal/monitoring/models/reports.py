from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.monitoring.kinds import OPEN, EvidenceKind, ReportState, Role, SubjectKind
from grono.portal.strategies.values import as_quantity

if TYPE_CHECKING:
    from grono.quantities import Quantity

SHA256 = r"^[0-9a-f]{64}$"


class Report(models.Model):
    """What the owner of a part of a strategy says about one period.

    A published report is never changed: a correction is the next number, and both stay (STR-20).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    strategy = models.ForeignKey("strategies.Strategy", on_delete=models.PROTECT, related_name="+")
    period = models.ForeignKey("monitoring.Period", on_delete=models.PROTECT, related_name="reports")
    node_key = models.CharField(_("part of the strategy"), max_length=12)
    title = models.TextField(_("title"))
    number = models.PositiveSmallIntegerField(_("number of the report"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=ReportState, default=ReportState.DRAFT)
    sentence = models.TextField(_("explanation"), blank=True)
    statement = models.TextField(_("statement"), blank=True)
    reason = models.TextField(_("reason of the return or the correction"), blank=True)
    version = models.PositiveIntegerField(_("number of the change"), default=1)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["period", "node_key", "number"]
        indexes = [models.Index(fields=["strategy", "state"], name="report_of_strategy_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["period", "node_key", "number"], name="report_numbered_once"),
            models.UniqueConstraint(
                fields=["period", "node_key"],
                condition=Q(state__in=[str(state) for state in OPEN]),
                name="one_open_report_of_a_part_and_period",
            ),
            models.CheckConstraint(condition=Q(state__in=ReportState.values), name="report_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False), name="published_report_has_its_moment"
            ),
            models.CheckConstraint(condition=~Q(state="returned") | ~Q(reason=""), name="returned_report_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.period})"


class Value(models.Model):
    """One figure of a report, as honest as it was typed."""

    report = models.ForeignKey("monitoring.Report", on_delete=models.CASCADE, related_name="values")
    kind = models.CharField(_("kind"), max_length=10, choices=SubjectKind)
    key = models.CharField(_("subject"), max_length=12)
    role = models.CharField(_("role"), max_length=12, choices=Role)
    content = models.TextField(_("quantity in Grono's canonical JSON"))
    typed = models.CharField(_("as typed"), max_length=200, blank=True)
    flag = models.CharField(_("flag of the source"), max_length=50, blank=True)
    source_text = models.CharField(_("source"), max_length=300, blank=True)
    source_date = models.DateField(_("date of the source"), null=True, blank=True)
    aid = models.JSONField(_("check of state aid"), default=dict, blank=True)
    basis = models.JSONField(_("what it is computed from"), default=dict, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("reported value")
        verbose_name_plural = _("reported values")
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "kind", "key", "role"], name="value_once_in_a_report"),
            models.CheckConstraint(condition=Q(kind__in=SubjectKind.values), name="value_kind_is_known"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="value_role_is_known"),
            models.CheckConstraint(condition=~Q(content=""), name="value_has_a_content"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.role}"

    @property
    def quantity(self) -> Quantity:
        """Return the quantity."""
        return as_quantity(self.content)


class Evidence(models.Model):
    """A file or an address behind the figures of a report. A removed file stays known by its checksum."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey("monitoring.Report", on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind)
    title = models.CharField(_("title"), max_length=300)
    url = models.URLField(_("address"), max_length=500, blank=True)
    issued_by = models.CharField(_("issued by"), max_length=300, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    personal_data = models.BooleanField(_("holds personal data"), default=False)
    publishable = models.BooleanField(_("may be published"), default=False)
    stored_name = models.CharField(max_length=64, blank=True, editable=False)
    original_name = models.CharField(_("name of the file"), max_length=150, blank=True)
    media_type = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("added by")
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["report", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_is_known"),
            models.CheckConstraint(
                condition=(Q(kind="file", sha256__regex=SHA256, url="") & ~Q(stored_name=""))
                | (Q(kind="address", sha256="", stored_name="") & ~Q(url=""))
                | Q(kind="statement", sha256="", stored_name="", url=""),
                name="evidence_is_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(personal_data=True, publishable=True), name="personal_evidence_is_not_published"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_public(self) -> bool:
        """Say whether everyone may know its name: a page is public by itself, a file only when it may be published."""
        return self.publishable or (self.kind != EvidenceKind.FILE and not self.personal_data)
