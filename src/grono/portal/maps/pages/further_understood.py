"""What was understood of the further tables, in figures; the plants also as a picture in dots."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Fact
from grono.portal.core.templatetags.grono import number

if TYPE_CHECKING:
    from collections.abc import Callable

PICTURE = 320
"""Height and width of the picture of plants in its own units, as the dots are counted."""
MARGIN = 6


@dataclass(frozen=True)
class DotPicture:
    """Plants as dots: one path, so that a page stays small."""

    path: str
    box: str
    alternative: str
    note: str


def further_facts(kind: str, understood: dict[str, Any]) -> list[Fact]:
    """Return what was understood of a further table in a few figures; nothing while it cannot be read."""
    found = understood.get("facts", {}).get("further", {}).get(kind)
    return _FACTS[kind](found) if found else []


def _of_points(found: dict[str, Any]) -> list[Fact]:
    code, name = found["projection"]
    where = {
        "degrees": _("longitude and latitude"),
        "metres": _("x and y in metres"),
        "zone": _("the code of a zone"),
    }
    sizes = {
        "employees": _("employees of each plant"),
        "band": _("the size band of each plant"),
        "none": _("none: every plant counts as one"),
    }
    shown = [
        Fact(_("Plants"), found["rows"]),
        Fact(_("Plants with a place"), found["placed"], _share(found["placed"], found["rows"])),
        Fact(_("Place given by"), where[found["where"]]),
        Fact(_("Distances measured in"), f"EPSG:{code}", name),
        Fact(_("Sizes of plants"), sizes[found["sized_by"]]),
        Fact(_("Regions named in the table"), found["regions"] or _("none")),
    ]
    if found["precision"] is not None:
        shown.append(Fact(_("Precision, median"), found["precision"], _("metres")))
    return shown


def _share(part: int, whole: int) -> str:
    return _("%(percent)s%% of all") % {"percent": number(100 * part / whole, 1)} if whole else ""


def _of_flows(found: dict[str, Any]) -> list[Fact]:
    return [
        Fact(_("Industries of the input–output table"), found["industries"]),
        Fact(_("Industries of the map that it knows"), found["linked"]),
    ]


def _of_definition(found: dict[str, Any]) -> list[Fact]:
    return [
        Fact(_("Clusters"), found["clusters"]),
        Fact(_("Industries of the map that belong to one"), found["industries"]),
    ]


def _of_neighbours(found: dict[str, Any]) -> list[Fact]:
    origin = {"table": _("pairs of the table"), "centres": _("the nearest centres"), "outlines": _("shared borders")}
    return [Fact(_("Links between neighbours, each direction"), found["rows"], origin[found["origin"]])]


def _of_areas(found: dict[str, Any]) -> list[Fact]:
    titles = {"area": _("Regions with an area"), "population": _("Regions with a population")}
    return [Fact(titles[name], number_) for name, number_ in found.items()]


def _of_indicators(found: dict[str, Any]) -> list[Fact]:
    return [
        Fact(_measure(name), number_, ngettext("figure", "figures", number_))
        for name, number_ in sorted(found["measures"].items())
    ]


def _measure(name: str) -> str:
    known = {"wages": _("Wages"), "value_added": _("Value added"), "exports": _("Exports")}
    return known.get(name, name.replace("_", " "))


_FACTS: dict[str, Callable[[dict[str, Any]], list[Fact]]] = {
    "points": _of_points,
    "flows": _of_flows,
    "cluster_members": _of_definition,
    "neighbours": _of_neighbours,
    "regions": _of_areas,
    "indicators": _of_indicators,
}


def dot_picture(understood: dict[str, Any]) -> DotPicture | None:
    """Return the plants as dots, to be compared with what one knows of the country."""
    found = understood.get("facts", {}).get("further", {}).get("points")
    if not found or not found["dots"]:
        return None
    shown, placed = len(found["dots"]), found["placed"]
    note = ngettext("%(shown)s dot for %(placed)s plant.", "%(shown)s dots for %(placed)s plants.", placed)
    return DotPicture(
        path="".join(f"M{x} {y}h0" for x, y in found["dots"]),
        box=f"{-MARGIN} {-MARGIN} {PICTURE + 2 * MARGIN} {PICTURE + 2 * MARGIN}",
        alternative=_("Where the plants of the table stand, north above: it should look like the country they are in."),
        note=note % {"shown": number(shown), "placed": number(placed)},
    )
