"""How many organisations each value of each facet has: the number of rows that following its link gives (DIR-47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from grono.portal.directory.filters import FACETS
from grono.portal.directory.finding import look_for

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted


def facet_counts(reader: Reader, wanted: Wanted) -> dict[str, dict[str, int]]:
    """Return facet → value → number of organisations, values that were chosen also with zero."""
    counts = look_for(reader, wanted, count=FACETS).answer.counts
    return {facet: dict(counts[facet]) for facet in FACETS}


def counts_of_facet(reader: Reader, wanted: Wanted, facet: str) -> dict[str, int]:
    """Return value → number of organisations of one facet; upper apps lead to the lists that are not empty."""
    return dict(look_for(reader, wanted, count=[facet]).answer.counts[facet])
