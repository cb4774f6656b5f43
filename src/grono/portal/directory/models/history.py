"""Where values come from, and what they were before (DIR-24, history of every field)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import Decision, Rung


class FieldChange(models.Model):
    """One field of one organisation, from one value to another. Erasing a person empties the values, not the row.

    ``rung`` is who might see the field at that time: a value never becomes wider known through its history.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(_("field"), max_length=100)
    before = models.JSONField(_("before"), null=True, blank=True)
    after = models.JSONField(_("after"), null=True, blank=True)
    rung = models.PositiveSmallIntegerField(_("who might see it"), choices=Rung, default=Rung.HIDDEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)
    source = models.CharField(_("source"), max_length=300, blank=True)
    person = models.ForeignKey(
        "directory.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="changes"
    )
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="undone_by")
    erased_at = models.DateTimeField(_("values destroyed"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("change of a field")
        verbose_name_plural = _("changes of fields")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(before__isnull=True, after__isnull=True),
                name="erased_change_has_no_values",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="change_of_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.field}"


class ValueProvenance(models.Model):
    """The source of the value that a field has now, as of which day, and how strong the source is."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="provenances")
    field = models.CharField(_("field"), max_length=100)
    kind = models.CharField(_("kind of source"), max_length=20)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))
    strength = models.PositiveSmallIntegerField(_("strength"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("source of a value")
        verbose_name_plural = _("sources of values")
        ordering = ["organisation", "field"]
        constraints = [models.UniqueConstraint(fields=["organisation", "field"], name="provenance_once_for_each_field")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.field} ({self.source})"


class ValueConflict(models.Model):
    """A value that was offered and not taken, because a stronger or newer one stands, until people choose one of the two."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="conflicts")
    field = models.CharField(_("field"), max_length=100)
    kept = models.JSONField(_("kept"), null=True, blank=True)
    offered = models.JSONField(_("offered"), null=True, blank=True)
    kind = models.CharField(_("kind of source"), max_length=20, blank=True, default="")
    source = models.CharField(_("source of the offered value"), max_length=300)
    as_of = models.DateField(_("as of"))
    found_at = models.DateTimeField(_("found"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True, default="")

    class Meta:  # noqa: D106
        verbose_name = _("conflict of values")
        verbose_name_plural = _("conflicts of values")
        ordering = ["organisation", "-found_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, decision="")
                | (Q(settled_at__isnull=False) & Q(decision__in=Decision.values)),
                name="settled_conflict_has_a_decision",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.field}"
