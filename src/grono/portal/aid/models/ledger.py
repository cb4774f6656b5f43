"""Undertakings, their aid, and who controls whom."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.kinds import AidForm, Change, Control, GrantState, Size
from grono.portal.aid.models.acted import acted
from grono.portal.core.identifiers import new_public_id


class Undertaking(models.Model):
    """Who gets aid or controls who does, by tax number; the directory may know more of it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    number = models.CharField(_("tax number (NIP)"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=300)
    country = models.CharField(_("country"), max_length=2, default="PL")
    is_invented = models.BooleanField(_("invented for the demonstration"), default=False)

    class Meta:  # noqa: D106
        verbose_name = _("undertaking")
        verbose_name_plural = _("undertakings")
        ordering = ["name", "number"]
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="aid_undertaking_has_a_number")]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """One grant of de minimis aid; what was once granted stays, its state says whether it counts."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    beneficiary = models.ForeignKey("aid.Undertaking", on_delete=models.PROTECT, related_name="grants")
    granting_date = models.DateField(_("day of granting"))
    seq = models.PositiveSmallIntegerField(_("order on that day"), null=True, blank=True)
    regulation = models.CharField(_("regulation"), max_length=20)
    gge_eur = models.DecimalField(_("gross grant equivalent, EUR"), max_digits=14, decimal_places=2)
    gge_pln = models.DecimalField(
        _("gross grant equivalent, PLN"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    nominal_pln = models.DecimalField(_("nominal value, PLN"), max_digits=14, decimal_places=2, null=True, blank=True)
    instalments = models.JSONField(_("instalments"), default=list, blank=True)
    """Whole years after the day of granting and the amount in zlotys of each, as numbers and texts."""
    discount_rate = models.DecimalField(_("discount rate, %"), max_digits=6, decimal_places=3, null=True, blank=True)
    eligible_costs = models.DecimalField(
        _("eligible costs, PLN"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    rate = models.DecimalField(_("rate of the euro"), max_digits=10, decimal_places=4, null=True, blank=True)
    rate_table = models.CharField(_("number of the NBP table"), max_length=40, blank=True)
    rate_date = models.DateField(_("day of the rate"), null=True, blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=AidForm, default=AidForm.GRANT)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    pkd = models.CharField(_("PKD class"), max_length=10, blank=True)
    measure_no = models.CharField(_("measure number"), max_length=40, blank=True)
    grantor = models.CharField(_("granting authority"), max_length=300, blank=True)
    grantor_number = models.CharField(_("tax number of the granting authority"), max_length=20, blank=True)
    grantor_address = models.CharField(_("address of the granting authority"), max_length=300, blank=True)
    beneficiary_address = models.CharField(_("address of the beneficiary"), max_length=300, blank=True)
    legal_form = models.CharField(_("legal form of the beneficiary"), max_length=200, blank=True)
    size = models.CharField(_("size of the beneficiary"), max_length=10, choices=Size, blank=True)
    teryt = models.CharField(_("TERYT code of the commune"), max_length=7, blank=True)
    act_date = models.DateField(_("day of the act of granting"), null=True, blank=True)
    act_symbol = models.CharField(_("symbol of the act of granting"), max_length=100, blank=True)
    act_description = models.CharField(_("what the act of granting is"), max_length=300, blank=True)
    amended_act = models.CharField(_("act that it amends"), max_length=200, blank=True)
    funds_origin = models.CharField(_("origin of the funds"), max_length=200, blank=True)
    service = models.CharField(_("service of general economic interest"), max_length=300, blank=True)
    road_freight = models.BooleanField(_("road freight for hire or reward"), default=False)
    corrected_on = models.DateField(_("day of the last correction"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GrantState, default=GrantState.RECORDED)
    state_reason = models.CharField(_("reason"), max_length=300, blank=True)
    verdict = models.JSONField(_("verdict when recorded"), default=dict, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("grant of state aid")
        verbose_name_plural = _("grants of state aid")
        ordering = ["granting_date", F("seq").asc(nulls_last=True), "id"]
        constraints = [
            models.CheckConstraint(condition=Q(gge_eur__gte=0), name="aid_grant_is_not_negative"),
            models.CheckConstraint(condition=Q(state__in=GrantState.values), name="aid_grant_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=GrantState.RECORDED) | ~Q(state_reason=""), name="aid_grant_leaves_with_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(instalments=[], discount_rate__isnull=True)
                | (~Q(instalments=[]) & Q(discount_rate__isnull=False)),
                name="aid_grant_instalments_have_a_rate",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.beneficiary}, {self.granting_date.isoformat()}, {self.gge_eur} EUR"


class Link(models.Model):
    """One undertaking controls another over a period."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    parent = models.ForeignKey("aid.Undertaking", on_delete=models.PROTECT, related_name="controls")
    child = models.ForeignKey("aid.Undertaking", on_delete=models.PROTECT, related_name="controlled_by")
    kind = models.CharField(_("kind of control"), max_length=1, choices=Control, default=Control.VOTES)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    via_public_body = models.BooleanField(_("only through a public body"), default=False)
    via_natural_person = models.BooleanField(_("through a natural person"), default=False)
    evidence = models.CharField(_("evidence"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("control link")
        verbose_name_plural = _("control links")
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("child")), name="aid_link_joins_two"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="aid_link_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.parent} → {self.child}"


class Reorganisation(models.Model):
    """A merger, an acquisition or a split; of a split the first party is the divided one."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Change)
    effective_date = models.DateField(_("effective date"))
    parties = models.JSONField(_("tax numbers of the parties"), default=list)
    equity = models.JSONField(_("book value of equity"), default=list, blank=True)
    taken_over = models.JSONField(_("who took over which aided activity"), default=dict, blank=True)
    evidence = models.CharField(_("evidence"), max_length=300)
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = acted(_("recorded by"))

    class Meta:  # noqa: D106
        verbose_name = _("reorganisation")
        verbose_name_plural = _("reorganisations")
        ordering = ["effective_date", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Change.values), name="aid_reorganisation_kind_is_known")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.effective_date.isoformat()}"
