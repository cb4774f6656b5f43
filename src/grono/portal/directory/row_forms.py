"""Forms of single rows of a profile: a certificate, a product, an establishment, a post."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.classifications import teryt_level
from grono.portal.core.forms import DateInput
from grono.portal.core.problems import RefusedError
from grono.portal.directory.activity import read_code
from grono.portal.directory.kinds import CodeSystem, PointMethod, PostRole, Rung
from grono.portal.directory.models.organisations import TEXT_LANGUAGES
from grono.portal.directory.profile_forms import THIS_CENTURY, QuantityField, language_name

if TYPE_CHECKING:
    from grono.portal.directory.models import Certificate, Establishment, Organisation, Post, Product

POST_RUNGS = [(rung.value, rung.label) for rung in (Rung.HIDDEN, Rung.MEMBERS, Rung.REGISTERED)]
NUTS_VERSIONS = [("", "—"), ("2024", "2024"), ("2021", "2021"), ("2016", "2016"), ("2013", "2013")]


class RowForm(forms.Form):
    """A form of one row; ``row`` is the stored one, or nothing while it is entered."""

    columns: tuple[str, ...] = ()

    def __init__(self, *args: Any, organisation: Organisation, row: Any = None, **kwargs: Any) -> None:
        self.organisation, self.row = organisation, row
        stored = {name: getattr(row, name) for name in self.columns} if row is not None else {}
        kwargs["initial"] = stored | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)

    @property
    def values(self) -> dict[str, Any]:
        """Return the checked columns."""
        return {name: self.cleaned_data[name] for name in self.columns}


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


class PlaceForm(RowForm):
    """An establishment: address, position, what is done there, how many people."""

    row: Establishment | None
    columns = (
        "name", "place", "teryt", "street", "postal_code", "latitude", "longitude", "simc", "ulic", "nuts3", "nuts_version",
        "activity_system", "activity_code", "headcount", "headcount_year", "since",
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the establishment"), max_length=200, required=False)
    place = forms.CharField(label=_("Town or village"), max_length=100)
    teryt = forms.CharField(
        label=_("TERYT code of the gmina"), max_length=10, help_text=_("Seven digits, as in 3063011 for Leszno.")
    )
    street = forms.CharField(label=_("Street and number"), max_length=200, required=False)
    postal_code = forms.CharField(label=_("Postal code"), max_length=10, required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=Decimal(-90), max_value=Decimal(90), max_digits=8, decimal_places=5,
        localize=True, help_text=_("In degrees, up to five decimals. Empty: the position is not shown."),
    )  # fmt: skip
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=Decimal(-180), max_value=Decimal(180), max_digits=8,
        decimal_places=5, localize=True,
    )  # fmt: skip
    simc = forms.RegexField(
        r"^\d{7}$", label=_("SIMC number of the place"), required=False, help_text=_("Seven digits."),
        error_messages={"invalid": _("A SIMC number has seven digits, zeros included.")},
    )  # fmt: skip
    ulic = forms.RegexField(
        r"^\d{5}$", label=_("ULIC number of the street"), required=False, help_text=_("Five digits."),
        error_messages={"invalid": _("A ULIC number has five digits, zeros included.")},
    )  # fmt: skip
    nuts3 = forms.RegexField(
        r"^[A-Z]{2}[A-Z0-9]{3}$", label=_("NUTS 3 region"), required=False, help_text=_("As in PL841."),
        error_messages={"invalid": _("A NUTS 3 code has two letters and three letters or digits, as in PL841.")},
    )  # fmt: skip
    nuts_version = forms.ChoiceField(label=_("Version of NUTS"), choices=NUTS_VERSIONS, required=False)
    activity_system = forms.ChoiceField(
        label=_("Classification of the main activity there"), choices=[("", "—"), *CodeSystem.choices], required=False
    )
    activity_code = forms.CharField(
        label=_("Code of the main activity there"), max_length=12, required=False, help_text=_("As in 10.51.Z.")
    )
    headcount = QuantityField(label=_("People who work there"), max_length=100, required=False)
    headcount_year = forms.IntegerField(
        label=_("Year of the headcount"), min_value=1900, max_value=THIS_CENTURY, required=False
    )
    since = forms.DateField(label=_("Open since"), required=False, widget=DateInput())

    def clean_teryt(self) -> str:
        """Check that it is the code of a gmina."""
        code = "".join(self.cleaned_data["teryt"].split())
        if len(code) != 7 or teryt_level(code) != "gmina":
            sentence = gettext(
                "“%(code)s” is not the code of a gmina: that is seven digits, the first two of a voivodeship."
            )
            raise forms.ValidationError(sentence % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """Ask for both of what belongs together."""
        data = super().clean() or {}
        pairs = (("latitude", "longitude"), ("nuts3", "nuts_version"), ("activity_code", "activity_system"))
        for first, second in pairs:
            given = [data.get(name) not in (None, "") for name in (first, second)]
            if any(given) and not all(given) and not {first, second} & set(self.errors):
                missing = (first, second)[given.index(False)]
                self.add_error(missing, gettext("Fill in this field too, or clear the other one."))
        if data.get("headcount_year") and data.get("headcount") is None and "headcount" not in self.errors:
            self.add_error("headcount", gettext("Write the figure of that year, or clear the year."))
        if data.get("activity_code") and data.get("activity_system"):
            try:
                data["activity_code"] = read_code(data["activity_system"], data["activity_code"]).code
            except RefusedError as error:
                self.add_error("activity_code", str(error))
        return data

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns; a position that was typed or picked is declared."""
        values = super().values
        old = (self.row.latitude, self.row.longitude) if self.row is not None else (None, None)
        new = (values["latitude"], values["longitude"])
        if new[0] is None:
            return values | {"point_method": ""}
        kept = self.row.point_method if self.row is not None and old == new else PointMethod.DECLARED
        return values | {"point_method": kept or PointMethod.DECLARED}


class PostForm(RowForm):
    """A post and the name of its person."""

    row: Post | None
    columns = ("role", "title", "title_language", "email", "phone", "rung", "contact_rung", "since")
    full_name = forms.CharField(label=_("Full name"), max_length=200)
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
        field: Any = self.fields["title_language"]
        field.choices = [(code, language_name(code)) for code in TEXT_LANGUAGES]

    def clean(self) -> dict[str, Any]:
        """Refuse to show the contact to who does not see the person."""
        data = super().clean() or {}
        if data.get("contact_rung", 0) > data.get("rung", Rung.REGISTERED):
            self.add_error(
                "contact_rung", gettext("Whoever sees the contact sees the person too. Choose fewer people here.")
            )
        return data
