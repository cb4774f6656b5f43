"""Certificates, declarations, rates of the National Bank of Poland, and answers to what the law leaves open."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from grono.portal.aid.models.acted import acted
from grono.portal.core.identifiers import new_public_id


class Certificate(models.Model):
    """A certificate (zaświadczenie) of a grant; a changed value gives a new one, which replaces the old."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    grant = models.ForeignKey("aid.Grant", on_delete=models.PROTECT, related_name="certificates")
    number = models.CharField(_("number"), max_length=60, unique=True)
    issued_on = models.DateField(pgettext_lazy("state aid", "issued on"))
    gge_pln = models.DecimalField(
        _("gross grant equivalent, PLN"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    gge_eur = models.DecimalField(_("gross grant equivalent, EUR"), max_digits=14, decimal_places=2)
    partners = models.CharField(_("partners or shareholders (§ 3a)"), max_length=500, blank=True)
    signatory = models.CharField(_("who signs"), max_length=200)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by", verbose_name=_("replaces")
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = pgettext_lazy("state aid", "certificate")
        verbose_name_plural = pgettext_lazy("state aid", "certificates")
        ordering = ["issued_on", "id"]
        constraints = [models.CheckConstraint(condition=~Q(replaces=F("id")), name="aid_certificate_replaces_another")]

    def __str__(self) -> str:
        return self.number


class Declaration(models.Model):
    """Aid that an undertaking says it received elsewhere; the newest declaration of each undertaking holds."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    undertaking = models.ForeignKey("aid.Undertaking", on_delete=models.PROTECT, related_name="declarations")
    declared_on = models.DateField(_("declared on"))
    listed_aid = models.JSONField(_("declared aid"), default=list, blank=True)
    """Day, amount in euro and regulation of each grant, as texts."""
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("declaration of aid")
        verbose_name_plural = _("declarations of aid")
        ordering = ["-declared_on", "-id"]

    def __str__(self) -> str:
        return f"{self.undertaking}, {self.declared_on.isoformat()}"


class Rate(models.Model):
    """Mean rate of the euro from one table of the National Bank of Poland; a published rate never changes."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    day = models.DateField(_("day of the table"), unique=True)
    rate = models.DecimalField(_("rate of the euro"), max_digits=10, decimal_places=4)
    table_no = models.CharField(_("number of the NBP table"), max_length=40)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("rate of the NBP")
        verbose_name_plural = _("rates of the NBP")
        ordering = ["-day"]
        constraints = [models.CheckConstraint(condition=Q(rate__gt=0), name="aid_rate_is_above_zero")]

    def __str__(self) -> str:
        return f"{self.table_no}, {self.day.isoformat()}"


class BaseRate(models.Model):
    """A base rate from a day on; of two for one country and day that which was recorded last holds, with the reason why."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    country = models.CharField(_("country"), max_length=2, default="PL")
    valid_from = models.DateField(_("valid from"))
    percent = models.DecimalField(_("base rate, %"), max_digits=5, decimal_places=3)
    source = models.CharField(_("where it was published"), max_length=300)
    reason = models.CharField(_("reason of the correction"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("base rate")
        verbose_name_plural = _("base rates")
        ordering = ["-valid_from", "country", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="base_rate_country_has_two_letters"),
            models.CheckConstraint(condition=~Q(source=""), name="base_rate_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.country}, {self.valid_from.isoformat()}"


class SettingChoice(models.Model):
    """How one question that the law leaves open is answered here, with the reason; the newest row holds."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("setting"), max_length=40)
    value = models.JSONField(_("value"))
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("setting of state aid")
        verbose_name_plural = _("settings of state aid")
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="aid_setting_has_a_reason")]

    def __str__(self) -> str:
        return self.name
