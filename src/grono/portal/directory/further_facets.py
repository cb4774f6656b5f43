"""Facets whose values stand in tables of their own, as the cluster of an organisation; apps above register theirs here too.

Each is indexed, counted, named above the list and in its files as the others are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from django.utils.functional import Promise


@dataclass(frozen=True)
class FurtherFacet:
    """One facet more.

    ``values(organisations)`` gives the values of organisations by primary key, ``labels(values, language)`` their names; ``field`` is the
    field of the ladder whose rung holds for it, empty for what everyone may know; ``at_first`` is how many values are offered, the most
    frequent ones, where there can be very many. Whoever changes a value calls ``directory.writing.index_organisations``.
    """

    key: str
    title: str | Promise
    values: Callable[[Collection[int]], Mapping[int, Iterable[str]]]
    labels: Callable[[Collection[str], str], Mapping[str, str]]
    field: str = ""
    is_listed: bool = True
    at_first: int | None = None


_facets: dict[str, FurtherFacet] = {}


def register_facet(facet: FurtherFacet) -> None:
    """Register a facet in ``AppConfig.ready``; its key is the name of its parameter in addresses."""
    _facets[facet.key] = facet


def further_facets() -> list[FurtherFacet]:
    """Return the registered facets, in the order of their keys."""
    return [_facets[key] for key in sorted(_facets)]
