from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.clusters.criteria import criteria_sets, title_of
from grono.portal.clusters.forms.members import past_day
from grono.portal.clusters.kinds import Judgement
from grono.portal.core.forms import DateInput

if TYPE_CHECKING:
    import datetime


def _sets() -> list[tuple[str, str]]:
    return [(one["key"], title_of(one)) for one in criteria_sets()]


class DossierForm(forms.Form):
    """Which label file to open, for what day."""

    set = forms.ChoiceField(label=_("Set of criteria"), choices=_sets)
    reference_date = forms.DateField(label=_("Reference date"), widget=DateInput(), initial=timezone.localdate)

    def clean_reference_date(self) -> datetime.date | None:
        """Refuse a day that has not come."""
        return past_day(self.cleaned_data["reference_date"])


class ReviewForm(forms.Form):
    """What a reviewer says of a criterion."""

    judgement = forms.ChoiceField(
        label=_("Judgement of the reviewer"),
        choices=Judgement.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("It decides only where a threshold is known and no value can be computed."),
    )
    note = forms.CharField(label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}))


class EvidenceForm(forms.Form):
    """A document or a page that stands behind a criterion."""

    title = forms.CharField(label=_("Title"), max_length=200)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, PNG, JPEG, DOCX, XLSX or ODT, up to 20 MB.")
    )
    address = forms.URLField(label=_("Or the address of a page"), max_length=500, required=False, assume_scheme="https")
    read_on = forms.DateField(
        label=_("Read on"), required=False, widget=DateInput(), help_text=_("For a page: the day you looked at it.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one of both."""
        data = super().clean() or {}
        if "file" not in self.errors and bool(data.get("file")) == bool(data.get("address")):
            self.add_error("file", gettext("Give either a file or the address of a page."))
        return data
