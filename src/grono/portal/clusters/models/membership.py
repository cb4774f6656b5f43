from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters.kinds import RECORDED_STANDINGS, ActivityKind, MembershipKind, StepKind
from grono.portal.clusters.models.spoken import spoken_language
from grono.portal.core.identifiers import new_public_id


class MembershipStep(models.Model):
    """One step of one organisation on the ladder of one cluster: added, never changed and never deleted (DIR-36).

    ``valid_on`` says when it took effect, ``recorded_at`` since when the portal knows it. A row of the kind *undone* takes another back.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.PROTECT, related_name="steps")
    organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, related_name="cluster_steps", verbose_name=_("organisation")
    )
    kind = models.CharField(_("step"), max_length=20, choices=StepKind)
    membership_kind = models.CharField(_("kind of membership"), max_length=20, choices=MembershipKind, blank=True)
    valid_on = models.DateField(_("date of the step"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )
    evidence = models.CharField(_("document"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default=spoken_language)
    file = models.ForeignKey(
        "clusters.EvidenceFile",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("file"),
    )
    cancels = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cancelled_by",
        verbose_name=_("takes back"),
    )

    class Meta:  # noqa: D106
        verbose_name = _("step of a membership")
        verbose_name_plural = _("steps of memberships")
        ordering = ["cluster", "organisation", "valid_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="step_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=StepKind.UNDONE, cancels__isnull=False)
                | (~Q(kind=StepKind.UNDONE) & Q(cancels__isnull=True)),
                name="step_undone_names_what_it_takes_back",
            ),
            models.CheckConstraint(
                condition=~Q(kind=StepKind.KIND_CHANGED) | ~Q(membership_kind=""), name="step_change_names_the_kind"
            ),
        ]
        indexes = [models.Index(fields=["cluster", "organisation", "valid_on"], name="step_by_member")]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.organisation_id} {self.get_kind_display()}"


class Membership(models.Model):
    """Where a member stands now by its recorded steps: written anew from them by every action, for lists and facets only."""

    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.CASCADE,
        related_name="cluster_memberships",
        verbose_name=_("organisation"),
    )
    standing = models.CharField(
        _("standing"), max_length=20, choices=[(one.value, one.label) for one in RECORDED_STANDINGS]
    )
    membership_kind = models.CharField(_("kind of membership"), max_length=20, choices=MembershipKind)
    since = models.DateField(_("since"))

    class Meta:  # noqa: D106
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["cluster", "organisation"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "organisation"], name="membership_once_in_each_cluster"),
        ]
        indexes = [
            models.Index(fields=["organisation", "standing", "cluster"], name="membership_of_organisation"),
            models.Index(fields=["cluster", "standing", "organisation"], name="membership_by_standing"),
        ]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.organisation_id} {self.standing}"


class ActivityRecord(models.Model):
    """A fee, a service or an initiative that the coordinator recorded: added, never changed; another row takes it back."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    cluster = models.ForeignKey("clusters.Cluster", on_delete=models.PROTECT, related_name="activity_records")
    organisation = models.ForeignKey(
        "directory.Organisation",
        on_delete=models.PROTECT,
        related_name="cluster_activity",
        verbose_name=_("organisation"),
    )
    kind = models.CharField(_("activity"), max_length=20, choices=ActivityKind)
    on = models.DateField(_("date"))
    what = models.CharField(_("what it was"), max_length=200, blank=True)
    evidence = models.CharField(_("document"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=10, default=spoken_language)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorded_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("recorded by")
    )
    cancels = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cancelled_by",
        verbose_name=_("takes back"),
    )

    class Meta:  # noqa: D106
        verbose_name = _("activity of a member")
        verbose_name_plural = _("activities of members")
        ordering = ["cluster", "organisation", "on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ActivityKind.values), name="activity_kind_is_known"),
            models.CheckConstraint(
                condition=~Q(kind=ActivityKind.INITIATIVE) | ~Q(what=""), name="initiative_has_a_name"
            ),
        ]
        indexes = [models.Index(fields=["cluster", "on"], name="activity_by_day")]

    def __str__(self) -> str:
        return f"{self.cluster_id}: {self.organisation_id} {self.get_kind_display()} {self.on}"
