"""Forms of single rows of a profile: a certificate, a product, a former name, a post."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.core.forms import DateInput
from grono.portal.core.problems import RefusedError
from grono.portal.core.templatetags.grono import day as written_day
from grono.portal.directory.ending import ends_on_a_day, last_day
from grono.portal.directory.kinds import PostRole, Rung
from grono.portal.directory.known_people import people_like
from grono.portal.directory.models.organisations import TEXT_LANGUAGES
from grono.portal.directory.profile_forms import language_name

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from grono.portal.core.visitor import Reader
    from grono.portal.directory.models import Certificate, FormerName, Organisation, Person, Post, Product

POST_RUNGS = [(rung.value, rung.label) for rung in (Rung.HIDDEN, Rung.MEMBERS, Rung.REGISTERED)]


class RowForm(forms.Form):
    """A form of one row; ``row`` is the stored one, or nothing while it is entered; ``reader`` fills it in."""

    columns: tuple[str, ...] = ()
    offered: Sequence[tuple[str, str]] = ()
    """What the form asks to choose from once it was sent: value and words."""

    def __init__(self, *args: Any, organisation: Organisation, reader: Reader, row: Any = None, **kwargs: Any) -> None:
        self.organisation, self.reader, self.row = organisation, reader, row
        stored = {name: getattr(row, name) for name in self.columns} if row is not None else {}
        kwargs["initial"] = stored | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """Return the checked columns."""
        return {name: self.cleaned_data[name] for name in self.columns}


class EndForm(forms.Form):
    """The last day of a row that has days: a post, an establishment. What has none is taken out altogether."""

    until = forms.DateField(label=_("Last day"), widget=DateInput(), initial=timezone.localdate)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        if not ends_on_a_day(row):
            del self.fields["until"]
        elif row.since:
            self.fields["until"].help_text = _("Not before it began: %(day)s.") % {"day": written_day(row.since)}

    def clean_until(self) -> datetime.date:
        """Refuse a day before the beginning, and one that is still to come."""
        try:
            return last_day(self.cleaned_data["until"], self.row.since)
        except RefusedError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    @property
    def day(self) -> dict[str, datetime.date]:
        """Return the last day as the action takes it; nothing where the row has none."""
        return {"day": self.cleaned_data["until"]} if "until" in self.fields else {}


class CertificateForm(RowForm):
    """A certificate."""

    row: Certificate | None
    columns = ("scheme", "number", "valid_until", "evidence")
    scheme = forms.CharField(label=_("Scheme"), max_length=100, help_text=_("As in ISO 9001 or IFS Food."))
    number = forms.CharField(label=_("Number of the certificate"), max_length=100, required=False)
    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=DateInput())
    evidence = forms.URLField(
        label=_("Address where it can be checked"), max_length=300, required=False, assume_scheme="https"
    )


class ProductForm(RowForm):
    """A product with a text in each language it has, in Polish and in English."""

    row: Product | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {text.language: text for text in self.row.texts.all()} if self.row is not None else {}
        self.languages = [code for code in TEXT_LANGUAGES if code in {"pl", "en", *stored}]
        for code in self.languages:
            named = {"language": language_name(code)}
            text = stored.get(code)
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name, in this language: %(language)s") % named, max_length=200, required=False,
                initial=text.name if text else "", widget=forms.TextInput(attrs={"lang": code}),
            )  # fmt: skip
            self.fields[f"description_{code}"] = forms.CharField(
                label=_("Description, in this language: %(language)s") % named, max_length=2000, required=False,
                initial=text.description if text else "", widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask for a name, also above a description."""
        data = super().clean() or {}
        if not any(data.get(f"name_{code}") for code in self.languages):
            self.add_error("name_pl", gettext("Write the name of the product in at least one language."))
        for code in self.languages:
            if data.get(f"description_{code}") and not data.get(f"name_{code}"):
                self.add_error(f"name_{code}", gettext("Write the name too, or clear the description."))
        return data

    @property
    def texts(self) -> dict[str, tuple[str, str]]:
        """Return language → name and description."""
        data = self.cleaned_data
        return {code: (data[f"name_{code}"], data[f"description_{code}"]) for code in self.languages}


class FormerNameForm(RowForm):
    """A name that the organisation had."""

    row: FormerName | None
    columns = ("name", "language", "since", "until", "source")
    name = forms.CharField(label=_("Former name"), max_length=300)
    language = forms.ChoiceField(label=_("Language of the name"), initial="pl")
    since = forms.DateField(label=_("From"), required=False, widget=DateInput())
    until = forms.DateField(label=_("To"), required=False, widget=DateInput())
    source = forms.CharField(
        label=_("Source"), max_length=300, required=False, help_text=_("Where one can check it, as in KRS, extract of 3 May 2020.")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [(code, language_name(code)) for code in TEXT_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Refuse a name that ends before it begins."""
        data = super().clean() or {}
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", gettext("The name would end before it begins. Check both days."))
        return data


ANOTHER = "new"
"""Stands for a person whom the directory does not know yet, although somebody has the same name."""


class PostForm(RowForm):
    """A post and the name of its person.

    A new post asks whether its holder is somebody whom the reader sees already: one person may hold several posts (DIR-5).
    """

    row: Post | None
    holder: Person | None = None
    columns = ("role", "title", "title_language", "email", "phone", "rung", "contact_rung", "since")
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    person = forms.CharField(label=_("Is it the same person?"), required=False, widget=forms.HiddenInput())
    role = forms.ChoiceField(label=_("Role"), choices=PostRole)
    title = forms.CharField(label=_("Title of the post"), max_length=200, required=False)
    title_language = forms.ChoiceField(label=_("Language of the title"), initial="pl")
    email = forms.EmailField(label=_("E-mail address at work"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone at work"), max_length=40, required=False)
    rung = forms.TypedChoiceField(
        label=_("Who sees the person"), choices=POST_RUNGS, coerce=int, initial=Rung.MEMBERS.value
    )
    contact_rung = forms.TypedChoiceField(
        label=_("Who may see the contact"), choices=POST_RUNGS, coerce=int, initial=Rung.MEMBERS.value,
        help_text=_("Whoever looks at it is recorded, and the person sees that record."),
    )  # fmt: skip
    since = forms.DateField(label=_("In this post since"), required=False, widget=DateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("row")
        if row is not None:
            kwargs["initial"] = {"full_name": row.person.full_name} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        if row is not None:
            del self.fields["person"]
        field: Any = self.fields["title_language"]
        field.choices = [(code, language_name(code)) for code in TEXT_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Refuse to show the contact to who does not see the person."""
        data = super().clean() or {}
        if data.get("contact_rung", 0) > data.get("rung", Rung.REGISTERED):
            self.add_error(
                "contact_rung", gettext("Whoever sees the contact sees the person too. Choose fewer people here.")
            )
        if self.row is None:
            self._recognise(data)
        return data

    def _recognise(self, data: dict[str, Any]) -> None:
        """Find the person that was chosen; without a choice ask, where the reader sees somebody of this name or address."""
        known = {
            one.person.public_id: one
            for one in people_like(self.reader, data.get("full_name", ""), data.get("email", ""))
        }
        given = data.get("person", "")
        self.holder = known[given].person if given in known else None
        if given in known or given == ANOTHER or not (known or given):
            return
        self.offered = [
            *((public_id, str(one)) for public_id, one in known.items()),
            (ANOTHER, gettext("somebody else, who is not in the directory yet")),
        ]
        self.fields["person"].required = True
        self.fields["person"].widget = forms.RadioSelect(choices=self.offered)
        self.add_error(
            "person",
            gettext("You see somebody of this name or address in the directory already. Say who holds this post."),
        )
