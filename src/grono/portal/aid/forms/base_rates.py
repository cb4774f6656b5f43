"""A base rate that somebody types, or a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.importing import base_rates_in
from grono.portal.core.forms import DateInput
from grono.stateaid import BaseRate

if TYPE_CHECKING:
    from collections.abc import Sequence

_TYPED = ("valid_from", "percent", "source")


class BaseRatesForm(forms.Form):
    """One base rate, or a file."""

    valid_from = forms.DateField(label=_("Valid from"), required=False, widget=DateInput())
    country = forms.RegexField(r"^[A-Za-z]{2}$", label=_("Country, two letters"), initial="PL", required=False)
    percent = forms.DecimalField(
        label=_("Base rate, %"),
        min_value=-20,
        max_value=99,
        max_digits=5,
        decimal_places=3,
        required=False,
        localize=True,
    )
    source = forms.CharField(
        label=_("Where it was published"),
        required=False,
        max_length=300,
        help_text=_("For example the notice in the Official Journal of the European Union, with its number and date."),
    )
    reason = forms.CharField(
        label=_("Reason of the correction"),
        required=False,
        max_length=300,
        help_text=_("Only when another rate is held for this country and day."),
    )
    file = forms.FileField(
        label=_("Or a file with base rates, CSV or XLSX"),
        required=False,
        help_text=_("Columns valid_from, country, rate (per cent) and source; for a correction also reason."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of rate and file."""
        data = super().clean() or {}
        typed = [name for name in _TYPED if data.get(name) not in (None, "")]
        if data.get("file") and typed:
            self.add_error("file", gettext("Type one rate or choose a file: exactly one of them."))
        elif not data.get("file"):
            for name in _TYPED:
                if name not in typed and name not in self.errors:
                    self.add_error(name, gettext("Fill this in, or choose a file."))
        return data

    def rates(self) -> Sequence[BaseRate]:
        """Return the rates that were typed or stand in the file."""
        data = self.cleaned_data
        if data.get("file"):
            return base_rates_in(data["file"])
        country = (data["country"] or "PL").upper()
        return [BaseRate(data["valid_from"], data["percent"], data["source"], country, data["reason"])]
