"""The form of an establishment: address, position, what is done there, how many people."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.classifications import teryt_level, voivodeship
from grono.portal.core.forms import DateInput
from grono.portal.core.problems import RefusedError
from grono.portal.directory.activity import read_code
from grono.portal.directory.kinds import CodeSystem, PointMethod
from grono.portal.directory.locator import box_of
from grono.portal.directory.positions import STEP
from grono.portal.directory.profile_forms import THIS_CENTURY, QuantityField
from grono.portal.directory.row_forms import RowForm

if TYPE_CHECKING:
    from grono.portal.directory.models import Establishment

NUTS_VERSIONS = [("", "—"), ("2024", "2024"), ("2021", "2021"), ("2016", "2016"), ("2013", "2013")]


LONGEST = 30
"""Characters of a number of degrees; maps give up to twenty."""


class DegreesField(forms.Field):
    """Degrees with a comma or a point, in as many decimals as a map gives; five are kept."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def prepare_value(self, value: Any) -> Any:
        """Write a number in the reader's form; what was typed stays as it was."""
        return formats.localize_input(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        """Read the degrees."""
        text = str("" if value is None else value).strip().replace(",", ".").removesuffix("°").strip()
        if not text:
            return None
        try:
            degrees = Decimal(text[:LONGEST])
        except InvalidOperation:
            sentence = gettext("“%(typed)s” is not a number of degrees. Write a decimal number, as in 53.13254.")
            raise forms.ValidationError(sentence % {"typed": str(value)[:LONGEST]}) from None
        if not degrees.is_finite() or abs(degrees) > self.most:
            sentence = gettext("Write a number from %(least)s to %(most)s.")
            raise forms.ValidationError(sentence % {"least": -self.most, "most": self.most})
        return degrees.quantize(STEP)

    def to_float(self, value: Any) -> float | None:
        """Return what a form shows as a number; nothing where it is none."""
        try:
            found = self.clean(self.prepare_value(value))
        except forms.ValidationError:
            return None
        return None if found is None else float(found)


def doubts_about(latitude: Decimal | None, longitude: Decimal | None, teryt: str) -> dict[str, str]:
    """Return field → what is wrong with a point that does not lie where the address does."""
    region, box = voivodeship(teryt[:2]) if teryt else None, box_of(teryt[:2])
    if latitude is None or longitude is None or region is None or box is None or box.holds(longitude, latitude):
        return {}
    if box.holds(latitude, longitude):
        return {
            "latitude": gettext("Latitude and longitude have changed places. Write this number into the other field.")
        }
    sentence = gettext(
        "This point is not in the voivodeship of the TERYT code: %(region)s lies between %(south)s and %(north)s degrees of "
        "latitude and between %(west)s and %(east)s degrees of longitude. Check the position and the code."
    )
    bounds = {name: formats.localize(round(getattr(box, name), 1)) for name in ("south", "north", "west", "east")}
    wrong = "longitude" if box.holds(box.west, latitude) else "latitude"
    return {wrong: sentence % {"region": region.polish, **bounds}}


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
    latitude = DegreesField(
        label=_("Latitude"), required=False, most=90,
        help_text=_("In degrees, as in 53.13254. Both empty: the map shows the middle of the place, and says so."),
    )  # fmt: skip
    longitude = DegreesField(label=_("Longitude"), required=False, most=180, help_text=_("In degrees, as in 23.16884."))
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

    def __init__(self, *args: Any, row: Establishment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
        if row is not None and row.point_method == PointMethod.CENTROID:
            # Nobody has said it: if the place changes, the middle of the new one is wanted.
            self.initial.update(latitude=None, longitude=None)

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
        for name, sentence in doubts_about(data.get("latitude"), data.get("longitude"), data.get("teryt", "")).items():
            self.add_error(name, sentence)
        return data

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns; a position that was typed or picked is declared."""
        values = super().values
        if values["latitude"] is None:
            return values | {"point_method": ""}
        old = (self.row.latitude, self.row.longitude) if self.row is not None else (None, None)
        is_same = old == (values["latitude"], values["longitude"])
        return values | {"point_method": self.row.point_method if self.row and is_same else PointMethod.DECLARED.value}
