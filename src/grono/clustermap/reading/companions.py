"""Tables beside the table of employees: each opens analyses that need it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from grono.clustermap.reading.areas import Areas
    from grono.clustermap.reading.definitions import Definition
    from grono.clustermap.reading.flow_table import Flows
    from grono.clustermap.reading.indicators import Indicators
    from grono.clustermap.reading.neighbours import Neighbours
    from grono.clustermap.reading.observations import Observations
    from grono.clustermap.reading.points import Points
    from grono.messages import Problem
    from grono.tables import Engine


@dataclass(frozen=True)
class Companions:
    """Tables that a person brings along, as files or frames.

    Parameters
    ----------
    points, zones : path or frame, optional
        Plants with coordinates, or with a zone whose point stands in ``zones`` (MAP-5).
    flows, outputs : path or frame, optional
        An input–output table, and what each industry makes (MAP-6).
    cluster_members : path or frame, optional
        Which industries form which cluster (MAP-7).
    neighbours : path or frame, optional
        Which regions lie beside each other (MAP-7); without it the outlines we ship are tried.
    regions : path or frame, optional
        Area and population of the regions.
    indicators : path or frame, optional
        Wages, value added, exports and the like by region, industry and year.
    """

    points: Any | None = None
    zones: Any | None = None
    flows: Any | None = None
    outputs: Any | None = None
    cluster_members: Any | None = None
    neighbours: Any | None = None
    regions: Any | None = None
    indicators: Any | None = None


@dataclass(frozen=True)
class ReadCompanions:
    """The same tables as they were understood; None for what was not given."""

    points: Points | None = None
    flows: Flows | None = None
    cluster_members: Definition | None = None
    neighbours: Neighbours | None = None
    regions: Areas | None = None
    indicators: Indicators | None = None

    def present(self) -> dict[str, Any]:
        """Return name → table of those that are there."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: table for name, table in named.items() if table is not None}

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Warnings of all of them."""
        return tuple(problem for table in self.present().values() for problem in table.problems)


def read_companions(
    given: Companions, engine: Engine, observations: Observations, options: Mapping[str, Mapping[str, Any]]
) -> ReadCompanions:
    """Read what was given; ``options`` hold, by companion, the keyword arguments of its reader.

    Raises
    ------
    InputError
        With all problems of the first table that cannot be used.
    """
    read: dict[str, Any] = {}
    for name, (module, function) in READERS.items():
        table = getattr(given, name)
        if table is None:
            continue
        arguments = (given.outputs,) if name == "flows" else ()
        extra = {"zones": given.zones} if name == "points" else {}
        reader = getattr(import_module(module), function)
        read[name] = reader(table, *arguments, engine, observations, **extra, **options.get(name, {}))
    if "neighbours" not in read:
        from grono.clustermap.reading.neighbours import neighbours_from_outlines

        read["neighbours"] = neighbours_from_outlines(observations)
    return ReadCompanions(**read)


READERS = {
    "points": ("grono.clustermap.reading.points", "read_points"),
    "flows": ("grono.clustermap.reading.flows", "read_flows"),
    "cluster_members": ("grono.clustermap.reading.definitions", "read_definition"),
    "neighbours": ("grono.clustermap.reading.neighbours", "read_neighbours"),
    "regions": ("grono.clustermap.reading.areas", "read_areas"),
    "indicators": ("grono.clustermap.reading.indicators", "read_indicators"),
}
"""Loaded when asked for: each reader brings libraries that a plain map does not need."""
