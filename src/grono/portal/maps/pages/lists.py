"""The list of maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grono.portal.core.display import Card, Cell, Column, Link, Status, Table
from grono.portal.core.templatetags.grono import day, number
from grono.portal.maps.pages.addresses import address, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap


def cards(maps: Iterable[ClusterMap]) -> list[Card]:
    """Return a card for each published map."""
    return [_card(map_) for map_ in maps]


def _card(map_: ClusterMap) -> Card:
    summary = map_.summary
    return Card(
        map_.title,
        address(map_),
        text=sentence_of(summary),
        detail=_("Published on %(day)s.") % {"day": day(map_.published_at)},
        status=Status(_("synthetic data"), "warning") if map_.synthetic else None,
        language=map_.language,
    )


def sentence_of(summary: dict[str, Any]) -> str:
    """Return what a map holds in one sentence."""
    candidates = ngettext("%(number)s candidate industry", "%(number)s candidate industries", summary["candidates"]) % {
        "number": number(summary["candidates"])
    }
    regions = ngettext("%(number)s region", "%(number)s regions", summary["regions"]) % {
        "number": number(summary["regions"])
    }
    if summary["base_period"]:
        years = f"{summary['base_period']}–{summary['period']}"
    else:
        years = str(summary["period"] or _("no year"))
    return _("%(candidates)s in %(regions)s, %(years)s.") % {
        "candidates": candidates,
        "regions": regions,
        "years": years,
    }


def in_work(maps: Iterable[ClusterMap], reader: Reader) -> Table:
    """Return the maps that are not published."""
    every = reader.can("maps.manage_every_map")
    rows: list[list[object]] = [
        [
            Cell(map_.title, address(map_), language=map_.language),
            Cell("", status=status_of(map_)),
            *([str(map_.created_by)] if every else []),
            map_.created_at,
        ]
        for map_ in maps
    ]
    columns = [
        Column(_("Map")),
        Column(_("State")),
        *([Column(_("By"))] if every else []),
        Column(_("Begun")),
    ]
    caption = _("Maps in work") if every else _("Your maps in work")
    return Table(caption, columns, rows, note=_("Nobody else sees them."))


def new_map_actions(reader: Reader) -> list[Link]:
    """Return the button for a new map, for who may."""
    return [Link(_("Draw a new map"), reverse("maps:new"))] if reader.can("maps.upload_table") else []
