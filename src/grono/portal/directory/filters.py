"""What a reader looks for: read from the address, written back to it; the address holds the whole state (DIR-47)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode

from grono.classifications import voivodeship
from grono.portal.directory.kinds import Helix, OrganisationType, SizeBand
from grono.portal.search.engine import BEST

if TYPE_CHECKING:
    from django.http import QueryDict

LONGEST_TEXT = 200
FACETS = ("helix", "type", "voivodeship", "powiat", "section", "division", "size")
SORTS = (BEST, "name", "-name", "place", "-place", "size", "-size")


@dataclass(frozen=True)
class Wanted:
    """What to look for; within a facet the values are joined by *or*, the facets by *and*. Empty does not narrow."""

    text: str = ""
    helix: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    voivodeship: tuple[str, ...] = ()
    powiat: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    division: tuple[str, ...] = ()
    size: tuple[str, ...] = ()
    sort: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether everything is wanted."""
        return replace(self, sort="") == Wanted()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return the values chosen in each facet."""
        return {facet: getattr(self, facet) for facet in FACETS if getattr(self, facet)}

    @property
    def order(self) -> str:
        """Return the order: as asked for, otherwise the best first where words are looked for, and by name where not."""
        return self.sort or (BEST if self.text else "name")

    def toggled(self, facet: str, value: str) -> Wanted:
        """Return the same with one value more, or without it if it was chosen."""
        chosen = getattr(self, facet)
        changed = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        changes: dict[str, Any] = {facet: changed}
        return replace(self, **changes)

    def query(self) -> str:
        """Return the part of the address behind the question mark."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet in FACETS for value in getattr(self, facet)]
        return urlencode(pairs + ([("sort", self.sort)] if self.sort else []))


_KNOWN: dict[str, Any] = {
    "helix": set(Helix.values).__contains__,
    "type": set(OrganisationType.values).__contains__,
    "size": {str(value) for value in SizeBand.values}.__contains__,
    "voivodeship": lambda value: len(value) == 2 and voivodeship(value) is not None,
    "powiat": lambda value: len(value) == 4 and value.isascii() and value.isdigit(),
    "section": lambda value: len(value) <= 10,
    "division": lambda value: len(value) <= 10,
}


def wanted_from(query: QueryDict) -> Wanted:
    """Read the address; values that do not exist are left out."""
    chosen = {
        facet: tuple(sorted({value for value in query.getlist(facet) if "\x00" not in value and _KNOWN[facet](value)}))
        for facet in FACETS
    }
    sort = query.get("sort", "")
    text = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
    return Wanted(text=text, sort=sort if sort in SORTS else "", **chosen)


assert {field.name for field in fields(Wanted)} == {"text", "sort", *FACETS}  # noqa: S101  (no facet forgotten)
