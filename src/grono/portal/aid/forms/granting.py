"""What is filled in about a grant: its record, its correction, its end, its certificate."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.actions import PARTICULARS, Correction
from grono.portal.aid.forms.fields import NumberField, OwnNumberField, regulation_choices
from grono.portal.aid.forms.instalments import PaidInParts
from grono.portal.aid.kinds import AidForm, GrantState, Size
from grono.portal.aid.queries import rate_on
from grono.portal.core.amounts import AmountField
from grono.portal.core.forms import DateInput
from grono.portal.core.templatetags.grono import number
from grono.stateaid import euro

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.aid.models import Grant

MOST = Decimal(10) ** 12
"""Euro above which an amount is a slip."""


class _Converted(forms.Form):
    """An amount in zlotys becomes one in euro once, with the rate of the granting day (AID-17)."""

    def convert(self, data: dict[str, Any], rate: Decimal | None) -> None:
        """Fill in the amount in euro, or say that it is not the one which the rate gives."""
        zlotys, euros = data.get("gge_pln"), data.get("gge_eur")
        if rate and zlotys is not None:
            computed = euro(zlotys, rate)
            if euros is None and "gge_eur" not in self.errors:
                data["gge_eur"] = euros = computed
            elif euros is not None and euros != computed:
                sentence = gettext("At this rate it is %(amount)s EUR. Leave the field empty to have it computed.")
                self.add_error("gge_eur", sentence % {"amount": number(computed, 2)})
        if euros is None and not {"gge_eur", "gge_pln", "instalments", "discount_rate"} & self.errors.keys():
            self.add_error(
                "gge_eur",
                gettext("Write the amount in euro, or the amount in zlotys with the rate of the granting day."),
            )
        if euros is not None and euros >= MOST:
            self.add_error("gge_eur", gettext("This is more than any aid. Look at the amount and at the rate."))


class Particulars(forms.Form):
    """What no check needs, only the papers; in the order of :data:`PARTICULARS`."""

    field_order: Sequence[str] | None = PARTICULARS

    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=300, required=False)
    pkd = forms.CharField(label=_("PKD class"), max_length=10, required=False)
    measure_no = forms.CharField(label=_("Measure number"), max_length=40, required=False)
    grantor = forms.CharField(label=_("Granting authority"), max_length=300, required=False)
    service = forms.CharField(
        label=_("Service of general economic interest"),
        max_length=300,
        required=False,
        help_text=_("Only of aid under Regulation 2023/2832; it stands on the certificate."),
    )
    grantor_number = NumberField(label=_("Tax number (NIP) of the granting authority"), max_length=20, required=False)
    grantor_address = forms.CharField(label=_("Address of the granting authority"), max_length=300, required=False)
    beneficiary_address = forms.CharField(label=_("Address of the beneficiary"), max_length=300, required=False)
    legal_form = forms.CharField(label=_("Legal form of the beneficiary"), max_length=200, required=False)
    size = forms.ChoiceField(label=_("Size of the beneficiary"), choices=[("", "–"), *Size.choices], required=False)
    teryt = forms.RegexField(
        r"^\d{7}$",
        label=_("TERYT code of the commune"),
        required=False,
        help_text=_("Seven digits, such as 3063011."),
        error_messages={"invalid": _("Write the seven digits of the commune's TERYT code.")},
    )
    act_date = forms.DateField(label=_("Day of the act of granting"), required=False, widget=DateInput())
    act_symbol = forms.CharField(label=_("Symbol of the act of granting"), max_length=100, required=False)
    act_description = forms.CharField(
        label=_("What the act of granting is"),
        max_length=300,
        required=False,
        help_text=_("Such as a decision, an agreement, a resolution."),
    )
    amended_act = forms.CharField(label=_("Act that it amends"), max_length=200, required=False)
    funds_origin = forms.CharField(label=_("Origin of the funds"), max_length=200, required=False)
    eligible_costs = AmountField(label=_("Eligible costs, PLN"), required=False)


class GrantForm(Particulars, PaidInParts, _Converted):
    """One grant to be recorded."""

    field_order = (
        "number",
        "name",
        "granting_date",
        "regulation",
        "form",
        "nominal_pln",
        "instalments",
        "discount_rate",
    )

    number = OwnNumberField(label=_("Tax number (NIP) of the beneficiary"), max_length=40)
    name = forms.CharField(
        label=_("Name of the beneficiary"),
        max_length=300,
        required=False,
        help_text=_("Needed only when neither the ledger nor the directory knows the number."),
    )
    granting_date = forms.DateField(
        label=_("Day of granting"),
        widget=DateInput(),
        help_text=_("The day on which the right to the aid is conferred, not that of payment."),
    )
    regulation = forms.ChoiceField(label=_("Regulation"), choices=regulation_choices)
    form = forms.ChoiceField(label=_("Form of the aid"), choices=AidForm.choices)
    nominal_pln = AmountField(label=_("Nominal value, PLN"), required=False)
    gge_pln = AmountField(label=_("Gross grant equivalent, PLN"), required=False)
    rate = forms.DecimalField(
        label=_("Rate of the euro"),
        required=False,
        min_value=Decimal("0.0001"),
        max_digits=10,
        decimal_places=4,
        localize=True,
        help_text=_(
            "Mean rate of the NBP of the granting day; left empty, the one brought in for that day counts. The amount in euro is "
            "computed once."
        ),
    )
    rate_table = forms.CharField(label=_("Number of the NBP table"), max_length=40, required=False)
    rate_date = forms.DateField(label=_("Day of the rate"), required=False, widget=DateInput())
    gge_eur = AmountField(label=_("Gross grant equivalent, EUR"), required=False)
    seq = forms.IntegerField(
        label=_("Order on that day"),
        min_value=1,
        max_value=999,
        required=False,
        help_text=_("Needed when several grants of one day do not all fit."),
    )
    road_freight = forms.BooleanField(label=_("Road freight for hire or reward"), required=False)
    as_fact = forms.BooleanField(
        label=_("It was granted, also if a check speaks against it"),
        required=False,
        help_text=_("Aid that has been granted is a fact and belongs in the ledger; its verdict is kept with it."),
    )

    def clean(self) -> dict[str, Any]:
        """Convert zlotys with the rate typed here, or else with the one that the NBP published for the day."""
        data = super().clean() or {}
        self.settle(data, data.get("granting_date"))
        if data.get("gge_pln") is not None and data.get("granting_date") and not data.get("rate"):
            published = rate_on(data["granting_date"]) if data.get("gge_eur") is None else None
            if published is not None:
                data |= {"rate": published.rate, "rate_table": published.table_no, "rate_date": published.day}
        if data.get("rate") and not data.get("rate_table") and "rate_table" not in self.errors:
            self.add_error("rate_table", gettext("Write the number of the NBP table in which this rate stands."))
        self.convert(data, data.get("rate"))
        return data

    def of_checks(self) -> list[forms.BoundField]:
        """Return the fields that a check needs."""
        return [self[name] for name in self.fields if name not in PARTICULARS]

    def of_papers(self) -> list[forms.BoundField]:
        """Return the fields that only the papers need."""
        return [self[name] for name in PARTICULARS]

    def papers_are_wrong(self) -> bool:
        """Say whether something is wrong with what only the papers need, so that it is shown at once."""
        return any(name in self.errors for name in PARTICULARS)

    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("number", "name", "as_fact")}


class CorrectForm(PaidInParts, _Converted):
    """Another amount for a grant, or other instalments; zlotys are converted at the rate of the granting day, as they were at first."""

    gge_pln = AmountField(label=_("Gross grant equivalent, PLN"), required=False)
    gge_eur = AmountField(
        label=_("Gross grant equivalent, EUR"),
        required=False,
        help_text=_("Left empty it is computed from the zlotys at the rate recorded with the grant."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=300)
    seen_eur = forms.DecimalField(
        label=_("The amount in EUR that you have seen; another one meanwhile is not overwritten"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        computed = grant.rate is not None and grant.gge_pln is not None
        super().__init__(*args, **kwargs)
        self.initial = {
            "gge_pln": None if grant.instalments else grant.gge_pln,
            "gge_eur": None if computed else grant.gge_eur,
            "seen_eur": grant.gge_eur,
            "instalments": "\n".join(f"{years}; {amount}" for years, amount in grant.instalments),
            "discount_rate": grant.discount_rate,
        }
        self.rate, self.granted = grant.rate, grant.granting_date

    def clean(self) -> dict[str, Any]:
        """Convert at the rate recorded with the grant."""
        data = super().clean() or {}
        self.settle(data, self.granted)
        self.convert(data, self.rate)
        return data

    def correction(self) -> Correction:
        """Return what the action takes."""
        names = ("gge_eur", "gge_pln", "reason", "seen_eur", "instalments", "discount_rate")
        return Correction(**{name: self.cleaned_data[name] for name in names}, nominal_pln=self.nominal)


class EndForm(forms.Form):
    """That aid no longer counts."""

    state = forms.ChoiceField(
        label=_("What happened"),
        choices=[(state.value, state.label) for state in (GrantState.REPAID, GrantState.WITHDRAWN)],
    )
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The decision or letter behind it."))


class CertificateForm(forms.Form):
    """What stands on a certificate beside the grant."""

    number = forms.CharField(label=pgettext_lazy("state aid", "Number of the certificate"), max_length=60)
    issued_on = forms.DateField(label=pgettext_lazy("state aid", "Issued on"), widget=DateInput())
    partners = forms.CharField(
        label=_("Partners or shareholders (§ 3a), if the regulation asks for them"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signatory = forms.CharField(label=_("Who signs, with the post"), max_length=200)
