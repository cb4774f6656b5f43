"""What is asked beside the value of an indicator that is computed from something else (STR-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from grono.portal.monitoring.actions import Entered
from grono.portal.monitoring.basis import NOTHING, RATIO, BasisError, numbers_in, settled
from grono.portal.monitoring.kinds import Role, SubjectKind
from grono.strategy import Basis

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.strategy import ProgrammeIndicator

LONGEST_LIST = 100_000


def field_beside(indicator: ProgrammeIndicator, name: str, figure: Callable[..., forms.Field]) -> forms.Field:
    """Return the field of a numerator, a denominator or of register numbers."""
    said = {"indicator": indicator.name_text}
    if name in RATIO:
        words = {"numerator": _("%(indicator)s: numerator"), "denominator": _("%(indicator)s: denominator")}
        return figure(label=words[name] % said, help_text=_("The value is then computed: leave it empty."))
    return forms.CharField(
        label=_("%(indicator)s: tax numbers (NIP) of the organisations, one a line") % said,
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The value is then counted: leave it empty. The numbers are not published; how many they are, is."),
    )


def settle(form: forms.Form, given: dict[str, Any], indicator: ProgrammeIndicator) -> None:
    """Put the value that follows in the place of the one that was left empty, or add the error to its field."""
    name = f"{SubjectKind.INDICATOR}-{indicator.key}-{Role.ACTUAL}"
    typed = given.get(name)
    numerator, denominator = (given.get(f"{part}-{indicator.key}") for part in RATIO)
    try:
        basis = Basis(
            numerator.quantity if numerator else None,
            denominator.quantity if denominator else None,
            numbers_in(given.get(f"numbers-{indicator.key}") or ""),
        )
        value = settled(typed.quantity if typed else None, basis, indicator.unit)
    except BasisError as error:
        form.add_error(name if error.field == "value" else f"{error.field}-{indicator.key}", str(error))
        return
    if value is not None and basis != NOTHING:
        given[name] = Entered(value, typed.typed if typed else "", basis=basis)
