"""What an interval speaks of: the error of a figure, what hidden cells could be, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.maps.pages.sheets import Field, number_field

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from grono.portal.maps.results import Row


def interval_words(kind: str | None) -> str:
    """Return what an interval of some kind speaks of; nothing where there is no interval."""
    words = {
        "error": _("the error of the figure itself"),
        "imputations": _("what the hidden cells could be"),
        "error_and_imputations": _("the error of the figure itself and what the hidden cells could be"),
    }
    return words.get(kind or "", "")


def interval_field(rows: Iterable[Row]) -> list[Field]:
    """Return the column that says what each interval speaks of, where there are intervals; maps of earlier versions do not say it."""
    if not any(row.get("interval") for row in rows):
        return []
    return [Field("", _("The interval shows"), lambda row: interval_words(row.get("interval")))]


def interval_field_beside(rows: Sequence[Row]) -> list[Field]:
    """Return the same beside a drawing whose note says that its bars show the error of the figure: only where they show more."""
    return interval_field(rows) if {row.get("interval") for row in rows} - {None, "error"} else []


def bounds_fields(rows: Sequence[Row], *, digits: int = 3) -> list[Field]:
    """Return the columns of an interval and of what it speaks of, where the rows have any."""
    if not any(row.get("lower") is not None for row in rows):
        return []
    titles = {"lower": _("Lower bound"), "upper": _("Upper bound")}
    bounds = [number_field(name, title, digits=digits, unit=_("95% interval")) for name, title in titles.items()]
    return [*bounds, *interval_field(rows)]
