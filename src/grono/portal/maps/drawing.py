"""The background work of this app: reading large tables, and drawing maps.

Both are safe to repeat: results come into being in a workshop of their own and take their place in one step at the end.
"""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from grono.portal.maps import storage
from grono.portal.maps.actions import delete_abandoned_drafts, finish_drawing, finish_reading
from grono.portal.maps.queries import map_of_run
from grono.portal.maps.steps import Watcher
from grono.portal.regions.queries import labels_visible_to

if TYPE_CHECKING:
    from pathlib import Path

    from grono.classifications import Labels
    from grono.clustermap import ClusterMap as DrawnMap
    from grono.portal.core.models import BackgroundRun
    from grono.portal.core.runs import Progress
    from grono.portal.maps.models import ClusterMap


def read_tables(run: BackgroundRun, progress: Progress) -> None:
    """Read the tables of a map in the background and keep what was understood."""
    from grono.portal.maps.understanding import understand

    map_ = map_of_run(run)
    if map_.table is None:
        return
    specification = run.parameters["specification"]
    with storage.under_own_names(map_.table, map_.size_bands) as (employees, size_bands):
        files = {kind: path for kind, path in (("employees", employees), ("size_bands", size_bands)) if path}
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
    from grono.clustermap import Specification, draw

    if map_.table is None:
        sentence = f"Map {map_.public_id} has no table; it cannot be drawn."
        raise LookupError(sentence)
    with storage.under_own_names(map_.table, map_.size_bands) as (employees, size_bands):
        drawn = draw(
            employees,
            size_bands=size_bands,
            specification=Specification.of(run.parameters["specification"]),
            labels=labels,
            created=timezone.now().isoformat(timespec="seconds"),
            progress=watch,
        )
    told = {"title": map_.title, "source": map_.source, "note": map_.note}
    return replace(drawn, run={**drawn.run, **{key: value for key, value in told.items() if value}})


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
