"""What a reader looks for: read from the address, written back to it; the address holds the whole state (DIR-47)."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

from django.utils.http import urlencode

from grono.classifications import voivodeship
from grono.portal.directory import area
from grono.portal.directory.further_facets import further_facets
from grono.portal.directory.kinds import Helix, OrganisationType, SizeBand
from grono.portal.search.engine import BEST

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import QueryDict

LONGEST_TEXT = 200
FACETS = ("helix", "type", "voivodeship", "powiat", "section", "division", "size")
MAP_FACET = area.KEY
MOST_VALUES, LONGEST_VALUE = 50, 100
"""Bounds of what an address may choose in a further facet; the longest value is the scheme of a certificate."""
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
    area: tuple[str, ...] = ()
    further: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether everything is wanted."""
        return replace(self, sort="") == Wanted()

    @property
    def chosen(self) -> dict[str, tuple[str, ...]]:
        """Return the values chosen in each facet, also in the squares of the map and in the further facets."""
        own = {facet: getattr(self, facet) for facet in (*FACETS, MAP_FACET)}
        return {facet: values for facet, values in (own | dict(self.further)).items() if values}

    @property
    def order(self) -> str:
        """Return the order: as asked for, otherwise the best first where words are looked for, and by name where not."""
        return self.sort or (BEST if self.text else "name")

    def toggled(self, facet: str, value: str) -> Wanted:
        """Return the same with one value more, or without it if it was chosen."""
        chosen = self.chosen.get(facet, ())
        changed = tuple(one for one in chosen if one != value) if value in chosen else (*chosen, value)
        if facet in FACETS or facet == MAP_FACET:
            changes: dict[str, Any] = {facet: changed}
            return replace(self, **changes)
        return replace(self, further=dict(self.further) | {facet: changed})

    def query(self) -> str:
        """Return the part of the address behind the question mark."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(facet, value) for facet, values in self.chosen.items() for value in values]
        return urlencode(pairs + ([("sort", self.sort)] if self.sort else []))


_KNOWN: dict[str, Any] = {
    "helix": set(Helix.values).__contains__,
    "type": set(OrganisationType.values).__contains__,
    "size": {str(value) for value in SizeBand.values}.__contains__,
    "voivodeship": lambda value: len(value) == 2 and voivodeship(value) is not None,
    "powiat": lambda value: len(value) == 4 and value.isascii() and value.isdigit(),
    "section": lambda value: len(value) <= 10,
    "division": lambda value: len(value) <= 10,
    MAP_FACET: lambda value: area.read_square(value) is not None,
}


def all_facets() -> list[str]:
    """Return the keys of everything that is counted: the facets, the squares of the map, the further facets."""
    return [*FACETS, MAP_FACET, *(one.key for one in further_facets())]


def wanted_from(query: QueryDict) -> Wanted:
    """Read the address; values that do not exist are left out."""
    chosen = {facet: _values(query, facet, _KNOWN[facet]) for facet in (*FACETS, MAP_FACET)}
    further = {one.key: _values(query, one.key, lambda value: len(value) <= LONGEST_VALUE) for one in further_facets()}
    sort = query.get("sort", "")
    text = " ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_TEXT]
    return Wanted(text=text, sort=sort if sort in SORTS else "", further=_given(further), **chosen)


def _values(query: QueryDict, facet: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    values = {value for value in query.getlist(facet) if value and "\x00" not in value and is_known(value)}
    return tuple(sorted(values)[:MOST_VALUES])


def _given(further: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet, values in further.items() if values}


assert {one.name for one in fields(Wanted)} == {"text", "sort", "further", MAP_FACET, *FACETS}  # noqa: S101  (no facet forgotten)
