"""Which published maps a panel is taken from, and what of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.evaluations.from_maps import Wished
from grono.portal.maps.results import results_of
from grono.strategy.measure_series import EMPLOYEES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from grono.portal.maps.models import ClusterMap

AXES = ("cell", "region")
"""Measures of a region, or of an industry in a region: others have no panel of regions."""


class ChooseMapsForm(forms.Form):
    """The maps, by their identifiers."""

    map = forms.MultipleChoiceField(label=_("Published maps"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, maps: Sequence[ClusterMap], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["map"].choices = [(one.public_id, one.title) for one in maps]  # type: ignore[attr-defined]


class MapTableForm(forms.Form):
    """A measure that all chosen maps have, of industries that all of them have."""

    measure = forms.ChoiceField(label=_("Measure of the maps"))
    industries = forms.CharField(
        label=_("Codes of the industries"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "One a line or by commas, as on the maps; employees of several are added. Empty: all industries, or whole regions."
        ),
    )

    def __init__(self, *args: Any, maps: Sequence[ClusterMap], language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._maps = maps
        self._variants = _in_all([results_of(one).page(language).get("variants", {}) for one in maps])
        measures = [(EMPLOYEES, gettext("Employees, as the tables of the maps have them"))]
        measures += [(name, one["title"]) for name, one in self._variants.items() if one["axis"] in AXES]
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]

    def clean_industries(self) -> tuple[str, ...]:
        """Know only industries that every map has."""
        text = self.cleaned_data["industries"]
        codes = tuple(
            dict.fromkeys(one.strip() for line in text.splitlines() for one in line.split(",") if one.strip())
        )
        for map_ in self._maps:
            unknown = [code for code in codes if code not in results_of(map_).industries]
            if unknown:
                sentence = gettext("The map “%(map)s” has no industry “%(code)s”.")
                raise ValidationError(sentence % {"map": map_.title, "code": unknown[0]})
        return codes

    def clean(self) -> dict[str, Any]:
        """Ask for one industry where the measure is one of cells, and for none where it is one of whole regions."""
        given = super().clean() or {}
        axis = self._variants.get(given.get("measure", ""), {}).get("axis")
        industries = given.get("industries")
        if axis == "cell" and industries is not None and len(industries) != 1:
            self.add_error("industries", gettext("This measure is one of an industry in a region. Name one industry."))
        if axis == "region" and industries:
            self.add_error("industries", gettext("This measure is one of a whole region. Leave the industries empty."))
        return given

    def wished(self) -> Wished:
        """Return what was asked for."""
        measure = self.cleaned_data["measure"]
        unit = str(self._variants.get(measure, {}).get("unit") or "")
        return Wished(self._maps, measure, self.cleaned_data["industries"], unit)


def _in_all(variants: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    first, *others = variants
    return {name: one for name, one in first.items() if all(name in other for other in others)}
