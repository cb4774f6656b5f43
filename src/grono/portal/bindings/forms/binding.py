"""What every source is asked for, and what is done to its figures on their way."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.bindings.actions import Wanted
from grono.strategy import Temporal
from grono.strategy.series import Combine, Transformation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from grono.strategy import ProgrammeIndicator

COMBINE: list[tuple[str, str | Promise]] = [
    (Combine.SUM, _("their sum")),
    (Combine.MEDIAN, _("their median")),
    (Combine.SHARE, _("their share in the whole, 1 being all")),
]
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
