from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Sequence


class RenameForm(forms.Form):
    """Title and source of a map."""

    title = forms.CharField(label=_("Title of the map"), max_length=200)
    source = forms.CharField(label=_("Source of the figures"), max_length=300, required=False)


class FilterForm(forms.Form):
    """Which lines of a shortlist to show."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    industry = forms.CharField(
        label=_("Industry"), required=False, max_length=80, help_text=_("The beginning of a code, or part of a name.")
    )

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("all regions")), *regions]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """Return what is given and valid."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}


class IndustrySearchForm(forms.Form):
    """Which industries to show."""

    q = forms.CharField(
        label=_("Industry"), required=False, max_length=80, help_text=_("The beginning of a code, or part of a name.")
    )
