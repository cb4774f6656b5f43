"""What is brought in from files, and what an undertaking declares."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.core.forms import DateInput
from grono.stateaid.cells import read_amount, read_day
from grono.stateaid.regulations import DEFAULT_REGULATION, family_of

MEGABYTES = 20


class _FileForm(forms.Form):
    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > MEGABYTES * 10**6:
            raise ValidationError(gettext("The file has more than 20 MB. Split the list into several files."))
        return upload


class ImportForm(_FileForm):
    """A file with grants."""

    file = forms.FileField(
        label=_("Ledger, CSV or XLSX"),
        help_text=_("Columns beneficiary, granting_date, gge_eur; further ones as in the exported ledger."),
    )


class RatesFileForm(_FileForm):
    """A file with mean rates of the euro."""

    file = forms.FileField(
        label=_("Rates, CSV or XLSX"),
        help_text=_("Columns date, rate (zlotys for one euro) and table_no (number of the NBP table)."),
    )


class DeclarationForm(forms.Form):
    """Aid that an undertaking says it received elsewhere."""

    declared_on = forms.DateField(label=_("Declared on"), widget=DateInput(), initial=timezone.localdate)
    listed_aid = forms.CharField(
        label=_("Declared aid"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text=_(
            "One grant a line: day; amount in euro; regulation, if it is not 2023/2831. Empty: it declares that it received none."
        ),
    )

    def clean_listed_aid(self) -> list[list[str]]:
        """Return day, amount and regulation of each grant, as texts."""
        return [_declared(line.strip()) for line in self.cleaned_data["listed_aid"].splitlines() if line.strip()]


def _declared(line: str) -> list[str]:
    parts = [part.strip() for part in line.split(";")]
    regulation = parts.pop() if len(parts) == 3 else DEFAULT_REGULATION
    try:
        day, amount = parts
        found = [read_day(day).isoformat(), str(read_amount(amount)), regulation]
    except ValueError:
        found = []
    if not found or not family_of(regulation):
        sentence = gettext("“%(line)s” is not day; amount; regulation. Write 15.11.2025; 12500.50; 2023/2831.")
        raise ValidationError(sentence % {"line": line})
    return found
