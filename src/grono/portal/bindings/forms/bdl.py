"""A variable of the Local Data Bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.forms.binding import MOST_PARTS, BindForm, codes_of
from grono.portal.bindings.kinds import SourceKind
from grono.strategy.series import Combine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

LEVELS: list[tuple[int, str | Promise]] = [
    (2, _("voivodeships")),
    (4, _("subregions")),
    (5, _("powiats")),
    (6, _("gminas")),
]
"""Levels of the Local Data Bank at which a place of a strategy can stand."""


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
