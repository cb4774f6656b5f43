"""Parts of a page that look alike: heading, a sentence, a picture, a table to be sorted and taken along, and the formulas behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import get_language

from grono.portal.core.display import Link
from grono.portal.maps.pages.addresses import address
from grono.portal.maps.pages.pictures import awaited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from grono.portal.core.display import Fact
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.pages.pictures import Pictured
    from grono.portal.maps.pages.sheets import Sheet
    from grono.portal.maps.results import Results


@dataclass(frozen=True)
class Section:
    """One part of a page; ``folded`` hides its table behind a line to be opened."""

    name: str
    title: str
    text: str = ""
    facts: Sequence[Fact] = ()
    figure: Pictured | None = None
    further_figure: Pictured | None = None
    sheet: Sheet | None = None
    folded: str = ""
    formulas: Sequence[Link] = ()
    links: Sequence[Link] = ()


def sections_shown(sections: Sequence[Section], wanted: QueryDict) -> dict[str, Any]:
    """Return what the template of sections takes, and the tables of the page as files."""
    shown = [{"part": one, "sheet": one.sheet.shown(wanted) if one.sheet else None} for one in sections]
    return {
        "sections": shown,
        "sheets": {one.sheet.name: one.sheet for one in sections if one.sheet},
        "awaits_pictures": awaited(*(one.figure for one in sections), *(one.further_figure for one in sections)),
    }


def file_wanted(context: dict[str, Any], wanted: QueryDict) -> tuple[str, list[list[object]]] | None:
    """Return name and rows of the table that the address asks for as a file; 404 when the page has no such table."""
    name = wanted.get("file")
    if name is None:
        return None
    if name not in context["sheets"]:
        raise Http404
    return name, context["sheets"][name].file_rows(wanted)


def formulas(map_: ClusterMap, results: Results, *variants: str) -> list[Link]:
    """Return links to the pages of measures: what each answers, its formula and all its values."""
    words = results.page(get_language() or "en").get("variants", {})
    return [Link(words[name]["title"], address(map_, "measure", variant=name)) for name in variants if name in words]
