"""Forms that narrow what the pages of further analyses show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Choices = Iterable[tuple[str, str]]


class _Narrowing(forms.Form):
    """A form of filters: what it cannot read it leaves out."""

    def wanted(self) -> dict[str, Any]:
        """Return the filters that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class NetworkForm(_Narrowing):
    """Which links, and in the light of which region."""

    measure = forms.ChoiceField(label=_("How they are related"), required=False)
    region = forms.ChoiceField(label=_("What a region has"), required=False)
    industry = forms.CharField(label=_("Industry code or name"), required=False, max_length=80)
    chance = forms.BooleanField(label=_("Also pairs that may be chance"), required=False)

    def __init__(self, data: Mapping[str, Any], *, measures: Choices, regions: Choices) -> None:
        super().__init__(data)
        self.fields["measure"].choices = [("", _("In every way")), *measures]  # type: ignore[attr-defined]
        self.fields["region"].choices = [("", _("No region")), *regions]  # type: ignore[attr-defined]


class ValuesForm(_Narrowing):
    """Which values of a measure."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    industry = forms.CharField(label=_("Industry code or name"), required=False, max_length=80)

    def __init__(self, data: Mapping[str, Any], *, regions: Choices, axis: str) -> None:
        super().__init__(data)
        self.fields["region"].choices = [("", _("All regions")), *regions]  # type: ignore[attr-defined]
        if axis == "industry":
            del self.fields["region"]
        if axis == "region":
            del self.fields["industry"]
