"""Units of measures in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def unit_of(unit: str) -> str:
    """Return what a unit is called."""
    return {
        "standard deviations": _("standard deviations"),
        "km": "km",
        "stars": _("stars"),
        "persons": _("people"),
        "industries": _("industries"),
        "regions": pgettext("after the number of a measure", "regions"),
        "bits": _("bits"),
    }.get(unit, unit)
