"""Everything that is known of the map's year when its lines are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from grono.clustermap.candidates import Candidates
    from grono.clustermap.change import Change
    from grono.clustermap.context import MapContext
    from grono.clustermap.naming import Naming
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.year import YearMeasures


@dataclass(frozen=True)
class Evidence:
    """What the shortlist and the summaries are made from.

    Parameters
    ----------
    observations : Observations
        The table as understood.
    year : YearMeasures
        Measures of the year of the map.
    change : Change or None
        Against the first year of the comparison; None with one year.
    found : Candidates
        The verdict on every cell.
    naming : Naming
        Names of regions and industries.
    """

    observations: Observations
    year: YearMeasures
    change: Change | None
    found: Candidates
    naming: Naming

    @classmethod
    def of(cls, context: MapContext) -> Self:
        """Take from a run what its lines are written from."""
        return cls(context.observations, context.year, context.change, context.found, context.naming)
