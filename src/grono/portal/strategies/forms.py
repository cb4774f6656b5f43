from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat
from django.utils.text import Truncator
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.core.templatetags.grono import day
from grono.portal.strategies.kept_files import kept_file, signed_file
from grono.portal.strategies.models import TERYT
from grono.portal.strategies.properties import LANGUAGES
from grono.portal.strategies.reading import LARGEST_CARD

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.db.models import QuerySet

    from grono.portal.strategies.models import Strategy
    from grono.strategy import Split


def language_choices() -> list[tuple[str, str]]:
    """Return the languages, each by its name in the reader's language."""
    return [(code, str(get_language_info(code)["name_translated"])) for code in LANGUAGES]


class PastedText(forms.CharField):
    """A text whose every space counts."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "card-text"})
        super().__init__(strip=False, widget=widget, **kwargs)


SHOWN_OF_A_SOURCE = 80


class StrategyField(forms.ModelChoiceField):
    """A strategy, told apart from others of the same title."""

    def label_from_instance(self, obj: Any) -> str:
        """Return title, day of entry and source."""
        entered = gettext("entered on %(day)s") % {"day": day(obj.created_at)}
        return f"{obj.title} ({entered}; {Truncator(obj.source).chars(SHOWN_OF_A_SOURCE)})"


class ImportForm(forms.Form):
    """A task card as a file or as a text, and where it belongs."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Plain text (.txt) in UTF-8, UTF-16, Windows-1250 or ISO 8859-2, or a DOCX or XLSX; at most 200 kB."
        ),
    )
    text = PastedText(
        label=_("Or the text itself"),
        required=False,
        help_text=_("Paste the whole card, from the title of the strategy to the sources of money."),
    )
    kept = forms.CharField(required=False, widget=forms.HiddenInput)
    strategy = StrategyField(
        label=_("Strategy"),
        queryset=None,
        required=False,
        to_field_name="public_id",
        empty_label=_("a new one, with the title the card gives"),
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        error_messages={"required": _("Name the source: a new strategy needs one.")},
        help_text=_(
            "Needed for a new strategy: who issued the card, when, and where you found it. It stands on every page."
        ),
    )
    jst_teryt = forms.CharField(
        label=_("TERYT code of the local government"),
        max_length=7,
        required=False,
        help_text=_("For a new strategy: 2, 4 or 7 digits, such as 3063011 for Leszno."),
    )
    language = forms.ChoiceField(
        label=_("Language of the card"), choices=language_choices, initial="pl", help_text=_("For a new strategy.")
    )

    def __init__(self, *args: Any, strategies: QuerySet[Strategy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["strategy"].queryset = strategies  # type: ignore[attr-defined]
        begins_one = not (self.data.get("strategy") if self.is_bound else self.initial.get("strategy"))
        self.fields["source"].required = begins_one

    def keep_file(self) -> None:
        """Let a file that was sent come back with the form, when something else in it has to be put right."""
        upload = self.cleaned_data.get("file")
        kept = ""
        if upload is not None:
            kept = signed_file(upload)
            self["file"].help_text = gettext(
                "“%(name)s” is kept: you need not choose it again. Choose a file only to replace it."
            ) % {"name": upload.name}
        given = QueryDict(mutable=True)
        given.update(self.data)
        given["kept"] = kept
        self.data = given

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is too large before it is read."""
        upload: UploadedFile | None = self.cleaned_data["file"]
        size = (upload.size or 0) if upload else 0
        if size > LARGEST_CARD:
            sentence = gettext(
                "The file has %(size)s; a task card has at most 200 kB. Choose the text of one card alone."
            )
            raise ValidationError(sentence % {"size": filesizeformat(size)})
        return upload

    def clean_text(self) -> str:
        """Refuse a pasted text that is too large."""
        text: str = self.cleaned_data["text"]
        if len(text.encode()) > LARGEST_CARD:
            raise ValidationError(gettext("The text is longer than 200 kB. Paste the text of one card alone."))
        return text

    def clean_jst_teryt(self) -> str | None:
        """Refuse what is no code of TERYT."""
        return code_of_teryt(self.cleaned_data["jst_teryt"])

    def clean(self) -> dict[str, Any]:
        """Ask for a file or a text; a kept file counts as one."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kept") and given.get("file") is None and not given.get("text") and "file" not in self.errors:
            given["file"] = kept_file(given["kept"])
        has_file, has_text = given.get("file") is not None, bool(given.get("text"))
        if not {"file", "text"} & set(self.errors):
            if not (has_file or has_text):
                self.add_error("file", gettext("Choose a file, or paste the text below."))
            elif has_file and has_text:
                self.add_error("text", gettext("There is a file and a text. Leave one of them out."))
        return given


def code_of_teryt(given: str) -> str | None:
    """Return a code of TERYT, nothing where none was given; refuse what is no such code."""
    code = given.strip()
    if code and not re.match(TERYT, code):
        sentence = gettext(
            "“%(code)s” is not a TERYT code. Write 2 digits for a voivodeship, 4 for a powiat, 7 for a gmina."
        )
        raise ValidationError(sentence % {"code": code})
    return code or None


class SplitForm(forms.Form):
    """Where the second part of a cell begins."""

    place = forms.ChoiceField(label=_("Where does the second part begin?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, split: Split, **kwargs: Any) -> None:
        whole = split.left if split.right is None else f"{split.left} {split.right}"
        kwargs["initial"] = {"place": split.left}
        super().__init__(*args, **kwargs)
        words = whole.split(" ")
        cuts = [(" ".join(words[:end]), " ".join(words[end:])) for end in range(1, len(words))]
        choices = [(left, f"{left}  |  {right}") for left, right in cuts if left.strip() and right.strip()]
        self.fields["place"].choices = [*choices, (whole, _("the cell is one text, it has no second part"))]  # type: ignore[attr-defined]
