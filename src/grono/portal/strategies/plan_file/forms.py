"""The form that takes the file of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.strategies.kept_files import kept_file, signed_file


class BringPlanForm(forms.Form):
    """The file of a plan; a file that was looked at comes back with the form."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_("A workbook (XLSX) or a ZIP archive of CSV tables, as this page hands them out; at most 1.5 MB."),
    )
    kept = forms.CharField(label=_("File"), required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a file; a kept one counts."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("file") is None and given.get("kept"):
            given["file"] = kept_file(given["kept"])
        if given.get("file") is None and "file" not in self.errors:
            self.add_error("file", gettext("Choose the file of the plan."))
        return given

    def signed(self) -> str:
        """Return the file as a text for a hidden field."""
        return signed_file(self.cleaned_data["file"])

    def content(self) -> bytes:
        """Return the bytes of the file."""
        file = self.cleaned_data["file"]
        file.seek(0)
        return bytes(file.read())
