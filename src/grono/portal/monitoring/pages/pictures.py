"""Pictures of a page: those that are drawn, and whether others are still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.safestring import mark_safe

from grono.portal.core.display import Column, Figure, Table
from grono.portal.monitoring.pictures import Wanted
from grono.portal.monitoring.queries import pictures_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from grono.portal.strategies.models import Strategy
    from grono.portal.strategies.pages.plan_pictures import Bars


def figures_of_page(strategy: Strategy, wanted: Iterable[Wanted], *, awaited: bool) -> dict[str, Any]:
    """Return the figures by name that are drawn of exactly these rows, and whether others are being drawn or are not kept at all."""
    digests = {one.digest: one for one in wanted}
    kept = pictures_kept(strategy, digests)
    figures = {one.name: figure(kept[digest]) for digest, one in digests.items() if digest in kept}
    lacks = len(figures) < len(digests)
    return {"figures": figures, "is_drawing": lacks and awaited, "is_not_drawn": lacks and not awaited}


def figure_of_bars(strategy: Strategy, bars: Bars, language: str) -> Figure | None:
    """Return the drawing of stages or of a diagnosis, for the pages of the strategies."""
    wanted = Wanted(bars.kind, bars.rows, language, bars.until)
    kept = pictures_kept(strategy, [wanted.digest])
    return figure(kept[wanted.digest]) if kept else None


def figure(content: Mapping[str, Any]) -> Figure:
    """Return a kept picture with its words and its table."""
    wide, narrow = content["svg"], content["narrow"]
    both = f'<div class="on-wide">{wide}</div><div class="on-narrow">{narrow}</div>' if narrow else wide
    table = Table(content["title"], [Column(head) for head in content["heads"]], content["rows"])
    return Figure(
        content["title"],
        mark_safe(both),  # noqa: S308 - drawn and cleaned by grono.charts.for_page
        content["alternative"],
        content["source"].partition(": ")[2] or content["source"],
        table,
        fits=bool(narrow),
    )
