from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import get_language, get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from grono.classifications import EDITIONS, get_classification
from grono.portal.regions.reading import LARGEST_FILE

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LANGUAGES = ("pl", "en", "de", "cs", "sk", "it", "fr", "es", "hu", "uk")


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of a list, each by its name in the reader's language."""
    return [(code, str(get_language_info(code)["name_translated"])) for code in LANGUAGES]


def kinds() -> list[tuple[str, Any]]:
    """Return what a list may hold: names, or what the codes of one edition became in the other (``pkd2007-pkd2025``)."""
    titles = {key: get_classification(key).title for key in EDITIONS}
    sentence = gettext("what codes of %(source)s became in %(target)s")
    language = get_language() or "en"
    return [
        ("region", _("regions")),
        ("industry", _("industries")),
        *(
            (
                f"{source}-{target}",
                sentence
                % {"source": titles[source].in_language(language), "target": titles[target].in_language(language)},
            )
            for source, target in EDITIONS.items()
        ),
    ]


class NamesForm(forms.Form):
    """A file with codes and names, or with codes of two editions."""

    title = forms.CharField(
        label=_("Title of the list"),
        max_length=200,
        help_text=_("As people will find it again, such as “TERC, powiats, 1 January 2025”."),
    )
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("Who issued the list, and where you fetched it.")
    )
    kind = forms.ChoiceField(
        label=_("What the list holds"),
        choices=kinds,
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("Language of the names"),
        choices=language_choices,
        help_text=_("For a column headed “name”; columns headed pl, en … say it themselves, and codes need none."),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or XLSX with a header row: a column of codes (code, kod, symbol) and one of names (name, nazwa), or one for "
            "each language (pl, en …). Of codes in two editions: the code that is converted in the first column, the one that it became "
            "in the second, a row for each pair. At most 5 MB."
        ),
    )

    def clean_file(self) -> UploadedFile:
        """Refuse what is too large before it is read."""
        upload: UploadedFile = self.cleaned_data["file"]
        size = upload.size or 0
        if size > LARGEST_FILE:
            sentence = gettext(
                "The file has %(size)s; a list of names has at most 5 MB. Leave out the columns nobody needs."
            )
            raise ValidationError(sentence % {"size": filesizeformat(size)})
        return upload
