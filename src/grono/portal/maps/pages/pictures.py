"""Pictures of one region, industry, cluster or measure on a page: those that are drawn, or that they will be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from grono.portal.core.display import Figure
from grono.portal.maps.pages.figures import drawing
from grono.portal.maps.picturing import Picture, ask_for, kept

if TYPE_CHECKING:
    from grono.portal.core.display import Table
    from grono.portal.maps.models import ClusterMap


@dataclass(frozen=True)
class Pictured:
    """The place of a picture on a page; without a ``figure`` it is being drawn: the page says so, and looks again by itself."""

    name: str
    figure: Figure | None = None
    waiting: str = ""


def picture(
    map_: ClusterMap, chart: str, *, tables: tuple[str, ...] = (), table: Table | None = None, **about: str
) -> Pictured:
    """Return a picture of :mod:`grono.charts` by its name, in the reader's language, or ask for it to be drawn.

    ``tables`` are the further tables it is drawn from, ``table`` its twin, ``about`` its further arguments; only those a
    page has checked may come here, because each picture is kept.
    """
    wanted = Picture(chart, get_language() or "en", tables, about)
    name, found = f"picture-{wanted.key}", kept(map_, wanted)
    if found is None:
        return Pictured(name, waiting=_soon() if ask_for(map_, wanted) else _later())
    source = found["source"].partition(": ")[2] or found["source"]
    return Pictured(
        name, Figure(found["title"], drawing(found["svg"], found["narrow"]), found["alternative"], source, table)
    )


def _soon() -> str:
    return _("This picture is being drawn, which takes a few seconds. Its figures stand in the table meanwhile.")


def _later() -> str:
    return _("Many pictures of this map are being drawn; this one follows. Its figures stand in the table meanwhile.")


def awaited(*pictures: Pictured | None) -> bool:
    """Say whether one of these pictures is still being drawn."""
    return any(one is not None and one.figure is None for one in pictures)
