"""Two maps compared: which maps may be chosen, and what came out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from grono.portal.core.display import Cell, Column, Fact, Link, Table
from grono.portal.core.languages import in_this_language
from grono.portal.core.queries import shown_state
from grono.portal.core.templatetags.grono import day
from grono.portal.maps.pages.addresses import address, breadcrumbs
from grono.portal.maps.pages.changes import LINES_ON_A_PAGE, Changes
from grono.portal.maps.pages.shortlist import foreign
from grono.portal.maps.queries import comparisons_visible_to, is_going_on, maps_to_compare_with

if TYPE_CHECKING:
    from django.http import QueryDict

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap, MapComparison

MAPS_OFFERED = 200


def offered(map_: ClusterMap, reader: Reader) -> list[tuple[str, str]]:
    """Return the maps with which another may be compared."""
    return [(one.public_id, _titled(one)) for one in maps_to_compare_with(reader, map_)[:MAPS_OFFERED]]


def _titled(map_: ClusterMap) -> str:
    values = {"title": map_.title, "year": map_.summary["period"] or _("no year"), "day": day(map_.drawn_at)}
    return _("%(title)s (%(year)s, drawn on %(day)s)") % values


def earlier_comparisons(map_: ClusterMap, reader: Reader) -> Table:
    """Return the comparisons in which a map takes part."""
    visible = comparisons_visible_to(reader)
    found = (visible.filter(before=map_) | visible.filter(after=map_)).order_by("-created_at", "-pk")
    rows: list[list[object]] = [
        [Cell(day(one.created_at), _address(one)), _titled(one.before), _titled(one.after)]
        for one in found[:LINES_ON_A_PAGE]
    ]
    columns = [Column(_("Compared on")), Column(_("Earlier map")), Column(_("Later map"))]
    return Table(_("Comparisons of this map"), columns, rows)


def _address(comparison: MapComparison) -> str:
    return reverse("maps:comparison", args=[comparison.public_id])


def comparison_page(comparison: MapComparison, wanted: QueryDict, reader: Reader) -> dict[str, Any]:
    """Return the page of a comparison: what came out, why nothing could, or that it is being computed."""
    before, after = comparison.before, comparison.after
    may_repeat = reader.can("maps.compare_maps")
    context: dict[str, Any] = {
        "comparison": comparison,
        "breadcrumbs": breadcrumbs(after, inside=True),
        "facts": [
            Fact(_("Earlier map"), before.title, _of_map(before), address(before), foreign(before.language)),
            Fact(_("Later map"), after.title, _of_map(after), address(after), foreign(after.language)),
        ],
        "notes": [
            *sorted({in_this_language(one.note) for one in (before, after) if one.note}),
            *_differences(comparison),
        ],
        "again_address": address(after, "compare") if may_repeat else "",
        "refusal": [in_this_language(sentence) for sentence in comparison.refusal],
        "waiting": _waiting(comparison),
    }
    if context["waiting"] or comparison.refusal:
        return context
    return context | Changes(comparison, wanted).context()


def _differences(comparison: MapComparison) -> list[str]:
    """Say in what the rules differ: first what bears on the comparison; an older comparison has not recorded it."""
    summary = comparison.summary or {}
    sentences = {
        "bearing": _(
            "The maps treat cells without a figure differently, which may move such cells and the sums they belong to: %(what)s."
        ),
        "differences": _("Without bearing on the comparison, the maps differ in: %(what)s."),
    }
    return [
        sentence % {"what": in_this_language(one)}
        for key, sentence in sentences.items()
        for one in summary.get(key, ())
    ]


def _of_map(map_: ClusterMap) -> str:
    year = _("Figures of %(year)s.") % {"year": map_.summary["period"]} if map_.summary["period"] else ""
    return " ".join(part for part in (year, _("Drawn on %(day)s.") % {"day": day(map_.drawn_at)}) if part)


def _waiting(comparison: MapComparison) -> str:
    if comparison.computed_at is not None:
        return ""
    if is_going_on(comparison.run):
        return _("The maps are being compared. Load this page again in a moment.")
    word = comparison.run and shown_state(comparison.run)
    return _("The comparison was not finished. Start it again.") if word or comparison.run is None else ""


def compare_link(map_: ClusterMap, reader: Reader) -> Link | None:
    """Return the way to compare a map with another, for who may."""
    if not reader.can("maps.compare_maps") or map_.drawn_at is None or map_.deleted_at is not None:
        return None
    return Link(_("Compare with another map"), address(map_, "compare"), "secondary")


def comparisons_of(map_: ClusterMap, reader: Reader) -> list[Link]:
    """Return the finished comparisons in which a map is the later one."""
    found = comparisons_visible_to(reader).filter(after=map_, computed_at__isnull=False, refusal=[])
    return [
        Link(_("What changed since “%(title)s”") % {"title": _titled(one.before)}, _address(one))
        for one in found[:LINES_ON_A_PAGE]
    ]
