"""A field for sums of money as people write them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from grono.stateaid.cells import read_amount

if TYPE_CHECKING:
    from decimal import Decimal

_ENGLISH_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+(\.\d*)?")


class AmountField(forms.DecimalField):
    """A sum of money, zero or more with at most two decimals: 100 000, 100 000,50 or, on an English page, 100,000.50."""

    default_error_messages = {
        "invalid": _("“%(value)s” is not a sum of money. Write for example 12 500 or 12 500.50, without the currency.")
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_digits=14, decimal_places=2, localize=True, **options)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs have the type of the field above
        """Return the amount; marks between thousands are left out."""
        if value in self.empty_values:
            return None
        text = str(value).strip()
        if get_language() == "en" and _ENGLISH_THOUSANDS.fullmatch(text):
            text = text.replace(",", "")
        try:
            amount = read_amount(text)
        except ValueError as error:
            raise ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": text[:40]}
            ) from error
        return amount.to_integral_value() if amount == amount.to_integral_value() else amount
