"""Firms of a cluster map as populations of the directory: who works in the industries shortlisted for a region (DIR-17)."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import get_language

from grono.classifications import teryt_level, voivodeship
from grono.portal.directory.kinds import NACE_OF
from grono.portal.directory.populations import Population, Provider, register_populations
from grono.portal.directory.queries import organisations_visible_to
from grono.portal.maps.queries import maps_visible_to
from grono.portal.maps.results import results_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from grono.portal.core.visitor import Reader
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Results

MOST_MAPS = 10
"""The newest ones are offered: a wave normally asks the firms of the last map."""


def register() -> None:
    """Let waves of questionnaires invite the firms of a map."""
    register_populations("maps", Provider(_offered, _members))


def _maps(reader: Reader) -> list[ClusterMap]:
    if not reader.can("directory.edit_organisations"):
        return []
    drawn = maps_visible_to(reader).filter(drawn_at__isnull=False, deleted_at__isnull=True)
    return list(drawn.order_by("-drawn_at", "-pk")[:MOST_MAPS])


def _offered(reader: Reader) -> list[Population]:
    found = []
    for map_ in _maps(reader):
        results = results_of(map_)
        if _systems(results):
            for region in sorted({line["region"] for line in results.shortlist if _place(results, line["region"])}):
                name = results.name("region", region, get_language() or "pl").text
                found.append(Population(f"maps:{map_.public_id}:{region}", f"{map_.title}: {name}"))
    return found


def _systems(results: Results) -> list[str]:
    """Return the classifications of the directory whose classes are those of a map."""
    revision = NACE_OF.get(results.record["classification"])
    return [system for system, nace in NACE_OF.items() if nace == revision]


def _place(results: Results, region: str) -> tuple[str, str] | None:
    """Return column of a place in the directory and its value; nothing where the directory knows no such regions."""
    scheme = results.record["region_scheme"]["kind"]
    if scheme == "teryt" and teryt_level(region) == "powiat":
        return "powiat", region
    known = voivodeship(region) if scheme in {"teryt", "voivodeships", "nuts"} else None
    return ("voivodeship", known.teryt) if known else None


def _members(reader: Reader, key: str) -> Iterable[str]:
    _provider, public_id, region = key.split(":", 2)
    map_ = next((one for one in _maps(reader) if one.public_id == public_id), None)
    results = results_of(map_) if map_ is not None else None
    place = _place(results, region) if results is not None else None
    if results is None or place is None:
        return []
    industries = {str(line["industry"]) for line in results.shortlist if line["region"] == region}
    if not industries:
        return []
    works = reduce(or_, (_works_in(results, industry) for industry in sorted(industries)))
    column, value = place
    where: dict[str, Any] = {f"establishments__{column}": value, "establishments__until__isnull": True}
    found = organisations_visible_to(reader).order_by().filter(**where).filter(works)
    return found.values_list("public_id", flat=True).distinct()


def _works_in(results: Results, industry: str) -> Q:
    """Return who has a code of an industry: a class, or any class of a group or division."""
    nace_class = results.industries[industry]["industry_class"] or industry
    current = Q(codes__until__isnull=True, codes__system__in=_systems(results))
    return current & Q(codes__nace_class__startswith=nace_class)
