"""What is understood of the tables beside the employees: each read as the drawing will read it, its warnings, and a few figures."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from pyproj import CRS

from grono.clustermap.reading.companions import READERS
from grono.clustermap.reading.points import read_points
from grono.messages import GronoError
from grono.portal.maps.models import TableKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from grono.clustermap import Observations, Specification
    from grono.clustermap.reading.definitions import Definition
    from grono.clustermap.reading.flow_table import Flows
    from grono.clustermap.reading.indicators import Indicators
    from grono.clustermap.reading.neighbours import Neighbours
    from grono.clustermap.reading.point_table import Points
    from grono.messages import Problem
    from grono.tables import Engine

    class Listener(Protocol):
        """Collects what is to be said of tables."""

        def say(self, kind: str, problems: Iterable[Problem], /) -> None:
            """Take note of warnings of a table."""

        def add(self, kind: str, error: GronoError, /) -> None:
            """Take note of why a table cannot be read."""


DOTS = 1500
"""Plants in the picture of a table of plants: enough to recognise a country, few enough for a page."""
PICTURE = 320
"""Height and width of that picture, in its own units."""


def read_further(
    files: Mapping[str, Path], chosen: Specification, engine: Engine, observations: Observations, listener: Listener
) -> dict[str, Any]:
    """Return kind → figures of each further table; the listener is told warnings and what cannot be read."""
    found: dict[str, Any] = {}
    for kind, (module, function) in READERS.items():
        if kind not in files:
            continue
        try:
            if kind == TableKind.POINTS:
                table = points_of(files, chosen, engine, observations)
            else:
                arguments = (files.get("outputs"),) if kind == TableKind.FLOWS else ()
                reader = getattr(import_module(module), function)
                table = reader(files[kind], *arguments, engine, observations, **chosen.companion_options.get(kind, {}))
        except GronoError as error:
            listener.add(kind, error)
            continue
        listener.say(kind, table.problems)
        found[kind] = FIGURES[kind](table)
    return found


def points_of(
    files: Mapping[str, Path], chosen: Specification, engine: Engine, observations: Observations | None = None
) -> Points:
    """Read the plants of a map; without observations in the classification that was chosen for it."""
    options = dict(chosen.companion_options.get("points", {}))
    if observations is None:
        options.setdefault("classification", chosen.reading.classification)
    return read_points(files["points"], engine, observations, zones=files.get("zones"), **options)


def figures_of_points(points: Points) -> dict[str, Any]:
    """Return how many plants there are and have a place, how they were measured, and a picture of them in dots."""
    placed = points.has_place
    where = "zone" if points.zone_source is not None else ("degrees" if "longitude" in points.columns else "metres")
    precision = points.precision[placed & np.isfinite(points.precision)]
    return {
        "rows": int(placed.size),
        "placed": int(placed.sum()),
        "industries": len(points.industries),
        "regions": len(points.regions),
        "years": [year for year in points.periods if year],
        "sized_by": points.sized_by,
        "where": where,
        "projection": [points.projection, CRS.from_epsg(points.projection).name],
        "precision": float(np.median(precision)) if precision.size else None,
        "dots": dots(points.x[placed], points.y[placed]),
    }


def dots(x: np.ndarray[Any, Any], y: np.ndarray[Any, Any]) -> list[list[int]]:
    """Return the places of some of the plants in the picture, north above; the same plants each time."""
    if not x.size:
        return []
    chosen = np.arange(x.size) if x.size <= DOTS else np.random.default_rng(1).choice(x.size, DOTS, replace=False)
    span = max(float(np.ptp(x)), float(np.ptp(y)), 1.0)
    east = (x[chosen] - x.min() + (span - np.ptp(x)) / 2) / span * PICTURE
    south = (y.max() - y[chosen] + (span - np.ptp(y)) / 2) / span * PICTURE
    found: list[list[int]] = np.unique(np.column_stack([east, south]).round().astype(int), axis=0).tolist()
    return found


def _of_flows(flows: Flows) -> dict[str, Any]:
    return {"rows": flows.table.num_rows, "industries": len(flows.industries), "linked": int((flows.place >= 0).sum())}


def _of_definition(found: Definition) -> dict[str, Any]:
    return {
        "rows": found.table.num_rows,
        "clusters": len(found.clusters),
        "industries": int(np.unique(found.industry).size),
    }


def _of_neighbours(found: Neighbours) -> dict[str, Any]:
    return {"rows": int(found.weights.raw.nnz), "origin": found.origin}


def _of_areas(found: Any) -> dict[str, Any]:
    columns = {"area": found.area, "population": found.population}
    return {name: int(np.isfinite(values).sum()) for name, values in columns.items() if values is not None}


def _of_indicators(found: Indicators) -> dict[str, Any]:
    return {"measures": {name: int(np.isfinite(panel).sum()) for name, panel in found.panels.items()}}


FIGURES: dict[str, Callable[[Any], dict[str, Any]]] = {
    "points": figures_of_points,
    "flows": _of_flows,
    "cluster_members": _of_definition,
    "neighbours": _of_neighbours,
    "regions": _of_areas,
    "indicators": _of_indicators,
}
