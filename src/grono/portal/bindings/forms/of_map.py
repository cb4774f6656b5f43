"""Figures of a published cluster map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.forms.binding import MOST_PARTS, BindForm, codes_of
from grono.portal.bindings.kinds import SourceKind
from grono.strategy.measure_series import EMPLOYEES
from grono.strategy.series import Combine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.portal.maps.results import Results


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
        if axis == "cell" and len(given.get("industries") or ()) > 1 and given.get("combine") != Combine.MEDIAN:
            sentence = gettext(
                "This measure cannot be added up over industries. Name one industry, or take the median."
            )
            self.add_error("industries", sentence)
        if axis and given.get("combine") == Combine.SHARE:
            self.add_error("combine", gettext("A share can be taken of employees only."))
        return given

    def _choice(self) -> Mapping[str, Any]:
        measure = self.cleaned_data["measure"]
        return {"map": self._map, "measure": measure, "unit": self.variants.get(measure, {}).get("unit") or ""}

    def _parts(self) -> tuple[str, ...]:
        return tuple(self.cleaned_data["industries"])
