"""What people make of a map: the recorded choice, and two maps side by side."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.core.identifiers import new_public_id


class Decision(models.TextChoices):
    """What was decided of an industry of a region."""

    CHOSEN = "chosen", pgettext_lazy("decision about an industry", "chosen")
    REJECTED = "rejected", pgettext_lazy("decision about an industry", "rejected")
    DEFERRED = "deferred", pgettext_lazy("decision about an industry", "deferred")


class Choice(models.Model):
    """One decision of people about one industry of a region, on one map; a correction is a new row, the old one stays.

    The industry is a code of the map's classification, or a name in the words of those who decided where there is no code;
    it need not be a candidate.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    map = models.ForeignKey(
        "maps.ClusterMap", on_delete=models.PROTECT, related_name="choices", verbose_name=_("cluster map")
    )
    region = models.CharField(_("region"), max_length=40)
    industry = models.CharField(_("industry"), max_length=40, blank=True)
    label = models.CharField(_("industry in the words of the decision"), max_length=200, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision)
    decided_on = models.DateField(_("decided on"))
    decided_by = models.CharField(_("who decided"), max_length=200)
    reason = models.TextField(_("reason"))
    doubts = models.TextField(_("doubts"), blank=True)
    data_missing = models.TextField(_("missing data"), blank=True)
    language = models.CharField(_("language of the texts"), max_length=8)
    recorded_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces", verbose_name=_("corrected by")
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        "core.User", null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("withdrawn by")
    )
    withdrawn_because = models.TextField(_("why it was withdrawn"), blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("recorded choice")
        verbose_name_plural = _("recorded choices")
        ordering = ["decided_on", "region", "industry", "label", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decision__in=Decision.values), name="choice_decision_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(industry="") | ~models.Q(label=""), name="choice_names_an_industry"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="choice_has_a_reason"),
            models.CheckConstraint(condition=~models.Q(decided_by=""), name="choice_says_who_decided"),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                | models.Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~models.Q(withdrawn_because=""),
                name="choice_withdrawn_when_by_whom_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | models.Q(replaced_by__isnull=True),
                name="corrected_choice_is_not_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["map", "region", "industry", "label", "decided_on"],
                condition=models.Q(replaced_by__isnull=True, withdrawn_at__isnull=True),
                name="one_standing_choice_a_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.label or self.industry}, {self.region}"

    @property
    def stands(self) -> bool:
        """Whether it was neither corrected nor withdrawn."""
        return self.replaced_by_id is None and self.withdrawn_at is None


class ChoiceText(models.Model):
    """The words of a recorded choice in a further language, one row for each; the choice itself carries those it was recorded in."""

    choice = models.ForeignKey(
        "maps.Choice", on_delete=models.CASCADE, related_name="texts", verbose_name=_("recorded choice")
    )
    language = models.CharField(_("language of the texts"), max_length=8)
    label = models.CharField(_("industry in the words of the decision"), max_length=200, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    doubts = models.TextField(_("doubts"), blank=True)
    data_missing = models.TextField(_("missing data"), blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("words of a recorded choice")
        verbose_name_plural = _("words of recorded choices")
        ordering = ["choice", "language"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "language"], name="one_text_of_a_choice_a_language"),
            models.CheckConstraint(
                condition=~models.Q(label="", reason="", doubts="", data_missing=""), name="choice_text_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.choice} ({self.language})"


class MapComparison(models.Model):
    """Two drawn maps compared; it is seen by whoever may see both."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    before = models.ForeignKey(
        "maps.ClusterMap", on_delete=models.PROTECT, related_name="+", verbose_name=_("earlier map")
    )
    after = models.ForeignKey(
        "maps.ClusterMap", on_delete=models.PROTECT, related_name="comparisons", verbose_name=_("later map")
    )
    correspondences = models.JSONField(_("tables of what became of the codes"), default=dict, blank=True)
    run = models.ForeignKey("core.BackgroundRun", null=True, on_delete=models.SET_NULL, related_name="+")
    summary = models.JSONField(_("what was found"), default=dict, blank=True)
    refusal = models.JSONField(_("why the maps cannot be compared, by language"), default=list, blank=True)
    created_by = models.ForeignKey(
        "core.User", on_delete=models.PROTECT, related_name="+", verbose_name=_("compared by")
    )
    created_at = models.DateTimeField(_("begun"), default=timezone.now)
    computed_at = models.DateTimeField(_("compared"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("comparison of maps")
        verbose_name_plural = _("comparisons of maps")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(before=models.F("after")), name="comparison_of_two_maps"),
        ]

    def __str__(self) -> str:
        return f"{self.before} / {self.after}"
