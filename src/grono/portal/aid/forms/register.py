"""The period of the central register, and what is added to a grant afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.actions import PARTICULARS
from grono.portal.aid.forms.granting import Particulars
from grono.portal.core.forms import DateInput
from grono.portal.core.templatetags.grono import day
from grono.stateaid.register import REGISTER_FROM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from grono.portal.aid.models import Grant


class PeriodForm(forms.Form):
    """From which granting day to which; this year where nothing is chosen."""

    since = forms.DateField(label=_("Granted from"), widget=DateInput())
    until = forms.DateField(label=_("Granted until"), widget=DateInput())

    @classmethod
    def asked(cls, given: Mapping[str, Any]) -> PeriodForm:
        """Return the form with the days of an address; a day that it does not name is that of this year."""
        today = timezone.localdate()
        year = {"since": max(REGISTER_FROM, today.replace(month=1, day=1)), "until": max(REGISTER_FROM, today)}
        return cls({name: given.get(name) or year[name] for name in year})

    def clean_since(self) -> date:
        """Refuse a day before the register began."""
        since: date = self.cleaned_data["since"]
        if since < REGISTER_FROM:
            sentence = gettext(
                "Aid is entered in the central register from %(first)s on (Regulation (EU) 2023/2831, art. 6(1)). Choose that day or "
                "a later one."
            )
            raise forms.ValidationError(sentence % {"first": day(REGISTER_FROM)})
        return since

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        data = super().clean() or {}
        if {"since", "until"} <= data.keys() and data["until"] < data["since"]:
            self.add_error("until", gettext("The period ends before it begins. Choose a later day."))
        return data


class CompleteForm(Particulars):
    """Particulars that a grant lacks; those it has are not asked for, but taken where they were sent: a button was pressed twice."""

    def __init__(self, *args: Any, grant: Grant, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PARTICULARS:
            if getattr(grant, name) not in (None, "") and not self.data.get(name):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for something."""
        data = super().clean() or {}
        if not self.errors and not self.values():
            raise forms.ValidationError(gettext("Write at least one of the particulars."))
        return data

    def values(self) -> dict[str, Any]:
        """Return what was written."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
