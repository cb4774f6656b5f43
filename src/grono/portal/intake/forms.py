from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from grono.classifications import VOIVODESHIPS
from grono.portal.core.forms import DateInput
from grono.portal.core.problems import RefusedError
from grono.portal.directory.kinds import CodeSystem, OrganisationType
from grono.portal.intake.kinds import field_title
from grono.portal.intake.wanted_firms import POWIAT_DIGITS, WantedFirms, read_codes
from grono.sources.organisation_files import Limits, fields
from grono.sources.registers import registers
from grono.sources.registers.shipped import register_name

if TYPE_CHECKING:
    from collections.abc import Mapping as Table
    from collections.abc import Sequence

    from django.http import QueryDict

    from grono.portal.intake.models import Import, Mapping

MOST_NUMBERS = 200
"""Numbers of one list that is looked up; a register is asked for one at a time."""


class UploadForm(forms.Form):
    """A list, where it comes from, and how its columns are read."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV or XLSX, up to 20 MB, 100,000 rows and 200 columns. Encoding and separator are recognised."),
    )
    source = forms.CharField(
        label=_("Source of the list"),
        max_length=300,
        help_text=_(
            "Who keeps it, such as “Members of the chamber of commerce in Leszno”. It stands beside every value."
        ),
    )
    as_of = forms.DateField(
        label=_("As of"),
        widget=DateInput(),
        help_text=_("The day of which the list tells. An older value never overwrites a newer one."),
    )
    mapping = forms.ChoiceField(label=_("Columns as in"), required=False)

    def __init__(self, *args: Any, mappings: Sequence[Mapping] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._mappings = {one.name: one.options for one in mappings}
        names = [(name, name) for name in self._mappings]
        self.fields["mapping"].choices = [("", gettext("guess from the headings")), *names]  # type: ignore[attr-defined]
        self.fields["as_of"].initial = timezone.localdate

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read."""
        upload = self.cleaned_data["file"]
        if upload.size > Limits().megabytes * 10**6:
            raise ValidationError(gettext("The file has more than 20 MB. Split the list into several files."))
        return upload

    @property
    def options(self) -> dict[str, Any] | None:
        """Return the chosen mapping."""
        return self._mappings.get(self.cleaned_data["mapping"])


class ColumnsForm(forms.Form):
    """Which column means what."""

    code_system = forms.ChoiceField(
        label=_("Edition of the activity codes"),
        required=False,
        help_text=_("The codes do not tell: 62.01.Z is PKD 2007, 62.10.B is PKD 2025."),
    )
    default_type = forms.ChoiceField(label=_("Type where the list does not say"), choices=OrganisationType)
    save_as = forms.CharField(
        label=_("Save these columns under the name"),
        required=False,
        max_length=100,
        help_text=_("For the next list of the same source. Leave it empty to use them once."),
    )

    def __init__(self, *args: Any, of: Import, **kwargs: Any) -> None:
        initial = {f"column_{key}": column for key, column in of.columns.items()}
        kwargs["initial"] = initial | {"code_system": of.code_system, "default_type": of.default_type}
        super().__init__(*args, **kwargs)
        self.fields["code_system"].choices = [("", "—"), *CodeSystem.choices]  # type: ignore[attr-defined]
        columns = [("", pgettext("column", "not in the list")), *((name, name) for name in of.header if name)]
        own = list(self.fields.items())
        self.fields.clear()
        for key in fields():
            self.fields[f"column_{key}"] = forms.ChoiceField(label=field_title(key), required=False, choices=columns)
        self.fields.update(own)

    def clean(self) -> dict[str, Any]:
        """Refuse one column for two meanings."""
        given: dict[str, Any] = super().clean() or {}
        columns = [value for name, value in given.items() if name.startswith("column_") and value]
        for name in {column for column in columns if columns.count(column) > 1}:
            sentence = gettext("The column “%(column)s” is named twice. Give it one meaning.")
            raise ValidationError(sentence % {"column": name})
        return given

    @property
    def options(self) -> dict[str, Any]:
        """Return what was chosen."""
        given = self.cleaned_data
        columns = {name.removeprefix("column_"): value for name, value in given.items() if name.startswith("column_")}
        return {
            "columns": {key: column for key, column in columns.items() if column},
            "code_system": given["code_system"],
            "default_type": given["default_type"],
        }


class WaiverForm(forms.Form):
    """Why warnings of one kind may stand."""

    code = forms.CharField(max_length=40, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Reason"), max_length=300)


class FirmsForm(forms.Form):
    """Which codes, in which edition, in which voivodeship or powiat."""

    code = forms.CharField(
        label=_("Activity codes"),
        max_length=500,
        help_text=_("Divisions, groups, classes or subclasses, with commas between them: 10.51, 28.30."),
    )
    system = forms.ChoiceField(label=_("Edition of the activity codes"), choices=CodeSystem)
    region = forms.ChoiceField(label=_("Region"))

    def __init__(self, data: QueryDict | None = None, *, region_names: Table[str, str] | None = None) -> None:
        super().__init__(None if data is None else {**data.dict(), "code": ", ".join(data.getlist("code"))})
        known = sorted((one.teryt, one.polish if get_language() == "pl" else one.english) for one in VOIVODESHIPS)
        further = [(code, name) for code, name in (region_names or {}).items() if len(code) == POWIAT_DIGITS]
        self.fields["region"].choices = [*sorted(known, key=lambda pair: pair[1]), *further]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Read the codes in their classification."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("code") and given.get("system"):
            try:
                given["codes"] = read_codes(given["system"], given["code"].replace(";", ",").replace(",", " ").split())
            except RefusedError as refusal:
                self.add_error("code", str(refusal))
        return given

    @property
    def wanted(self) -> WantedFirms:
        """Return what was asked for."""
        given = self.cleaned_data
        return WantedFirms(given["codes"], given["system"], given["region"])


class LookUpForm(forms.Form):
    """Numbers to ask a register for."""

    register = forms.ChoiceField(label=_("Register"))
    numbers = forms.CharField(
        label=_("Numbers"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any writing: NIP, REGON, KRS, EU VAT or LEI, as the register takes them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["register"].choices = [(key, register_name(key)) for key in registers()]  # type: ignore[attr-defined]

    def clean_numbers(self) -> list[str]:
        """Return the numbers, each once."""
        lines = [line.strip(" \t;,") for line in self.cleaned_data["numbers"].splitlines()]
        found = list(dict.fromkeys(line for line in lines if line))
        if len(found) > MOST_NUMBERS:
            sentence = gettext("These are %(count)s numbers; one list may have %(limit)s. Ask for the rest afterwards.")
            raise ValidationError(sentence % {"count": len(found), "limit": MOST_NUMBERS})
        if any(len(line) > 100 for line in found):
            raise ValidationError(gettext("Write one number a line."))
        return found
