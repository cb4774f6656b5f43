"""The background work of this app: reading large tables, and drawing maps.

Both are safe to repeat: results come into being in a workshop of their own and take their place in one step at the end.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.maps import storage
from grono.portal.maps.actions import delete_abandoned_drafts, finish_drawing, finish_reading
from grono.portal.maps.models import FURTHER_KINDS
from grono.portal.maps.queries import map_of_run
from grono.portal.maps.steps import Watcher
from grono.portal.maps.tables import tables_of
from grono.portal.regions.queries import labels_visible_to

if TYPE_CHECKING:
    from pathlib import Path

    from grono.classifications import Labels
    from grono.clustermap import ClusterMap as DrawnMap
    from grono.clustermap import Specification
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.maps.models import ClusterMap
    from grono.tables import Engine


def read_tables(run: BackgroundRun, progress: Progress) -> None:
    """Read the tables of a map in the background and keep what was understood."""
    from grono.portal.maps.understanding import understand

    map_ = map_of_run(run)
    if map_.table is None:
        return
    specification = run.parameters["specification"]
    with storage.lent(tables_of(map_)) as files:
        understood = understand(files, specification, labels_visible_to(run.owner), Watcher(progress))
    finish_reading(run=run, map_=map_, understood=understood)
    delete_abandoned_drafts()


def draw_map(run: BackgroundRun, progress: Progress) -> None:
    """Draw a map with all its files, then put them in place and note that it is drawn."""
    from grono.portal.maps.sidecar import write_page_files
    from grono.reports.map_folder import write_map_folder

    map_, watch = map_of_run(run), Watcher(progress)
    if map_.drawn_at is not None or map_.run_id != run.pk:
        return  # an earlier run that somebody started again
    workshop = storage.new_workshop(run.public_id)
    try:
        drawn = _drawn(run, map_, labels_visible_to(run.owner), watch)
        write_map_folder(drawn, workshop, language=run.parameters["specification"]["language"], progress=watch)
        write_page_files(drawn, workshop / "pages", watch)
        summary = summary_of(drawn, workshop)
        watch("pages", 1, 1)
        finish_drawing(run=run, map_=map_, summary=summary, workshop=workshop)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
    delete_abandoned_drafts()


def _drawn(run: BackgroundRun, map_: ClusterMap, labels: Labels, watch: Watcher) -> DrawnMap:
    from grono.clustermap import Companions, Specification, draw
    from grono.tables import Engine

    if map_.table is None:
        sentence = f"Map {map_.public_id} has no table; it cannot be drawn."
        raise LookupError(sentence)
    with storage.lent(tables_of(map_)) as files, Engine() as engine:
        chosen = Specification.of(run.parameters["specification"])
        first = _first_tables(files, chosen, engine, watch)
        drawn = draw(
            first.employees,
            size_bands=first.size_bands,
            companions=Companions(**{kind: path for kind, path in files.items() if kind in FURTHER_KINDS}),
            specification=first.specification,
            labels=labels,
            created=timezone.now().isoformat(timespec="seconds"),
            progress=watch,
            engine=engine,
        )
    told = {"title": map_.title, "source": map_.source, "note": map_.note, **first.told}
    if "cells_from" in first.told:
        told["inputs"] = _named_after_plants(drawn.run)
    return replace(drawn, run={**drawn.run, **{key: value for key, value in told.items() if value}})


def _named_after_plants(record: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the tables that were added up from plants under the name of the file they come from: readers know no other."""
    plants = next(given["name"] for given in record["companions"] if given["role"] == "points")
    return [{**given, "name": plants} for given in record["inputs"]]


@dataclass(frozen=True)
class _First:
    """The tables of the thin set, as files or added up from plants, and what the record says of that."""

    employees: Any
    size_bands: Any | None
    specification: Specification
    told: dict[str, Any]


def _first_tables(files: dict[str, Path], chosen: Specification, engine: Engine, watch: Watcher) -> _First:
    if "employees" in files:
        return _First(files["employees"], files.get("size_bands"), chosen, {})
    from grono.clustermap.reading.plant_cells import plants_from_points
    from grono.portal.maps.further_understanding import points_of

    watch("observations", 0, 1)
    cells = plants_from_points(points_of(files, chosen, engine))
    return _First(cells.employees, cells.size_bands, replace(chosen, reading=cells.reading), {"cells_from": "points"})


def summary_of(drawn: DrawnMap, folder: Path) -> dict[str, Any]:
    """Return the few figures that lists and headings show without opening the files of a map."""
    lists = drawn.shortlist["list"].to_pylist()
    period = str(drawn.run["period"])
    return {
        "period": drawn.run["period"],
        "base_period": drawn.run["base_period"],
        "years": drawn.run["years"],
        "regions": drawn.run["totals"]["regions"],
        "industries": drawn.run["totals"]["industries"],
        "employees": drawn.run["totals"]["employees"][period],
        "missing_cells": drawn.run["totals"]["missing_cells"][period],
        "has_plant_sizes": drawn.run["has_plant_sizes"],
        "candidates": lists.count("candidate"),
        "rest_on_few_plants": lists.count("rests_on_few_plants"),
        "warnings": len(drawn.run["warnings"]),
        "files": {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()},
    }
