from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, get_language_info, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from grono.classifications import teryt_level
from grono.portal.core.problems import RefusedError
from grono.portal.directory.activity import read_code
from grono.portal.directory.entries import Entry, Seat
from grono.portal.directory.field_rules import rules_for
from grono.portal.directory.identifiers import clean_identifier
from grono.portal.directory.kinds import (
    CodeSystem,
    IdentifierScheme,
    OrganisationState,
    OrganisationType,
    Rung,
    TextKind,
)
from grono.portal.directory.models.organisations import FIRST_YEAR, TEXT_LANGUAGES
from grono.quantities import Absent, QuantityError, Range, display, from_data, parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from grono.portal.directory.activity import Code
    from grono.portal.directory.models import Organisation
    from grono.quantities import Quantity

THIS_CENTURY = 2100
TEXT_FIELDS = {
    "capability_pl": (TextKind.CAPABILITY, "pl"),
    "capability_en": (TextKind.CAPABILITY, "en"),
    "cooperation_pl": (TextKind.COOPERATION, "pl"),
    "cooperation_en": (TextKind.COOPERATION, "en"),
}


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of names, each by its name in the reader's language."""
    return [(code, str(get_language_info(code)["name_translated"])) for code in TEXT_LANGUAGES]


class SearchForm(forms.Form):
    """The one box of the directory; only drawn, the address is read by ``wanted_from``."""

    use_required_attribute = False  # an empty box shows everything; "(optional)" beside it would say nothing
    q = forms.CharField(
        label=_("Search the directory"),
        max_length=200,
        help_text=_("Name, activity, town, number in a register, or what the organisation can do."),
    )


class OrganisationForm(forms.Form):
    """Everything that is entered about an organisation; groups of fields are named in ``GROUPS``."""

    GROUPS = (
        (
            pgettext_lazy("part of a form", "What it is"),
            ("legal_name", "name_language", "short_name", "type", "natural_person", "state", "founded", "web"),
        ),
        (pgettext_lazy("part of a form", "How large it is"), ("headcount", "headcount_year")),
        (pgettext_lazy("part of a form", "Where it is"), ("place", "teryt", "street", "postal_code")),
        (pgettext_lazy("part of a form", "What it does"), ("system", "main_code", "other_codes", *TEXT_FIELDS)),
        (pgettext_lazy("part of a form", "Numbers in registers"), tuple(IdentifierScheme.values)),
        (pgettext_lazy("part of a form", "Where this comes from"), ("source", "source_year")),
    )

    legal_name = forms.CharField(label=_("Legal name"), max_length=300, help_text=_("As it stands in the register."))
    name_language = forms.ChoiceField(label=_("Language of the name"), choices=language_choices)
    short_name = forms.CharField(label=_("Short name"), max_length=100, required=False)
    type = forms.ChoiceField(label=_("Type"), choices=OrganisationType.choices, widget=forms.RadioSelect)
    natural_person = forms.BooleanField(
        label=_("A sole trader"),
        required=False,
        help_text=_("Address and numbers of a person are not shown to the public."),
    )
    state = forms.ChoiceField(label=_("State"), choices=OrganisationState.choices)
    founded = forms.IntegerField(label=_("Year founded"), min_value=FIRST_YEAR, max_value=THIS_CENTURY, required=False)
    web = forms.CharField(
        label=_("Web site"),
        max_length=300,
        required=False,
        help_text=_("Shown as text; it becomes a link when a number has been matched in a register."),
    )
    headcount = forms.CharField(
        label=_("Headcount"),
        max_length=100,
        required=False,
        help_text=_(
            "A number, a range or “about”: 120, 50–60, about 200, more than 150. Leave it empty if you do not know."
        ),
    )
    headcount_year = forms.IntegerField(
        label=_("Year of the headcount"), min_value=1900, max_value=THIS_CENTURY, required=False
    )
    place = forms.CharField(label=_("Town or village of the seat"), max_length=100)
    teryt = forms.CharField(
        label=_("TERYT code of the gmina"), max_length=10, help_text=_("Seven digits, as in 3063011 for Leszno.")
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    system = forms.ChoiceField(label=_("Classification of the codes"), choices=CodeSystem.choices)
    main_code = forms.CharField(
        label=_("Code of the main activity"), max_length=20, required=False, help_text=_("As in 10.51.Z.")
    )
    other_codes = forms.CharField(
        label=_("Codes of other activities"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Separated by blanks, commas or lines."),
    )
    capability_pl = forms.CharField(label=_("What it can do, in Polish"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4, "lang": "pl"}))  # fmt: skip
    capability_en = forms.CharField(label=_("What it can do, in English"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4, "lang": "en"}))  # fmt: skip
    cooperation_pl = forms.CharField(label=_("Scope of cooperation, in Polish"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "pl"}))  # fmt: skip
    cooperation_en = forms.CharField(label=_("Scope of cooperation, in English"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3, "lang": "en"}))  # fmt: skip
    nip = forms.CharField(label="NIP", max_length=30, required=False)
    regon = forms.CharField(label="REGON", max_length=30, required=False)
    krs = forms.CharField(label="KRS", max_length=30, required=False, help_text=_("Ten digits, zeros included."))
    vat = forms.CharField(label=_("VAT number of the European Union"), max_length=30, required=False)
    lei = forms.CharField(label="LEI", max_length=40, required=False)
    source = forms.CharField(
        label=_("Source"), max_length=300, help_text=_("A document, a register, or the organisation itself.")
    )
    source_year = forms.IntegerField(label=_("Year of the source"), min_value=1900, max_value=THIS_CENTURY)

    def __init__(self, *args: Any, organisation: Organisation | None = None, **kwargs: Any) -> None:
        self.organisation = organisation
        initial = initial_of(organisation) if organisation else {}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Return the groups with their fields."""
        for title, names in self.GROUPS:
            yield str(title), [self[name] for name in names]

    def clean_headcount(self) -> Quantity | None:
        """Read a quantity as it was typed."""
        text = self.cleaned_data["headcount"]
        if not text:
            return None
        try:
            quantity = parse(text, get_language() or "pl")
        except QuantityError as error:
            raise ValidationError(error.in_language(get_language() or "en")) from error
        if isinstance(quantity, Range) and quantity.lower is not None and quantity.lower < 0:
            raise ValidationError(gettext("A headcount is not negative."))
        return None if isinstance(quantity, Absent) else quantity

    def clean_teryt(self) -> str:
        """Check the shape of the code and its voivodeship."""
        code = "".join(self.cleaned_data["teryt"].split())
        if len(code) == 6 and code.isdigit() and teryt_level(f"0{code}") == "gmina":
            sentence = gettext("“%(code)s” has lost its leading zero, as happens in spreadsheets. Write 0%(code)s.")
            raise ValidationError(sentence % {"code": code})
        if len(code) != 7 or teryt_level(code) != "gmina":
            sentence = gettext(
                "“%(code)s” is not the code of a gmina: that is seven digits, the first two of a voivodeship."
            )
            raise ValidationError(sentence % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """Check the codes and numbers, each error beside its field."""
        data = super().clean() or {}
        for scheme in IdentifierScheme.values:
            if data.get(scheme):
                self._try(scheme, lambda scheme=scheme: clean_identifier(scheme, data[scheme]))
        data["codes"] = self._codes(data)
        if data.get("natural_person") and data.get("type") != OrganisationType.FIRM:
            self.add_error(
                "natural_person", gettext("Only a firm can be a sole trader. Choose the type “firm”, or untick this.")
            )
        if data.get("headcount_year") and not data.get("headcount") and "headcount" not in self.errors:
            self.add_error("headcount", gettext("Write the headcount of that year, or clear the year."))
        return data

    def _try(self, name: str, read: Any) -> None:
        try:
            self.cleaned_data[name] = read()
        except RefusedError as error:
            self.add_error(name, str(error))

    def _codes(self, data: dict[str, Any]) -> list[Code]:
        found: dict[str, Code] = {}
        system = data.get("system", CodeSystem.PKD_2007)
        main = data.get("main_code", "")
        others = data.get("other_codes", "").replace(",", " ").replace(";", " ").split()
        for name, text in [("main_code", main), *(("other_codes", text) for text in others)]:
            if not text:
                continue
            try:
                code = read_code(system, text, is_main=name == "main_code")
            except RefusedError as error:
                self.add_error(name, str(error))
            else:
                found.setdefault(code.code, code)
        return list(found.values())

    def entry(self) -> Entry:
        """Return the checked values; what the form does not show stays as it was."""
        data, kept = self.cleaned_data, self.organisation
        plain = ("legal_name", "short_name", "name_language", "type", "natural_person", "state", "web", "source")
        numbers = ("headcount", "headcount_year", "founded", "source_year")
        other_systems = _codes_of_other_systems(kept, data["system"]) if kept else ()
        return Entry(
            **{name: data[name] for name in (*plain, *numbers)},
            is_invented=kept.is_invented if kept else False,
            source_language=kept.source_language if kept else get_language() or "pl",
            source_key=kept.source_key if kept else "",
            seat=_seat(kept, data),
            codes=(*data["codes"], *other_systems),
            identifiers=tuple((scheme, data[scheme]) for scheme in IdentifierScheme.values if data.get(scheme)),
            texts={(str(kind), language): data[name] for name, (kind, language) in TEXT_FIELDS.items()}
            | (_texts_in_other_languages(kept) if kept else {}),
        )


def _texts_in_other_languages(organisation: Organisation) -> dict[tuple[str, str], str]:
    shown = {(str(kind), language) for kind, language in TEXT_FIELDS.values()}
    rows = {(row.kind, row.language): row.text for row in organisation.texts.all()}
    return {key: text for key, text in rows.items() if key not in shown}


def _codes_of_other_systems(organisation: Organisation, system: str) -> tuple[Code, ...]:
    rows = [row for row in organisation.codes.all() if row.until is None and row.system != system]
    return tuple(
        read_code(row.system, row.code, origin=row.origin, edition_inferred=row.edition_inferred) for row in rows
    )


def _seat(organisation: Organisation | None, data: dict[str, Any]) -> Seat:
    """Return the seat; a position is kept only while the place stays the same."""
    given = {name: data[name] for name in ("place", "teryt", "street", "postal_code")}
    rows = organisation.establishments.all() if organisation else []
    stored = next((row for row in rows if row.is_seat and row.until is None), None)
    if stored is None or (stored.place, stored.teryt) != (given["place"], given["teryt"]):
        return Seat(**given)
    return Seat(**given, latitude=stored.latitude, longitude=stored.longitude, point_method=stored.point_method)


def initial_of(organisation: Organisation) -> dict[str, Any]:
    """Return what the form shows of an organisation."""
    plain = (
        "legal_name", "short_name", "name_language", "type", "natural_person", "state", "web", "source", "source_year",
        "headcount_year", "founded",
    )  # fmt: skip
    values: dict[str, Any] = {name: getattr(organisation, name) for name in plain}
    if organisation.headcount is not None:
        values["headcount"] = display(from_data(organisation.headcount), get_language() or "pl")
    seats = (row for row in organisation.establishments.all() if row.is_seat and row.until is None)
    for seat in seats:
        values |= {name: getattr(seat, name) for name in ("place", "teryt", "street", "postal_code")}
    codes = [row for row in organisation.codes.all() if row.until is None]
    system = next((row.system for row in codes if row.is_main), codes[0].system if codes else CodeSystem.PKD_2007)
    values["system"] = system
    values["main_code"] = next((row.code for row in codes if row.is_main), "")
    values["other_codes"] = " ".join(row.code for row in codes if not row.is_main and row.system == system)
    values |= {row.scheme: row.value for row in organisation.identifiers.all()}
    texts = {(row.kind, row.language): row.text for row in organisation.texts.all()}
    return values | {name: texts.get((str(kind), language), "") for name, (kind, language) in TEXT_FIELDS.items()}


class VisibilityForm(forms.Form):
    """Who may see each field of one organisation."""

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rungs = {row.field: row.rung for row in organisation.visibilities.all()}
        for name, rule in rules_for(natural_person=organisation.natural_person).items():
            allowed = [(rung.value, rung.label) for rung in reversed(Rung) if rule.least <= rung <= rule.most]
            self.fields[name] = forms.TypedChoiceField(
                label=str(rule.title).capitalize(), choices=allowed, coerce=int, initial=rungs.get(name, rule.default),
                help_text=_("Unless you choose: %(rung)s.") % {"rung": Rung(rule.default).label},
            )  # fmt: skip
