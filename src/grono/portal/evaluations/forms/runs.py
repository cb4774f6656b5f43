from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.core.templatetags.grono import day
from grono.portal.evaluations.reading import LARGEST_TABLE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from grono.portal.evaluations.models import EvaluationTable


class TableField(forms.ModelChoiceField):
    """A table that was loaded before."""

    def label_from_instance(self, obj: Any) -> str:
        """Return its name, its day and its source."""
        return f"{obj.name} ({day(obj.uploaded_at)}; {obj.source})"


class RunForm(forms.Form):
    """The table on which a plan is carried out: a new one, or one that was loaded before."""

    file = forms.FileField(
        label=_("Table"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "CSV, XLSX, ODS or Parquet with the columns unit, period and outcome: one row for each place and period."
        ),
    )
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=300,
        help_text=_("Where the figures come from, with the day: GUS, BDL, 1 September 2026."),
    )
    table = TableField(
        label=_("Or a table loaded before"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, tables: QuerySet[EvaluationTable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"].queryset = tables  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is too large before it is read."""
        file: UploadedFile | None = self.cleaned_data.get("file")
        if file is not None and (file.size or 0) > LARGEST_TABLE:
            raise ValidationError(
                gettext(
                    "The file has %(size)s; a table of an evaluation may have %(limit)s. Keep only the columns of the plan."
                )
                % {"size": filesizeformat(file.size or 0), "limit": filesizeformat(LARGEST_TABLE)}
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Ask for one table, and for the source of a new one."""
        values = super().clean() or {}
        if self.errors:
            return values
        if values["file"] is None and values["table"] is None:
            self.add_error("file", gettext("Choose a file, or a table loaded before."))
        elif values["file"] is not None and values["table"] is not None:
            self.add_error("table", gettext("You chose a file and a table loaded before. Choose one of them."))
        elif values["file"] is not None and not values["source"]:
            self.add_error("source", gettext("Write where the figures come from; it stands below every picture."))
        return values
