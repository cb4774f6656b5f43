"""Aid that is paid in instalments: what is typed, and what follows from it (AID-13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from grono.portal.aid.forms.fields import percent_field
from grono.portal.aid.queries import base_rate_on
from grono.portal.core.templatetags.grono import day, number
from grono.stateaid.schedules import Schedule, read_parts

if TYPE_CHECKING:
    import datetime
    from decimal import Decimal


def typed_parts(text: str) -> tuple[tuple[int, Decimal], ...]:
    """Return the instalments that somebody typed, one a line."""
    try:
        return read_parts(text.splitlines(), ";")
    except ValueError as error:
        sentence = gettext("“%(line)s” is not years; amount. Write 1; 100000.")
        raise ValidationError(sentence % {"line": str(error)}) from error


class PaidInParts(forms.Form):
    """The instalments of a grant, from which its values in zlotys follow; ``nominal`` is their sum once they are settled."""

    nominal: Decimal | None = None

    instalments = forms.CharField(
        label=_("Instalments"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Only of aid paid in parts. One a line: whole years after the day of granting, then zlotys, such as 1; 100000. The "
            "values in zlotys follow from them."
        ),
    )
    discount_rate = percent_field(
        label=_("Discount rate, %"),
        required=False,
        help_text=_(
            "Base rate plus one percentage point, in force on the day of granting; only with instalments. Left empty it follows from the base "
            "rate recorded for that day."
        ),
    )

    def clean_instalments(self) -> list[list[Any]]:
        """Return years and amounts as they are stored."""
        return [[years, str(amount)] for years, amount in typed_parts(self.cleaned_data["instalments"] or "")]

    def settle(self, data: dict[str, Any], granted: datetime.date | None) -> None:
        """Fill in the discount rate, the nominal value and the equivalent in zlotys, or say that they are not what the instalments give."""
        parts, rate = data.get("instalments"), data.get("discount_rate")
        if "instalments" in self.errors or "discount_rate" in self.errors:
            return
        if parts and rate is None and granted is not None:
            found = base_rate_on(granted)
            rate = data["discount_rate"] = None if found is None else found.discount_percent
            if rate is None:
                sentence = gettext(
                    "No base rate is recorded for %(day)s. Write the discount rate, or record the base rate first."
                )
                self.add_error("discount_rate", sentence % {"day": day(granted)})
                return
        if bool(parts) != (rate is not None):
            name = "discount_rate" if parts else "instalments"
            self.add_error(name, gettext("Instalments and their discount rate belong together. Write both or neither."))
            return
        if not parts or rate is None:
            return
        schedule = Schedule(typed_parts("\n".join(f"{years};{amount}" for years, amount in parts)), rate)
        self.nominal = schedule.nominal
        self._follows(data, "nominal_pln", schedule.nominal)
        self._follows(data, "gge_pln", schedule.equivalent().gge)

    def _follows(self, data: dict[str, Any], name: str, computed: Decimal | None) -> None:
        given = data.get(name)
        if given is None:
            data[name] = computed
        elif given != computed:
            sentence = gettext("By the instalments it is %(amount)s PLN. Leave the field empty to have it computed.")
            self.add_error(name, sentence % {"amount": number(computed, 2)})
