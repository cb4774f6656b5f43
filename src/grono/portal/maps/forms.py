from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.core.files.uploadedfile import UploadedFile

CLASSIFICATIONS = [
    ("nace2", _("NACE Rev. 2 (also SIC, NAF and other national codes made from it)")),
    ("nace21", _("NACE Rev. 2.1")),
    ("pkd2007", _("PKD 2007")),
    ("pkd2025", _("PKD 2025")),
    ("naics", _("NAICS")),
    ("none", _("none of these: take the codes as they are")),
]

ROLE_TITLES = {
    "region": _("Region"),
    "industry": _("Industry"),
    "employees": _("Employees"),
    "year": _("Year"),
    "plants": _("Plants"),
    "band": _("Size band"),
}

LEVELS = [
    (1, _("1: sections, as C (NAICS: sectors)")),
    (2, _("2: divisions, as 10 (NAICS: three digits)")),
    (3, _("3: groups, as 10.5 (NAICS: four digits)")),
    (4, _("4: classes, as 10.51 (NAICS: five digits)")),
    (5, _("5: national codes below the classes, as 10.51.Z (NAICS: six digits)")),
]
"""Levels of industry codes, as ``grono.clustermap.ReadingOptions`` counts them."""

TABLE_HELP = _("CSV, CSV.gz, TSV, XLSX, ODS or Parquet. Encoding and separator are recognised.")


class TableField(forms.FileField):
    """A statistical table, up to the limit of this portal."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse a file above the limit, and say what to do; an empty one is for the reader of tables to name."""
        upload: UploadedFile | None = super().clean(data, initial)
        limit = settings.UPLOAD_BYTES
        if upload is not None and (upload.size or 0) > limit:
            sentence = gettext(
                "The file has %(size)s MB; a table has at most %(limit)s MB. Pack it as CSV.gz, or split it by year."
            )
            sizes = {"size": (upload.size or 0) // 10**6, "limit": limit // 10**6}
            raise ValidationError(sentence % sizes)
        return upload


class NewMapForm(forms.Form):
    """The tables of a new map."""

    title = forms.CharField(
        label=_("Title of the map"), max_length=200, help_text=_("Such as “Employment in Great Britain, 2015–2021”.")
    )
    source = forms.CharField(
        label=_("Source of the figures"),
        max_length=300,
        required=False,
        help_text=_("Who published them, where and when. It stands on every page of the map."),
    )
    employees = TableField(
        label=_("Table of employees"),
        allow_empty_file=True,
        help_text=_("One row for each region, industry and year, with the number of employees. %(formats)s"),
    )
    size_bands = TableField(
        label=_("Table of plant sizes"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Plants by industry and size band (“10–49”, “250 and more”). From it come the intervals: without it one large plant looks "
            "like a cluster."
        ),
    )
    classification = forms.ChoiceField(
        label=_("Where the industry codes come from"), choices=CLASSIFICATIONS, initial="nace2"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        employees = self.fields["employees"]
        employees.help_text = str(employees.help_text) % {"formats": TABLE_HELP}


class OtherTablesForm(forms.Form):
    """Other files in place of those with problems."""

    employees = TableField(label=_("Table of employees"), required=False, allow_empty_file=True, help_text=TABLE_HELP)
    size_bands = TableField(
        label=_("Table of plant sizes"), required=False, allow_empty_file=True, help_text=TABLE_HELP
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one file."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not (given.get("employees") or given.get("size_bands")):
            raise ValidationError(gettext("Choose a file."))
        return given


class ReadingForm(forms.Form):
    """How the tables are read: which column is what, and the conventions of the source."""

    classification = forms.ChoiceField(label=_("Where the industry codes come from"), choices=CLASSIFICATIONS)
    level = forms.TypedChoiceField(
        label=_("Level of industry codes"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("all codes: the table has only one level")), *LEVELS],
        help_text=_("Where the table has sums of industries beside their parts: the level to keep."),
    )
    decimal = forms.ChoiceField(
        label=_("Decimal sign"),
        required=False,
        choices=[("", _("as the table shows")), ("comma", _("comma: 12,5")), ("point", _("point: 12.5"))],
    )
    rounding = forms.ChoiceField(label=_("Rounding of the source"), required=False)
    absent_means_zero = forms.BooleanField(
        label=_("A missing row means that nobody is employed there"),
        required=False,
        help_text=_("Without this a region and industry without a row counts as unknown, not as zero."),
    )

    def __init__(self, *args: Any, tables: Mapping[str, Any], grids: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rounding"].choices = [  # type: ignore[attr-defined]
            ("", _("none known")),
            *((name, GRID_TITLES.get(name, name)) for name in grids),
        ]
        names = []
        for kind, table in tables.items():
            for role, required in table["wanted"].items():
                names.append(self._add(kind, role, required=required, columns=table["columns"]))
        self.order_fields([*names, "classification", "level", "decimal", "rounding", "absent_means_zero"])

    def _add(self, kind: str, role: str, *, required: bool, columns: Sequence[str]) -> str:
        name = f"{kind}-{role}"
        empty = ("", _("choose a column")) if required else ("", _("the table has none"))
        field = forms.ChoiceField(
            label=ROLE_TITLES[role], required=required, choices=[empty, *((column, column) for column in columns)]
        )
        self.fields[name] = field
        return name

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields under the title of their table, the conventions last."""
        titles = {
            "employees": gettext("Columns of the table of employees"),
            "size_bands": gettext("Columns of the table of plant sizes"),
        }
        groups: dict[str, list[forms.BoundField]] = {}
        for field in self:
            title = titles.get(field.name.partition("-")[0], gettext("Conventions of the source"))
            groups.setdefault(title, []).append(field)
        return list(groups.items())

    def columns(self, kind: str) -> dict[str, str]:
        """Return role → column of one table, as chosen."""
        prefix = f"{kind}-"
        return {
            name.removeprefix(prefix): value
            for name, value in self.cleaned_data.items()
            if name.startswith(prefix) and value
        }


GRID_TITLES = {"ons-bres": _("Office for National Statistics, BRES (steps from 5 to 1,000)")}


class RuleForm(forms.Form):
    """What to draw: the years, and the rule by which an industry becomes a candidate."""

    def __init__(self, *args: Any, years: Sequence[int], texts: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if years:
            self._add_years(years)
        self.parameter_names = list(texts)
        for name, text in texts.items():
            self.fields[name] = _parameter(text)

    def _add_years(self, years: Sequence[int]) -> None:
        newest_first = [(str(year), str(year)) for year in sorted(years, reverse=True)]
        self.fields["period"] = forms.ChoiceField(label=_("Year of the map"), choices=newest_first)
        self.fields["base_period"] = forms.ChoiceField(
            label=_("Compared with"),
            choices=newest_first,
            help_text=_("Growth and shift-share are computed between these two years."),
        )

    def parameters(self) -> dict[str, float]:
        """Return the parameters of the candidate rule."""
        return {name: float(self.cleaned_data[name]) for name in self.parameter_names}

    def clean(self) -> dict[str, Any]:
        """Refuse a comparison backwards."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("period") and given.get("base_period") and int(given["base_period"]) > int(given["period"]):
            self.add_error("base_period", gettext("The year compared with must not be later than the year of the map."))
        return given


def _parameter(text: Any) -> forms.Field:
    language = get_language() or "en"
    return forms.FloatField(
        label=text.titles.get(language, text.titles["en"]),
        help_text=text.descriptions.get(language, text.descriptions["en"]),
        min_value=text.minimum,
        max_value=text.maximum,
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": "10"}),
    )


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
