"""Whether the plants of an industry stand closer together than plants in general: the verdict in words, its size first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import number
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.forms_of_numbers import probability, share
from grono.portal.maps.pages.pictures import picture
from grono.portal.maps.pages.sections import Section, formulas
from grono.portal.maps.pages.sheets import Field, Sheet, number_field

if TYPE_CHECKING:
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results, Row

    Measures = dict[str, Row]

KILOMETRE = 1000.0
FIRST_POINTS = 24
"""Points of a curve that its table shows until all are asked for."""


def distances_section(map_: ClusterMap, results: Results, industry: str) -> Section | None:
    """Return what the distances between plants say; None on a map without coordinates."""
    if not results.further.has("distance"):
        return None
    measures = results.further.of_industry(industry)
    rows = results.further.found("distance", industry=industry, other=None)
    title = _("Do its plants stand together?")
    if not rows or "kd_p" not in measures:
        return Section("distances", title, _("No plants of this industry have coordinates, so it cannot be said."))
    return Section(
        "distances",
        title,
        verdict(measures),
        facts=_facts(map_, results, measures),
        figure=picture(map_, "distance_curves", tables=("distance",), industry=industry, measure="kd"),
        further_figure=picture(map_, "distance_curves", tables=("distance",), industry=industry, measure="m"),
        sheet=_sheet(rows),
        folded=_("The curves in numbers"),
        formulas=formulas(map_, results, "kd_excess_share", "kd_deficit_share", "kd_range_km", "kd_p", "kd_q", "m_max"),
    )


def verdict(measures: Measures) -> str:
    """Return the finding in words: how much, up to where, how sure."""
    flags = set((measures["kd_p"]["flags"] or "").split(","))
    sentences = {
        "localised": _localised(measures),
        "dispersed": _dispersed(measures),
    }
    found = next((sentence for flag, sentence in sentences.items() if flag in flags), "")
    if not found:
        return _(
            "No: at no distance are there more pairs of its plants, or fewer, than chance puts there when every plant of the map could stand where any other stands."
        )
    further = {
        "not_discovered": _(
            "With so many industries tested, some stand out by chance alone; after allowing for that, this one is not sure."
        ),
        "small_effect": _("The effect is surely there, but small: below the least that the method counts."),
        "below_precision": _(
            "The distances are no longer than the places of the plants are sure to, so this is no finding."
        ),
        "partial_points": _("Some plants of the industry have no coordinates and are left out."),
    }
    return " ".join([found, *(sentence for flag, sentence in further.items() if flag in flags)])


def _range(measures: Measures) -> dict[str, str]:
    return {"start": _kilometres(measures["kd_from_km"]["value"]), "end": _kilometres(measures["kd_range_km"]["value"])}


def _localised(measures: Measures) -> str:
    values = {"share": share(measures["kd_excess_share"]["value"]), **_range(measures)}
    return (
        _(
            "Yes: a surplus of %(share)s of all pairs of its plants stands closer than chance would put them, at distances between %(start)s and %(end)s."
        )
        % values
    )


def _dispersed(measures: Measures) -> str:
    values = {"share": share(measures["kd_deficit_share"]["value"]), **_range(measures)}
    return (
        _(
            "No, they keep apart: %(share)s of all pairs that chance would give are missing, at distances between %(start)s and %(end)s."
        )
        % values
    )


def _kilometres(value: float | None) -> str:
    return "—" if value is None else f"{number(value, 0 if value >= 10 or value == 0 else 1)}\N{NO-BREAK SPACE}km"


def _facts(map_: ClusterMap, results: Results, measures: Measures) -> list[Fact]:
    def href(variant: str) -> str:
        return address(map_, "measure", variant=variant)

    words = results.page(get_language() or "en").get("variants", {})
    found = [Fact(_("Plants with coordinates"), None if (n := measures["kd_p"]["n"]) is None else round(n))]
    for variant in ("kd_p", "kd_q"):
        row = measures.get(variant)
        if row and row["value"] is not None:
            found.append(Fact(words[variant]["title"], probability(row["value"]), "", href(variant)))
    largest = measures.get("m_max")
    if largest and largest["value"] is not None:
        detail = _("around its own plants its share is so many times its share everywhere, within %(radius)s") % {
            "radius": _kilometres((measures.get("m_max_km") or {}).get("value"))
        }
        found.append(Fact(words["m_max"]["title"], number(largest["value"], 1), detail, href("m_max")))
    return found


def _sheet(rows: list[Row]) -> Sheet:
    names = {"kd": _("density of distances (per metre)"), "m": _("relative neighbourhood M")}
    fields = [
        Field("measure", _("Curve"), lambda row: names[row["measure"]], code=lambda row: row["measure"]),
        number_field("metres", _("Distance"), unit="km", value=lambda row: row["metres"] / KILOMETRE, digits=1),
        *(
            number_field(key, label, form=_significant)
            for key, label in (
                ("value", _("Observed")),
                ("expected", _("By chance")),
                ("lower_global", _("Band, lower end")),
                ("upper_global", _("Band, upper end")),
            )
        ),
    ]
    note = _("Band: the whole curve of plants placed by chance stays inside it in 95 of 100 cases.")
    return Sheet("distances", _("Curves of distances"), fields, rows, note=note, limit=FIRST_POINTS)


def _significant(value: float | None) -> str:
    """Return a number with three significant digits; very small ones as powers of ten."""
    if value is None:
        return "—"
    if value == 0 or abs(value) >= 0.01:
        return number(value, 2)
    mantissa, _e, power = f"{value:.2e}".partition("e")
    return f"{number(float(mantissa), 2)} · 10{str(int(power)).translate(_SUPERSCRIPTS)}"


_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
