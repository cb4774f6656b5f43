"""What can be decided otherwise on a map, and why some of it cannot (MAP-46)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grono.clustermap.selection.coarser import industry_groupings, region_groupings
from grono.messages import message

if TYPE_CHECKING:
    from grono.clustermap.context import MapContext
    from grono.clustermap.selection.coarser import Grouping
    from grono.messages import Message

CUTS = (1.0, 1.25, 1.5, 2.0)
"""Location quotients that a candidate is asked to reach (MAP-46)."""

YEARS = 3
"""The map's year and so many before it, less one."""

IMPUTATIONS = 4
"""Imputations tried beside the estimate, where cells are hidden."""

KEPT, REMOVED = "kept", "removed"
"""Whether the largest plant stays."""


@dataclass(frozen=True)
class Dimension:
    """One thing that has to be decided, with the ways to decide it; the map's own comes first.

    ``why_not`` says why nothing else could be tried, where that is so.
    """

    name: str
    choices: tuple[str, ...]
    why_not: Message | None = None


@dataclass(frozen=True)
class Ways:
    """What can be decided otherwise on this map."""

    regions: list[Grouping]
    industries: list[Grouping]
    measures: list[str]
    years: list[int]
    imputations: list[int | None]
    largest: list[str]
    dimensions: tuple[Dimension, ...]

    @classmethod
    def of(cls, context: MapContext) -> Ways:
        """Find out from the map's own tables."""
        observations, period = context.observations, context.year.period
        regions, industries = region_groupings(observations), industry_groupings(observations)
        measures = ["employees", *(["plants"] if observations.plants is not None else [])]
        if context.companions.indicators is not None:
            measures += sorted(context.companions.indicators.panels)
        years = sorted((year for year in observations.periods if year <= period), reverse=True)[:YEARS]
        hidden = observations.hidden.get(period)
        imputations: list[int | None] = [None]
        if hidden is not None and hidden.draws.size:
            imputations += range(min(IMPUTATIONS, hidden.draws.shape[0]))
        known = context.bands is not None or observations.plants is not None
        largest = [KEPT, REMOVED] if known else [KEPT]
        choices = {
            "region_level": [one.name for one in regions],
            "industry_level": [one.name for one in industries],
            "measure": measures,
            "year": [str(year) for year in years],
            "imputation": ["estimate" if one is None else f"imputation_{one + 1}" for one in imputations],
            "largest_plant": largest,
            "location_quotient_cut": [f"{cut:g}" for cut in cuts_of(context)],
        }
        dimensions = tuple(
            Dimension(name, tuple(ways), None if len(ways) > 1 else why_not(name)) for name, ways in choices.items()
        )
        return cls(regions, industries, measures, years, imputations, largest, dimensions)


def cuts_of(context: MapContext) -> tuple[float, ...]:
    """Return the map's own cut, then the others."""
    own = context.specification.parameters.least_location_quotient
    return (own, *(cut for cut in CUTS if cut != own))


def why_not(dimension: str) -> Message:
    """Return why a map offers one way only to decide something."""
    return {
        "region_level": message("The codes of the regions do not say which larger regions they belong to."),
        "industry_level": message("The classification of the industries has no larger groups."),
        "measure": message("The map has employees only: no plants by region, no wages, value added or exports."),
        "year": message("The table has no earlier year."),
        "imputation": message("No figure is hidden, so that none had to be estimated."),
        "largest_plant": message("Nothing is known of the sizes of plants."),
    }[dimension]
