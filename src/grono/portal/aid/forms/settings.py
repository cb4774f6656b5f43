"""An answer to what the law leaves open."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable


def _yes_no(value: str) -> bool:
    return value == "yes"


def _fiscal_year(value: str) -> list[int]:
    """Return month and day of a day written as 1.07; 29 February is not the first day of any year."""
    day, month = (int(part) for part in value.strip().rstrip(".").split("."))
    probe = datetime.date(2023, month, day)  # a year without 29 February
    return [probe.month, probe.day]


class SettingForm(forms.Form):
    """An answer to one open question."""

    value = forms.CharField(label=_("Answer"))
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, setting: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setting = setting
        if setting == "nbp_table":
            choices = [
                ("same_day", gettext("rate of the same day, else the last one before")),
                ("day_before", gettext("rate of the working day before")),
            ]
            self.fields["value"] = forms.ChoiceField(label=gettext("Answer"), choices=choices)
        elif setting == "fiscal_year":
            hint = gettext("Day and month, such as 1.07.")
            self.fields["value"] = forms.CharField(label=gettext("First day of the fiscal year"), help_text=hint)
        else:
            choices = [("yes", gettext("yes")), ("no", gettext("no"))]
            self.fields["value"] = forms.ChoiceField(label=gettext("Answer"), choices=choices)

    def clean_value(self) -> Any:
        """Return the answer as it is stored."""
        value = self.cleaned_data["value"]
        if self.setting == "nbp_table":
            return value
        read: Callable[[str], Any] = _fiscal_year if self.setting == "fiscal_year" else _yes_no
        try:
            return read(value)
        except ValueError as error:
            raise ValidationError(gettext("Write day and month, such as 1.07.")) from error
