from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters.kinds import CriterionState, Judgement
from grono.portal.clusters.models.spoken import spoken_language
from grono.portal.core.identifiers import new_public_id


class Dossier(models.Model):
    """A cluster held against one version of a set of criteria on one day. The set is kept whole, so a newer one changes nothing."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.PROTECT, related_name="dossiers")
    set_key = models.CharField(_("set of criteria"), max_length=40)
    set_version = models.CharField(_("version"), max_length=60)
    criteria_set = models.JSONField(_("the set as it was"))
    reference_date = models.DateField(_("reference date"))
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="copies", verbose_name=_("copied from")
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    created_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("created by")
    )
    computed_at = models.DateTimeField(_("computed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("label file")
        verbose_name_plural = _("label files")
        ordering = ["cluster", "-reference_date", "-id"]

    def __str__(self) -> str:
        return f"{self.set_key} {self.set_version} ({self.reference_date})"


class DossierCriterion(models.Model):
    """One criterion of a label file: what was found, what a reviewer says, and the state that follows from both."""

    dossier = models.ForeignKey("clusters.Dossier", on_delete=models.CASCADE, related_name="criteria")
    code = models.CharField(_("code"), max_length=20)
    position = models.PositiveSmallIntegerField(_("place in the set"))
    state = models.CharField(_("state"), max_length=20, choices=CriterionState, default=CriterionState.NOT_JUDGED)
    value = models.JSONField(_("value"), null=True, blank=True)
    rows = models.JSONField(_("what the value rests on"), default=list, blank=True)
    judgement = models.CharField(_("judgement"), max_length=10, choices=Judgement, blank=True)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    reviewer = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("reviewer")
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("criterion of a label file")
        verbose_name_plural = _("criteria of label files")
        ordering = ["dossier", "position"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "code"], name="criterion_once_in_each_dossier"),
            models.CheckConstraint(condition=Q(state__in=CriterionState.values), name="criterion_state_is_known"),
            models.CheckConstraint(
                condition=Q(judgement="") | Q(reviewed_at__isnull=False), name="judgement_has_a_date"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.code}"


class DossierEvidence(models.Model):
    """A document or page that stands behind a criterion, pinned: a file by its checksum, a page by the day it was read."""

    criterion = models.ForeignKey("clusters.DossierCriterion", on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(_("language"), max_length=10, default=spoken_language)
    file = models.ForeignKey(
        "clusters.EvidenceFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
    )
    address = models.URLField(_("address of a page"), max_length=500, blank=True)
    revision = models.CharField(_("revision"), max_length=80)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    added_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("added by")
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("evidence in a label file")
        verbose_name_plural = _("evidence in label files")
        ordering = ["criterion", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=False, address="") | (Q(file__isnull=True) & ~Q(address="")),
                name="evidence_is_a_file_or_a_page",
            ),
        ]

    def __str__(self) -> str:
        return self.title
