from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from grono.language import collation_key
from grono.portal.core.identifiers import new_public_id
from grono.portal.directory.kinds import CodeOrigin, CodeSystem, IdentifierScheme, PointMethod, Proof


class Identifier(models.Model):
    """A number of an organisation in a register, stored bare."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(_("register"), max_length=10, choices=IdentifierScheme)
    value = models.CharField(_("number"), max_length=20)
    proof = models.CharField(_("proof"), max_length=20, choices=Proof, default=Proof.WELL_FORMED)
    proof_at = models.DateTimeField(_("day of the proof"), null=True, blank=True)
    proof_source = models.CharField(_("source of the proof"), max_length=300, blank=True, default="")
    proof_digest = models.CharField(_("SHA-256 of the answer"), max_length=64, blank=True, default="")
    fails_check = models.BooleanField(_("delivered by a register although its check digit is wrong"), default=False)
    is_live = models.BooleanField(_("of an organisation that is not removed"), default=True)

    class Meta:  # noqa: D106
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        ordering = ["organisation", "scheme", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["scheme", "value"], condition=Q(is_live=True), name="identifier_of_one_live_organisation"
            ),
            models.UniqueConstraint(
                fields=["organisation", "scheme", "value"], name="identifier_once_for_each_organisation"
            ),
            models.CheckConstraint(condition=Q(scheme__in=IdentifierScheme.values), name="identifier_scheme_is_known"),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_is_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"


class Establishment(models.Model):
    """A place where an organisation works; one of them is the seat. An empty place: the source does not say."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="establishments")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("name of the establishment"), max_length=200, blank=True, default="")
    is_seat = models.BooleanField(_("seat"), default=False)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=10, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    place_key = models.BinaryField(_("key for sorting"), default=b"", editable=False)
    teryt = models.CharField(_("TERYT code of the gmina"), max_length=7, blank=True)
    voivodeship = models.GeneratedField(
        expression=Substr("teryt", 1, 2), output_field=models.CharField(max_length=2), db_persist=True
    )
    powiat = models.GeneratedField(
        expression=Substr("teryt", 1, 4), output_field=models.CharField(max_length=4), db_persist=True
    )
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    point_method = models.CharField(_("origin of the position"), max_length=10, choices=PointMethod, blank=True)
    simc = models.CharField(_("SIMC number of the place"), max_length=7, blank=True, default="")
    ulic = models.CharField(_("ULIC number of the street"), max_length=5, blank=True, default="")
    nuts3 = models.CharField(_("NUTS 3 region"), max_length=5, blank=True, default="")
    nuts_version = models.CharField(_("version of NUTS"), max_length=4, blank=True, default="")
    activity_system = models.CharField(
        _("classification of the main activity"), max_length=10, choices=CodeSystem, blank=True, default=""
    )
    activity_code = models.CharField(_("main activity"), max_length=12, blank=True, default="")
    headcount = models.JSONField(_("headcount"), null=True, blank=True)
    headcount_year = models.PositiveSmallIntegerField(_("year of the headcount"), null=True, blank=True)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("establishment")
        verbose_name_plural = _("establishments")
        ordering = ["organisation", "-is_seat", "place_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_seat=True, until__isnull=True), name="one_seat_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, point_method="")
                | (
                    # A check that is neither true nor false lets a row through, so the nulls are named.
                    Q(latitude__isnull=False, longitude__isnull=False)
                    & Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
                    & ~Q(point_method="")
                ),
                name="position_whole_or_not_at_all",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="establishment_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(teryt="") | Q(teryt__regex=r"^[0-9]{7}$"), name="teryt_has_seven_digits"
            ),
            models.CheckConstraint(condition=Q(simc="") | Q(simc__regex=r"^[0-9]{7}$"), name="simc_has_seven_digits"),
            models.CheckConstraint(condition=Q(ulic="") | Q(ulic__regex=r"^[0-9]{5}$"), name="ulic_has_five_digits"),
            models.CheckConstraint(
                condition=Q(nuts3="", nuts_version="") | (~Q(nuts3="") & ~Q(nuts_version="")),
                name="nuts_region_with_its_version",
            ),
            models.CheckConstraint(
                condition=Q(activity_system="", activity_code="") | (~Q(activity_system="") & ~Q(activity_code="")),
                name="activity_with_its_classification",
            ),
            models.CheckConstraint(
                condition=Q(headcount__isnull=False) | Q(headcount_year__isnull=True),
                name="year_needs_a_headcount_of_the_establishment",
            ),
        ]
        # The organisation comes first: without statistics SQLite otherwise reads a whole region for each organisation.
        indexes = [
            models.Index(fields=["organisation", "voivodeship"], name="place_by_voivodeship"),
            models.Index(fields=["organisation", "powiat"], name="place_by_powiat"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.place}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting key in step with the place."""
        self.place_key = collation_key(self.place, settings.LANGUAGE_CODE) if self.place else b""
        super().save(*args, **kwargs)


class SeatMove(models.Model):
    """The day from which an establishment is the seat, until the next move.

    The seat of a day is the last move up to that day, so from the first move on there is exactly one, whatever is entered (DIR-4). A day
    that is not known stands as the first day of the calendar.
    """

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="seat_moves")
    establishment = models.ForeignKey("directory.Establishment", on_delete=models.CASCADE, related_name="seat_moves")
    since = models.DateField(_("from"), default=datetime.date.min)

    class Meta:  # noqa: D106
        verbose_name = _("move of the seat")
        verbose_name_plural = _("moves of the seat")
        ordering = ["organisation", "-since"]
        constraints = [models.UniqueConstraint(fields=["organisation", "since"], name="one_seat_on_any_day")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.since}"


class ActivityCode(models.Model):
    """What an organisation does, in the version of the classification in which it was said."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="codes")
    system = models.CharField(_("classification"), max_length=10, choices=CodeSystem)
    code = models.CharField(_("code"), max_length=12)
    nace_class = models.CharField(_("NACE class"), max_length=5)
    division = models.CharField(_("division"), max_length=10)
    section = models.CharField(_("section"), max_length=10)
    is_main = models.BooleanField(_("main activity"), default=False)
    origin = models.CharField(_("origin"), max_length=20, choices=CodeOrigin, default=CodeOrigin.GUESSED)
    edition_inferred = models.CharField(
        _("what the edition was inferred from; empty where it was read"), max_length=300, blank=True, default=""
    )
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"), null=True, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("activity code")
        verbose_name_plural = _("activity codes")
        ordering = ["organisation", "-is_main", "system", "code"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "system", "code"], name="code_once_for_each_organisation"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(is_main=True, until__isnull=True), name="one_main_code_at_most"
            ),
            models.CheckConstraint(condition=Q(system__in=CodeSystem.values), name="code_system_is_known"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="code_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "section"], name="code_by_section_of_one"),
            models.Index(fields=["organisation", "division"], name="code_by_division_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.get_system_display()} {self.code}"
