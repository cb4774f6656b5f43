from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.language import collation_key
from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import (
    HELIX_OF,
    Helix,
    OrganisationState,
    OrganisationType,
    Rung,
    SizeBand,
    SmeStatus,
    TextKind,
)

TEXT_LANGUAGES = ["pl", "en", "de", "cs", "sk", "it", "fr", "es", "hu", "uk"]
FIRST_YEAR, LAST_YEAR = 1000, 2200
"""Years outside are typing errors: the oldest Polish enterprise is from the thirteenth century."""


class Organisation(models.Model):
    """A firm, university, office, school or supporting body.

    A sole trader's name is personal data: such an organisation stands in the audit chain by its identifier only.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    legal_name = models.CharField(_("legal name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=100, blank=True)
    name_language = models.CharField(_("language of the name"), max_length=10, default="pl")
    name_key = models.BinaryField(_("key for sorting"), default=b"", editable=False)
    type = models.CharField(_("type"), max_length=20, choices=OrganisationType)
    natural_person = models.BooleanField(_("sole trader"), default=False)
    state = models.CharField(_("state"), max_length=20, choices=OrganisationState, default=OrganisationState.ACTIVE)
    state_since = models.DateField(_("day of the state"), null=True, blank=True)
    state_source = models.CharField(_("source of the state"), max_length=300, blank=True, default="")
    legal_form = models.CharField(_("legal form"), max_length=40, blank=True, default="")
    headcount = models.JSONField(_("headcount"), null=True, blank=True)
    headcount_year = models.PositiveSmallIntegerField(_("year of the headcount"), null=True, blank=True)
    size_band = models.PositiveSmallIntegerField(_("size"), choices=SizeBand, null=True, blank=True)
    turnover = models.JSONField(_("turnover"), null=True, blank=True)
    turnover_year = models.PositiveSmallIntegerField(_("year of the turnover"), null=True, blank=True)
    turnover_currency = models.CharField(_("currency of the turnover"), max_length=3, default="PLN")
    declared_status = models.CharField(
        _("declared status of a small or medium-sized enterprise"),
        max_length=10,
        choices=SmeStatus,
        blank=True,
        default="",
    )
    declared_on = models.DateField(_("day of the declaration"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("year founded"), null=True, blank=True)
    web = models.CharField(_("web site"), max_length=300, blank=True)
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)
    source = models.CharField(_("source"), max_length=300)
    source_language = models.CharField(_("language of the source"), max_length=10, default="pl")
    source_year = models.PositiveSmallIntegerField(_("year of the source"), null=True, blank=True)
    source_key = models.CharField(_("key in the source"), max_length=100, blank=True)
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name_key", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(natural_person=False) | Q(type=OrganisationType.FIRM), name="sole_trader_is_a_firm"
            ),
            models.CheckConstraint(
                condition=Q(headcount__isnull=False) | Q(headcount_year__isnull=True, size_band__isnull=True),
                name="year_and_size_need_a_headcount",
            ),
            models.CheckConstraint(
                condition=Q(turnover__isnull=False) | Q(turnover_year__isnull=True),
                name="turnover_year_needs_a_turnover",
            ),
            models.CheckConstraint(
                condition=Q(declared_status__in=["", *SmeStatus.values])
                & (Q(declared_on__isnull=True) | ~Q(declared_status="")),
                name="declared_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(founded__isnull=True) | Q(founded__range=(FIRST_YEAR, LAST_YEAR)), name="founded_is_a_year"
            ),
            models.CheckConstraint(condition=Q(type__in=OrganisationType.values), name="organisation_type_is_known"),
            models.UniqueConstraint(fields=["source_key"], condition=~Q(source_key=""), name="source_key_once"),
        ]
        indexes = [models.Index(fields=["removed_at", "name_key", "id"], name="organisation_by_name")]

    def __str__(self) -> str:
        return self.legal_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting key in step with the name."""
        self.name_key = collation_key(self.legal_name, settings.LANGUAGE_CODE)
        super().save(*args, **kwargs)

    @property
    def audit_name(self) -> str:
        """Return what stands in the audit chain: a person can be forgotten, an organisation has its name."""
        return self.public_id if self.natural_person else self.legal_name

    @property
    def helix(self) -> Helix:
        """Return the side of the triple helix."""
        return HELIX_OF[self.type]


class OrganisationText(models.Model):
    """What an organisation says about itself: a row for each language (DIR-3)."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="texts")
    kind = models.CharField(_("about"), max_length=20, choices=TextKind)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"), max_length=4000)

    class Meta:  # noqa: D106
        verbose_name = _("text of an organisation")
        verbose_name_plural = _("texts of organisations")
        ordering = ["organisation", "kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kind", "language"], name="text_once_in_each_language"),
            models.CheckConstraint(condition=~Q(text=""), name="text_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.kind} ({self.language})"


class FieldVisibility(models.Model):
    """Who may see one field of one organisation. A field without a row is hidden (DIR-13)."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="visibilities")
    field = models.CharField(_("field"), max_length=20)
    rung = models.PositiveSmallIntegerField(_("who may see it"), choices=Rung)
    is_chosen = models.BooleanField(_("chosen, not the default"), default=False)

    class Meta:  # noqa: D106
        verbose_name = _("visibility of a field")
        verbose_name_plural = _("visibility of fields")
        ordering = ["organisation", "field"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "field"], name="visibility_once_for_each_field"),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="rung_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.field} {self.get_rung_display()}"
