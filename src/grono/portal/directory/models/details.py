"""What an organisation tells of itself beside the entry: former names, reach, certificates, products."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.identifiers import new_public_id

if TYPE_CHECKING:
    import datetime


class FormerName(models.Model):
    """A name that an organisation had, with the days from and to which it had it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(_("former name"), max_length=300)
    language = models.CharField(_("language of the name"), max_length=10, default="pl")
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("to"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True, default="")

    class Meta:  # noqa: D106
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["organisation", F("until").desc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="former_name_once"),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="former_name_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ServedCountry(models.Model):
    """A country that an organisation serves, by its two letters (ISO 3166-1)."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="countries")
    country = models.CharField(_("country"), max_length=2)

    class Meta:  # noqa: D106
        verbose_name = _("country served")
        verbose_name_plural = _("countries served")
        ordering = ["organisation", "country"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "country"], name="served_country_once"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="country_has_two_letters"),
        ]

    def __str__(self) -> str:
        return self.country


class SpokenLanguage(models.Model):
    """A language in which one can talk to an organisation."""

    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="languages")
    language = models.CharField(_("language"), max_length=10)

    class Meta:  # noqa: D106
        verbose_name = _("language spoken")
        verbose_name_plural = _("languages spoken")
        ordering = ["organisation", "language"]
        constraints = [models.UniqueConstraint(fields=["organisation", "language"], name="spoken_language_once")]

    def __str__(self) -> str:
        return self.language


class Certificate(models.Model):
    """A certificate of an organisation: scheme, number, how long it is valid, where it can be checked."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="certificates")
    scheme = models.CharField(_("scheme"), max_length=100)
    number = models.CharField(_("number of the certificate"), max_length=100, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    evidence = models.URLField(_("address of the evidence"), max_length=300, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        ordering = ["organisation", "scheme", "id"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "scheme", "number"], name="certificate_once"),
            models.CheckConstraint(condition=~Q(scheme=""), name="certificate_has_a_scheme"),
        ]
        indexes = [models.Index(fields=["scheme", "organisation"], name="certificate_by_scheme")]

    def __str__(self) -> str:
        return self.scheme

    def is_held(self, day: datetime.date) -> bool:
        """Say whether it is valid on a day; its last day counts, and one without an end is always held."""
        return self.valid_until is None or self.valid_until >= day


class Product(models.Model):
    """Something an organisation makes or does for others."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="products")
    created_at = models.DateTimeField(_("entered"), default=timezone.now, editable=False)

    class Meta:  # noqa: D106
        verbose_name = _("product")
        verbose_name_plural = _("products")
        ordering = ["organisation", "id"]

    def __str__(self) -> str:
        return self.public_id


class ProductText(models.Model):
    """Name and description of a product in one language."""

    product = models.ForeignKey("directory.Product", on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), max_length=2000, blank=True)

    class Meta:  # noqa: D106
        verbose_name = _("text of a product")
        verbose_name_plural = _("texts of products")
        ordering = ["product", "language"]
        constraints = [
            models.UniqueConstraint(fields=["product", "language"], name="product_text_once_in_each_language"),
            models.CheckConstraint(condition=~Q(name=""), name="product_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class CodeSuggestion(models.Model):
    """What was proposed for which words, by which method, and what was chosen (LNG-32)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    organisation = models.ForeignKey("directory.Organisation", on_delete=models.CASCADE, related_name="suggestions")
    text = models.TextField(_("words described by the organisation"), max_length=4000)
    language = models.CharField(_("language"), max_length=10)
    method = models.CharField(_("method"), max_length=100)
    offered = models.JSONField(_("offered"), default=list)
    chosen = models.JSONField(_("chosen"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:  # noqa: D106
        verbose_name = _("suggestion of codes")
        verbose_name_plural = _("suggestions of codes")
        ordering = ["organisation", "-at", "-id"]

    def __str__(self) -> str:
        return self.public_id
