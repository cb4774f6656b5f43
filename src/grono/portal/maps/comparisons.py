"""Two drawn maps compared: the act that starts it, the work in the background, and the files it leaves."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from grono.portal.core.audit import audit, take_turn
from grono.portal.core.languages import in_all_languages
from grono.portal.core.problems import RefusedError, sentences_of
from grono.portal.core.runs import start_run
from grono.portal.maps import storage
from grono.portal.maps.decision_models import MapComparison
from grono.portal.maps.queries import comparison_going_on, comparison_of_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.utils.functional import Promise

    from grono.charts import Chart
    from grono.clustermap import ClusterMap as DrawnMap
    from grono.clustermap.comparison import Comparison, Correspondence
    from grono.portal.core.models import BackgroundRun, User
    from grono.portal.core.runs import Progress
    from grono.portal.maps.models import ClusterMap
    from grono.portal.maps.results import Row
    from grono.portal.maps.storage import StoredFile

VERBS: dict[str, str | Promise] = {
    "maps.start_comparison": _("Comparison of two cluster maps started: %(object)s"),
    "maps.finish_comparison": _("Cluster maps compared: %(object)s"),
    "maps.refuse_comparison": _("Cluster maps could not be compared: %(object)s"),
}
AXES = ("industries", "regions")
"""What may have other codes on the later map, each bridged by a table of its own."""


@transaction.atomic
def start_comparison(
    *, by: User, maps: tuple[ClusterMap, ClusterMap], files: Mapping[str, StoredFile] | None = None
) -> MapComparison:
    """Start to compare two drawn maps; the one with the earlier figures is the earlier map, whichever was asked about.

    Where the same person has just begun the same comparison, that one is the answer.
    """
    take_turn()
    if any(map_.drawn_at is None or map_.deleted_at is not None for map_ in maps):
        raise RefusedError(_("Only drawn maps can be compared. Draw the other one first."))
    before, after = sorted(maps, key=lambda map_: (map_.summary["period"] or 0, str(map_.drawn_at), map_.pk))
    if before.pk == after.pk:
        raise RefusedError(_("A map cannot be compared with itself. Choose another one."))
    told = {axis: asdict(file) for axis, file in (files or {}).items()}
    comparison = MapComparison(before=before, after=after, created_by=by, correspondences=told)
    begun = comparison_going_on(comparison)
    if begun is not None:
        return begun
    comparison.save()
    comparison.run = start_run(by=by, kind="maps.compare_maps", subject_public_id=comparison.public_id)
    comparison.save(update_fields=["run"])
    both = {"before": before.public_id, "after": after.public_id}
    audit(by=by, verb="maps.start_comparison", object=comparison, after=both)
    return comparison


@transaction.atomic
def finish_comparison(
    *, run: BackgroundRun, comparison: MapComparison, found: dict[str, Any], workshop: Path | None
) -> None:
    """Keep what was found, or why nothing could be; what a run leaves that nobody waits for changes nothing."""
    take_turn()
    locked = MapComparison.objects.select_for_update().get(pk=comparison.pk)
    if locked.run_id != run.pk or locked.computed_at is not None:
        return
    if workshop is not None:
        target = folder_of(locked)
        shutil.rmtree(target, ignore_errors=True)
        workshop.rename(target)
    locked.summary, locked.refusal = found.get("summary", {}), found.get("refusal", [])
    locked.computed_at = timezone.now()
    locked.save(update_fields=["summary", "refusal", "computed_at"])
    verb = "maps.refuse_comparison" if locked.refusal else "maps.finish_comparison"
    audit(by=run.owner, verb=verb, object=locked, after=locked.summary.get("classes", {}))


def compare_maps(run: BackgroundRun, progress: Progress) -> None:
    """Compare two maps in the background; where the library refuses, its sentences are the result."""
    from grono.messages import GronoError

    comparison = comparison_of_run(run)
    if comparison.computed_at is not None or comparison.run_id != run.pk:
        return
    workshop = _folder() / f".work-{run.public_id}"
    shutil.rmtree(workshop, ignore_errors=True)
    try:
        progress(_("Reading the two maps"), 0, 0)
        maps, found = _compared(comparison, progress)
        summary = _written(found, workshop)
        _draw(found, maps, workshop, progress)
        finish_comparison(run=run, comparison=comparison, found={"summary": summary}, workshop=workshop)
    except GronoError as refusal:
        sentences = [in_all_languages(sentence) for sentence in sentences_of(refusal)]
        finish_comparison(run=run, comparison=comparison, found={"refusal": sentences}, workshop=None)
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _compared(comparison: MapComparison, progress: Progress) -> tuple[tuple[DrawnMap, DrawnMap], Comparison]:
    from grono.clustermap.comparison import compare
    from grono.clustermap.storage import read_map

    maps = (read_map(storage.folder_of(comparison.before)), read_map(storage.folder_of(comparison.after)))
    bridges = _bridges(comparison)
    progress(_("Comparing them, cell by cell"), 0, 0)
    return maps, compare(*maps, industries=bridges.get("industries"), regions=bridges.get("regions"))


def _bridges(comparison: MapComparison) -> dict[str, Correspondence]:
    from grono.clustermap.comparison import read_correspondence
    from grono.tables import Engine

    axes = list(comparison.correspondences)
    files = [storage.StoredFile(**comparison.correspondences[axis]) for axis in axes]
    with storage.under_own_names(*files) as paths, Engine() as engine:
        return {axis: read_correspondence(path, engine) for axis, path in zip(axes, paths, strict=True)}


def _written(found: Comparison, workshop: Path) -> dict[str, Any]:
    workshop.mkdir(parents=True)
    pq.write_table(found.table, workshop / CHANGE, compression="zstd")
    (workshop / RECORD).write_text(json.dumps(found.record, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return {
        "classes": found.record["classes"],
        "bridge": found.record["bridge"],
        "cells": found.table.num_rows,
        "differences": [one["sentences"] for one in found.record["differences"] if not one["bears"]],
        "bearing": [one["sentences"] for one in found.record["differences"] if one["bears"]],
    }


def _draw(found: Comparison, maps: tuple[DrawnMap, DrawnMap], workshop: Path, progress: Progress) -> None:
    """Draw in every language what changed beyond noise, and the shortlists of each region side by side."""
    from grono.charts import change_chart, two_maps

    before, after = maps
    years = (before.run["period"], after.run["period"])
    changed = any(found.record["classes"][name] for name in ("new", "gone", "stronger", "weaker"))
    regions = _regions_to_draw(maps)
    for number, (language, _title) in enumerate(settings.LANGUAGES):
        progress(_("Drawing the pictures"), number, len(settings.LANGUAGES))
        drawn = {}
        if changed:
            make = partial(change_chart, found.table, after, language, years=years)
            drawn["change"] = _picture(make, "change")
        for place, region in enumerate(regions):
            make = partial(two_maps, before, after, region, language, changes=found.table)
            drawn[f"region:{region}"] = _picture(make, f"region-{place}")
        (workshop / f"pictures-{language}.json").write_text(json.dumps(drawn, ensure_ascii=False), "utf-8")


def _regions_to_draw(maps: tuple[DrawnMap, DrawnMap]) -> list[str]:
    """Return the regions of the later map that have candidates on either one, those with most first."""
    there = set(maps[1].regions["region"].to_pylist())
    counted: Counter[str] = Counter()
    for map_ in maps:
        lists = map_.shortlist.select(["region", "list"]).to_pylist()
        counted.update(row["region"] for row in lists if row["list"] == "candidate" and row["region"] in there)
    return [region for region, _number in counted.most_common(MOST_REGIONS)]


def _picture(make: Callable[..., Chart], name: str) -> dict[str, Any]:
    """Return a picture for pages with the rows of its table."""
    from grono.portal.maps.sidecar import as_picture

    wide = make()
    rows = [[_plain(value) for value in row.values()] for row in wide.table.to_pylist()]
    titles = [wide.column_titles.get(column, column) for column in wide.table.column_names]
    return {**as_picture(wide, make(narrow=True), name), "titles": titles, "rows": rows}


def _plain(value: object) -> object:
    return round(value, 2) if isinstance(value, float) else value


MOST_REGIONS = 40
"""Regions drawn side by side: each picture takes a tenth of a second, in each language and width."""
CHANGE, RECORD = "change.parquet", "comparison.json"


def _folder() -> Path:
    folder = Path(settings.DATA_DIR) / "comparisons"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def folder_of(comparison: MapComparison) -> Path:
    """Return the folder of a comparison's results."""
    return _folder() / comparison.public_id


def changes(comparison: MapComparison) -> list[Row]:
    """Return every line of a finished comparison."""
    rows: list[Row] = pq.read_table(folder_of(comparison) / CHANGE).to_pylist()
    return rows


def pictures(comparison: MapComparison, language: str) -> dict[str, dict[str, Any]]:
    """Return the pictures of a comparison in one language: ``change``, and ``region:`` with the code of each region drawn."""
    path = folder_of(comparison) / f"pictures-{language}.json"
    found: dict[str, dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    return found
