"""What the calculators of gross grant equivalents ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.forms.fields import percent_field, regulation_choices
from grono.portal.aid.forms.instalments import typed_parts
from grono.portal.core.amounts import AmountField
from grono.portal.core.forms import DateInput
from grono.stateaid.cells import read_amount

if TYPE_CHECKING:
    from decimal import Decimal


FROM_BASE = _("Left empty it follows from the base rate recorded for the day of granting.")


class CalculatorForm(forms.Form):
    """What all calculators ask: under which regulation, on which day."""

    day = forms.DateField(label=_("Day of granting"), widget=DateInput(), initial=timezone.localdate)
    regulation = forms.ChoiceField(label=_("Regulation"), choices=regulation_choices)


class LoanForm(CalculatorForm):
    """A loan by amount and duration."""

    amount = AmountField(label=_("Amount of the loan, EUR"))
    years = forms.DecimalField(label=_("Years"), min_value=0, max_digits=5, decimal_places=2, localize=True)
    collateral = forms.DecimalField(
        label=_("Collateral, % of the loan"), min_value=0, max_digits=6, decimal_places=2, localize=True
    )
    insolvent = forms.BooleanField(label=_("In collective insolvency proceedings"), required=False)
    below_b = forms.BooleanField(
        label=_("A large undertaking in a situation not comparable to a rating of at least B−"), required=False
    )


class GuaranteeForm(CalculatorForm):
    """A guarantee by amount and duration."""

    amount = AmountField(label=_("Guaranteed amount, EUR"))
    years = forms.DecimalField(label=_("Years"), min_value=0, max_digits=5, decimal_places=2, localize=True)
    share = forms.DecimalField(
        label=_("Guaranteed share of the loan, %"),
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=2,
        localize=True,
    )
    insolvent = forms.BooleanField(label=_("In collective insolvency proceedings"), required=False)


class InstalmentsForm(forms.Form):
    """Instalments to be discounted."""

    instalments = forms.CharField(
        label=_("Instalments"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One a line: whole years after the granting day, then the amount, such as 1; 100000."),
    )
    day = forms.DateField(label=_("Day of granting"), widget=DateInput(), initial=timezone.localdate)
    discount_rate = percent_field(label=_("Discount rate, %"), required=False, help_text=FROM_BASE)

    def clean_instalments(self) -> tuple[tuple[int, Decimal], ...]:
        """Return years and amounts."""
        return typed_parts(self.cleaned_data["instalments"])


class RatesForm(forms.Form):
    """A preferential loan repaid in equal yearly parts."""

    amount = AmountField(label=_("Amount of the loan"))
    years = forms.IntegerField(label=_("Equal yearly repayments"), min_value=1, max_value=50)
    day = forms.DateField(label=_("Day of granting"), widget=DateInput(), initial=timezone.localdate)
    reference_rate = percent_field(label=_("Reference rate, %"))
    loan_rate = percent_field(label=_("Rate of the loan, %"))
    discount_rate = percent_field(label=_("Discount rate, %"), required=False, help_text=FROM_BASE)


class SameCostsForm(forms.Form):
    """De minimis aid beside State aid for the same costs."""

    amount = AmountField(label=_("De minimis aid"))
    costs = AmountField(label=_("Eligible costs, in the same currency"))
    other_aid = forms.CharField(
        label=_("State aid for the same costs"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One gross grant equivalent a line."),
    )
    intensity = percent_field(label=_("Highest intensity that its act allows, %"), required=False)
    most = AmountField(
        label=_("Highest amount that its act allows"),
        required=False,
        help_text=_("At least one of intensity and amount; of both the lower one binds."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one limit of the act."""
        data = super().clean() or {}
        if not self.errors and data.get("intensity") is None and data.get("most") is None:
            self.add_error(
                "intensity", gettext("Write the highest intensity or the highest amount that the act allows.")
            )
        return data

    def clean_other_aid(self) -> list[Decimal]:
        """Return the amounts."""
        found = []
        for line in self.cleaned_data["other_aid"].splitlines():
            if line.strip():
                try:
                    found.append(read_amount(line))
                except ValueError as error:
                    sentence = gettext("“%(value)s” is not a sum of money. Write 12500 or 12500.50, zero or more.")
                    raise ValidationError(sentence % {"value": line.strip()}) from error
        return found
