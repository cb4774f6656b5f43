"""The selection of industries (4 → 2) checked against the shortlist of the map that it is linked to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.messages import Message, message
from grono.strategy.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

CODE = "F-SELECTION"
"""An industry that was selected although it is not on the shortlist of the map named for it."""


@dataclass(frozen=True)
class SelectionStep:
    """A step of one industry, with the map that is said to hold it; without a map there is nothing to check.

    Parameters
    ----------
    key : str
        Identifier of the step.
    name : str
        The industry in the words of the source; empty where the source does not name it.
    map_key, region, industry : str
        The map, and the codes of region and industry on it.
    is_rejected : bool
        Whether the industry was left out: then it need not be on the shortlist.
    """

    key: str
    name: str
    map_key: str
    region: str
    industry: str
    is_rejected: bool = False


@dataclass(frozen=True)
class MapShortlist:
    """The title of a map and the pairs of region and industry on its shortlist."""

    title: str
    lines: Collection[tuple[str, str]]


def selection_findings(steps: Sequence[SelectionStep], maps: Mapping[str, MapShortlist]) -> dict[str, Finding]:
    """Return step → finding for each step that is not on the shortlist of its map; a map that cannot be seen is not judged.

    Examples
    --------
    >>> step = SelectionStep("1", "dairy", "m", "20", "10.51")
    >>> [one.code for one in selection_findings([step], {"m": MapShortlist("Map", {("20", "28.30")})}).values()]
    ['F-SELECTION']
    >>> selection_findings([step], {"m": MapShortlist("Map", {("20", "10.51")})})
    {}
    """
    return {
        step.key: _finding(step, maps[step.map_key])
        for step in steps
        if step.map_key in maps
        and not step.is_rejected
        and (step.region, step.industry) not in maps[step.map_key].lines
    }


def _finding(step: SelectionStep, found: MapShortlist) -> Finding:
    name = step.name or step.industry or "–"
    entry = message("the step of the selection “%(name)s”", name=name)
    place = message("the shortlist of the map “%(title)s”", title=found.title)
    return Finding(CODE, (entry, place), _said(step, name, found.title), _repair(step, found), name)


def _said(step: SelectionStep, name: str, title: str) -> Message:
    if not step.region or not step.industry:
        return message(
            "“%(name)s” is linked to the map “%(title)s”, but not to a line of its shortlist.", name=name, title=title
        )
    return message(
        "“%(name)s” (region %(region)s, industry %(industry)s) is not on the shortlist of the map “%(title)s”.",
        name=name,
        region=step.region,
        industry=step.industry,
        title=title,
    )


def _repair(step: SelectionStep, found: MapShortlist) -> Message:
    here = sorted(industry for region, industry in found.lines if region == step.region)[:10]
    if here:
        return message(
            "On the shortlist of this region: %(industries)s. Correct the codes, or say in the note why it was selected all the same.",
            industries=", ".join(here),
        )
    return message(
        "Write the codes of region and industry as the map has them, or say in the note why it was selected."
    )


__all__ = ["CODE", "MapShortlist", "SelectionStep", "selection_findings"]
