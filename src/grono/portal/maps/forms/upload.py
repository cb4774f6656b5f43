from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.maps.forms.reading import CLASSIFICATIONS
from grono.portal.maps.models import FURTHER_KINDS
from grono.portal.maps.table_words import OPENS, TITLES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

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


def given_files(given: dict[str, Any]) -> list[str]:
    """Return the kinds of tables that were sent; an empty file is false, and yet somebody sent it."""
    return [kind for kind in TITLES if given.get(kind) is not None]


class TablesForm(forms.Form):
    """A form whose further tables wait in a disclosure."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind in FURTHER_KINDS:
            self.fields[kind] = TableField(
                label=TITLES[kind], required=False, allow_empty_file=True, help_text=OPENS[kind]
            )

    def first_fields(self) -> list[forms.BoundField]:
        """Return the fields that stand open."""
        return [field for field in self if field.name not in FURTHER_KINDS]

    def further_fields(self) -> list[forms.BoundField]:
        """Return the fields of the further tables, which wait in a disclosure."""
        return [self[kind] for kind in FURTHER_KINDS]

    def further_wrong(self) -> bool:
        """Say whether one of the further tables has a problem, so that the disclosure must be open."""
        return any(kind in self.errors for kind in FURTHER_KINDS)


class NewMapForm(TablesForm):
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
        error_messages={
            "required": _("Choose a table of employees, or among the further tables one of plants with coordinates.")
        },
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
        employees.required = self.files.get("points") is None


class OtherTablesForm(TablesForm):
    """Other files in place of those with problems, and further ones."""

    employees = TableField(label=_("Table of employees"), required=False, allow_empty_file=True, help_text=TABLE_HELP)
    size_bands = TableField(
        label=_("Table of plant sizes"), required=False, allow_empty_file=True, help_text=TABLE_HELP
    )

    def clean(self) -> dict[str, Any]:
        """Ask for at least one file."""
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not given_files(given):
            raise ValidationError(gettext("Choose a file."))
        return given
