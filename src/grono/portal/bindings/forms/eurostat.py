"""A table of Eurostat, narrowed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.forms.binding import BindForm, codes_of
from grono.portal.bindings.kinds import SourceKind
from grono.strategy.series import Combine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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
        if given.get("country") and given["country"] == given.get("place"):
            sentence = gettext("This is the region itself. Leave the country empty where a whole country is followed.")
            self.add_error("country", sentence)
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
