"""Whether regions that are strong in an industry lie beside strong ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.forms_of_numbers import probability, quotient
from grono.portal.maps.pages.pictures import picture
from grono.portal.maps.pages.sections import Section, formulas
from grono.portal.maps.pages.sheets import Field, Sheet, number_field, region_field

if TYPE_CHECKING:
    from collections.abc import Callable

    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

SURE = 0.05
"""Share of false finds that is accepted, as everywhere in the portal."""


def quadrants() -> dict[str, str]:
    """Return what the place of a region and its neighbours is called."""
    return {
        "high_high": _("strong among strong"),
        "high_low": _("strong among weak"),
        "low_high": _("weak among strong"),
        "low_low": _("weak among weak"),
    }


def surroundings_section(map_: ClusterMap, results: Results, industry: str, cells: list[Row]) -> Section | None:
    """Return Moran's I and what lies beside what; None where neighbours were not looked at."""
    whole = results.further.of_industry(industry)
    moran = whole.get("moran")
    if moran is None:
        return None
    known = [cell for cell in cells if cell.get("local_moran") is not None]
    sheet = Sheet("surroundings", _("Regions and their neighbours"), _fields(map_, results), known) if known else None
    return Section(
        "neighbours",
        _("Do strong regions lie side by side?"),
        _sentence(moran, whole.get("moran_q_value")),
        facts=_facts(map_, whole),
        figure=picture(map_, "lisa_map", industry=industry) if results.neighbours_by_outlines else None,
        sheet=sheet,
        folded=_("Region by region"),
        formulas=formulas(map_, results, "moran", "moran_p_value", "moran_q_value", "local_moran"),
    )


def _sentence(moran: Row, sure: Row | None) -> str:
    if moran["value"] is None:
        return _("It cannot be said: the industry is too evenly spread, or in too few regions.")
    adjusted = sure["value"] if sure else None
    if adjusted is None or adjusted > SURE:
        return _("Not surely: a pattern like this one also arises by chance.")
    return (
        _("Yes: strong regions lie beside strong ones more often than chance puts them.")
        if moran["value"] > 0
        else _("The other way round: strong regions lie beside weak ones more often than chance puts them.")
    )


def _facts(map_: ClusterMap, whole: dict[str, Row]) -> list[Fact]:
    titles: dict[str, tuple[str, Callable[[float], str], str]] = {
        "moran": (_("Moran's I"), lambda value: number(value, 2), _("above 0: like beside like; below 0: unlike")),
        "moran_p_value": (_("By chance"), probability, ""),
        "moran_q_value": (_("By chance, all industries together"), probability, ""),
    }
    return [
        Fact(label, form(whole[name]["value"]), detail, address(map_, "measure", variant=name))
        for name, (label, form, detail) in titles.items()
        if name in whole and whole[name]["value"] is not None
    ]


def _fields(map_: ClusterMap, results: Results) -> list[Field]:
    words = quadrants()

    def place(row: Row) -> str:
        flags = (row["surroundings"] or "").split(",")
        return next((words[flag] for flag in flags if flag in words), "")

    return [
        region_field(map_, results),
        Field("surroundings", _("Itself and its neighbours"), place),
        number_field("location_quotient", _("Location quotient"), form=quotient),
        number_field("local_moran", _("Local Moran")),
        number_field("local_moran_p_value", _("By chance"), form=probability),
        number_field("local_moran_q_value", _("By chance, all regions together"), form=probability),
    ]
