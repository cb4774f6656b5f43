"""Forms of the sections of a profile; each is saved by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from babel import Locale
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grono.language import another_language
from grono.portal.core.forms import DateInput
from grono.portal.directory.forms import language_choices
from grono.portal.directory.kinds import OrganisationState, SmeStatus, TextKind
from grono.portal.directory.legal_forms import legal_form_choices
from grono.portal.directory.models.organisations import FIRST_YEAR, TEXT_LANGUAGES
from grono.quantities import Absent, QuantityError, Range, display, from_data, parse

if TYPE_CHECKING:
    from grono.portal.directory.models import Organisation

THIS_CENTURY = 2100
CURRENCIES = [("PLN", "PLN"), ("EUR", "EUR"), ("USD", "USD")]
COUNTRIES = (
    "AT", "BE", "BG", "BY", "CA", "CH", "CN", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE", "IT", "JP", "KZ",
    "LT", "LU", "LV", "MD", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "TR", "UA", "US",
)  # fmt: skip
LANGUAGES = ("pl", "en", "de", "cs", "sk", "uk", "ru", "lt", "lv", "et", "fr", "it", "es", "hu", "ro", "nl", "sv", "zh")


def reader_locale() -> Locale:
    """Return the names of countries and languages as the reader says them."""
    return Locale.parse(get_language() or "pl")


def country_name(code: str) -> str:
    """Return the name of a country."""
    return str(reader_locale().territories.get(code, code))


def language_name(code: str) -> str:
    """Return the name of a language."""
    return str(reader_locale().languages.get(code, code))


class QuantityField(forms.CharField):
    """A number as honest as it was typed: 120, 50–60, about 200, more than 150."""

    def to_python(self, value: Any) -> Any:
        """Read the quantity; nothing, and what says that it is missing, is nothing."""
        text = super().to_python(value)
        if not text:
            return None
        try:
            quantity = parse(text, get_language() or "pl")
        except QuantityError as error:
            raise ValidationError(error.in_language(get_language() or "en")) from error
        if isinstance(quantity, Range) and quantity.lower is not None and quantity.lower < 0:
            raise ValidationError(gettext("This quantity is not negative."))
        return None if isinstance(quantity, Absent) else quantity

    def prepare_value(self, value: Any) -> Any:
        """Show a stored quantity in the reader's words."""
        return display(from_data(value), get_language() or "pl") if isinstance(value, dict) else value

    def validate(self, value: Any) -> None:
        """Quantities may be empty unless the field says otherwise."""
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Leave out the validators of texts, which do not fit a quantity."""


class SectionForm(forms.Form):
    """A form of one section; knows the organisation it is about."""

    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        self.organisation = organisation
        kwargs["initial"] = {name: getattr(organisation, name) for name in self.columns} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class FactsForm(SectionForm):
    """Name, legal form, state, year, web site."""

    columns = (
        "legal_name", "short_name", "name_language", "legal_form", "founded", "web", "state", "state_since", "state_source",
    )  # fmt: skip
    legal_name = forms.CharField(
        label=_("Legal name"),
        max_length=300,
        help_text=_("If you change it, the old one is kept as a former name."),
    )
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)
    name_language = forms.ChoiceField(label=_("Language of the name"), choices=language_choices)
    legal_form = forms.ChoiceField(label=_("Legal form"), choices=legal_form_choices, required=False)
    founded = forms.IntegerField(label=_("Year founded"), min_value=FIRST_YEAR, max_value=THIS_CENTURY, required=False)
    web = forms.URLField(
        label=_("Web site"),
        max_length=300,
        required=False,
        assume_scheme="https",
        help_text=_("As in https://example.org."),
    )
    state = forms.ChoiceField(label=_("State"), choices=OrganisationState)
    state_since = forms.DateField(label=_("State since"), required=False, widget=DateInput())
    state_source = forms.CharField(label=_("Source of the state"), max_length=300, required=False)


class SizeForm(SectionForm):
    """People, turnover, declared status."""

    columns = (
        "headcount", "headcount_year", "turnover", "turnover_year", "turnover_currency", "declared_status", "declared_on",
    )  # fmt: skip
    headcount = QuantityField(
        label=_("Headcount"), max_length=100, required=False,
        help_text=_("A number, a range or “about”: 120, 50–60, about 200, more than 150. Leave it empty if you do not know."),
    )  # fmt: skip
    headcount_year = forms.IntegerField(
        label=_("Year of the headcount"), min_value=1900, max_value=THIS_CENTURY, required=False
    )
    turnover = QuantityField(
        label=_("Turnover in a year"), max_length=100, required=False, help_text=_("As in 12 500 000 or about 3 000 000.")
    )  # fmt: skip
    turnover_year = forms.IntegerField(
        label=_("Year of the turnover"), min_value=1900, max_value=THIS_CENTURY, required=False
    )
    turnover_currency = forms.ChoiceField(label=_("Currency of the turnover"), choices=CURRENCIES)
    declared_status = forms.ChoiceField(
        label=_("Declared status"), choices=[("", "—"), *SmeStatus.choices], required=False,
        help_text=_("What you declare under Recommendation 2003/361/EC. Partner and linked enterprises count too, so the number of people alone does not decide it."),
    )  # fmt: skip
    declared_on = forms.DateField(label=_("Day of the declaration"), required=False, widget=DateInput())

    def clean(self) -> dict[str, Any]:
        """Ask for the quantity of a year, and for the declaration of a day."""
        data = super().clean() or {}
        for name, year in (("headcount", "headcount_year"), ("turnover", "turnover_year")):
            if data.get(year) and data.get(name) is None and name not in self.errors:
                self.add_error(name, gettext("Write the figure of that year, or clear the year."))
        if data.get("declared_on") and not data.get("declared_status"):
            self.add_error("declared_status", gettext("Choose what was declared on that day, or clear the day."))
        return data


@dataclass(frozen=True)
class Doubt:
    """A text that may stand in the field of another language; ``goes`` are the texts after it has moved, empty where that is taken."""

    name: str
    question: str
    language: str
    goes: dict[tuple[str, str], str]


class TextsForm(SectionForm):
    """What it can do and how it wants to cooperate, in each language that has a text, in Polish, in English, and in one more."""

    titles = {
        TextKind.CAPABILITY: _("What it can do, in this language: %(language)s"),
        TextKind.COOPERATION: _("Scope of cooperation, in this language: %(language)s"),
    }

    def __init__(self, *args: Any, further: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stored = {(row.kind, row.language): row.text for row in self.organisation.texts.all()}
        shown = {"pl", "en", *(language for _kind, language in stored)} | ({further} & set(TEXT_LANGUAGES))
        self.keys: dict[str, tuple[str, str]] = {}
        for language in (code for code in TEXT_LANGUAGES if code in shown):
            for kind, title in self.titles.items():
                name = f"{kind}_{language}"
                self.keys[name] = (kind.value, language)
                self.fields[name] = forms.CharField(
                    label=title % {"language": language_name(language)},
                    max_length=4000,
                    required=False,
                    initial=stored.get((kind.value, language), ""),
                    widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
                )

    @property
    def texts(self) -> dict[tuple[str, str], str]:
        """Return kind and language → text."""
        return {key: self.cleaned_data[name].strip() for name, key in self.keys.items()}

    def doubts(self) -> list[Doubt]:
        """Return a question for each stored text that seems to be in another language than its field (LNG-9)."""
        stored = {key: str(self.fields[name].initial) for name, key in self.keys.items()}
        found = []
        for name, (kind, language) in self.keys.items():
            guess = another_language(stored[kind, language], language, TEXT_LANGUAGES)
            if guess is not None:
                words = {"field": self.fields[name].label, "language": language_name(guess.language)}
                sentence = gettext(
                    "“%(field)s”: this text looks like another language (%(language)s). Is it in the right field?"
                )
                goes = {(kind, language): "", (kind, guess.language): stored[kind, language]}
                is_free = not stored.get((kind, guess.language))
                found.append(Doubt(name, sentence % words, language_name(guess.language), goes if is_free else {}))
        return found

    @staticmethod
    def further_languages() -> list[tuple[str, str]]:
        """Return the languages in which a text can be added."""
        return [(code, str(get_language_info(code)["name_translated"])) for code in TEXT_LANGUAGES]


class ReachForm(SectionForm):
    """Countries served and languages spoken."""

    countries = forms.MultipleChoiceField(
        label=_("Countries served"), required=False, widget=forms.CheckboxSelectMultiple
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        countries = {row.country for row in self.organisation.countries.all()}
        languages = {row.language for row in self.organisation.languages.all()}
        self._offer("countries", sorted({*COUNTRIES, *countries}), country_name, countries)
        self._offer("languages", sorted({*LANGUAGES, *languages}), language_name, languages)

    def _offer(self, name: str, codes: list[str], named: Any, chosen: set[str]) -> None:
        field: Any = self.fields[name]
        field.choices = sorted(((code, named(code)) for code in codes), key=lambda pair: pair[1])
        field.initial = sorted(chosen)


class WordsForm(forms.Form):
    """What the organisation does in its own words, from which codes are proposed."""

    text = forms.CharField(
        label=_("What do you make or do for others?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("A sentence or two in your own words, for example: we ripen cheese and pack it for shops."),
    )  # fmt: skip
    language = forms.ChoiceField(label=pgettext_lazy("of a text", "Language"), choices=settings.LANGUAGES)


class InvitationForm(forms.Form):
    """Who is asked to administer the organisation too."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    full_name = forms.CharField(label=_("Full name"), max_length=200)
    language = forms.ChoiceField(label=_("Language of letters"), choices=settings.LANGUAGES)


class AppointmentForm(forms.Form):
    """Whom the operator appoints, and how the identity was checked."""

    email = forms.EmailField(label=_("E-mail address of the account"), max_length=254)
    reason = forms.CharField(
        label=_("How the identity was checked"),
        max_length=500,
        help_text=_("For example: identity card shown at the office."),
    )
