"""How many organisations each value of each facet has: the number of rows that following its link gives (DIR-47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from grono.portal.directory import visibility
from grono.portal.directory.kinds import HELIX_OF
from grono.portal.directory.queries import may_see, narrowed

if TYPE_CHECKING:
    from grono.portal.core.visitor import Reader
    from grono.portal.directory.filters import Wanted

_COLUMNS = {
    "type": ("type", ""),
    "size": ("size_band", visibility.HEADCOUNT),
    "voivodeship": ("establishments__voivodeship", visibility.PLACE),
    "powiat": ("establishments__powiat", visibility.PLACE),
    "section": ("codes__section", visibility.ACTIVITY),
    "division": ("codes__division", visibility.ACTIVITY),
}
_CURRENT = {
    "voivodeship": Q(establishments__until__isnull=True),
    "powiat": Q(establishments__until__isnull=True),
    "section": Q(codes__until__isnull=True),
    "division": Q(codes__until__isnull=True),
}


def facet_counts(reader: Reader, wanted: Wanted) -> dict[str, dict[str, int]]:
    """Return facet → value → number of organisations, values that were chosen also with zero; one query for each facet."""
    counts = {facet: counts_of_facet(reader, wanted, facet) for facet in _COLUMNS}
    counts["helix"] = _helix_counts(reader, wanted)
    for facet, found in counts.items():
        for value in getattr(wanted, facet):
            found.setdefault(value, 0)
    return counts


def counts_of_facet(reader: Reader, wanted: Wanted, facet: str) -> dict[str, int]:
    """Return value → number of organisations of one facet; upper apps lead to the lists that are not empty."""
    column, field = _COLUMNS[facet]
    found = narrowed(reader, wanted, without=facet)
    if field:
        found = found.filter(may_see(reader, field))
    found = found.filter(_CURRENT.get(facet, Q()))
    rows = found.values_list(column).annotate(number=Count("pk", distinct=True))
    return {str(value): number for value, number in rows if value not in (None, "")}


def _helix_counts(reader: Reader, wanted: Wanted) -> dict[str, int]:
    rows = narrowed(reader, wanted, without="helix").values_list("type").annotate(number=Count("pk"))
    found: dict[str, int] = {}
    for kind, number in rows:
        found[HELIX_OF[kind]] = found.get(HELIX_OF[kind], 0) + number
    return found
