"""From which source, which figures, and what is done to them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.actions import Wanted
from grono.portal.bindings.kinds import SourceKind
from grono.strategy import Temporal
from grono.strategy.measure_series import EMPLOYEES
from grono.strategy.series import Combine, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.functional import Promise

    from grono.portal.maps.results import Results
    from grono.strategy import ProgrammeIndicator

COMBINE: list[tuple[str, str | Promise]] = [
    (Combine.SUM, _("their sum")),
    (Combine.MEDIAN, _("their median")),
    (Combine.SHARE, _("their share in the whole, 1 being all")),
]
LEVELS: list[tuple[int, str | Promise]] = [
    (2, _("voivodeships")),
    (4, _("subregions")),
    (5, _("powiats")),
    (6, _("gminas")),
]
"""Levels of the Local Data Bank at which a place of a strategy can stand."""
MOST_YEARS, MOST_PARTS = 5, 100


def codes_of(text: str) -> tuple[str, ...]:
    """Return codes that stand one a line or by commas."""
    return tuple(dict.fromkeys(one.strip() for line in text.splitlines() for one in line.split(",") if one.strip()))


class BindForm(forms.Form):
    """What every source asks: how several figures become one, the unit, and for which year they stand."""

    source = ""
    combine = forms.ChoiceField(
        label=_("Several figures become one value by"), choices=COMBINE, initial=str(Combine.SUM), required=False
    )
    multiplier = forms.DecimalField(
        label=_("Units of the indicator in one unit of the source"),
        initial=1,
        required=False,
        max_digits=18,
        decimal_places=9,
        help_text=_("1000 where the source counts thousands, 100 to make a share per cent."),
    )
    years_later = forms.IntegerField(
        label=_("Years after which the figure counts"),
        initial=0,
        required=False,
        min_value=-MOST_YEARS,
        max_value=MOST_YEARS,
        help_text=_("0: a figure of 2023 is the value of 2023. 1: it is the value of 2024."),
    )

    def __init__(self, *args: Any, indicator: ProgrammeIndicator | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self._indicator = indicator

    def clean_multiplier(self) -> Decimal:
        """Refuse zero: every value would be zero."""
        value = self.cleaned_data.get("multiplier")
        if value is not None and value == 0:
            raise ValidationError(gettext("With 0 every value would be zero. Write 1 if nothing is to be changed."))
        return Decimal(1) if value is None else value

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        return Wanted(self.source, self._choice(), self._place(), self._transformation())

    def _transformation(self) -> Transformation:
        given = self.cleaned_data
        temporal = self._indicator.temporal if self._indicator is not None else None
        return Transformation(
            parts=self._parts(),
            combine=Combine(given["combine"] or Combine.SUM),
            whole=self._whole(),
            multiplier=Fraction(given["multiplier"]),
            years_later=given["years_later"] or 0,
            non_negative_flow=temporal in (Temporal.FLOW, Temporal.EVENT),
        )

    def _choice(self) -> Mapping[str, Any]:
        raise NotImplementedError

    def _place(self) -> str:
        return str(self.cleaned_data["place"])

    def _parts(self) -> tuple[str, ...]:
        return ()

    def _whole(self) -> tuple[str, ...]:
        return ()


class MapBindForm(BindForm):
    """Figures of a published cluster map."""

    source = SourceKind.MAP.value
    measure = forms.ChoiceField(label=_("Measure of the map"))
    place = forms.ChoiceField(label=_("Region"))
    industries = forms.CharField(
        label=_("Codes of the industries"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One a line or by commas, as on the map. Empty: all industries, or a measure of whole regions."),
    )
    field_order = ("measure", "place", "industries")

    def __init__(self, *args: Any, results: Results, map_public_id: str, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._results, self._map = results, map_public_id
        self.variants = results.page(language).get("variants", {})
        measures = [(EMPLOYEES, gettext("Employees, as the map's table has them"))]
        measures += [(name, one["title"]) for name, one in self.variants.items() if one["axis"] in ("cell", "region")]
        regions = sorted((results.name("region", code, language).text, code) for code in results.regions)
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]
        self.fields["place"].choices = [(code, f"{name} ({code})") for name, code in regions]  # type: ignore[attr-defined]

    def clean_industries(self) -> tuple[str, ...]:
        """Know only industries of the map; for another, name those that begin alike."""
        codes = codes_of(self.cleaned_data["industries"])
        if len(codes) > MOST_PARTS:
            raise ValidationError(gettext("Name at most %(most)s industries.") % {"most": MOST_PARTS})
        for code in codes:
            if code not in self._results.industries:
                alike = [one for one in self._results.industries if one.startswith(code[:2])][:5]
                sentence = gettext("The map has no industry “%(code)s”. It has, among others: %(alike)s.")
                alike = alike or list(self._results.industries)[:5]
                raise ValidationError(sentence % {"code": code, "alike": ", ".join(alike)})
        return codes

    def clean(self) -> dict[str, Any]:
        """Ask for an industry where the measure is one of cells, and for none where it is one of whole regions."""
        given = super().clean() or {}
        axis = self.variants.get(given.get("measure", ""), {}).get("axis")
        if axis == "cell" and not given.get("industries") and "industries" not in self.errors:
            self.add_error("industries", gettext("This measure is one of an industry in a region. Name the industry."))
        if axis == "region" and given.get("industries"):
            self.add_error("industries", gettext("This measure is one of a whole region. Leave the industries empty."))
        return given

    def _choice(self) -> Mapping[str, Any]:
        measure = self.cleaned_data["measure"]
        return {"map": self._map, "measure": measure, "unit": self.variants.get(measure, {}).get("unit") or ""}

    def _parts(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["industries"])


class BdlBindForm(BindForm):
    """A variable of the Local Data Bank, or several that become one value."""

    source = SourceKind.BDL.value
    variables = forms.CharField(
        label=_("Numbers of the variables"),
        max_length=500,
        help_text=_("As bdl.stat.gov.pl shows them, by commas: 60270."),
    )
    whole = forms.CharField(
        label=_("Number of the variable of the whole"),
        required=False,
        max_length=20,
        help_text=_("Only for a share: what the sum of the others is divided by."),
    )
    level = forms.TypedChoiceField(label=_("Level of the territorial unit"), choices=LEVELS, coerce=int)
    place = forms.RegexField(
        label=_("Code of the territorial unit"),
        regex=r"^[0-9]{2,12}$",
        help_text=_(
            "TERYT code as in the register: 20 for województwo podlaskie; of a subregion the twelve digits of the bank."
        ),
    )
    field_order = ("variables", "level", "place", "combine", "whole")

    def clean_variables(self) -> tuple[str, ...]:
        """Take numbers alone."""
        codes = codes_of(self.cleaned_data["variables"])
        wrong = [one for one in codes if not one.isdecimal()]
        if wrong or not codes or len(codes) > MOST_PARTS:
            raise ValidationError(
                gettext("“%(code)s” is not the number of a variable. Write numbers by commas, such as 60270.")
                % {"code": ", ".join(wrong)}
            )
        return codes

    def clean_whole(self) -> str:
        """Take a number, or nothing."""
        code = self.cleaned_data["whole"].strip()
        if code and not code.isdecimal():
            sentence = gettext("“%(code)s” is not the number of a variable. Write numbers by commas, such as 60270.")
            raise ValidationError(sentence % {"code": code})
        return str(code)

    def clean(self) -> dict[str, Any]:
        """Ask for the whole of a share."""
        given = super().clean() or {}
        if given.get("combine") == Combine.SHARE and not given.get("whole") and "whole" not in self.errors:
            self.add_error("whole", gettext("A share needs the variable of the whole."))
        return given

    def _choice(self) -> Mapping[str, Any]:
        given = self.cleaned_data
        variables = [*given["variables"], *([given["whole"]] if given["whole"] else [])]
        return {"variables": list(dict.fromkeys(variables)), "level": given["level"]}

    def _parts(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["variables"])

    def _whole(self) -> tuple[str, ...]:
        return (self.cleaned_data["whole"],) if self.cleaned_data["whole"] else ()


class EurostatBindForm(BindForm):
    """A table of Eurostat, narrowed by filters."""

    source = SourceKind.EUROSTAT.value
    dataset = forms.RegexField(
        label=_("Code of the table"), regex=r"^[A-Za-z0-9_$\-]+$", max_length=60, help_text=_("Such as lfst_r_lfe2en2.")
    )
    filters = forms.CharField(
        label=_("Filters"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One dimension a line: unit=THS. Several codes stand by commas; every other dimension needs one code."
        ),
    )
    part = forms.CharField(
        label=_("Dimension whose codes become one value"),
        required=False,
        max_length=40,
        help_text=_("Such as nace_r2, where its filter names several codes."),
    )
    whole = forms.CharField(
        label=_("Code of the whole in that dimension"),
        required=False,
        max_length=40,
        help_text=_("Only for a share: TOTAL, for instance. It has to stand in the filters too."),
    )
    place = forms.RegexField(
        label=_("Code of the region"), regex=r"^[A-Z]{2}[A-Z0-9]{0,3}$", help_text=_("Such as PL84.")
    )
    country = forms.RegexField(
        label=_("Code of the country"),
        regex=r"^[A-Z]{2}[0-9_A-Z]*$",
        required=False,
        help_text=_("For the comparison: PL."),
    )
    field_order = ("dataset", "filters", "place", "country", "part", "combine", "whole")

    def clean_filters(self) -> dict[str, list[str]]:
        """Read one dimension a line."""
        found: dict[str, list[str]] = {}
        for line in self.cleaned_data["filters"].splitlines():
            name, sign, codes = line.partition("=")
            if not line.strip():
                continue
            if not sign or not name.strip().replace("_", "").isalnum() or not codes_of(codes):
                sentence = gettext(
                    "“%(line)s” is no filter. Write the dimension, a sign of equality and the codes: unit=THS."
                )
                raise ValidationError(sentence % {"line": line.strip()})
            found[name.strip().lower()] = list(codes_of(codes))
        return found

    def clean_part(self) -> str:
        """Return the dimension as Eurostat's tables write it."""
        return str(self.cleaned_data["part"]).strip().lower()

    def clean(self) -> dict[str, Any]:
        """Ask for the dimension of a share and for its whole."""
        given = super().clean() or {}
        filters = given.get("filters", {})
        if given.get("part") and given["part"] not in filters:
            self.add_error("part", gettext("Name the codes of this dimension in the filters."))
        if given.get("combine") == Combine.SHARE and given.get("whole", "") not in filters.get(
            given.get("part", ""), ()
        ):
            self.add_error("whole", gettext("A share needs the code of the whole, and it has to stand in the filters."))
        return given

    def _choice(self) -> Mapping[str, Any]:
        given = self.cleaned_data
        places = list(dict.fromkeys([*given["filters"].get("geo", []), given["place"], given["country"]]))
        filters = {**given["filters"], **({"geo": [one for one in places if one]} if "geo" in given["filters"] else {})}
        return {"dataset": given["dataset"], "filters": filters, "part": given["part"], "country": given["country"]}

    def _parts(self) -> tuple[str, ...]:
        given = self.cleaned_data
        codes: Sequence[str] = given["filters"].get(given["part"], ())
        return tuple(one for one in codes if one != given["whole"])

    def _whole(self) -> tuple[str, ...]:
        return (self.cleaned_data["whole"],) if self.cleaned_data["whole"] else ()
