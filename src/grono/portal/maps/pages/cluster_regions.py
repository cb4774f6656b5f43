"""A cluster in its regions: quotient with interval, size, focus, and stars as words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.forms_of_numbers import LogAxis, probability, share
from grono.portal.maps.pages.intervals import interval_field_beside
from grono.portal.maps.pages.sheets import Field, Sheet, notes_field, number_field, region_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row


def strongest_of(measured: Sequence[Row]) -> Row | None:
    """Return the region where a cluster is surest to be strong: most stars, then the highest lower bound."""
    present = [row for row in measured if row["location_quotient"]]
    return max(present, key=_strength) if present else None


def _strength(row: Row) -> tuple[int, int, float, str]:
    bound = row["lower"] if row["lower"] is not None else row["location_quotient"]
    return row["stars"] or 0, row["stars_certain"] or 0, bound, row["region"]


def stars_words(stars: int | None, certain: int | None = None) -> str:
    """Return stars in words: "3 stars, 1 of them certain"."""
    if stars is None:
        return ""
    words = ngettext("%(number)s star", "%(number)s stars", stars) % {"number": number(stars)}
    if certain is None or not stars:
        return words
    return _("%(stars)s, %(certain)s of them certain") % {"stars": words, "certain": number(certain)}


def regions_sheet(map_: ClusterMap, results: Results, measured: Sequence[Row]) -> Sheet:
    """Return the regions of a cluster, the surest first."""
    rows = sorted(measured, key=_strength_or_nothing, reverse=True)
    axis = LogAxis(rows)
    fields = [
        region_field(map_, results),
        Field("location_quotient", _("Location quotient"), lambda row: row["location_quotient"], axis.drawn),
        number_field("employees", _("Employees"), digits=0),
        Field("stars", _("Stars"), lambda row: row["stars"], _stars),
        number_field("stars_certain", _("Certain stars"), digits=0),
        number_field("share_of_region", _("Share of region"), form=share),
        number_field("share_of_nation", _("Share of the cluster"), form=share),
        number_field("probability_above_one", _("Probability"), unit=_("that it is above 1"), form=probability),
        *interval_field_beside(rows),
        notes_field(),
    ]
    note = axis.explained(has_intervals=any(row["lower"] is not None for row in rows)) if rows else ""
    return Sheet("regions", _("The cluster by region"), fields, rows, note=note)


def _strength_or_nothing(row: Row) -> tuple[int, int, float, str]:
    return _strength(row) if row["location_quotient"] is not None else (-1, -1, 0.0, row["region"])


def _stars(row: Row) -> str | None:
    """Return for what a region has its stars."""
    if row["stars"] is None:
        return None
    words = {
        "star_size": _("size"),
        "star_specialisation": _("specialisation"),
        "star_focus": _("focus"),
    }
    named = [word for name, word in words.items() if row[name]]
    return f"{'★' * len(named)} {', '.join(named)}" if named else _("none")
