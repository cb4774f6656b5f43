from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.cooperation.reading import LARGEST_FILE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from grono.portal.cooperation.reading import Upload


class TableField(forms.FileField):
    """A file that is refused before it is read when it is too large."""

    def clean(self, data: Any, initial: Any = None) -> UploadedFile | None:
        """Return the file."""
        file: UploadedFile | None = super().clean(data, initial)
        if file is not None and (file.size or 0) > LARGEST_FILE:
            raise ValidationError(
                gettext(
                    "The file has %(size)s; at most %(limit)s are read here. Keep only the columns that are asked for."
                )
                % {"size": filesizeformat(file.size or 0), "limit": filesizeformat(LARGEST_FILE)}
            )
        return file


class StudyForm(forms.Form):
    """What every study needs."""

    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Which network, of which place and years."))
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who collected it, how and when; it stands below every figure.")
    )
    language = forms.ChoiceField(label=_("Language of title and source"), choices=settings.LANGUAGES)
    is_synthetic = forms.BooleanField(label=_("The figures are invented"), required=False)
    seed = forms.IntegerField(
        label=_("Seed"),
        min_value=0,
        max_value=2**31 - 1,
        initial=1,
        help_text=_("Any number; the same seed gives the same draws of chance again. It is kept with the result."),
    )

    def upload(self, name: str) -> Upload | None:
        """Return name and content of a file, or None where none was sent."""
        file = self.cleaned_data.get(name)
        return None if file is None else (file.name or name, file.read())

    def facts(self) -> dict[str, Any]:
        """Return what is kept beside the files."""
        return {name: self.cleaned_data[name] for name in ("title", "source", "language", "is_synthetic", "seed")}


class NetworkForm(StudyForm):
    """A network of one day or more, and perhaps a comparison cluster."""

    ties = TableField(
        label=_("Ties"),
        help_text=_(
            "CSV, XLSX or ODS, one row a tie, with the columns from and to (od, do), and date or year where there are several days. Name "
            "organisations, never people: a published study shows the names to everyone."
        ),
    )
    organisations = TableField(
        label=_("Organisations"),
        required=False,
        help_text=_(
            "One row an organisation, with the columns organisation, cluster and kind: university, industry, government or other. Without "
            "it nothing is said of clusters and brokers, and whoever has no tie is missing."
        ),
    )
    beside = TableField(
        label=_("Ties of a comparison cluster"),
        required=False,
        help_text=_("The same columns, on the same days: what happened elsewhere in these years."),
    )
    field_order = ("title", "ties", "organisations", "beside", "source", "language", "is_synthetic", "seed")


class ProjectsForm(StudyForm):
    """Projects and who takes part in them."""

    projects = TableField(
        label=_("Projects"),
        help_text=_(
            "Either one row for each participant, with the columns project and kind, or one row a project with the columns university, "
            "industry and government (1 or 0). A column region divides the table."
        ),
    )
    field_order = ("title", "projects", "source", "language", "is_synthetic", "seed")
